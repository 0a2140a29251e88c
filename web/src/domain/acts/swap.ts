import { changes, putIn, refuse, type Act, type Now, type Outcome } from "../change.ts";
import type * as codes from "../codes.ts";
import type { HouseId } from "../compartments.ts";
import { conflictIn } from "../conflicts.ts";
import type { IsoDate } from "../dates.ts";
import type { BedId, Id, PersonRef, StayRef } from "../ids.ts";
import type { Planned } from "../plan.ts";
import type { Assignment, Placement } from "../records.ts";
import type { State } from "../state.ts";
import { movedBack, moveOne } from "./move.ts";
import { bedsOfPerson, eveningFor, findPlacement, rewritten } from "./standing.ts";

/** Two persons of the house change beds; each named with the stay she is here with. */
export interface SwapBeds {
  readonly house: HouseId;
  readonly persons: readonly [InStay, InStay];
  /** Tonight where it is left out. */
  readonly from?: IsoDate;
  readonly reason: codes.MoveReason;
}

/** A person within a stay. */
export interface InStay {
  readonly stayRef: StayRef;
  readonly personRef: PersonRef;
}

/** Gives each of two persons the other's bed from an evening on. */
export const swapBeds: Act<SwapBeds> = (state, input, now) => {
  const from = eveningFor(state, input.house, { from: input.from, now });
  if (!from.ok) return from;
  return exchange(state, input, {
    now,
    rewrite: (placement, personRef, bed) => {
      const moved = moveOne(placement, { personRef, bed, from: from.evening }, input.reason);
      return moved.ok ? moved : moved;
    },
  });
};

/** Takes a swap back. */
export const undoSwap: Act<SwapBeds> = (state, input, now) =>
  exchange(state, input, {
    now,
    rewrite: (placement, personRef) => {
      const bed = bedsOfPerson(placement, personRef).at(-1)?.bed as BedId;
      const assignments = movedBack(placement, [{ personRef, bed }]);
      return assignments
        ? { ok: true, assignments }
        : refuse({ code: "changed-since", what: "move" });
    },
  });

interface How {
  readonly now: Now;
  readonly rewrite: (
    placement: Placement,
    person: PersonRef,
    otherBed: BedId,
  ) =>
    | ReturnType<typeof moveOne>
    | { readonly ok: true; readonly assignments: readonly Assignment[] };
}

function exchange(state: State, { house, persons }: SwapBeds, { now, rewrite }: How): Outcome {
  const planned = new Map<Id<"placement">, Planned>();
  for (const [at, { stayRef, personRef }] of persons.entries()) {
    const standing = findPlacement(state, house, stayRef);
    if (!standing.ok) return standing;
    const other = persons[1 - at] as InStay;
    const there = findPlacement(state, house, other.stayRef);
    if (!there.ok) return there;
    const bed = bedsOfPerson(there.placement, other.personRef).at(-1)?.bed;
    if (bed === undefined) return refuse({ code: "not-found", what: "placement" });
    const before = planned.get(standing.id)?.placement ?? standing.placement;
    const moved = rewrite(before, personRef, bed);
    if (!moved.ok) return moved;
    planned.set(standing.id, { house, placement: rewritten(before, moved.assignments, now) });
  }
  const conflict = conflictIn({ state, placements: planned, at: now.instant });
  if (conflict) return refuse(conflict);
  return changes(
    ...[...planned].map(([id, { placement }]) => putIn(house)("placement", id, placement)),
  );
}
