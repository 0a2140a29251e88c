import type { HouseId } from "#domain/compartments.ts";
import type { HouseLine } from "#domain/view-houses.ts";
import type { Session } from "../../state/session.svelte.ts";
import { houseOf } from "../../state/rights.ts";

/** The houses that this member sees, and the one that she is in: the address's, else the last, else the first. */
export class CurrentHouse {
  houses = $state.raw<readonly HouseLine[]>([]);
  readonly #session: Session;

  constructor(session: Session) {
    this.#session = session;
    $effect(() => session.engine.watch("houses", {}, (houses) => (this.houses = houses)));
  }

  get id(): HouseId | undefined {
    const { open, recent, router } = this.#session;
    if ("house" in router.route) return router.route.house;
    return open && houseOf(open, recent.house);
  }

  get line(): HouseLine | undefined {
    return this.houses.find(({ house }) => house === this.id);
  }
}
