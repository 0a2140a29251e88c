import type { Team } from "../../vault/engine.ts";
import type { HouseId } from "#domain/compartments.ts";
import type { Route } from "../../state/routes.ts";
import type { Session } from "../../state/session.svelte.ts";
import { houseOf, readsPeople, seesHouses, type Open } from "../../state/rights.ts";

/** What the first screen is for someone: her house, all houses, what she checks, or what is still to happen. */
export function homeOf(open: Open): "house" | "houses" | "trust" | "noHouse" | "waiting" {
  if (open.audit) return "trust";
  if (seesHouses(open) && !readsPeople(open)) return "houses";
  if (houseOf(open) !== undefined) return "house";
  return open.admin ? "noHouse" : "waiting";
}

function firstRoute(open: Open, last: HouseId | undefined): Route | undefined {
  const house = houseOf(open, last);
  switch (homeOf(open)) {
    case "houses":
      return { is: "capacity" };
    case "trust":
      return { is: "trust" };
    case "house":
      return house && { is: "tonight", house };
    default:
      return undefined;
  }
}

/** Home goes on to the first screen as soon as there is one; until then it says what is missing. */
export class HomeState {
  words = $state.raw<readonly string[]>([]);
  readonly #session: Session;

  constructor(session: Session) {
    this.#session = session;
    $effect(() => {
      const { open, recent } = session;
      if (!recent.ready) return;
      const first = open && firstRoute(open, recent.house);
      if (first !== undefined) session.router.go(first, "replace");
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
