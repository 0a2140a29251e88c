import { changes, putIn, refuse, removeFrom, type Act } from "../change.ts";
import type { IsoDate } from "../dates.ts";
import { instantOf } from "../dates.ts";
import { conflictIn } from "../conflicts.ts";
import { eveningOf } from "../evenings.ts";
import { clockOf, tonightOf } from "../house.ts";
import type { HouseId } from "../compartments.ts";
import type { Id, PersonRef, StayRef } from "../ids.ts";
import { isAdult } from "../policy.ts";
import type { Departure, HouseholdFile, Membership } from "../records-people.ts";
import {
  awayWithoutBed,
  findStay,
  laterThan,
  type DepartHousehold,
  type WholeStay,
} from "./departure.ts";
import { membersNow, partFrom, takeIn } from "./household.ts";
import { bedsOfPerson, named, rewritten } from "./standing.ts";

/** Some of a household go and the others stay (I-19). They move to a file of their own, with an episode of its own. */
export interface LeaveHousehold extends DepartHousehold {
  readonly persons: readonly PersonRef[];
  readonly file: Id<"file">;
  readonly episode: Id<"episode">;
}

/** What takes a leaving back needs of it. */
export interface UndoLeaving {
  readonly house: HouseId;
  readonly stayRef: StayRef;
  readonly persons: readonly PersonRef[];
  readonly file: Id<"file">;
}

/** Ends the beds and the membership of those who go; the stay of the others goes on. */
export const leaveHousehold: Act<LeaveHousehold> = (state, input, now) => {
  const stay = findStay(state, input.house, input.stayRef);
  if (!stay.ok) return stay;
  const { persons } = input;
  if (stay.house.householdFile.has(input.file)) {
    return refuse({ code: "already-there", what: "householdFile" });
  }
  const on = eveningOf(input.departedAt, clockOf(state, input.house, now));
  const tonight = tonightOf(state, input.house, now);
  if (on > tonight) return refuse({ code: "in-the-future", date: on, tonight });
  if (stay.figures.departedOn !== undefined) {
    return refuse({ code: "departed", on: stay.figures.departedOn });
  }
  const here = membersNow(stay.file).map(({ personRef }) => personRef);
  if (persons.length === 0 || persons.some((one) => !here.includes(one))) {
    return refuse({ code: "not-found", what: "householdFile" });
  }
  if (here.every((one) => persons.includes(one))) {
    const [last] = persons;
    return refuse({
      code: "last-of-household",
      ...(last && named(stay.house, input.stayRef, last)),
    });
  }
  const own = persons.flatMap((one) => bedsOfPerson(stay.placement, one));
  const later = laterThan(own, on) ?? joinedLater(stay, persons, on);
  if (later) return refuse(later);

  const departure = departureOf(input, on);
  const put = putIn(input.house);
  const assignments = stay.placement.assignments.map((one) =>
    persons.includes(one.personRef) && one.to === undefined ? { ...one, to: on } : one,
  );
  return changes(
    put("placement", stay.id, rewritten(stay.placement, assignments, now)),
    put("householdFile", stay.fileId, remaining(stay.file, persons, on)),
    put("householdFile", input.file, ownFile(stay, input, departure)),
    put("figuresRecord", stay.figuresId, {
      ...stay.figures,
      persons: stay.figures.persons.map((one) =>
        persons.includes(one.personRef) && one.leftOn === undefined
          ? { ...one, leftOn: on, destination: input.destination }
          : one,
      ),
    }),
  );
};

/** Takes a leaving back, as long as nothing has happened to either file and the beds are still free. */
export const undoLeaving: Act<UndoLeaving> = (state, { house, stayRef, persons, file }, now) => {
  const stay = findStay(state, house, stayRef);
  if (!stay.ok) return stay;
  const own = stay.house.householdFile.get(file);
  const on = own?.leaving?.departure.on;
  const untouched =
    own?.leaving?.stayRef === stayRef &&
    own.stays.length === 0 &&
    own.persons.length === persons.length &&
    stay.figures.departedOn === undefined;
  if (!own || on === undefined || !untouched) {
    return refuse({ code: "changed-since", what: "leaving" });
  }
  const away = awayWithoutBed(stay);
  const last = new Map(stay.placement.assignments.map((one) => [one.personRef, one]));
  const assignments = stay.placement.assignments.map((one) => {
    const { to, ...open } = one;
    const goesOn = persons.includes(one.personRef) && last.get(one.personRef) === one;
    return goesOn && to === on && !away.includes(one.personRef) ? open : one;
  });
  const placement = rewritten(stay.placement, assignments, now);
  const plan = { state, placements: new Map([[stay.id, { house, placement }]]), at: now.instant };
  const conflict = conflictIn(plan);
  if (conflict) return refuse(conflict);
  const put = putIn(house);
  return changes(
    put("placement", stay.id, placement),
    put("householdFile", stay.fileId, own.persons.reduce(takeIn, together(stay.file, persons, on))),
    removeFrom(house)("householdFile", file),
    put("figuresRecord", stay.figuresId, {
      ...stay.figures,
      persons: stay.figures.persons.map((one) => {
        const { leftOn, destination: _, ...goesOn } = one;
        return persons.includes(one.personRef) && leftOn === on ? goesOn : one;
      }),
    }),
  );
};

/** Nobody leaves before she came. */
function joinedLater({ file }: WholeStay, persons: readonly PersonRef[], on: IsoDate) {
  const late = membersNow(file).find(
    ({ personRef, from }) => persons.includes(personRef) && from > on,
  );
  return late && ({ code: "before-arrival", date: on, arrivedOn: late.from } as const);
}

/** The household without those who go; where its head goes, the first adult who stays is head from then on. */
function remaining(file: HouseholdFile, persons: readonly PersonRef[], on: IsoDate): HouseholdFile {
  const open = membersNow(file);
  const staying = open.filter(({ personRef }) => !persons.includes(personRef));
  const headStays = staying.some(({ relation }) => relation === "head");
  const heir = headStays ? undefined : staying.find((one) => isGrown(file, one));
  const members = file.members.map((member) =>
    member.to === undefined && (member === heir || persons.includes(member.personRef))
      ? { ...member, to: on }
      : member,
  );
  const heads = heir ? [{ personRef: heir.personRef, from: on, relation: "head" as const }] : [];
  return { ...partFrom(file, persons), members: [...members, ...heads] };
}

/** The household as it was before these people left it, whoever was made its head then. */
function together(file: HouseholdFile, persons: readonly PersonRef[], on: IsoDate): HouseholdFile {
  const headLeft = file.members.some(
    ({ personRef, to, relation }) =>
      persons.includes(personRef) && to === on && relation === "head",
  );
  const made = headLeft
    ? file.members.findLast(({ from, to, relation }) => relation === "head" && from === on && !to)
    : undefined;
  const back = made ? [...persons, made.personRef] : persons;
  const before = file.members.filter((member) => member !== made);
  const last = new Map(before.map((member) => [member.personRef, member]));
  const members = before.map((member) => {
    const { to, ...open } = member;
    const stays = back.includes(member.personRef) && last.get(member.personRef) === member;
    return stays && to === on ? open : member;
  });
  return { ...file, members };
}

const isGrown = (file: HouseholdFile, { personRef }: Membership): boolean =>
  file.persons.some((person) => person.personRef === personRef && isAdult(person));

/** A file for those who go: they, how they left, and their relationship with the organisation, which goes on. */
function ownFile(
  { file, figures }: WholeStay,
  { persons, stayRef, episode }: LeaveHousehold,
  departure: Departure,
): HouseholdFile {
  const { on } = departure;
  const going = file.persons.filter(({ personRef }) => persons.includes(personRef));
  const head = going.find(isAdult) ?? going[0];
  const joined = figures.persons.findLast((one) => one.personRef === head?.personRef)?.joinedOn;
  const coordinator = file.episode.coordinators.findLast(({ to }) => to === undefined);
  return {
    persons: going,
    members: going.map((person) => ({
      personRef: person.personRef,
      from: on,
      to: on,
      relation: person === head ? "head" : isAdult(person) ? "relative" : "child",
    })),
    episode: {
      ...file.episode,
      episode,
      coordinators: coordinator ? [{ member: coordinator.member, from: on }] : [],
    },
    stays: [],
    leaving: { stayRef, arrivedOn: joined ?? figures.arrivedOn, departure },
  };
}

const departureOf = (input: LeaveHousehold, on: IsoDate): Departure => ({
  on,
  at: instantOf(input.departedAt),
  reason: input.reason,
  destination: input.destination,
  safeByHerView: input.safeByHerView ?? "not_asked",
  safeByWorkersView: input.safeByWorkersView ?? "not_asked",
  ...(input.note && { note: input.note }),
});
