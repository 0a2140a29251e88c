import { refuse, type Now, type Refused } from "../change.ts";
import type { HouseId } from "../compartments.ts";
import { instantOf, type IsoDate } from "../dates.ts";
import { personOf, tonightOf } from "../house.ts";
import type { Id, PersonRef, StayRef } from "../ids.ts";
import { asItStands } from "../leaving.ts";
import type { Assignment, Placement } from "../records.ts";
import type { HouseState, State } from "../state.ts";

/** A stay whose household is in the house now. */
export interface Standing {
  readonly ok: true;
  readonly house: HouseState;
  readonly id: Id<"placement">;
  readonly placement: Placement;
}

/** Finds the placement of a stay, or says that there is none. */
export function findPlacement(state: State, house: HouseId, stay: StayRef): Standing | Refused {
  const found = state.houses.get(house);
  const id = found?.placements.get(stay);
  const placement = id && found?.placement.get(id);
  if (!found || !placement) return refuse({ code: "not-found", what: "placement" });
  return { ok: true, house: found, id, placement: asItStands(state, house, placement) };
}

/** A person's beds in this placement, oldest first. */
export const bedsOfPerson = (placement: Placement, person: PersonRef): readonly Assignment[] =>
  placement.assignments.filter((assignment) => assignment.personRef === person);

/** Everyone in a placement, once. */
export const personsIn = (placement: Placement): PersonRef[] => [
  ...new Set(placement.assignments.map((assignment) => assignment.personRef)),
];

/** When everybody's last bed ended; undefined while somebody still has one. */
export function endOfPlacement(placement: Placement): IsoDate | undefined {
  const ends = placement.assignments.map((assignment) => assignment.to);
  if (ends.some((to) => to === undefined)) return undefined;
  return ends.reduce(
    (latest, to) => (to !== undefined && to > (latest ?? "") ? to : latest),
    ends[0],
  );
}

/** The placement with other assignments, written now. */
export const rewritten = (
  placement: Placement,
  assignments: readonly Assignment[],
  now: Now,
): Placement => ({
  ...placement,
  assignments: [...assignments],
  writtenAt: instantOf(now.instant),
});

/** The evening a deed counts from, which may lie in the past but not ahead. */
export function eveningFor(
  state: State,
  house: HouseId,
  { from, now }: { from: IsoDate | undefined; now: Now },
): { readonly ok: true; readonly evening: IsoDate } | Refused {
  const tonight = tonightOf(state, house, now);
  const evening = from ?? tonight;
  if (evening > tonight) return refuse({ code: "in-the-future", date: evening, tonight });
  return { ok: true, evening };
}

/** A person's called-name as a field of a refusal, where it can be read. */
export function named(
  house: HouseState,
  stay: StayRef,
  person: PersonRef,
): { readonly calledName?: string } {
  const calledName = personOf(house, stay, person)?.calledName;
  return calledName === undefined ? {} : { calledName };
}
