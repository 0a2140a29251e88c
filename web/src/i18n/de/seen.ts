import type { Translation } from "../catalogue.ts";
import type { seen as english } from "../en/seen.ts";

/** The page that says what the server knows, in German. */
export const seen = {} as const satisfies Translation<typeof english>;
