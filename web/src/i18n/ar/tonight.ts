import type { Translation } from "../catalogue.ts";
import type { tonight as english } from "../en/tonight.ts";

/** The board, its beds, and the sheet of one bed, in Arabic. */
export const tonight = {} as const satisfies Translation<typeof english>;
