import type { Translation } from "../catalogue.ts";
import type { trust as english } from "../en/trust.ts";

/** Trust, and the alarm, in German. */
export const trust = {} as const satisfies Translation<typeof english>;
