import type { Translation } from "../catalogue.ts";
import type { kit as english } from "../en/kit.ts";

/** The emergency kit and the recovery sheets, on the screen and on paper, in Arabic. */
export const kit = {} as const satisfies Translation<typeof english>;
