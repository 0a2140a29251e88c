import type { HouseId } from "./compartments.ts";
import { msOf, type IsoDate } from "./dates.ts";
import type { House } from "./records.ts";
import type { State } from "./state.ts";

export interface OtherHouse {
  readonly house: HouseId;
  readonly codeName: string;
  readonly offerable: number;
  readonly largest: number;
  readonly asOf: number;
}

/** What the other houses say they could offer on an evening, the largest household first. */
export function elsewhere(state: State, house: HouseId, evening: IsoDate): OtherHouse[] {
  const houses = state.organisation.house as ReadonlyMap<HouseId, House>;
  const newest = new Map<HouseId, OtherHouse>();
  for (const offer of state.organisation.houseOffer.values()) {
    const night = offer.evenings.find((one) => one.evening === evening);
    const settings = houses.get(offer.house);
    if (offer.house === house || !night || !settings || night.offerable === 0) continue;
    const asOf = msOf(offer.asOf);
    if ((newest.get(offer.house)?.asOf ?? 0) > asOf) continue;
    const { offerable, largest } = night;
    newest.set(offer.house, {
      house: offer.house,
      codeName: settings.codeName,
      offerable,
      largest,
      asOf,
    });
  }
  return [...newest.values()].toSorted(
    (a, b) => b.largest - a.largest || b.offerable - a.offerable,
  );
}
