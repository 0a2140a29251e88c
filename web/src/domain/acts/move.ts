import { changes, putIn, refuse, type Act, type Refused } from "../change.ts";
import type * as codes from "../codes.ts";
import type { HouseId } from "../compartments.ts";
import { conflictIn } from "../conflicts.ts";
import type { IsoDate } from "../dates.ts";
import type { BedId, PersonRef, StayRef } from "../ids.ts";
import type { Assignment, Placement } from "../records.ts";
import type { Brought } from "./arriving.ts";
import { bring, bringBack } from "./bring.ts";
import { againstPlacing, overriddenChanges } from "./placing.ts";
import { bedsOfPerson, eveningFor, findPlacement, rewritten } from "./standing.ts";

/** A person and the bed she is to have. */
export interface PersonMove {
  readonly personRef: PersonRef;
  readonly bed: BedId;
}

/** New beds within the house, for all or some of a household, from an evening on. */
export interface MoveHousehold {
  readonly house: HouseId;
  readonly stayRef: StayRef;
  /** Tonight where it is left out; never ahead, nor before her last move. */
  readonly from?: IsoDate;
  readonly moves: readonly PersonMove[];
  readonly reason: codes.MoveReason;
  readonly brought?: readonly Brought[];
  /** By a manager. */
  readonly override?: { readonly reason: string };
}

/** What takes a move back needs of it. */
export interface UndoMove {
  readonly house: HouseId;
  readonly stayRef: StayRef;
  readonly moves: readonly PersonMove[];
  readonly brought?: readonly Brought[];
}

/**
 * Ends each person's bed on an evening and begins another; both stay written. Only those who change beds
 * are named, so that the undo knows them.
 */
export const moveHousehold: Act<MoveHousehold> = (state, input, now) => {
  const standing = findPlacement(state, input.house, input.stayRef);
  if (!standing.ok) return standing;
  const from = eveningFor(state, input.house, { from: input.from, now });
  if (!from.ok) return from;
  const brought = bring(standing.house, input.brought ?? [], from.evening);
  if (!brought.ok) return brought;
  let placement = standing.placement;
  for (const { personRef, bed } of input.moves) {
    const moved = moveOne(placement, { personRef, bed, from: from.evening }, input.reason);
    if (!moved.ok) return moved;
    placement = rewritten(placement, moved.assignments, now);
  }
  if (placement === standing.placement) return refuse({ code: "nothing-to-do" });
  const plan = {
    state,
    placements: new Map([[standing.id, { house: input.house, placement }]]),
    beds: brought.beds,
    at: now.instant,
  };
  const placed = againstPlacing(plan, { house: input.house, input, now });
  if (!placed.ok) return placed;
  const { stayRef } = input;
  return changes(
    ...brought.changes,
    putIn(input.house)("placement", standing.id, placement),
    ...overriddenChanges({ house: standing.house, stayRef, decided: placed.overridden }),
  );
};

/** Takes a move back: each person has the bed before again, if it is still free. */
export const undoMove: Act<UndoMove> = (state, input, now) => {
  const standing = findPlacement(state, input.house, input.stayRef);
  if (!standing.ok) return standing;
  const assignments = movedBack(standing.placement, input.moves);
  if (!assignments) return refuse({ code: "changed-since", what: "move" });
  const placement = rewritten(standing.placement, assignments, now);
  const conflict = conflictIn({
    state,
    placements: new Map([[standing.id, { house: input.house, placement }]]),
    at: now.instant,
  });
  if (conflict) return refuse(conflict);
  return changes(
    putIn(input.house)("placement", standing.id, placement),
    ...bringBack(standing.house, input.stayRef, input.brought ?? []),
  );
};

/** One person's move as assignments: her last bed ends, the new one takes over what was left of it. */
export function moveOne(
  placement: Placement,
  { personRef, bed, from }: PersonMove & { readonly from: IsoDate },
  moveReason: codes.MoveReason,
): { readonly ok: true; readonly assignments: readonly Assignment[] } | Refused {
  const last = bedsOfPerson(placement, personRef).at(-1);
  if (last === undefined) return refuse({ code: "not-found", what: "placement" });
  if (last.to !== undefined) return refuse({ code: "departed", on: last.to });
  if (last.bed === bed) return refuse({ code: "nothing-to-do" });
  if (from < last.from) {
    return last.moveReason === "arrival"
      ? refuse({ code: "before-arrival", date: from, arrivedOn: last.from })
      : refuse({ code: "moved-since", date: from, movedOn: last.from });
  }
  const assignments = placement.assignments.map((assignment) =>
    assignment === last ? { ...last, to: from } : assignment,
  );
  return { ok: true, assignments: [...assignments, { personRef, bed, from, moveReason }] };
}

/** The assignments without the last move of these persons; undefined when something came after it. */
export function movedBack(
  placement: Placement,
  moves: readonly PersonMove[],
): readonly Assignment[] | undefined {
  let { assignments }: { assignments: readonly Assignment[] } = placement;
  for (const { personRef, bed } of moves) {
    const [last, before] = assignments
      .filter((assignment) => assignment.personRef === personRef)
      .toReversed();
    if (!last || !before || last.bed !== bed || last.to !== undefined) return undefined;
    if (before.to !== last.from) return undefined;
    const { to: _, ...reopened } = before;
    assignments = assignments
      .filter((assignment) => assignment !== last)
      .map((assignment) => (assignment === before ? reopened : assignment));
  }
  return assignments;
}
