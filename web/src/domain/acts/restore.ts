import { ageOn, bandOf } from "../ages.ts";
import { changes, putIn, refuse, type Act } from "../change.ts";
import type { HouseId } from "../compartments.ts";
import type { Id } from "../ids.ts";
import type { HouseholdFile, Person } from "../records-people.ts";
import type { HouseState } from "../state.ts";

/** What was written about people, brought back from an earlier version of their file. */
export interface RestoreFile {
  readonly house: HouseId;
  readonly file: Id<"file">;
  /** The file as the one who restores has seen it. */
  readonly from: HouseholdFile;
  /** The version that is brought back. */
  readonly to: HouseholdFile;
}

/**
 * A file with what an earlier version says of its people. When they came, went and slept stays as it is: that stands in
 * other records too, and has acts of its own. Who joined since stays as she is described now.
 */
export function restored(now: HouseholdFile, to: HouseholdFile): HouseholdFile {
  const { guardianAuthority: _, ...rest } = now;
  const persons = now.persons.map(
    (person) => to.persons.find(({ personRef }) => personRef === person.personRef) ?? person,
  );
  return {
    ...rest,
    persons,
    ...(to.guardianAuthority !== undefined && { guardianAuthority: to.guardianAuthority }),
  };
}

/** Writes what an earlier version said of the people as a new version. */
export const restoreFile: Act<RestoreFile> = (state, { house: id, file, from, to }) => {
  const house = state.houses.get(id);
  const now = house?.householdFile.get(file);
  if (house === undefined || now === undefined) {
    return refuse({ code: "not-found", what: "householdFile" });
  }
  if (!same(now, from)) return refuse({ code: "changed-meanwhile", what: "householdFile" });
  const after = restored(now, to);
  if (same(now, after)) return refuse({ code: "nothing-to-do" });
  const put = putIn(id);
  return changes(
    put("householdFile", file, after),
    ...figuresOf(house, now, after).map(({ record, payload }) =>
      put("figuresRecord", record, payload),
    ),
  );
};

/** The coded records of the file's stays in which one of its people is described otherwise, as she was when she came. */
function figuresOf(house: HouseState, before: HouseholdFile, after: HouseholdFile) {
  const old = new Map<string, Person>(before.persons.map((person) => [person.personRef, person]));
  const changed = new Map<string, Person>(
    after.persons.flatMap((person) => {
      const was = old.get(person.personRef);
      return was === undefined || same(counted(was), counted(person))
        ? []
        : [[person.personRef, person] as const];
    }),
  );
  return after.stays.flatMap(({ stayRef }) => {
    const record = house.figures.get(stayRef);
    const figures = record && house.figuresRecord.get(record);
    if (!figures?.persons.some(({ personRef }) => changed.has(personRef))) return [];
    const persons = figures.persons.map((one) => {
      const person = changed.get(one.personRef);
      if (person === undefined) return one;
      const { kind, ageBand, birthDate } = person;
      const came = one.joinedOn ?? figures.arrivedOn;
      return {
        ...one,
        kind,
        ageBand: birthDate === undefined ? ageBand : bandOf(ageOn(birthDate, came)),
      };
    });
    return [{ record: record as Id<"figures">, payload: { ...figures, persons } }];
  });
}

const counted = ({ kind, ageBand, birthDate }: Person) => [kind, ageBand, birthDate];
const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);
