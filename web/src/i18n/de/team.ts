import type { Translation } from "../catalogue.ts";
import type { team as english } from "../en/team.ts";

/** Team, invites, handing over, and who can read what, in German. */
export const team = {} as const satisfies Translation<typeof english>;
