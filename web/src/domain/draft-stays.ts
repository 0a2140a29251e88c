import { instantOf, msOf, plusDays } from "./dates.ts";
import type { DraftSource, Since } from "./handover-draft.ts";
import { bedName, headOf, personOf, stayOf } from "./house.ts";
import type { PersonRef } from "./ids.ts";
import type { Placement } from "./records.ts";
import type { HandoverLine } from "./records-handover.ts";

/** Planned ends are told from so many days before. */
const aheadDays = 2;

/** Who has come, gone and moved since the last sheet, and whose planned end is near or past. */
export const draftStays: DraftSource = (about) =>
  [...about.house.placement.values()].flatMap((placement) => [
    ...arrived(about, placement),
    ...moved(about, placement),
    ...departed(about, placement),
    ...ending(about, placement),
  ]);

function arrived({ house, since, from }: Since, placement: Placement): HandoverLine[] {
  const [first] = placement.assignments;
  const stay = stayOf(house, placement.stayRef);
  const begun = placement.assignments.reduce(
    (least, one) => (one.from < least ? one.from : least),
    "9",
  );
  // Written down later than it happened is told on the sheet after it was written.
  if (!first || begun < plusDays(from, -1) || !isNew(placement, stay?.arrivedAt, since)) return [];
  const here = stay !== undefined && stay.arrivedOn === begun;
  return [
    {
      is: "arrived",
      section: "residents",
      ...householdOf({ house }, placement, first.personRef),
      ...(here && { at: stay.arrivedAt }),
      bed: bedName(house, first.bed, first.from),
    },
  ];
}

function departed({ house, since, from }: Since, placement: Placement): HandoverLine[] {
  const last = placement.assignments.at(-1);
  if (!last || placement.assignments.some((one) => one.to === undefined)) return [];
  const ended = placement.assignments.reduce(
    (most, one) => ((one.to ?? "") > most ? (one.to ?? "") : most),
    "",
  );
  const stay = stayOf(house, placement.stayRef);
  const left = stay?.departure;
  if (ended < plusDays(from, -1) || !isNew(placement, left?.at, since)) return [];
  // Away without a bed is not gone.
  if (stay !== undefined && left === undefined) return [];
  return [
    {
      is: "departed",
      section: "residents",
      ...householdOf({ house }, placement, last.personRef),
      ...(left && { at: left.at, destination: left.destination }),
    },
  ];
}

function moved({ house, since, from }: Since, placement: Placement): HandoverLine[] {
  if (msOf(placement.writtenAt) < since) return [];
  const newest = placement.assignments.findLast(
    (one) => one.moveReason !== "arrival" && one.from >= plusDays(from, -1),
  );
  const before =
    newest &&
    placement.assignments.find(
      (one) => one.personRef === newest.personRef && one.to === newest.from && one !== newest,
    );
  if (!newest || !before) return [];
  return [
    {
      is: "moved",
      section: "residents",
      ...householdOf({ house }, placement, newest.personRef),
      on: newest.from,
      from: bedName(house, before.bed, before.from),
      to: bedName(house, newest.bed, newest.from),
    },
  ];
}

function ending({ house, tonight }: Since, placement: Placement): HandoverLine[] {
  const { plannedEnd, assignments } = placement;
  const here = assignments.find((one) => one.to === undefined || one.to > tonight);
  if (plannedEnd === undefined || !here || plannedEnd > plusDays(tonight, aheadDays)) return [];
  const whom = householdOf({ house }, placement, here.personRef);
  return [{ is: "planned_end", section: "today", ...whom, on: plannedEnd }];
}

const isNew = ({ writtenAt }: Placement, at: string | undefined, since: number): boolean =>
  writtenAt >= instantOf(since) || (at !== undefined && at >= instantOf(since));

/** Whom a line is about, by the head's called-name where it can be read. */
function householdOf(
  { house }: Pick<Since, "house">,
  { stayRef, assignments }: Placement,
  person: PersonRef,
) {
  const calledName = personOf(house, stayRef, headOf(house, stayRef) ?? person)?.calledName;
  const persons = new Set(assignments.map((one) => one.personRef)).size;
  return { stayRef, persons, ...(calledName !== undefined && { calledName }) };
}
