import type { IsoDate } from "../dates.ts";
import { fileOf } from "../house.ts";
import type { Id, PersonRef, StayRef } from "../ids.ts";
import { isAdult } from "../policy.ts";
import type { Episode, HouseholdFile, Membership, Person, Stay } from "../records-people.ts";
import type { HouseState, State } from "../state.ts";
import type { Arriving } from "./arriving.ts";

/** The last stay of a person that this state knows of. */
export interface EarlierStay {
  readonly house: HouseState;
  readonly stayRef: StayRef;
  readonly departedOn?: IsoDate;
  readonly episode?: Episode;
}

/** Finds where a person has been before, by her bed of the latest evening. */
export function earlierStay(state: State, person: PersonRef | undefined): EarlierStay | undefined {
  const [last] = [...(state.beds.get(person as PersonRef) ?? [])].toSorted((a, b) =>
    a.from < b.from ? 1 : -1,
  );
  const house = last && state.houses.get(last.house);
  if (!last || !house) return undefined;
  const departedOn = house.figuresRecord.get(house.figures.get(last.stayRef) ?? "")?.departedOn;
  const episode = fileOf(house, last.stayRef)?.episode;
  return {
    house,
    stayRef: last.stayRef,
    ...(departedOn !== undefined && { departedOn }),
    ...(episode !== undefined && { episode }),
  };
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

/** The file with one stay more and the people who came; those it knows stay as it knows them. */
export function arriveIn(
  file: HouseholdFile,
  stay: Stay,
  arriving: readonly Arriving[],
): HouseholdFile {
  const known = new Set(file.persons.map((person) => person.personRef));
  const head = arriving.find(isAdult) ?? arriving[0];
  const added = arriving.filter((person) => !known.has(person.personRef)).map(personFrom);
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

/** The file as it was before its last stay, in which these persons came; undefined when it had no other. */
export function arriveNot(
  file: HouseholdFile,
  came: readonly PersonRef[],
): HouseholdFile | undefined {
  const stays = file.stays.slice(0, -1);
  if (stays.length === 0) return undefined;
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

/** The file with its last stay going on, for the people who left with it. */
export function departNot(file: HouseholdFile): HouseholdFile {
  const { departure, ...stay } = file.stays.at(-1) as Stay;
  const last = new Map(file.members.map((member) => [member.personRef, member]));
  const members = file.members.map((member) => {
    const { to, ...open } = member;
    return last.get(member.personRef) === member && to === departure?.on ? open : member;
  });
  return { ...file, members, stays: withLast(file.stays, stay) };
}

const withLast = (stays: readonly Stay[], last: Stay): Stay[] => [...stays.slice(0, -1), last];

const personFrom = ({ personRef, kind, calledName, code, ageBand }: Arriving): Person => ({
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
