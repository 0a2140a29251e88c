import { putIn, type Change, type Refusal } from "../change.ts";
import type { IsoDate } from "../dates.ts";
import { fileOf } from "../house.ts";
import type { Id, PersonRef, StayRef } from "../ids.ts";
import { wentOverOn } from "../leaving.ts";
import { isAdult, type Asking } from "../policy.ts";
import type {
  Absence,
  Episode,
  FiguresRecord,
  HouseholdFile,
  Membership,
  Person,
  Stay,
} from "../records-people.ts";
import type { HouseState, State } from "../state.ts";
import type { Arriving } from "./arriving.ts";

/** The last stay of a person that this state knows of. */
export interface EarlierStay {
  readonly house: HouseState;
  readonly stayRef: StayRef;
  readonly departedOn?: IsoDate;
  readonly episode?: Episode;
}

/** Finds where a person has been before, by her bed of the latest evening; she may have left before the others. */
export function earlierStay(state: State, person: PersonRef | undefined): EarlierStay | undefined {
  const [last] = [...(state.beds.get(person as PersonRef) ?? [])].toSorted((a, b) =>
    a.from < b.from ? 1 : -1,
  );
  const house = last && state.houses.get(last.house);
  if (!last || !house) return undefined;
  const figures = house.figuresRecord.get(house.figures.get(last.stayRef) ?? "");
  const departedOn =
    figures?.persons.findLast((one) => one.personRef === person)?.leftOn ?? figures?.departedOn;
  const own = house.householdFile.get(house.people.get(last.personRef) ?? "");
  const episode = (own ?? fileOf(house, last.stayRef))?.episode;
  return {
    house,
    stayRef: last.stayRef,
    ...(departedOn !== undefined && { departedOn }),
    ...(episode !== undefined && { episode }),
  };
}

const none = "" as Id<"placement">;

/** Why these people cannot come into a stay: one belongs to another that goes on, although she has no bed there (I-07). */
export function awayFromAnother(
  state: State,
  persons: readonly PersonRef[],
  stay: StayRef,
): Refusal | undefined {
  for (const house of state.houses.values()) {
    for (const person of persons) {
      const file = house.householdFile.get(house.people.get(person) ?? "");
      const open = file?.stays.findLast(({ departure }) => departure === undefined);
      if (!file || !open || open.stayRef === stay) continue;
      // The house that they left keeps its copy of the file for a while.
      const placement = house.placement.get(house.placements.get(open.stayRef) ?? none);
      if (placement && wentOverOn(state, house.house, placement) !== undefined) continue;
      if (!membersNow(file).some(({ personRef }) => personRef === person)) continue;
      const away = open.absences.find(
        (one) => one.personRef === person && one.to === undefined && !one.bedKept,
      );
      const calledName = file.persons.find((one) => one.personRef === person)?.calledName;
      if (away) return { code: "away", from: away.from, ...(calledName && { calledName }) };
    }
  }
  return undefined;
}

/** Why somebody of these cannot be given a bed with this household: she belongs to it no more, or never did. */
export function strangerIn(
  { persons }: FiguresRecord,
  asked: readonly { readonly personRef: PersonRef }[],
): Refusal | undefined {
  for (const { personRef } of asked) {
    const own = persons.filter((one) => one.personRef === personRef);
    const left = own.at(-1)?.leftOn;
    if (own.length === 0) return { code: "not-found", what: "figuresRecord" };
    if (left !== undefined) return { code: "departed", on: left };
  }
  return undefined;
}

/** What any house that can be read knows of a person, this one first. */
export function knownPerson(
  state: State,
  house: HouseState,
  person: PersonRef,
): Person | undefined {
  for (const one of [house, ...state.houses.values()]) {
    const file = one.householdFile.get(one.people.get(person) ?? "");
    const found = file?.persons.find((entry) => entry.personRef === person);
    if (found) return found;
  }
  return undefined;
}

/** Somebody as the rules of a house ask about her, with the birth date that is known. */
export const askingOf = (
  state: State,
  house: HouseState,
  person: Asking & { readonly personRef: PersonRef },
): Asking => {
  const birthDate = knownPerson(state, house, person.personRef)?.birthDate;
  return {
    kind: person.kind,
    ageBand: person.ageBand,
    ...(birthDate !== undefined && { birthDate }),
  };
};

/** Who lives in a household now, those away included. */
export const membersNow = (file: HouseholdFile): readonly Membership[] =>
  file.members.filter(({ to }) => to === undefined);

/** Everyone who stands in a file. */
export const refsIn = ({ persons }: HouseholdFile): PersonRef[] =>
  persons.map(({ personRef }) => personRef);

/** The file without these people, who move to another one; what it knows of their time in it stays. */
export const partFrom = (file: HouseholdFile, persons: readonly PersonRef[]): HouseholdFile => ({
  ...file,
  persons: file.persons.filter(({ personRef }) => !persons.includes(personRef)),
});

/** Files of this house from which people move into another one, without them. */
export function leftFiles(
  house: HouseState,
  persons: readonly PersonRef[],
  into: Id<"file"> | undefined,
): Change[] {
  const files = new Set(persons.flatMap((person) => house.people.get(person) ?? []));
  return [...files].flatMap((id) => {
    const file = id === into ? undefined : house.householdFile.get(id);
    return file ? [putIn(house.house)("householdFile", id, partFrom(file, persons))] : [];
  });
}

/** Files of this house to which people go back, because that they moved was taken back. */
export function givenBack(
  house: HouseState,
  persons: readonly Person[],
  from: Id<"file">,
): Change[] {
  const files = new Map<Id<"file">, HouseholdFile>();
  const all = house.householdFile as ReadonlyMap<Id<"file">, HouseholdFile>;
  for (const person of persons) {
    const since = ({ members }: HouseholdFile): IsoDate =>
      members.findLast(({ personRef }) => personRef === person.personRef)?.from ?? "";
    const [newest] = [...all]
      .filter(([other, file]) => other !== from && since(file) !== "")
      .toSorted(([, a], [, b]) => (since(a) < since(b) ? 1 : -1));
    if (newest === undefined) continue;
    const [id, file] = newest;
    files.set(id, takeIn(files.get(id) ?? file, person));
  }
  return [...files].map(([id, file]) => putIn(house.house)("householdFile", id, file));
}

/** The file with a person, in the order in which its people first came. */
export function takeIn(file: HouseholdFile, person: Person): HouseholdFile {
  const came = (one: Person): number =>
    file.members.findIndex(({ personRef }) => personRef === one.personRef);
  const persons = [...file.persons, person].toSorted((a, b) => came(a) - came(b));
  return { ...file, persons };
}

/** A file for people who have none in this house; an episode from another house goes on. */
export const newFile = (
  episode: Id<"episode">,
  stay: Stay,
  known: Episode | undefined,
): HouseholdFile => ({
  persons: [],
  members: [],
  episode: known ?? {
    episode,
    openedOn: stay.arrivedOn,
    source: stay.source,
    coordinators: [],
    step: "engagement",
    status: "active",
  },
  stays: [],
});

/** The file with one stay more and the people who came; those who are known stay as they are known. */
export function arriveIn(
  file: HouseholdFile,
  stay: Stay,
  { arriving, known }: Coming,
): HouseholdFile {
  const there = new Set(file.persons.map((person) => person.personRef));
  const head = arriving.find(isAdult) ?? arriving[0];
  const added = arriving
    .filter((person) => !there.has(person.personRef))
    .map((person) => known(person.personRef) ?? personFrom(person));
  const members = arriving.map((person) => ({
    personRef: person.personRef,
    from: stay.arrivedOn,
    relation: relationOf(person, head),
  }));
  return {
    persons: [...file.persons, ...added],
    members: [...file.members, ...members],
    episode: { ...file.episode, status: "active" },
    stays: [...file.stays, stay],
  };
}

interface Coming {
  readonly arriving: readonly Arriving[];
  /** What is known of a person already. */
  readonly known: (person: PersonRef) => Person | undefined;
}

/** The file as it was before its last stay, in which these persons came; undefined when it had no other. */
export function arriveNot(
  file: HouseholdFile,
  came: readonly PersonRef[],
): HouseholdFile | undefined {
  const stays = file.stays.slice(0, -1);
  if (stays.length === 0 && file.leaving === undefined) return undefined;
  const latest = new Map(file.members.map((member) => [member.personRef, member]));
  const taken = new Set(came.map((person) => latest.get(person)));
  const members = file.members.filter((member) => !taken.has(member));
  const left = new Set(members.map((member) => member.personRef));
  return {
    ...file,
    persons: file.persons.filter((person) => left.has(person.personRef)),
    members,
    stays,
  };
}

/** The file with its last stay ended, and its members gone. */
export const departFrom = (
  file: HouseholdFile,
  departure: NonNullable<Stay["departure"]>,
): HouseholdFile => ({
  ...file,
  members: file.members.map((member) => (member.to ? member : { ...member, to: departure.on })),
  stays: withLast(file.stays, { ...(file.stays.at(-1) as Stay), departure }),
});

/** The file with its last stay going on, for the people who left with it; not for those who had left before. */
export function departNot(file: HouseholdFile, before: ReadonlySet<PersonRef>): HouseholdFile {
  const { departure, ...stay } = file.stays.at(-1) as Stay;
  const last = new Map(file.members.map((member) => [member.personRef, member]));
  const members = file.members.map((member) => {
    const { to, ...open } = member;
    const stayed = last.get(member.personRef) === member && !before.has(member.personRef);
    return stayed && to === departure?.on ? open : member;
  });
  return { ...file, members, stays: withLast(file.stays, stay) };
}

const withLast = (stays: readonly Stay[], last: Stay): Stay[] => [...stays.slice(0, -1), last];

/** A file in which the absences of one of its stays are others. */
export const withAbsences = (
  file: HouseholdFile,
  stayRef: StayRef,
  make: (absences: readonly Absence[]) => readonly Absence[],
): HouseholdFile => ({
  ...file,
  stays: file.stays.map((stay) =>
    stay.stayRef === stayRef ? { ...stay, absences: [...make(stay.absences)] } : stay,
  ),
});

/** A person as she came: what was said at the door, the rest still to be asked. */
export const personFrom = ({ personRef, kind, calledName, code, ageBand }: Arriving): Person => ({
  personRef,
  kind,
  calledName: calledName.trim(),
  code,
  ageBand,
  languages: [],
  alerts: [],
  needs: [],
});

function relationOf(person: Arriving, head: Arriving | undefined): Membership["relation"] {
  if (person === head) return "head";
  return isAdult(person) ? "relative" : "child";
}
