import type { Translation } from "../catalogue.ts";
import type { requests as english } from "../en/requests.ts";

/** Requests for a place: offers, answers, calls, and transfers between houses, in Arabic. */
export const requests = {} as const satisfies Translation<typeof english>;
