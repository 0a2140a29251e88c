import { heldFor } from "./acts/request.ts";
import type { Now } from "./change.ts";
import type * as codes from "./codes.ts";
import type { HouseId } from "./compartments.ts";
import { msOf, type IsoDate, type TimeOfDay } from "./dates.ts";
import { eveningOf } from "./evenings.ts";
import { awayIn, clockOf, headOf, overdueDays, personOf, settingsOf, stayOf } from "./house.ts";
import type { BedId, BlockId, HoldId, PersonRef, RequestId, RoomId, StayRef } from "./ids.ts";
import { countsOf, roomsOn, type BedOfNight, type Counts, type RoomOfNight } from "./nights.ts";
import type { BedKind, RoomAttribute, RoomMode } from "./records.ts";
import type { HouseState, Occupancy, State } from "./state.ts";
import { comingAndGoing, type ArrivalLine, type DepartureLine } from "./view-events.ts";

/** The desk's first screen. Moments in views are epoch milliseconds; dates are ISO civil dates. */
export interface TonightView {
  readonly house: HouseId;
  readonly codeName: string;
  readonly timeZone: string;
  readonly censusHour: TimeOfDay;
  readonly evening: IsoDate;
  readonly counts: Counts;
  readonly rooms: readonly RoomOnBoard[];
  readonly arrivals: readonly ArrivalLine[];
  readonly departures: readonly DepartureLine[];
}

export interface RoomOnBoard {
  readonly room: RoomId;
  readonly label: string;
  readonly floor?: string;
  readonly mode: RoomMode;
  readonly attributes: readonly RoomAttribute[];
  readonly beds: readonly BedOnBoard[];
}

export interface BedOnBoard {
  readonly bed: BedId;
  readonly label: string;
  readonly kind: BedKind;
  readonly now: BedState;
}

export type BedState =
  | { readonly is: "occupied"; readonly by: Occupant }
  | {
      readonly is: "free";
      /** First night since when it has been free; undefined: never used. */
      readonly since?: IsoDate;
      /** The departure's moment, when that was today. */
      readonly sinceAt?: number;
    }
  /** Another bed of this one-household room is taken. */
  | { readonly is: "blocked" }
  | {
      readonly is: "held";
      readonly hold: HoldId;
      readonly placedAt: number;
      readonly expiresAt: number;
      readonly confirmed: boolean;
      /** How many beds the hold keeps. */
      readonly beds: number;
      /** Who asked for them, while that waits for her. */
      readonly request?: RequestId;
    }
  | {
      readonly is: "out-of-service";
      readonly block: BlockId;
      readonly reason: codes.BlockReason;
      readonly to?: IsoDate;
    };

/** Who lies in a bed; without the key to `residents`, nothing but refs. */
export interface Occupant {
  readonly stayRef: StayRef;
  readonly personRef: PersonRef;
  readonly calledName?: string;
  readonly code?: string;
  readonly kind?: codes.PersonKind;
  readonly ageBand?: codes.AgeBand;
  /** The household's other people in this house tonight. */
  readonly with: number;
  /** Head of the household, or the only one. */
  readonly head: boolean;
  readonly plannedEnd?: IsoDate;
  /** Days since the planned end; 0 when it is not past. */
  readonly overdueDays: number;
  /** She sleeps elsewhere tonight; the bed stays hers. */
  readonly away?: codes.AbsenceKind;
}

/** The board of a house tonight; undefined where its beds cannot be read. */
export function tonight(
  state: State,
  { house: id }: { readonly house: HouseId },
  now: Now,
): TonightView | undefined {
  const house = state.houses.get(id);
  if (house === undefined || house.room.size === 0) return undefined;
  const clock = clockOf(state, id, now);
  const evening = eveningOf(now.instant, clock);
  const rooms = roomsOn(state, house, { night: evening, at: now.instant });
  return {
    house: id,
    codeName: settingsOf(state, id)?.codeName ?? "",
    ...clock,
    evening,
    counts: countsOf(rooms),
    rooms: boardOf(house, rooms, evening),
    ...comingAndGoing(house, rooms, { evening, at: now.instant }),
  };
}

/** Rooms as a board shows them. */
export function boardOf(
  house: HouseState,
  rooms: readonly RoomOfNight[],
  evening: IsoDate,
): RoomOnBoard[] {
  const here = new Map<StayRef, number>();
  for (const { now } of rooms.flatMap((room) => room.beds)) {
    if (now.is === "occupied") here.set(now.by.stayRef, (here.get(now.by.stayRef) ?? 0) + 1);
  }
  return rooms.map(({ room, record, mode, beds }) => ({
    room,
    label: record.label,
    ...(record.floor !== undefined && { floor: record.floor }),
    mode,
    attributes: record.attributes,
    beds: beds.map((bed) => ({
      bed: bed.bed,
      label: bed.record.label,
      kind: bed.record.kind,
      now: bedState(house, bed, { evening, here }),
    })),
  }));
}

interface Tonight {
  readonly evening: IsoDate;
  /** How many people of each stay are here. */
  readonly here: ReadonlyMap<StayRef, number>;
}

function bedState(house: HouseState, { bed, now }: BedOfNight, about: Tonight): BedState {
  switch (now.is) {
    case "occupied":
      return { is: "occupied", by: occupant(house, now.by, about) };
    case "free":
      return { is: "free", ...freeSince(house, bed, about.evening) };
    case "blocked":
      return now;
    case "held": {
      const { placedAt, expiresAt, state, beds } = now.record;
      return {
        is: "held",
        hold: now.hold,
        placedAt: msOf(placedAt),
        expiresAt: msOf(expiresAt),
        confirmed: state === "confirmed",
        beds: beds.length,
        ...heldFor(house, now.record),
      };
    }
    case "out-of-service": {
      const { reason, to } = now.record;
      return { is: "out-of-service", block: now.block, reason, ...(to !== undefined && { to }) };
    }
  }
}

function occupant(house: HouseState, by: Occupancy, { evening, here }: Tonight): Occupant {
  const { stayRef, personRef } = by;
  const placement = house.placement.get(by.placement);
  const person = personOf(house, stayRef, personRef);
  const plannedEnd = placement?.plannedEnd;
  const away = awayIn(house, by, evening);
  return {
    stayRef,
    personRef,
    ...(away !== undefined && { away }),
    ...(person && {
      calledName: person.calledName,
      code: person.code,
      kind: person.kind,
      ageBand: person.ageBand,
    }),
    with: (here.get(stayRef) ?? 1) - 1,
    head: (headOf(house, stayRef) ?? placement?.assignments[0]?.personRef) === personRef,
    ...(plannedEnd !== undefined && { plannedEnd }),
    overdueDays: overdueDays(plannedEnd, evening),
  };
}

function freeSince(
  house: HouseState,
  bed: BedId,
  evening: IsoDate,
): { since?: IsoDate; sinceAt?: number } {
  let last: Occupancy | undefined;
  for (const one of house.occupancies.get(bed) ?? []) {
    if (one.to !== undefined && one.to <= evening && one.to > (last?.to ?? "")) last = one;
  }
  if (last?.to === undefined) return {};
  const left = last.to === evening ? stayOf(house, last.stayRef)?.departure : undefined;
  return { since: last.to, ...(left?.on === evening && { sinceAt: msOf(left.at) }) };
}
