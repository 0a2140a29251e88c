import { changes, putIn, refuse, removeFrom, type Act } from "../change.ts";
import type * as codes from "../codes.ts";
import type { HouseId } from "../compartments.ts";
import { conflictIn } from "../conflicts.ts";
import { instantOf, type IsoDate } from "../dates.ts";
import { policyOf, settingsOf } from "../house.ts";
import type { Id, PersonRef, StayRef } from "../ids.ts";
import { backOn } from "../leaving.ts";
import { violations } from "../policy.ts";
import type { Assignment, Placement } from "../records.ts";
import { findStay } from "./departure.ts";
import { goAlong, goneAlong, type Along } from "./going-along.ts";
import { askingOf, givenBack, leftFiles, refsIn, strangerIn, withAbsences } from "./household.ts";
import type { PersonMove } from "./move.ts";
import { againstPlacing, overriddenIn, overrideOf, overrides } from "./placing.ts";
import {
  bedsOfPerson,
  endOfPlacement,
  eveningFor,
  named,
  personsIn,
  rewritten,
} from "./standing.ts";

/**
 * A household moves to another house that the writer holds as well: same stay, same people, the file goes
 * along. It is no departure (I-10). Its records in the new house have ids of their own.
 */
export interface TransferHousehold {
  readonly house: HouseId;
  readonly stayRef: StayRef;
  readonly to: HouseId;
  readonly placement: Id<"placement">;
  readonly file: Id<"file">;
  readonly figures: Id<"figures">;
  /** Tonight where it is left out. */
  readonly from?: IsoDate;
  /** A bed of the new house for everyone. */
  readonly moves: readonly PersonMove[];
  readonly reason: codes.MoveReason;
  /** New ids for what is known of whom they must not meet: it goes where they go. */
  readonly conflicts?: Along;
  /** By a manager of the house that they come to. */
  readonly override?: { readonly reason: string };
}

/** What takes a transfer back needs of it. `file` is a new id, under which the file returns. */
export interface UndoTransfer {
  readonly house: HouseId;
  readonly stayRef: StayRef;
  readonly to: HouseId;
  readonly file: Id<"file">;
  readonly conflicts?: Along;
}

/** Ends the beds in one house and begins others in another, on the same evening. */
export const transferHousehold: Act<TransferHousehold> = (state, input, now) => {
  const stay = findStay(state, input.house, input.stayRef);
  if (!stay.ok) return stay;
  const there = state.houses.get(input.to);
  if (!there || !settingsOf(state, input.to)) return refuse({ code: "not-found", what: "house" });
  if (there.placements.has(input.stayRef)) {
    return refuse({ code: "already-there", what: "placement" });
  }
  const from = eveningFor(state, input.house, { from: input.from, now });
  if (!from.ok) return from;
  const { evening } = from;
  const ended = endOfPlacement(stay.placement);
  if (ended !== undefined) return refuse({ code: "departed", on: ended });
  const late = stay.placement.assignments.find((one) => one.from > evening);
  if (late) return refuse({ code: "moved-since", date: evening, movedOn: late.from });
  const stranger = strangerIn(stay.figures, input.moves);
  if (stranger) return refuse(stranger);
  const persons = stay.figures.persons.filter(({ leftOn }) => leftOn === undefined);
  const asked = persons.map((person) => askingOf(state, stay.house, person));
  const broken = violations(policyOf(state, input.to), asked, evening);
  if (broken[0] && !overrides(input.to, input, now)) return refuse(broken[0]);

  const left = rewritten(
    stay.placement,
    stay.placement.assignments.map((one) => (one.to ? one : { ...one, to: evening })),
    now,
  );
  const staying = personsIn(stay.placement).filter(
    (person) => bedsOfPerson(stay.placement, person).at(-1)?.to === undefined,
  );
  const forgotten = staying.find((one) => !input.moves.some(({ personRef }) => personRef === one));
  if (forgotten !== undefined) {
    const name = named(stay.house, input.stayRef, forgotten);
    return refuse({ code: "person-without-bed", ...name });
  }
  const begun: Placement = {
    ...stay.placement,
    assignments: input.moves.map(({ personRef, bed }) => ({
      personRef,
      bed,
      from: evening,
      moveReason: input.reason,
    })),
    writtenAt: instantOf(now.instant),
  };
  const plan = {
    state,
    placements: new Map([
      [stay.id, { house: input.house, placement: left }],
      [input.placement, { house: input.to, placement: begun }],
    ]),
    at: now.instant,
  };
  const placed = againstPlacing(plan, { house: input.to, input, now });
  if (!placed.ok) return placed;
  const along = goAlong({ from: stay.house, to: there }, refsIn(stay.file), {
    evening,
    conflicts: input.conflicts,
  });
  if (!along.ok) return along;
  const decided = [...broken.map(({ rule }) => overrideOf(rule, input, now)), ...placed.overridden];
  const { stayRef, source } = stay.figures;
  const come = { persons: input.moves.map(({ personRef }) => personRef), evening };
  const file = withAbsences(stay.file, stayRef, (all) => backOn(all, come));
  const put = putIn(input.to);
  return changes(
    putIn(input.house)("placement", stay.id, left),
    removeFrom(input.house)("householdFile", stay.fileId),
    put("placement", input.placement, begun),
    ...leftFiles(there, refsIn(stay.file), undefined),
    put("householdFile", input.file, overriddenIn(file, stayRef, decided)),
    put("figuresRecord", input.figures, {
      stayRef,
      persons: persons.map(({ personRef, kind, ageBand }) => ({ personRef, kind, ageBand })),
      arrivedOn: evening,
      arrivalKind: "transfer_in",
      source,
    }),
    ...along.changes,
  );
};

/** Takes a transfer back, while nothing has happened in the new house and the old beds are free. */
export const undoTransfer: Act<UndoTransfer> = (state, input, now) => {
  const there = findStay(state, input.to, input.stayRef);
  if (!there.ok) return there;
  const here = state.houses.get(input.house);
  const id = here?.placements.get(input.stayRef);
  const left = id && here?.placement.get(id);
  if (!here || !left) return refuse({ code: "not-found", what: "placement" });
  const evening = endOfPlacement(left);
  const untouched = there.placement.assignments.every(
    ({ from, to }) => to === undefined && from === evening,
  );
  if (!untouched || there.figures.arrivalKind !== "transfer_in") {
    return refuse({ code: "changed-since", what: "move" });
  }
  const moved = new Set(personsIn(there.placement));
  const last = new Map(left.assignments.map((one) => [one.personRef, one]));
  const assignments = left.assignments.map((one): Assignment => {
    const { to, ...open } = one;
    const goesOn = moved.has(one.personRef) && last.get(one.personRef) === one && to === evening;
    return goesOn ? open : one;
  });
  // Who had no bed to go back to was away, and is again.
  const away = (person: PersonRef) =>
    moved.has(person) &&
    !assignments.some((one) => one.personRef === person && one.to === undefined);
  const file = withAbsences(there.file, input.stayRef, (all) =>
    all.map((one) => {
      const { to, ...open } = one;
      return to === evening && !one.bedKept && away(one.personRef) ? open : one;
    }),
  );
  const placement = rewritten(left, assignments, now);
  const conflict = conflictIn({
    state,
    placements: new Map([
      [id, { house: input.house, placement }],
      [there.id, { house: input.to, placement: { ...there.placement, assignments: [] } }],
    ]),
    at: now.instant,
  });
  if (conflict) return refuse(conflict);
  const remove = removeFrom(input.to);
  const put = putIn(input.house);
  return changes(
    remove("placement", there.id),
    remove("householdFile", there.fileId),
    remove("figuresRecord", there.figuresId),
    ...givenBack(there.house, there.file.persons, there.fileId),
    ...goneAlong({ from: here, to: there.house }, input.conflicts),
    put("placement", id, placement),
    put("householdFile", input.file, file),
  );
};
