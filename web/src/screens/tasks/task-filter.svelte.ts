import type { HouseId } from "#domain/compartments.ts";
import type { TaskLine } from "#domain/view-tasks.ts";
import { readsBeds, readsPeopleIn } from "../../state/rights.ts";
import type { Session } from "../../state/session.svelte.ts";

/** Which tasks are shown: of which house, and whose. */
export class TaskFilter {
  /** Empty: all houses. */
  house = $state<HouseId | "">("");
  /** Empty: everybody; "nobody": nobody's in particular; else a member. */
  owner = $state("");
  houses = $state.raw<readonly { readonly house: HouseId; readonly codeName: string }[]>([]);
  readonly me: string;

  constructor(session: Session) {
    this.me = session.open?.member ?? "";
    $effect(() =>
      session.engine.watch("houses", {}, (houses) => {
        this.houses = houses.filter(
          ({ house }) => readsPeopleIn(session.open, house) || readsBeds(session.open, house),
        );
      }),
    );
  }

  /** Whether a task is shown. */
  shows({ house, owner }: TaskLine): boolean {
    const ofHouse = this.house === "" || this.house === house;
    if (this.owner === "") return ofHouse;
    return ofHouse && (this.owner === "nobody" ? owner === undefined : owner === this.owner);
  }
}

/** The shown tasks in three parts: what is late, what is wanted now, what comes later. */
export function shownTasks(
  lines: readonly TaskLine[],
  filter: TaskFilter,
): readonly { readonly is: "late" | "now" | "later"; readonly lines: readonly TaskLine[] }[] {
  const part = ({ overdue, asks }: TaskLine) => (overdue ? "late" : asks ? "now" : "later");
  const shown = lines.filter((line) => filter.shows(line));
  return (["late", "now", "later"] as const)
    .map((is) => ({ is, lines: shown.filter((line) => part(line) === is) }))
    .filter((group) => group.lines.length > 0);
}
