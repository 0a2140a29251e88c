import { ageOn, bandOf } from "../ages.ts";
import { changes, putIn, refuse, type Act } from "../change.ts";
import type { HouseId } from "../compartments.ts";
import { tonightOf } from "../house.ts";
import type { PersonRef, StayRef } from "../ids.ts";
import type { Person } from "../records-people.ts";
import { findStay } from "./departure.ts";

/** What of a person can be written down by day; null takes away what may be left open. */
export interface AboutPerson {
  readonly calledName?: string;
  readonly kind?: Person["kind"];
  readonly ageBand?: Person["ageBand"];
  readonly birthDate?: string | null;
  readonly languages?: Person["languages"];
  readonly interpreterNeeded?: boolean | null;
  readonly alerts?: Person["alerts"];
  readonly diet?: string | null;
  readonly needs?: Person["needs"];
}

/** New words about a person; only what is named is changed, so that two colleagues can each add theirs. */
export interface ChangePerson {
  readonly house: HouseId;
  readonly stayRef: StayRef;
  readonly personRef: PersonRef;
  readonly set: AboutPerson;
  /** What stood there before, so that it can be taken back. */
  readonly was: AboutPerson;
}

/** Who answers for minors without an adult here; an empty text takes it away. */
export interface SetGuardian {
  readonly house: HouseId;
  readonly stayRef: StayRef;
  readonly guardianAuthority: string;
  readonly was: string;
}

/** Writes about a person in her file. What she is and how old is counted too, without her name. */
export const changePerson: Act<ChangePerson> = (state, input, now) => {
  const { house, stayRef, personRef, set } = input;
  const stay = findStay(state, house, stayRef);
  if (!stay.ok) return stay;
  const person = stay.file.persons.find((one) => one.personRef === personRef);
  if (!person) return refuse({ code: "not-found", what: "householdFile" });
  const birthDate = set.birthDate ?? (set.birthDate === null ? undefined : person.birthDate);
  const tonight = tonightOf(state, house, now);
  if (birthDate !== undefined && birthDate > tonight) {
    return refuse({ code: "in-the-future", date: birthDate, tonight });
  }
  const kept = Object.entries({ ...person, ...set }).filter(([, value]) => value !== null);
  const changed = Object.fromEntries(kept) as Person;
  const bandOn = (on: string): Person["ageBand"] =>
    birthDate === undefined ? changed.ageBand : bandOf(ageOn(birthDate, on));
  const after: Person = {
    ...changed,
    calledName: changed.calledName.trim(),
    ageBand: bandOn(tonight),
  };
  if (JSON.stringify(after) === JSON.stringify(person)) return refuse({ code: "nothing-to-do" });
  const put = putIn(house);
  const persons = stay.figures.persons.map((one) =>
    one.personRef === personRef
      ? { ...one, kind: after.kind, ageBand: bandOn(one.joinedOn ?? stay.figures.arrivedOn) }
      : one,
  );
  const counted = JSON.stringify(persons) !== JSON.stringify(stay.figures.persons);
  return changes(
    put("householdFile", stay.fileId, {
      ...stay.file,
      persons: stay.file.persons.map((one) => (one === person ? after : one)),
    }),
    ...(counted ? [put("figuresRecord", stay.figuresId, { ...stay.figures, persons })] : []),
  );
};

/** Writes down who answers for the minors of a household. */
export const setGuardian: Act<SetGuardian> = (state, { house, stayRef, ...input }) => {
  const stay = findStay(state, house, stayRef);
  if (!stay.ok) return stay;
  const guardianAuthority = input.guardianAuthority.trim();
  const { guardianAuthority: before, ...file } = stay.file;
  if (guardianAuthority === (before ?? "")) return refuse({ code: "nothing-to-do" });
  const after = guardianAuthority === "" ? file : { ...file, guardianAuthority };
  return changes(putIn(house)("householdFile", stay.fileId, after));
};
