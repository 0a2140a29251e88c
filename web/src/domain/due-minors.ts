import { birthdayOf, majority } from "./ages.ts";
import { instantOf, msOf, plusDays, type IsoDate } from "./dates.ts";
import { dueKey } from "./due-key.ts";
import type { DueSource, DueTask } from "./due.ts";
import { coordinator, isGoingOn } from "./due-stays.ts";
import { fileOf, policyOf, tonightOf } from "./house.ts";
import { isMinor, mayBeOverLimit } from "./policy.ts";
import type { AdmissionPolicy } from "./records.ts";
import type { HouseholdFile, Person, Stay } from "./records-people.ts";

/** How long before a birthday that crosses a limit the house begins to think about it. */
const aheadDays = 60;
const dayMs = 86_400_000;

/**
 * What is due because of children: a guardian for those without an adult, within a day (I-12); the day a minor is
 * grown; the day a son crosses the limit of the house, two months ahead, and his birth date where it is not known
 * and the limit may be crossed (I-11).
 */
export const dueMinors: DueSource = (state, id, now) => {
  const house = state.houses.get(id);
  if (house === undefined) return [];
  const tonight = tonightOf(state, id, now);
  const policy = policyOf(state, id);
  return [...house.placement.values()].flatMap((placement): DueTask[] => {
    const { stayRef } = placement;
    const file = fileOf(house, stayRef);
    const stay = file?.stays.find((one) => one.stayRef === stayRef);
    if (!file || !stay || !isGoingOn(house, placement, tonight)) return [];
    const about = { house: id, stayRef, ...coordinator(house, stayRef) };
    const here = peopleIn(file);
    return [
      ...guardianDue(file, stay, here, tonight).map((task) => ({ ...about, ...task })),
      ...here.flatMap((person) =>
        [...grownDue(person, stay), ...limitDue(policy, person, { stay, tonight })].map((task) => ({
          ...about,
          ...task,
        })),
      ),
    ];
  });
};

type Due = Omit<DueTask, "house">;

/** Whether nobody grown is left in a household. */
export const isWithoutAdult = (people: readonly Person[], on: IsoDate): boolean =>
  people.length > 0 && people.every((person) => isMinor(person, on));

/** Who lives in a household now. */
export const peopleIn = (file: HouseholdFile): Person[] =>
  file.persons.filter(({ personRef }) =>
    file.members.some((member) => member.personRef === personRef && member.to === undefined),
  );

function guardianDue(
  file: HouseholdFile,
  stay: Stay,
  here: readonly Person[],
  tonight: IsoDate,
): Due[] {
  if (file.guardianAuthority !== undefined || !isWithoutAdult(here, tonight)) return [];
  // Alone since the last adult left the household, or since they came.
  const since = file.members
    .filter(
      ({ to, personRef }) => to !== undefined && !here.some((one) => one.personRef === personRef),
    )
    .reduce<IsoDate>((latest, { to = "" }) => (to > latest ? to : latest), stay.arrivedOn);
  const from = since > stay.arrivedOn ? msOf(`${since}T12:00:00Z`) : msOf(stay.arrivedAt);
  const dueAt = instantOf(from + dayMs);
  return [
    {
      key: dueKey("stay", stay.stayRef, "guardian", since),
      kind: "guardian",
      dueOn: plusDays(since, 1),
      dueAt,
      stayRef: stay.stayRef,
      asksOn: since,
    },
  ];
}

/** Of whoever came as a minor: it asks from the birthday on, until somebody has seen to it (I-12). */
function grownDue(person: Person, { stayRef, arrivedOn }: Stay): Due[] {
  if (person.birthDate === undefined || !isMinor(person, arrivedOn)) return [];
  const dueOn = birthdayOf(person.birthDate, majority);
  const key = dueKey("person", person.personRef, "turns_eighteen", dueOn);
  return [{ key, kind: "turns_eighteen", dueOn, stayRef, personRef: person.personRef }];
}

function limitDue(
  policy: AdmissionPolicy | undefined,
  person: Person,
  { stay, tonight }: { stay: Stay; tonight: IsoDate },
): Due[] {
  const { stayRef } = stay;
  const { personRef } = person;
  if (policy?.boysMaxAge === undefined || person.kind !== "boy") return [];
  if (person.birthDate === undefined) {
    if (!mayBeOverLimit(policy, person)) return [];
    const key = dueKey("person", person.personRef, "birth_date");
    return [{ key, kind: "birth_date", dueOn: plusDays(stay.arrivedOn, 1), stayRef, personRef }];
  }
  const dueOn = birthdayOf(person.birthDate, policy.boysMaxAge + 1);
  // One who was over the limit when he came is here because a manager decided so.
  if (dueOn <= stay.arrivedOn) return [];
  const asksOn = plusDays(dueOn, -aheadDays);
  if (asksOn > tonight) return [];
  const key = dueKey("person", person.personRef, "boy_reaches_limit", dueOn);
  return [{ key, kind: "boy_reaches_limit", dueOn, asksOn, stayRef, personRef }];
}
