import type { CalendarBed, CalendarRoom, CalendarView } from "#domain/view-calendar.ts";
import { barKey, type Line } from "./geometry.ts";

/**
 * A newer view, made of the rooms, beds and bars of the older one wherever they say the same: what is drawn of them
 * stays as it is, and their words need not be found again.
 */
export function shared(before: CalendarView | undefined, after: CalendarView): CalendarView {
  const known = new Map(before?.rooms.map((room) => [room.room, room]));
  return { ...after, rooms: after.rooms.map((room) => sharedRoom(known.get(room.room), room)) };
}

function sharedRoom(before: CalendarRoom | undefined, after: CalendarRoom): CalendarRoom {
  if (before === undefined) return after;
  const known = new Map(before.beds.map((bed) => [bed.bed, bed]));
  return either(before, {
    ...after,
    beds: after.beds.map((bed) => sharedBed(known.get(bed.bed), bed)),
  });
}

function sharedBed(before: CalendarBed | undefined, after: CalendarBed): CalendarBed {
  if (before === undefined) return after;
  const known = new Map(before.bars.map((bar) => [barKey(bar), bar]));
  return either(before, {
    ...after,
    bars: after.bars.map((bar) => {
      const old = known.get(barKey(bar));
      return old === undefined ? bar : either(old, bar);
    }),
  });
}

/** Newer lines, the older one in place of each that is the same. */
export function sharedLines(before: readonly Line[], after: readonly Line[]): readonly Line[] {
  const known = new Map(before.map((line) => [line.key, line]));
  return after.map((line) => {
    const old = known.get(line.key);
    const same =
      old !== undefined &&
      Object.entries(line).every(([name, value]) => old[name as keyof Line] === value);
    return same ? old : line;
  });
}

/** The older one where both say the same. */
const either = <T>(before: T, after: T): T => (isSame(before, after) ? before : after);

function isSame(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return false;
  const [of, to] = [a, b] as readonly Readonly<Record<string, unknown>>[];
  const keys = Object.keys(a);
  if (keys.length !== Object.keys(b).length) return false;
  return keys.every((key) => isSame(of?.[key], to?.[key]));
}
