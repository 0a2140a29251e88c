import { changes, putIn, refuse, type Act } from "../change.ts";
import type * as codes from "../codes.ts";
import type { HouseId } from "../compartments.ts";
import type { IsoDate } from "../dates.ts";
import { policyOf } from "../house.ts";
import type { PersonRef, StayRef } from "../ids.ts";
import { newViolations } from "../policy.ts";
import type { HouseholdFile, Person } from "../records-people.ts";
import type { Arriving, Brought } from "./arriving.ts";
import { bring, bringBack } from "./bring.ts";
import { findStay, type WholeStay } from "./departure.ts";
import {
  askingOf,
  awayFromAnother,
  givenBack,
  knownPerson,
  leftFiles,
  membersNow,
  personFrom,
  takeIn,
} from "./household.ts";
import { againstPlacing, overriddenIn, overrideOf, overrides } from "./placing.ts";
import { bedsOfPerson, eveningFor, named, rewritten } from "./standing.ts";

/**
 * Somebody more in a household that is here: a child that is born and has a cot, a sister who comes later, or one
 * who had left it and is back.
 */
export interface JoinHousehold {
  readonly house: HouseId;
  readonly stayRef: StayRef;
  readonly person: Arriving & { readonly birthDate?: IsoDate };
  readonly relation: codes.Relation;
  /** Tonight where it is left out; never before the household came. */
  readonly from?: IsoDate;
  readonly brought?: readonly Brought[];
  /** By a manager. */
  readonly override?: { readonly reason: string };
}

/** What takes a joining back needs of it. */
export interface UndoJoining {
  readonly house: HouseId;
  readonly stayRef: StayRef;
  readonly personRef: PersonRef;
  readonly brought?: readonly Brought[];
}

/** Gives one more person of a household a bed, a place in its file and a line in its figures. */
export const joinHousehold: Act<JoinHousehold> = (state, input, now) => {
  const stay = findStay(state, input.house, input.stayRef);
  if (!stay.ok) return stay;
  const { person } = input;
  const { personRef } = person;
  const from = eveningFor(state, input.house, { from: input.from, now });
  if (!from.ok) return from;
  const { evening } = from;
  const { arrivedOn, arrivalKind, departedOn } = stay.figures;
  if (departedOn !== undefined) return refuse({ code: "departed", on: departedOn });
  if (evening < arrivedOn) return refuse({ code: "before-arrival", date: evening, arrivedOn });
  const here = membersNow(stay.file).map((one) => one.personRef);
  if (here.includes(personRef)) {
    return refuse({ code: "still-here", ...named(stay.house, input.stayRef, personRef) });
  }
  const away = awayFromAnother(state, [personRef], input.stayRef);
  if (away) return refuse(away);
  const left = bedsOfPerson(stay.placement, personRef).at(-1)?.to;
  if (left !== undefined && evening < left) {
    return refuse({ code: "moved-since", date: evening, movedOn: left });
  }
  const broken = newViolations(policyOf(state, input.house), {
    here: stay.file.persons.filter((one) => here.includes(one.personRef)),
    coming: [{ ...askingOf(state, stay.house, person), ...bornOn(person) }],
    on: evening,
  });
  if (broken[0] && !overrides(input.house, input, now)) return refuse(broken[0]);
  const brought = bring(stay.house, input.brought ?? [], evening);
  if (!brought.ok) return brought;
  const assignment = {
    personRef,
    bed: person.bed,
    from: evening,
    moveReason: "family_grows" as const,
  };
  const placement = rewritten(stay.placement, [...stay.placement.assignments, assignment], now);
  const plan = {
    state,
    placements: new Map([[stay.id, { house: input.house, placement }]]),
    beds: brought.beds,
    at: now.instant,
  };
  const placed = againstPlacing(plan, { house: input.house, input, now });
  if (!placed.ok) return placed;

  const decided = [...broken.map(({ rule }) => overrideOf(rule, input, now)), ...placed.overridden];
  const known = knownPerson(state, stay.house, personRef);
  const joined = joinedBy(stay.file, known ?? { ...personFrom(person), ...bornOn(person) }, {
    personRef,
    from: evening,
    relation: input.relation,
  });
  const put = putIn(input.house);
  return changes(
    ...brought.changes,
    put("placement", stay.id, placement),
    ...leftFiles(stay.house, [personRef], stay.fileId),
    put("householdFile", stay.fileId, overriddenIn(joined, input.stayRef, decided)),
    put("figuresRecord", stay.figuresId, {
      ...stay.figures,
      persons: [
        ...stay.figures.persons,
        {
          personRef,
          kind: known?.kind ?? person.kind,
          ageBand: known?.ageBand ?? person.ageBand,
          // Who comes on the evening of a transfer did not come by it.
          ...((evening > arrivedOn || arrivalKind === "transfer_in") && { joinedOn: evening }),
        },
      ],
    }),
  );
};

/** Takes a joining back, as long as nothing else has happened to whoever came. */
export const undoJoining: Act<UndoJoining> = (state, input, now) => {
  const { house, stayRef, personRef } = input;
  const stay = findStay(state, house, stayRef);
  if (!stay.ok) return stay;
  const bed = bedsOfPerson(stay.placement, personRef).at(-1);
  const entry = stay.figures.persons.findLast((one) => one.personRef === personRef);
  const member = stay.file.members.findLast((one) => one.personRef === personRef);
  const untouched =
    bed?.moveReason === "family_grows" &&
    bed.to === undefined &&
    entry?.leftOn === undefined &&
    member?.from === bed.from &&
    !awaySince(stay, personRef, bed.from);
  if (!untouched || !entry || !member) {
    return refuse({ code: "changed-since", what: "joining" });
  }
  const assignments = stay.placement.assignments.filter((one) => one !== bed);
  const members = stay.file.members.filter((one) => one !== member);
  const person = stay.file.persons.find((one) => one.personRef === personRef);
  const before = members.some((one) => one.personRef === personRef && !hasOwnFile(stay, personRef));
  const put = putIn(house);
  return changes(
    put("placement", stay.id, rewritten(stay.placement, assignments, now)),
    put("householdFile", stay.fileId, {
      ...stay.file,
      members,
      persons: before
        ? stay.file.persons
        : stay.file.persons.filter((one) => one.personRef !== personRef),
    }),
    ...(person && !before ? givenBack(stay.house, [person], stay.fileId) : []),
    put("figuresRecord", stay.figuresId, {
      ...stay.figures,
      persons: stay.figures.persons.filter((one) => one !== entry),
    }),
    ...bringBack(stay.house, stayRef, input.brought ?? []),
  );
};

const bornOn = ({ birthDate }: JoinHousehold["person"]) =>
  birthDate === undefined ? {} : { birthDate };

function joinedBy(
  file: HouseholdFile,
  person: Person,
  member: HouseholdFile["members"][number],
): HouseholdFile {
  const after = { ...file, members: [...file.members, member] };
  const there = file.persons.some(({ personRef }) => personRef === person.personRef);
  return there ? after : takeIn(after, person);
}

/** Whether she stands in another file of the house too, from a leaving before. */
const hasOwnFile = ({ house, fileId }: WholeStay, person: PersonRef): boolean =>
  [...house.householdFile].some(
    ([id, { members }]) => id !== fileId && members.some(({ personRef }) => personRef === person),
  );

const awaySince = ({ file, placement }: WholeStay, person: PersonRef, from: IsoDate): boolean =>
  (file.stays.find(({ stayRef }) => stayRef === placement.stayRef)?.absences ?? []).some(
    (one) => one.personRef === person && one.from >= from,
  );
