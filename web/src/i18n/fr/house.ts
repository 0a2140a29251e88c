import type { Translation } from "../catalogue.ts";
import type { house as english } from "../en/house.ts";

/** The house wizard, in French. */
export const house = {} as const satisfies Translation<typeof english>;
