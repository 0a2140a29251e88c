import type { Translation } from "../catalogue.ts";
import type { refusals as english } from "../en/refusals.ts";

/** What stands against an act, said to the person who wants it, in Arabic. */
export const refusals = {} as const satisfies Translation<typeof english>;
