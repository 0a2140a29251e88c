import type { Translation } from "../catalogue.ts";
import type { knows as english } from "../en/knows.ts";

/** What the server knows, in Arabic. */
export const knows = {} as const satisfies Translation<typeof english>;
