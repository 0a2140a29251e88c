import type { Translation } from "../catalogue.ts";
import type { file as english } from "../en/file.ts";

/** A resident's file, in Arabic. */
export const file = {} as const satisfies Translation<typeof english>;
