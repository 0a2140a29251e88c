import { offerOf } from "./acts/offer.ts";
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
  const others: OtherHouse[] = [];
  for (const [other, { codeName }] of houses) {
    const [, offer] = offerOf(state, other) ?? [];
    const night = offer?.evenings.find((one) => one.evening === evening);
    if (other === house || offer === undefined || !night || night.offerable === 0) continue;
    const { offerable, largest } = night;
    others.push({ house: other, codeName, offerable, largest, asOf: msOf(offer.asOf) });
  }
  return others.toSorted((a, b) => b.largest - a.largest || b.offerable - a.offerable);
}
