import type { HouseId } from "./compartments.ts";
import type { BedId, HoldId, Id, PersonRef } from "./ids.ts";
import type { Bed, Placement } from "./records.ts";
import type { HouseState, Occupancy, State } from "./state.ts";

/** The state as it would be: some placements and beds otherwise, the rest as it is. */
export interface Plan {
  readonly state: State;
  readonly placements: ReadonlyMap<Id<"placement">, Planned>;
  /** Beds that would stand in another room. */
  readonly beds?: ReadonlyMap<BedId, Bed>;
  /** The hold whose beds may be used. */
  readonly hold?: HoldId;
  /** Epoch milliseconds at which holds are judged. */
  readonly at: number;
}

/** A placement as it would be, and in which house. */
export interface Planned {
  readonly house: HouseId;
  readonly placement: Placement;
}

/** A bed as planned. */
export const bedOf = (plan: Plan, house: HouseState, bed: BedId): Bed | undefined =>
  plan.beds?.get(bed) ?? house.bed.get(bed);

/** All beds of a house as planned. */
export function* bedsOf(plan: Plan, house: HouseState): Iterable<[BedId, Bed]> {
  for (const [bed, record] of house.bed as ReadonlyMap<BedId, Bed>) {
    yield [bed, plan.beds?.get(bed) ?? record];
  }
}

/** Who would lie in a bed, at any time. */
export const inBed = (plan: Plan, house: HouseState, bed: BedId): Occupancy[] => [
  ...kept(plan, house.occupancies.get(bed)),
  ...planned(plan).filter((occupancy) => occupancy.bed === bed),
];

/** Where a person would have a bed, at any time, in all houses that can be read. */
export const ofPerson = (plan: Plan, person: PersonRef): Occupancy[] => [
  ...kept(plan, plan.state.beds.get(person)),
  ...planned(plan).filter((occupancy) => occupancy.personRef === person),
];

const kept = (plan: Plan, occupancies: readonly Occupancy[] = []): readonly Occupancy[] =>
  occupancies.filter((occupancy) => !plan.placements.has(occupancy.placement));

/** Every assignment of the planned placements. */
export const planned = (plan: Plan): Occupancy[] =>
  [...plan.placements].flatMap(
    ([
      placement,
      {
        house,
        placement: { stayRef, assignments },
      },
    ]) => assignments.map((assignment) => ({ ...assignment, stayRef, house, placement })),
  );
