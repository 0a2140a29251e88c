import type { Refusal } from "./change.ts";
import { conflictLevels } from "./codes.ts";
import type { IsoDate } from "./dates.ts";
import { personOf } from "./house.ts";
import type { Id, PersonRef } from "./ids.ts";
import { meet, type Interval } from "./intervals.ts";
import { bedOf, ofPerson, planned, type Plan } from "./plan.ts";
import type { Bed } from "./records.ts";
import type { SafetyConflict } from "./records-safety.ts";
import type { HouseState, Occupancy, State } from "./state.ts";

/** Someone whom another person must be kept from, or told of; and the record that says so. */
export interface Against {
  readonly other: PersonRef;
  readonly conflict: Id<"safetyConflict">;
  readonly record: SafetyConflict;
}

/**
 * Whom a person must not meet, in any house that can be read, the strictest first. One that has ended stands against
 * nothing from that day on.
 */
export function conflictsOf(state: State, person: PersonRef, on: IsoDate): readonly Against[] {
  const found: Against[] = [];
  for (const house of state.houses.values()) {
    const records = house.safetyConflict as ReadonlyMap<Id<"safetyConflict">, SafetyConflict>;
    for (const [conflict, record] of records) {
      if (record.endedOn !== undefined && record.endedOn <= on) continue;
      const own = record.sides.find(({ persons }) => persons.includes(person));
      if (own === undefined) continue;
      const others = record.sides.flatMap((side) => (side === own ? [] : side.persons));
      for (const other of others) if (other !== person) found.push({ other, conflict, record });
    }
  }
  const strictness = ({ record }: Against): number => conflictLevels.indexOf(record.level);
  return found.toSorted((a, b) => strictness(a) - strictness(b));
}

/**
 * The first safety conflict that the planned placements would newly break: two people in one house, or in one room,
 * on a night on which they would not have been there together (I-13). Who is together already can still be moved.
 */
export function unsafeIn(plan: Plan): (Refusal & { readonly code: "safety-conflict" }) | undefined {
  for (const coming of planned(plan)) {
    const house = plan.state.houses.get(coming.house);
    if (!house || coming.from === coming.to || isThere(plan.state, coming)) continue;
    for (const { other, record } of conflictsOf(plan.state, coming.personRef, coming.from)) {
      if (record.level === "inform") continue;
      const near = record.level === "never_same_house" ? always : sameRoom(plan, house);
      const there = ofPerson(plan, other).find(
        (one) => one.house === coming.house && meets(plan, { coming, one, near }),
      );
      if (there === undefined) continue;
      const calledName = personOf(house, there.stayRef, other)?.calledName;
      return {
        code: "safety-conflict",
        level: record.level,
        kind: record.kind,
        ...(calledName !== undefined && { calledName }),
      };
    }
  }
  return undefined;
}

type Near = (a: Occupancy, b: Occupancy, at: readonly Interval[]) => boolean;

const always: Near = (_, __, at) => meet(at);

/** Whether two beds stand in one room on a night of all these intervals. */
const sameRoom =
  (plan: Plan, house: HouseState): Near =>
  (a, b, at) => {
    const stands = (one: Occupancy): Bed["roomHistory"] =>
      bedOf(plan, house, one.bed)?.roomHistory ?? [];
    return stands(a).some((stand) =>
      stands(b).some((other) => other.room === stand.room && meet([stand, other, ...at])),
    );
  };

/** Whether the plan brings two people together who would not have been together without it. */
function meets(
  { state }: Plan,
  { coming, one, near }: { coming: Occupancy; one: Occupancy; near: Near },
): boolean {
  if (!near(coming, one, [coming, one])) return false;
  const already = (state.beds.get(coming.personRef) ?? []).filter(
    ({ house }) => house === coming.house,
  );
  return !already.some((was) => near(was, one, [was, coming, one]));
}

/** Whether an assignment stands in the state as it is planned. */
const isThere = (state: State, { placement, personRef, bed, from }: Occupancy): boolean =>
  (state.beds.get(personRef) ?? []).some(
    (was) => was.placement === placement && was.bed === bed && was.from === from,
  );
