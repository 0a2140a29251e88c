import { changes, putIn, refuse, type Act, type Now, type Outcome } from "../change.ts";
import type * as codes from "../codes.ts";
import type { HouseId } from "../compartments.ts";
import { conflictIn } from "../conflicts.ts";
import type { IsoDate } from "../dates.ts";
import type { Id, PersonRef, StayRef } from "../ids.ts";
import type { Planned } from "../plan.ts";
import type { Assignment, Placement } from "../records.ts";
import type { State } from "../state.ts";
import { movedBack, moveOne } from "./move.ts";
import { againstPlacing, overriddenChanges } from "./placing.ts";
import { bedsOfPerson, eveningFor, findPlacement, rewritten } from "./standing.ts";

/** Two persons of the house change beds; each named with the stay she is here with. */
export interface SwapBeds {
  readonly house: HouseId;
  readonly persons: readonly [InStay, InStay];
  /** Tonight where it is left out. */
  readonly from?: IsoDate;
  readonly reason: codes.MoveReason;
  /** By a manager. */
  readonly override?: { readonly reason: string };
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
    places: true,
    rewrite: (placement, personRef, others) =>
      moveOne(
        placement,
        { personRef, bed: (others.at(-1) as Assignment).bed, from: from.evening },
        input.reason,
      ),
  });
};

/** Takes a swap back, as long as each still has the bed that the other left that evening. */
export const undoSwap: Act<SwapBeds> = (state, input, now) =>
  exchange(state, input, {
    now,
    places: false,
    rewrite: (placement, personRef, others) => {
      const left = others.at(-2);
      const now = bedsOfPerson(placement, personRef).at(-1);
      const swapped = left !== undefined && left.bed === now?.bed && left.to === now.from;
      const assignments = swapped && movedBack(placement, [{ personRef, bed: left.bed }]);
      return assignments
        ? { ok: true, assignments }
        : refuse({ code: "changed-since", what: "move" });
    },
  });

interface How {
  readonly now: Now;
  /** Whether anybody comes to where she was not before; an undo leads back. */
  readonly places: boolean;
  readonly rewrite: (
    placement: Placement,
    person: PersonRef,
    others: readonly Assignment[],
  ) =>
    | ReturnType<typeof moveOne>
    | { readonly ok: true; readonly assignments: readonly Assignment[] };
}

function exchange(state: State, input: SwapBeds, { now, places, rewrite }: How): Outcome {
  const { house, persons } = input;
  const planned = new Map<Id<"placement">, Planned>();
  for (const [at, { stayRef, personRef }] of persons.entries()) {
    const standing = findPlacement(state, house, stayRef);
    if (!standing.ok) return standing;
    const other = persons[1 - at] as InStay;
    const there = findPlacement(state, house, other.stayRef);
    if (!there.ok) return there;
    const others = bedsOfPerson(there.placement, other.personRef);
    if (others.length === 0) return refuse({ code: "not-found", what: "placement" });
    const before = planned.get(standing.id)?.placement ?? standing.placement;
    const moved = rewrite(before, personRef, others);
    if (!moved.ok) return moved;
    planned.set(standing.id, { house, placement: rewritten(before, moved.assignments, now) });
  }
  const plan = { state, placements: planned, at: now.instant };
  const conflict = conflictIn(plan);
  if (conflict) return refuse(conflict);
  const placed = places ? againstPlacing(plan, { house, input, now }) : undefined;
  if (placed && !placed.ok) return placed;
  const { stayRef } = persons[0];
  const there = state.houses.get(house);
  const decided = placed?.overridden ?? [];
  return changes(
    ...[...planned].map(([id, { placement }]) => putIn(house)("placement", id, placement)),
    ...(there ? overriddenChanges({ house: there, stayRef, decided }) : []),
  );
}
