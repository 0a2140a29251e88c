import type { OrganisationView } from "#domain/view-houses.ts";
import type { Session } from "../../state/session.svelte.ts";
import { offersOf, type OfferLine } from "./offers.ts";
import { type CountedHouse, countedOf, totalsOf, type Totals } from "./totals.ts";

const halfMinuteMs = 30_000;

/** The free places of all houses, as they are now and whenever one of them changes. */
export class CapacityState {
  houses = $state.raw<readonly CountedHouse[] | undefined>();
  offers = $state.raw<readonly OfferLine[]>([]);
  organisation = $state.raw<OrganisationView | undefined>();
  now = $state(Date.now());
  readonly totals: Totals = $derived(totalsOf(this.houses ?? []));

  constructor(session: Session) {
    $effect(() =>
      session.engine.watch("houses", {}, (houses) => {
        this.houses = countedOf(houses);
        this.offers = offersOf(houses);
      }),
    );
    $effect(() =>
      session.engine.watch("organisation", {}, (organisation) => {
        this.organisation = organisation;
      }),
    );
    $effect(() => {
      const timer = setInterval(() => (this.now = Date.now()), halfMinuteMs);
      return () => clearInterval(timer);
    });
  }
}
