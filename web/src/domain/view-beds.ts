import { findPlacement } from "./acts/standing.ts";
import type { Now } from "./change.ts";
import type { HouseId } from "./compartments.ts";
import { tonightOf } from "./house.ts";
import type { BedId, RoomId, StayRef } from "./ids.ts";
import { roomsOn } from "./nights.ts";
import type { BedKind } from "./records.ts";
import type { State } from "./state.ts";

/** A bed that one person more of a household could have tonight. */
export interface BedForOne {
  readonly bed: BedId;
  readonly kind: BedKind;
  readonly label: string;
  readonly room: string;
  /** In a room where her household sleeps. */
  readonly near: boolean;
  /** It stands elsewhere now and would be brought. */
  readonly brought?: { readonly to: RoomId; readonly from: string };
}

/**
 * Beds for one person more of a household that is here: those of its own room first, mobile ones that can be brought
 * there next, then any that is free. What is blocked for others is free for it.
 */
export function bedsForOne(
  state: State,
  { house: id, stayRef }: { readonly house: HouseId; readonly stayRef: StayRef },
  now: Now,
): readonly BedForOne[] {
  const standing = findPlacement(state, id, stayRef);
  if (!standing.ok) return [];
  const night = tonightOf(state, id, now);
  const rooms = roomsOn(state, standing.house, { night, at: now.instant });
  const isOwn = (beds: (typeof rooms)[number]["beds"]): boolean =>
    beds.some((bed) => bed.now.is === "occupied" && bed.now.by.stayRef === stayRef);
  const own = rooms.find(({ beds }) => isOwn(beds));
  const found = rooms.flatMap(({ room, record, beds }): BedForOne[] =>
    beds.flatMap((one): BedForOne[] => {
      const near = isOwn(beds);
      if (one.now.is !== "free" && !(near && one.now.is === "blocked")) return [];
      const { kind, label, isMobile } = one.record;
      const there = { bed: one.bed, kind, label, room: record.label, near };
      const brings = isMobile && own !== undefined && own.room !== room && !near;
      if (!brings) return [there];
      const brought = { to: own.room, from: record.label };
      return [{ ...there, room: own.record.label, near: true, brought }, there];
    }),
  );
  const rank = ({ near, brought }: BedForOne): number => (near ? (brought ? 1 : 0) : 2);
  return found.toSorted((a, b) => rank(a) - rank(b));
}
