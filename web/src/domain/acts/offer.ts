import { changes, putIn, refuse, type Act } from "../change.ts";
import type { HouseId } from "../compartments.ts";
import { instantOf, plusDays } from "../dates.ts";
import { tonightOf } from "../house.ts";
import type { Id } from "../ids.ts";
import { countsOf, roomsOn } from "../nights.ts";
import type { HouseOffer } from "../records.ts";
import type { State } from "../state.ts";

/** Tells the other houses what this one could offer on the next seven evenings. */
export interface RefreshOffer {
  readonly house: HouseId;
  /** Used only where there is no offer of this house yet. */
  readonly offer: Id<"offer">;
}

const evenings = 7;

/** Writes the offer anew; nothing at all when it says the same as before. */
export const refreshOffer: Act<RefreshOffer> = (state, input, now) => {
  const house = state.houses.get(input.house);
  if (!house) return refuse({ code: "not-found", what: "house" });
  const tonight = tonightOf(state, input.house, now);
  const offered = Array.from({ length: evenings }, (_, later) => {
    const evening = plusDays(tonight, later);
    const { offerable, largest } = countsOf(
      roomsOn(state, house, { night: evening, at: now.instant }),
    );
    return { evening, offerable, largest: largest.persons };
  });
  const [id, before] = offerOf(state, input.house) ?? [input.offer, undefined];
  if (JSON.stringify(before?.evenings) === JSON.stringify(offered)) return changes();
  const asOf = instantOf(now.instant);
  return changes(putIn()("houseOffer", id, { house: input.house, asOf, evenings: offered }));
};

/** A house's newest word on what it can offer; of two of one second every client takes the same. */
export function offerOf(state: State, house: HouseId): [Id<"offer">, HouseOffer] | undefined {
  const offers = state.organisation.houseOffer as ReadonlyMap<Id<"offer">, HouseOffer>;
  return [...offers]
    .filter(([, offer]) => offer.house === house)
    .toSorted(([one, a], [other, b]) =>
      (a.asOf === b.asOf ? one < other : a.asOf < b.asOf) ? 1 : -1,
    )[0];
}
