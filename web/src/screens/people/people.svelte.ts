import type { HouseId } from "#domain/compartments.ts";
import type { HouseLine } from "#domain/view-houses.ts";
import type { PeopleView, Whereabouts } from "#domain/view-people.ts";
import { rightIn } from "../../state/rights.ts";
import type { Session } from "../../state/session.svelte.ts";

/** Searching people as they are typed, in the houses whose residents this member reads. */
export class PeopleSearch {
  text = $state("");
  who = $state<Whereabouts | "all">("all");
  house = $state.raw<HouseId | "all">("all");
  view = $state.raw<PeopleView | undefined>();
  #houses = $state.raw<readonly HouseLine[]>([]);
  readonly #session: Session;

  constructor(session: Session) {
    this.#session = session;
    const { engine } = session;
    $effect(() => engine.watch("houses", {}, (houses) => (this.#houses = houses)));
    $effect(() => {
      const { text, who, house } = this;
      const args = {
        text,
        ...(who === "all" ? {} : { who }),
        ...(house === "all" ? {} : { house }),
      };
      return engine.watch("people", args, (view) => (this.view = view));
    });
  }

  /** The houses that can be searched. */
  get houses(): readonly HouseLine[] {
    return this.#houses.filter(({ house }) => rightIn(this.#session.open, house, "residents") > 0);
  }

  /** Whether something narrows the list. */
  get narrowed(): boolean {
    return this.text.trim() !== "" || this.who !== "all" || this.house !== "all";
  }
}
