import type { Translation } from "../catalogue.ts";
import type { entering as english } from "../en/entering.ts";

/** Founding, joining, unlocking, in German. */
export const entering = {} as const satisfies Translation<typeof english>;
