import type { Team } from "../../vault/engine.ts";
import type { Session } from "../../state/session.svelte.ts";
import { firstHouse, type Open } from "../../state/rights.ts";

/** What the first screen is for someone: her house, or what is still to happen. */
export function homeOf(open: Open): "house" | "noHouse" | "waiting" | "auditor" {
  if (firstHouse(open) !== undefined) return "house";
  if (open.audit) return "auditor";
  return open.admin ? "noHouse" : "waiting";
}

/** Home goes on to Tonight as soon as there is a house; until then it says what is missing. */
export class HomeState {
  words = $state.raw<readonly string[]>([]);
  readonly #session: Session;

  constructor(session: Session) {
    this.#session = session;
    $effect(() => {
      const house = session.open && firstHouse(session.open);
      if (house !== undefined) session.router.go({ is: "tonight", house }, "replace");
    });
    $effect(() =>
      session.engine.onTeam((team: Team) => {
        const me = team.members.find((member) => member.member === session.open?.member);
        this.words = me?.waiting?.words ?? [];
      }),
    );
  }

  get now(): ReturnType<typeof homeOf> {
    return this.#session.open ? homeOf(this.#session.open) : "house";
  }
}
