import type { Translation } from "../catalogue.ts";
import type { errors as english } from "../en/errors.ts";

/** What a person is told about each error code, in Arabic. */
export const errors = {} as const satisfies Translation<typeof english>;
