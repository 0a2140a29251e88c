import { changes, putIn, refuse, type Act, type Refusal } from "../change.ts";
import type * as codes from "../codes.ts";
import type { HouseId } from "../compartments.ts";
import { conflictIn } from "../conflicts.ts";
import { plusDays, type IsoDate } from "../dates.ts";
import { tonightOf } from "../house.ts";
import type { BedId, PersonRef, StayRef } from "../ids.ts";
import { wentOverOn } from "../leaving.ts";
import type { Assignment } from "../records.ts";
import type { Absence } from "../records-people.ts";
import { findStay, type WholeStay } from "./departure.ts";
import { membersNow, withAbsences } from "./household.ts";
import { againstPlacing, overriddenIn } from "./placing.ts";
import { bedsOfPerson, eveningFor, named, rewritten } from "./standing.ts";

/** People who are away and will be back: no departure. With the bed given back, it is free meanwhile (I-07). */
export interface RecordAbsence {
  readonly house: HouseId;
  readonly stayRef: StayRef;
  readonly persons: readonly PersonRef[];
  /** First night away; tonight where it is left out. Ahead only while the bed is kept. */
  readonly from?: IsoDate;
  /** The evening she means to be back. */
  readonly expectedOn?: IsoDate;
  readonly kind: codes.AbsenceKind;
  readonly bedKept: boolean;
}

/** People who are back; a bed for each whose bed was given back. */
export interface EndAbsence {
  readonly house: HouseId;
  readonly stayRef: StayRef;
  readonly persons: readonly Back[];
  /** First night back; tonight where it is left out. */
  readonly on?: IsoDate;
  /** By a manager. */
  readonly override?: { readonly reason: string };
}

export interface Back {
  readonly personRef: PersonRef;
  readonly bed?: BedId;
}

/** Takes an absence back of which no night is past. */
export interface CancelAbsence {
  readonly house: HouseId;
  readonly stayRef: StayRef;
  readonly persons: readonly PersonRef[];
  /** As it was written, for taking this back. */
  readonly was: Pick<RecordAbsence, "from" | "expectedOn" | "kind" | "bedKept">;
}

/** What takes either back needs of it. */
export interface UndoAbsence {
  readonly house: HouseId;
  readonly stayRef: StayRef;
  readonly persons: readonly PersonRef[];
}

/** Writes down who is away from when on, and frees the beds that are not kept. */
export const recordAbsence: Act<RecordAbsence> = (state, input, now) => {
  const stay = findStay(state, input.house, input.stayRef);
  if (!stay.ok) return stay;
  const tonight = tonightOf(state, input.house, now);
  const from = input.from ?? tonight;
  const { stayRef, persons, kind, bedKept, expectedOn } = input;
  if (stay.figures.departedOn !== undefined) {
    return refuse({ code: "departed", on: stay.figures.departedOn });
  }
  // Their beds here are what another house has counted on: none of them ends earlier now.
  const wentOver = bedKept ? undefined : wentOverOn(state, input.house, stay.placement);
  if (wentOver !== undefined) return refuse({ code: "departed", on: wentOver });
  if (from > tonight && !bedKept) return refuse({ code: "in-the-future", date: from, tonight });
  const latest = plusDays(tonight, mostDaysAhead);
  if (from > latest) return refuse({ code: "too-far-ahead", date: from, latest });
  if (expectedOn === from) return refuse({ code: "no-night-away", date: from });
  if (expectedOn !== undefined && expectedOn < from) {
    return refuse({ code: "end-before-start", from, to: expectedOn });
  }
  if (persons.length === 0) return refuse({ code: "nothing-to-do" });
  for (const person of persons) {
    const refusal = unlessHere(stay, person, from);
    if (refusal) return refuse(refusal);
  }
  const absences = persons.map((personRef) => ({
    personRef,
    from,
    ...(expectedOn !== undefined && { expectedOn }),
    kind,
    bedKept,
  }));
  const put = putIn(input.house);
  const file = put(
    "householdFile",
    stay.fileId,
    withAbsences(stay.file, stayRef, (all) => [...all, ...absences]),
  );
  if (bedKept) return changes(file);
  const assignments = stay.placement.assignments.map((one) =>
    persons.includes(one.personRef) && one.to === undefined ? { ...one, to: from } : one,
  );
  return changes(put("placement", stay.id, rewritten(stay.placement, assignments, now)), file);
};

/** Writes down who is back; whoever has no bed any more is given one. */
export const endAbsence: Act<EndAbsence> = (state, input, now) => {
  const stay = findStay(state, input.house, input.stayRef);
  if (!stay.ok) return stay;
  const on = eveningFor(state, input.house, { from: input.on, now });
  if (!on.ok) return on;
  const { evening } = on;
  const { departedOn } = stay.figures;
  if (departedOn !== undefined) return refuse({ code: "departed", on: departedOn });
  if (input.persons.length === 0) return refuse({ code: "nothing-to-do" });
  const beds: Assignment[] = [];
  const ended = new Set<Absence>();
  for (const { personRef, bed } of input.persons) {
    const absence = absenceOf(stay, personRef);
    const name = named(stay.house, input.stayRef, personRef);
    if (!absence) return refuse({ code: "not-away", ...name });
    if (evening < absence.from) {
      return absence.from > tonightOf(state, input.house, now)
        ? refuse({ code: "absence-to-come", from: absence.from })
        : refuse({ code: "end-before-start", from: absence.from, to: evening });
    }
    ended.add(absence);
    if (absence.bedKept) continue;
    if (bed === undefined) return refuse({ code: "person-without-bed", ...name });
    beds.push({ personRef, bed, from: evening, moveReason: "other" });
  }
  const placement = rewritten(stay.placement, [...stay.placement.assignments, ...beds], now);
  const plan = {
    state,
    placements: new Map([[stay.id, { house: input.house, placement }]]),
    at: now.instant,
  };
  const placed =
    beds.length > 0 ? againstPlacing(plan, { house: input.house, input, now }) : nothing;
  if (!placed.ok) return placed;
  const back = withAbsences(stay.file, input.stayRef, (all) =>
    all.map((one) => (ended.has(one) ? { ...one, to: evening } : one)),
  );
  const put = putIn(input.house);
  return changes(
    ...(beds.length > 0 ? [put("placement", stay.id, placement)] : []),
    put("householdFile", stay.fileId, overriddenIn(back, input.stayRef, placed.overridden)),
  );
};

/** Takes back what was planned or written by mistake, as long as no night of it is past: then she was never away. */
export const cancelAbsence: Act<CancelAbsence> = (state, { house, stayRef, persons }, now) => {
  const stay = findStay(state, house, stayRef);
  if (!stay.ok) return stay;
  const tonight = tonightOf(state, house, now);
  for (const person of persons) {
    const absence = absenceOf(stay, person);
    const name = named(stay.house, stayRef, person);
    if (!absence) return refuse({ code: "not-away", ...name });
    if (absence.from < tonight) {
      return refuse({ code: "absence-begun", from: absence.from, ...name });
    }
  }
  return undoAbsence(state, { house, stayRef, persons }, now);
};

/** Takes an absence back that was just written: whoever gave her bed back has it again, if it is still free. */
export const undoAbsence: Act<UndoAbsence> = (state, { house, stayRef, persons }, now) => {
  const stay = findStay(state, house, stayRef);
  if (!stay.ok) return stay;
  const absences = persons.map((person) => absenceOf(stay, person));
  if (stay.figures.departedOn !== undefined || absences.includes(undefined)) {
    return refuse({ code: "changed-since", what: "absence" });
  }
  const freed = absences.flatMap((one) => (one && !one.bedKept ? [one] : []));
  const last = new Map(stay.placement.assignments.map((one) => [one.personRef, one]));
  const assignments = stay.placement.assignments.map((one) => {
    const { to, ...open } = one;
    const given = freed.some(({ personRef, from }) => personRef === one.personRef && from === to);
    return given && last.get(one.personRef) === one ? open : one;
  });
  const placement = rewritten(stay.placement, assignments, now);
  const plan = { state, placements: new Map([[stay.id, { house, placement }]]), at: now.instant };
  const conflict = conflictIn(plan);
  if (conflict) return refuse(conflict);
  const put = putIn(house);
  return changes(
    ...(freed.length > 0 ? [put("placement", stay.id, placement)] : []),
    put(
      "householdFile",
      stay.fileId,
      withAbsences(stay.file, stayRef, (all) => all.filter((one) => !absences.includes(one))),
    ),
  );
};

/** Takes back that somebody is back, as long as she is still where she was put then. */
export const undoBack: Act<UndoAbsence> = (state, { house, stayRef, persons }, now) => {
  const stay = findStay(state, house, stayRef);
  if (!stay.ok) return stay;
  const absences = persons.map((person) => absencesOf(stay, person).at(-1));
  const beds = absences.map((one) => one && bedsOfPerson(stay.placement, one.personRef).at(-1));
  const untouched = absences.every((one, at) => {
    const bed = beds[at];
    if (one?.to === undefined) return false;
    return one.bedKept || (bed?.from === one.to && bed.to === undefined);
  });
  if (!untouched || stay.figures.departedOn !== undefined) {
    return refuse({ code: "changed-since", what: "absence" });
  }
  const given = new Set(beds.filter((_, at) => absences[at]?.bedKept === false));
  const assignments = stay.placement.assignments.filter((one) => !given.has(one));
  const put = putIn(house);
  return changes(
    ...(given.size > 0
      ? [put("placement", stay.id, rewritten(stay.placement, assignments, now))]
      : []),
    put(
      "householdFile",
      stay.fileId,
      withAbsences(stay.file, stayRef, (all) =>
        all.map((one) => {
          const { to: _, ...open } = one;
          return absences.includes(one) ? open : one;
        }),
      ),
    ),
  );
};

/** A first night farther ahead is a slip of the hand rather than a plan. */
const mostDaysAhead = 90;

const nothing = { ok: true, overridden: [] } as const;

const absencesOf = ({ file, placement }: WholeStay, person: PersonRef): readonly Absence[] =>
  (file.stays.find(({ stayRef }) => stayRef === placement.stayRef)?.absences ?? []).filter(
    ({ personRef }) => personRef === person,
  );

/** The absence that a person has not come back from. */
const absenceOf = (stay: WholeStay, person: PersonRef): Absence | undefined =>
  absencesOf(stay, person).find(({ to }) => to === undefined);

/** Only who lives here and is here can be away, and not before she came, moved or was back. */
function unlessHere(stay: WholeStay, person: PersonRef, from: IsoDate): Refusal | undefined {
  const { house, file, placement } = stay;
  const name = named(house, placement.stayRef, person);
  const member = membersNow(file).find(({ personRef }) => personRef === person);
  const last = bedsOfPerson(placement, person).at(-1);
  if (!member || !last) return { code: "not-found", what: "householdFile" };
  const away = absenceOf(stay, person);
  if (away && away.from > from) return { code: "absence-to-come", from: away.from };
  if (away) return { code: "away", ...name, from: away.from };
  if (last.to !== undefined && from >= last.to) return { code: "departed", on: last.to };
  const back = absencesOf(stay, person).at(-1)?.to ?? "";
  const movedOn = last.from > back ? last.from : back;
  if (from >= movedOn) return undefined;
  return last.moveReason === "arrival"
    ? { code: "before-arrival", date: from, arrivedOn: last.from }
    : { code: "moved-since", date: from, movedOn };
}
