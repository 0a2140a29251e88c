import { offerOf } from "./acts/offer.ts";
import type { HouseId } from "./compartments.ts";
import { msOf, type IsoDate } from "./dates.ts";
import { policyOf } from "./house.ts";
import { violations, type Asking } from "./policy.ts";
import type { House } from "./records.ts";
import type { State } from "./state.ts";

export interface OtherHouse {
  readonly house: HouseId;
  readonly codeName: string;
  readonly offerable: number;
  readonly largest: number;
  readonly asOf: number;
}

/** When a place is looked for, and for whom, where that is known. */
interface Looked {
  readonly evening: IsoDate;
  readonly household?: readonly Asking[];
}

/**
 * What the other houses say they could offer on an evening, the largest household first. Of a household that is known,
 * those alone that have a place of its size and whose rules let in everybody of it.
 */
export function elsewhere(
  state: State,
  house: HouseId,
  { evening, household = [] }: Looked,
): OtherHouse[] {
  const houses = state.organisation.house as ReadonlyMap<HouseId, House>;
  const others: OtherHouse[] = [];
  for (const [other, { codeName }] of houses) {
    const [, offer] = offerOf(state, other) ?? [];
    const night = offer?.evenings.find((one) => one.evening === evening);
    if (other === house || offer === undefined || !night || night.offerable === 0) continue;
    const { offerable, largest } = night;
    if (largest < household.length) continue;
    if (violations(policyOf(state, other), household, evening).length > 0) continue;
    others.push({ house: other, codeName, offerable, largest, asOf: msOf(offer.asOf) });
  }
  return others.toSorted((a, b) => b.largest - a.largest || b.offerable - a.offerable);
}
