import { heldFor } from "./acts/request.ts";
import { personsIn } from "./acts/standing.ts";
import type { Now } from "./change.ts";
import type * as codes from "./codes.ts";
import type { HouseId } from "./compartments.ts";
import { msOf, plusDays, type IsoDate } from "./dates.ts";
import {
  awayIn,
  clockOf,
  headOf,
  modeOf,
  overdueDays,
  personOf,
  settingsOf,
  tonightOf,
} from "./house.ts";
import type { BedId, BlockId, HoldId, PersonRef, RequestId, RoomId, StayRef } from "./ids.ts";
import { intersection, later, type Interval } from "./intervals.ts";
import { foreseen, isOpenHold } from "./nights.ts";
import type { BedKind, RoomMode } from "./records.ts";
import type { HouseState, Occupancy, State } from "./state.ts";
import {
  away,
  blocked,
  held,
  indexesOf,
  offerableOf,
  out,
  stretchesOf,
  tapeOf,
  type TapeAsked,
  type TapeRow,
} from "./tape.ts";

/** Rooms and nights of a house: the bars that stand on them, as far as the keys show who they are. */
export interface CalendarView {
  readonly house: HouseId;
  readonly codeName: string;
  readonly timeZone: string;
  readonly evening: IsoDate;
  /** The first night shown, and how many there are. */
  readonly from: IsoDate;
  readonly nights: number;
  /** The first night of the house. */
  readonly openedOn: IsoDate;
  readonly rooms: readonly CalendarRoom[];
  /** Free beds of each night. */
  readonly offerable: readonly number[];
}

export interface CalendarRoom {
  readonly room: RoomId;
  readonly label: string;
  readonly floor?: string;
  /** As it is tonight. */
  readonly mode: RoomMode;
  readonly beds: readonly CalendarBed[];
}

export interface CalendarBed {
  readonly bed: BedId;
  readonly label: string;
  readonly kind: BedKind;
  readonly bars: readonly CalendarBar[];
}

/** Something that lasts some nights, `[from, to)`; without `to` it goes on past what is shown. */
export type CalendarBar = Interval &
  (
    | { readonly is: "stay"; readonly by: Stayer }
    | { readonly is: "held"; readonly hold: HeldFor }
    | {
        readonly is: "out";
        readonly block: BlockId;
        readonly reason: codes.BlockReason;
        /** Back in service on. */
        readonly until?: IsoDate;
      }
    /** Another bed of this one-household room is taken. */
    | { readonly is: "blocked" }
    /** Not in this room, or not in service. */
    | { readonly is: "away" }
  );

export interface HeldFor {
  readonly hold: HoldId;
  readonly placedAt: number;
  readonly expiresAt: number;
  readonly confirmed: boolean;
  /** How many beds it keeps. */
  readonly beds: number;
  /** The first of them, where its words stand. */
  readonly first: boolean;
  /** Who asked for them, while that waits for her. */
  readonly request?: RequestId;
}

/** Who has a bed; without the key to `residents`, nothing but refs. */
export interface Stayer {
  readonly stayRef: StayRef;
  readonly personRef: PersonRef;
  readonly calledName?: string;
  readonly code?: string;
  /** How many people the stay has in this house. */
  readonly persons: number;
  readonly head: boolean;
  readonly plannedEnd?: IsoDate;
  /** Since when it is overdue. */
  readonly overdueFrom?: IsoDate;
  readonly overdueDays: number;
  /** She sleeps elsewhere tonight; the bed stays hers. */
  readonly away?: codes.AbsenceKind;
  /** Her bed has no end yet. */
  readonly open: boolean;
}

/** What to show: at most `mostNights` from a night on. */
export interface CalendarAsked {
  readonly house: HouseId;
  readonly from: IsoDate;
  readonly nights: number;
}

const mostNights = 1_200;

/** A house over many nights; undefined where its beds cannot be read. */
export function calendar(
  state: State,
  { house: id, from, nights }: CalendarAsked,
  now: Now,
): CalendarView | undefined {
  const house = state.houses.get(id);
  if (house === undefined || house.room.size === 0) return undefined;
  const tonight = tonightOf(state, id, now);
  const settings = settingsOf(state, id);
  const asked = { from, nights: Math.min(nights, mostNights), tonight, at: now.instant };
  const rows = tapeOf(state, house, asked);
  return {
    house: id,
    codeName: settings?.codeName ?? "",
    timeZone: clockOf(state, id, now).timeZone,
    evening: tonight,
    from,
    nights: asked.nights,
    openedOn: settings?.openedOn ?? from,
    rooms: roomsOf(house, rows, asked),
    offerable: offerableOf(rows, asked.nights),
  };
}

function roomsOf(house: HouseState, rows: readonly TapeRow[], asked: TapeAsked): CalendarRoom[] {
  const rooms = new Map<RoomId, CalendarRoom & { readonly beds: CalendarBed[] }>();
  for (const row of rows) {
    const { label, floor } = row.roomRecord;
    const room = rooms.get(row.room) ?? {
      room: row.room,
      label,
      ...(floor !== undefined && { floor }),
      mode: modeOf(row.roomRecord, asked.tonight),
      beds: [],
    };
    rooms.set(row.room, room);
    const { bed, record } = row;
    room.beds.push({
      bed,
      label: record.label,
      kind: record.kind,
      bars: barsOf(house, row, asked),
    });
  }
  return [...rooms.values()];
}

function barsOf(house: HouseState, row: TapeRow, asked: TapeAsked): CalendarBar[] {
  const end = plusDays(asked.from, asked.nights);
  const cut = (bar: CalendarBar): CalendarBar => {
    const { to, ...open } = bar;
    return to !== undefined && to <= end ? bar : open;
  };
  const runs = (is: number, within?: Interval): Interval[] =>
    stretchesOf(row.nights, is, within && indexesOf(within, asked)).map(({ from, to }) => ({
      from: plusDays(asked.from, from),
      ...(to < asked.nights && { to: plusDays(asked.from, to) }),
    }));
  return [
    ...staysIn(house, row, asked),
    ...[...house.hold].flatMap(([id, record]): CalendarBar[] => {
      if (!record.beds.includes(row.bed) || !isOpenHold(record, asked.at)) return [];
      const hold: HeldFor = {
        hold: id as HoldId,
        placedAt: msOf(record.placedAt),
        expiresAt: msOf(record.expiresAt),
        confirmed: record.state === "confirmed",
        beds: record.beds.length,
        first: firstOf(house, record.beds) === row.bed,
        ...heldFor(house, record),
      };
      return runs(held, record).map((run) => ({ is: "held", hold, ...run }));
    }),
    ...[...house.bedBlock].flatMap(([id, { on, reason, from, to }]): CalendarBar[] => {
      if (("bed" in on ? on.bed : on.room) !== ("bed" in on ? row.bed : row.room)) return [];
      const until = to === undefined ? {} : { until: to };
      return runs(out, { from, ...(to !== undefined && { to }) }).map((run) => ({
        is: "out",
        block: id as BlockId,
        reason,
        ...until,
        ...run,
      }));
    }),
    ...runs(blocked).map((run): CalendarBar => ({ is: "blocked", ...run })),
    ...runs(away).map((run): CalendarBar => ({ is: "away", ...run })),
  ]
    .map(cut)
    .toSorted((a, b) => (a.from < b.from ? -1 : 1));
}

/** Everybody's nights in this bed while it stood in this room. */
function staysIn(house: HouseState, row: TapeRow, asked: TapeAsked): CalendarBar[] {
  return (house.occupancies.get(row.bed) ?? []).flatMap((one) => {
    const nights = foreseen(house, one, asked.tonight);
    const by = stayerOf(house, one, asked.tonight);
    return row.times.flatMap((time): CalendarBar[] => {
      const shown = intersection(nights, time);
      if (!shown) return [];
      // A stay keeps its own first and last night, though what is shown begins later and ends earlier.
      const { to: last, from: first } = shown;
      const to = last === plusDays(asked.from, asked.nights) ? nights.to : last;
      const from = beginOf(one, row) ?? first;
      return [{ is: "stay", by, from, ...(to !== undefined && { to }) }];
    });
  });
}

/** Where a bar begins: with the assignment, or when the bed came into this room. */
const beginOf = ({ from, bed }: Occupancy, row: TapeRow): IsoDate | undefined => {
  const stand = row.record.roomHistory.findLast((one) => one.room === row.room && one.from <= from);
  return bed === row.bed && stand ? later(from, stand.from) : undefined;
};

function stayerOf(house: HouseState, one: Occupancy, tonight: IsoDate): Stayer {
  const { stayRef, personRef, to } = one;
  const placement = house.placement.get(one.placement);
  const person = personOf(house, stayRef, personRef);
  const plannedEnd = placement?.plannedEnd;
  const away = to === undefined ? awayIn(house, one, tonight) : undefined;
  const late = to === undefined && plannedEnd !== undefined && plannedEnd < tonight;
  return {
    stayRef,
    personRef,
    ...(person && { calledName: person.calledName, code: person.code }),
    persons: placement ? personsIn(placement).length : 1,
    head: (headOf(house, stayRef) ?? placement?.assignments[0]?.personRef) === personRef,
    ...(plannedEnd !== undefined && { plannedEnd }),
    ...(late && { overdueFrom: plannedEnd }),
    overdueDays: to === undefined ? overdueDays(plannedEnd, tonight) : 0,
    ...(away !== undefined && { away }),
    open: to === undefined,
  };
}

/** The bed whose row comes first among those of a hold. */
const firstOf = (house: HouseState, beds: readonly BedId[]): BedId | undefined =>
  beds.toSorted((a, b) =>
    (house.bed.get(a)?.label ?? "") < (house.bed.get(b)?.label ?? "") ? -1 : 1,
  )[0];
