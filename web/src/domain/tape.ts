import { dayNumber, plusDays, type IsoDate } from "./dates.ts";
import { exclusiveNights, lifeOf, openTimes, settingsOf } from "./house.ts";
import type { BedId, RoomId, StayRef } from "./ids.ts";
import { intersection, type Interval } from "./intervals.ts";
import { byLabel, foreseen, isOpenHold } from "./nights.ts";
import type { Bed, Room } from "./records.ts";
import type { HouseState, State } from "./state.ts";

/** What a bed is on a night, as one small number: a row of the tape is a list of these. */
export const away = 0;
export const free = 1;
export const held = 2;
export const out = 3;
export const taken = 4;
export const blocked = 5;

/** Which nights a tape shows, and as of when; later nights are as stays are planned to end. */
export interface TapeAsked {
  /** Its first night. */
  readonly from: IsoDate;
  readonly nights: number;
  readonly tonight: IsoDate;
  /** Epoch milliseconds, at which holds are judged. */
  readonly at: number;
  /** A stay whose beds count as if nobody lay in them. */
  readonly without?: StayRef | undefined;
}

/** A bed while it stands in one room: a mobile one has a row in each room that it stood in. */
export interface TapeRow {
  readonly room: RoomId;
  readonly roomRecord: Room;
  readonly bed: BedId;
  readonly record: Bed;
  /** When it stood there, in service, in a house that was open. */
  readonly times: readonly Interval[];
  /** What it is on each night. */
  readonly nights: Uint8Array;
}

/**
 * Every bed of a house over many nights, as `roomsOn` would say it night by night, at the cost of the records
 * instead of the nights.
 */
export function tapeOf(state: State, house: HouseState, asked: TapeAsked): TapeRow[] {
  const window = intervalOf(asked);
  const settings = settingsOf(state, house.house);
  const open = settings ? openTimes(settings) : [{ from: "" }];
  const rooms = [...(house.room as ReadonlyMap<RoomId, Room>)].toSorted(([, a], [, b]) =>
    byLabel({ record: a }, { record: b }),
  );
  const beds = [...(house.bed as ReadonlyMap<BedId, Bed>)].toSorted(([, a], [, b]) =>
    byLabel({ record: a }, { record: b }),
  );
  return rooms.flatMap(([room, roomRecord]) => {
    const life = lifeOf(roomRecord.openedOn, roomRecord.retiredOn);
    const rows = beds.flatMap(([bed, record]) => {
      const stands = record.roomHistory.filter((stand) => stand.room === room);
      const service = lifeOf(record.inServiceFrom, record.retiredOn);
      const times = open.flatMap((time) =>
        stands.flatMap((stand) => shared([stand, service, life, time, window]) ?? []),
      );
      const row = { room, roomRecord, bed, record, times };
      return times.length > 0 ? [{ ...row, nights: paintRow(house, row, asked) }] : [];
    });
    paintBlocked(roomRecord, rows, asked);
    return rows;
  });
}

/** How many beds are free on each night. */
export function offerableOf(rows: readonly TapeRow[], nights: number): number[] {
  const sums = Array.from({ length: nights }, () => 0);
  for (const row of rows) {
    for (let night = 0; night < nights; night += 1) {
      if (row.nights[night] === free) sums[night] = (sums[night] ?? 0) + 1;
    }
  }
  return sums;
}

/** Stretches of nights on which a row is the same, as indexes `[from, to)`. */
export function stretchesOf(
  nights: Uint8Array,
  is: number,
  within: { readonly from: number; readonly to: number } = { from: 0, to: nights.length },
): { readonly from: number; readonly to: number }[] {
  const found: { from: number; to: number }[] = [];
  for (let night = within.from; night < within.to; night += 1) {
    if (nights[night] !== is) continue;
    const last = found.at(-1);
    if (last?.to === night) last.to = night + 1;
    else found.push({ from: night, to: night + 1 });
  }
  return found;
}

/** The nights of an interval as indexes `[from, to)` of a tape, cut to it. */
export function indexesOf(
  { from, to }: Interval,
  asked: Pick<TapeAsked, "from" | "nights">,
): { readonly from: number; readonly to: number } {
  const first = dayNumber(asked.from);
  const at = (date: IsoDate): number =>
    Math.max(0, Math.min(asked.nights, dayNumber(date) - first));
  return { from: from === "" ? 0 : at(from), to: to === undefined ? asked.nights : at(to) };
}

type Unpainted = Omit<TapeRow, "nights">;

function paintRow(house: HouseState, row: Unpainted, asked: TapeAsked): Uint8Array {
  const nights = new Uint8Array(asked.nights);
  const paint = (interval: Interval, colour: number, over: (is: number) => boolean): void => {
    const { from, to } = indexesOf(interval, asked);
    for (let night = from; night < to; night += 1) {
      if (over(nights[night] ?? away)) nights[night] = colour;
    }
  };
  const inService = (is: number): boolean => is !== away;
  for (const time of row.times) paint(time, free, () => true);
  for (const hold of house.hold.values()) {
    if (hold.beds.includes(row.bed) && isOpenHold(hold, asked.at)) paint(hold, held, inService);
  }
  for (const block of house.bedBlock.values()) {
    const on = "bed" in block.on ? block.on.bed : block.on.room;
    if (on === row.bed || on === row.room) paint(lifeOf(block.from, block.to), out, inService);
  }
  for (const one of house.occupancies.get(row.bed) ?? []) {
    if (one.stayRef === asked.without) continue;
    paint(foreseen(house, one, asked.tonight), taken, inService);
  }
  return nights;
}

function paintBlocked(room: Room, rows: readonly TapeRow[], asked: TapeAsked): void {
  for (const nights of exclusiveNights(room)) {
    const { from, to } = indexesOf(nights, asked);
    for (let night = from; night < to; night += 1) {
      if (!rows.some((row) => row.nights[night] === taken)) continue;
      for (const row of rows) if (row.nights[night] === free) row.nights[night] = blocked;
    }
  }
}

const intervalOf = ({ from, nights }: TapeAsked): Interval => ({
  from,
  to: plusDays(from, nights),
});

const shared = ([first, ...rest]: readonly Interval[]): Interval | undefined =>
  rest.reduce<Interval | undefined>((so, one) => so && intersection(so, one), first);
