import { dayNumber, type IsoDate } from "./dates.ts";
import { exclusiveNights, lifeOf, openTimes, settingsOf } from "./house.ts";
import type { BedId, HoldId, RoomId } from "./ids.ts";
import type { Interval } from "./intervals.ts";
import { byLabel, isOpenHold } from "./nights.ts";
import type { Bed, BedBlock, Hold, Room } from "./records.ts";
import type { HouseState, Occupancy, State } from "./state.ts";

/** What a bed is on one night, as a number, so that years of nights stay small. */
export const night = {
  /** It does not stand in the house. */
  absent: 0,
  free: 1,
  held: 2,
  confirmed: 3,
  outOfService: 4,
  occupied: 5,
  /** Only where a forecast asks for it: by someone who is past her planned end. */
  overdue: 6,
  blocked: 7,
  blockedByOverdue: 8,
} as const;

/** A room over a period: one entry a night. */
export interface RoomNights {
  readonly room: RoomId;
  readonly record: Room;
  /** 1 on nights on which it is for one household alone. */
  readonly alone: Uint8Array;
}

/** A bed over a period: what it is each night, and in which room of the list; −1 in none. */
export interface BedNights {
  readonly bed: BedId;
  readonly record: Bed;
  readonly nights: Uint8Array;
  readonly rooms: Int16Array;
}

/** A house over a period. */
export interface HouseNights {
  readonly rooms: readonly RoomNights[];
  readonly beds: readonly BedNights[];
}

/** What to read, and as of when. */
export interface Swept {
  readonly period: Required<Interval>;
  /** Epoch milliseconds; decides which holds still count. */
  readonly at: number;
  /** Reads an occupancy otherwise than it is written: until when it lasts, and as what. */
  readonly read?: (occupancy: Occupancy) => { readonly to?: IsoDate; readonly as: number };
}

/**
 * The same as `roomsOn` for every night of a period, by one pass over records instead of one for each night: a
 * month over many thousands of stays costs milliseconds.
 */
export function bedNights(state: State, house: HouseState, swept: Swept): HouseNights {
  const span = spanOf(swept.period);
  const open = new Uint8Array(span.nights);
  const settings = settingsOf(state, house.house);
  for (const time of settings ? openTimes(settings) : [swept.period])
    fill(open, span, time, () => 1);
  const rooms = [...(house.room as ReadonlyMap<RoomId, Room>)]
    .map(([room, record]) => {
      const alone = new Uint8Array(span.nights);
      for (const part of exclusiveNights(record)) fill(alone, span, part, () => 1);
      return { room, record, alone };
    })
    .toSorted(byLabel);
  const index = new Map(rooms.map(({ room }, at) => [room, at]));
  const beds = [...(house.bed as ReadonlyMap<BedId, Bed>)].map(([bed, record]) => {
    const stands = standing({ record, rooms, index, open, span });
    return { bed, record, rooms: stands, nights: Uint8Array.from(stands, (room) => +(room >= 0)) };
  });
  const byId = new Map(beds.map((bed) => [bed.bed, bed]));
  hold(house, byId, { span, at: swept.at });
  block(house, byId, { span, index });
  for (const bed of beds) occupy(house, bed, { span, read: swept.read });
  settle({ rooms, beds }, span.nights);
  return { rooms, beds };
}

interface Span {
  readonly from: IsoDate;
  readonly to: IsoDate;
  /** Day number of the first night. */
  readonly first: number;
  readonly nights: number;
}

function spanOf({ from, to }: Required<Interval>): Span {
  const first = dayNumber(from);
  return { from, to, first, nights: Math.max(0, dayNumber(to) - first) };
}

/** Rewrites the nights of an interval; dates are parsed only where it meets the span. */
function fill(
  nights: Uint8Array | Int16Array,
  span: Span,
  { from, to }: Interval,
  make: (before: number, at: number) => number,
): void {
  if (from >= span.to || (to !== undefined && to <= span.from)) return;
  const first = from <= span.from ? 0 : dayNumber(from) - span.first;
  const last = to === undefined || to >= span.to ? span.nights : dayNumber(to) - span.first;
  for (let at = first; at < last; at += 1) nights[at] = make(nights[at] ?? 0, at);
}

interface Stand {
  readonly record: Bed;
  readonly rooms: readonly RoomNights[];
  readonly index: ReadonlyMap<RoomId, number>;
  readonly open: Uint8Array;
  readonly span: Span;
}

/** The room of a bed on every night on which both are there and the house is open. */
function standing({ record, rooms, index, open, span }: Stand): Int16Array {
  const stands = new Int16Array(span.nights).fill(-1);
  const there = new Uint8Array(span.nights);
  fill(there, span, lifeOf(record.inServiceFrom, record.retiredOn), () => 1);
  for (const stand of record.roomHistory) {
    const room = index.get(stand.room) ?? -1;
    const found = rooms[room]?.record;
    const life = new Uint8Array(span.nights);
    if (found) fill(life, span, lifeOf(found.openedOn, found.retiredOn), () => 1);
    fill(stands, span, stand, (before, at) =>
      before < 0 && life[at] === 1 && there[at] === 1 && open[at] === 1 ? room : before,
    );
  }
  return stands;
}

type Beds = ReadonlyMap<BedId, BedNights>;

function hold(house: HouseState, beds: Beds, { span, at }: { span: Span; at: number }): void {
  for (const record of (house.hold as ReadonlyMap<HoldId, Hold>).values()) {
    if (!isOpenHold(record, at)) continue;
    const as = record.state === "confirmed" ? night.confirmed : night.held;
    for (const id of record.beds) {
      const bed = beds.get(id);
      if (bed) fill(bed.nights, span, record, (before) => (before === night.absent ? before : as));
    }
  }
}

function block(
  house: HouseState,
  beds: Beds,
  { span, index }: { span: Span; index: ReadonlyMap<RoomId, number> },
): void {
  for (const record of house.bedBlock.values() as Iterable<BedBlock>) {
    const { on } = record;
    const room = "room" in on ? (index.get(on.room) ?? -2) : undefined;
    const one = "bed" in on ? beds.get(on.bed) : undefined;
    for (const bed of one ? [one] : room === undefined ? [] : beds.values()) {
      fill(bed.nights, span, record, (before, at) =>
        before === night.absent || (room !== undefined && bed.rooms[at] !== room)
          ? before
          : night.outOfService,
      );
    }
  }
}

function occupy(
  house: HouseState,
  bed: BedNights,
  { span, read }: { span: Span; read: Swept["read"] },
): void {
  for (const one of house.occupancies.get(bed.bed) ?? []) {
    if (one.from >= span.to || (one.to !== undefined && one.to <= span.from)) continue;
    const { as, to } = read?.(one) ?? { as: night.occupied, to: one.to };
    const nights = { from: one.from, ...(to !== undefined && { to }) };
    fill(bed.nights, span, nights, (before) => (before === night.absent ? before : as));
  }
}

/** In an occupied room for one household, what would be free is blocked. */
function settle({ rooms, beds }: HouseNights, nights: number): void {
  const used = rooms.map(() => new Uint8Array(nights));
  for (const bed of beds) {
    for (let at = 0; at < nights; at += 1) {
      const is = bed.nights[at];
      const room = used[bed.rooms[at] ?? -1];
      if (!room) continue;
      if (is === night.occupied) room[at] = night.blocked;
      else if (is === night.overdue && room[at] === 0) room[at] = night.blockedByOverdue;
    }
  }
  for (const bed of beds) {
    for (let at = 0; at < nights; at += 1) {
      const room = bed.rooms[at] ?? -1;
      const by = used[room]?.[at] ?? 0;
      if (bed.nights[at] === night.free && by > 0 && rooms[room]?.alone[at] === 1)
        bed.nights[at] = by;
    }
  }
}
