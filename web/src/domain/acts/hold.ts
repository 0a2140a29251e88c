import {
  changes,
  putIn,
  refuse,
  type Act,
  type Done,
  type Refusal,
  type Refused,
} from "../change.ts";
import type { HouseId } from "../compartments.ts";
import { instantOf, plusDays, type IsoDate } from "../dates.ts";
import { bedName, tonightOf } from "../house.ts";
import type { BedId, HoldId, RequestId, StayRef } from "../ids.ts";
import { later } from "../intervals.ts";
import { isOpenHold, roomsOn } from "../nights.ts";
import type { Hold } from "../records.ts";
import type { HouseState, State } from "../state.ts";

/** Keeps beds for someone expected; of a room for one household it keeps every bed. */
export interface HoldBeds {
  readonly house: HouseId;
  readonly hold: HoldId;
  readonly beds: readonly BedId[];
  /** Tonight where it is left out. */
  readonly from?: IsoDate;
  /** One where it is left out. */
  readonly nights?: number;
  /** Epoch milliseconds; four hours from now where it is left out. */
  readonly expiresAt?: number;
  /** Epoch milliseconds. */
  readonly expectedAt?: number;
  /** Who asked for a place. */
  readonly request?: RequestId;
}

/** A hold that is to run on. */
export interface ExtendHold {
  readonly house: HouseId;
  readonly hold: HoldId;
  /** Epoch milliseconds. */
  readonly expiresAt: number;
  /** Until when it ran before. */
  readonly was: number;
}

/** A hold that is let go; that it was certain is said, so that it can be so again. */
export interface ReleaseHold extends NamedHold {
  readonly confirmed?: boolean;
}

/** A hold of a house. */
export interface NamedHold {
  readonly house: HouseId;
  readonly hold: HoldId;
}

const usualMs = 4 * 3_600_000;

/** Keeps beds that are free on every night asked for, or will be when stays end as planned. */
export const holdBeds: Act<HoldBeds> = (state, input, now) => {
  const house = state.houses.get(input.house);
  if (!house) return refuse({ code: "not-found", what: "house" });
  if (house.hold.has(input.hold)) return refuse({ code: "already-there", what: "hold" });
  const tonight = tonightOf(state, input.house, now);
  const from = input.from ?? tonight;
  const nights = input.nights ?? 1;
  if (from < tonight || nights < 1) {
    return refuse({ code: "end-before-start", from: tonight, to: from });
  }
  const expiresAt = input.expiresAt ?? now.instant + usualMs;
  if (expiresAt <= now.instant) return refuse({ code: "hold-ended", was: "expired" });
  const beds = new Set<BedId>();
  for (let night = 0; night < nights; night += 1) {
    const date = plusDays(from, night);
    const rooms = roomsOn(state, house, { night: date, at: now.instant, foreseenFrom: tonight });
    for (const bed of wholeRooms(rooms, input.beds)) beds.add(bed);
    for (const bed of beds) {
      const refusal = unlessFree(house, rooms, bed, date);
      if (refusal) return refuse(refusal);
    }
  }
  if (beds.size === 0) return refuse({ code: "not-found", what: "bed" });
  return changes(
    putIn(input.house)("hold", input.hold, {
      beds: [...beds],
      from,
      to: plusDays(from, nights),
      placedAt: instantOf(now.instant),
      expiresAt: instantOf(expiresAt),
      ...(input.expectedAt !== undefined && { expectedAt: instantOf(input.expectedAt) }),
      ...(input.request !== undefined && { request: input.request }),
      state: "held",
    }),
  );
};

/** Lets a hold that has not ended run until later. */
export const extendHold: Act<ExtendHold> = (state, input, now) => {
  if (input.expiresAt <= now.instant) return refuse({ code: "hold-ended", was: "expired" });
  const expiresAt = instantOf(input.expiresAt);
  return rewrite(state.houses.get(input.house), input, now.instant, (hold) => ({
    ...hold,
    expiresAt,
  }));
};

/** Makes a hold certain: it no longer expires. */
export const confirmHold: Act<NamedHold> = (state, input, now) => {
  const house = state.houses.get(input.house);
  if (house?.hold.get(input.hold)?.state === "confirmed") return refuse({ code: "nothing-to-do" });
  return rewrite(house, input, now.instant, (hold) => ({ ...hold, state: "confirmed" }));
};

/** Lets a hold expire after all, when its time comes. */
export const undoConfirm: Act<NamedHold> = (state, { house: id, hold: name }, now) => {
  const hold = state.houses.get(id)?.hold.get(name);
  if (!hold) return refuse({ code: "not-found", what: "hold" });
  if (hold.state !== "confirmed") return refuse({ code: "nothing-to-do" });
  const before: Hold = { ...hold, state: "held" };
  const ended = endOf(before, now.instant);
  return ended ? refuse(ended) : changes(putIn(id)("hold", name, before));
};

/** Keeps the beds of a hold again that was let go, while they are free and its time is not over. */
export const undoRelease: Act<ReleaseHold> = (state, { house: id, hold: name, confirmed }, now) => {
  const house = state.houses.get(id);
  const hold = house?.hold.get(name);
  if (!house || !hold) return refuse({ code: "not-found", what: "hold" });
  if (hold.state !== "cancelled") return refuse({ code: "nothing-to-do" });
  const again: Hold = { ...hold, state: confirmed === true ? "confirmed" : "held" };
  const from = later(hold.from, tonightOf(state, id, now));
  const against =
    endOf(again, now.instant) ?? freeBeds(state, house, { ...again, from, at: now.instant });
  return against ? refuse(against) : changes(putIn(id)("hold", name, again));
};

/** Gives the beds of a hold back. */
export const releaseHold: Act<ReleaseHold> = (state, input, now) =>
  rewrite(state.houses.get(input.house), input, now.instant, (hold) => ({
    ...hold,
    state: "cancelled",
  }));

/** Uses a hold up by an arrival; without one there is nothing to write. */
export function admit(
  house: HouseState,
  { hold: id, stayRef, at }: { hold?: HoldId; stayRef: StayRef; at: number },
): Done | Refused {
  if (id === undefined) return changes();
  return rewrite(house, { hold: id }, at, (hold) => ({ ...hold, admitted: stayRef }));
}

/** A hold that keeps its beds again, because the arrival was taken back. */
export function admitNot(hold: Hold): Hold {
  const { admitted: _, ...kept } = hold;
  return kept;
}

function rewrite(
  house: HouseState | undefined,
  { hold: id }: { hold: HoldId },
  at: number,
  make: (hold: Hold) => Hold,
): Done | Refused {
  const hold = house?.hold.get(id);
  if (!house || !hold) return refuse({ code: "not-found", what: "hold" });
  const ended = endOf(hold, at);
  return ended ? refuse(ended) : changes(putIn(house.house)("hold", id, make(hold)));
}

function endOf(hold: Hold, at: number): Refusal | undefined {
  if (isOpenHold(hold, at)) return undefined;
  if (hold.admitted !== undefined) return { code: "hold-ended", was: "admitted" };
  return { code: "hold-ended", was: hold.state === "cancelled" ? "cancelled" : "expired" };
}

/** What stands against keeping these beds on each night of `[from, to)`; undefined where all are free. */
export function freeBeds(
  state: State,
  house: HouseState,
  { beds, from, to, at }: Pick<Hold, "beds" | "from" | "to"> & { readonly at: number },
): Refusal | undefined {
  for (let night = from; night < to; night = plusDays(night, 1)) {
    const rooms = roomsOn(state, house, { night, at });
    for (const bed of beds) {
      const refusal = unlessFree(house, rooms, bed, night);
      if (refusal) return refusal;
    }
  }
  return undefined;
}

type Rooms = ReturnType<typeof roomsOn>;

/** The beds asked for, with the neighbours in rooms for one household. */
const wholeRooms = (rooms: Rooms, asked: readonly BedId[]): BedId[] =>
  rooms.flatMap(({ mode, beds }) => {
    const wanted = beds.filter(({ bed }) => asked.includes(bed));
    const all = mode === "household_exclusive" && wanted.length > 0;
    const kept = all ? beds.filter(({ now }) => now.is !== "out-of-service") : wanted;
    return [...new Set([...kept, ...wanted])].map(({ bed }) => bed);
  });

function unlessFree(
  house: HouseState,
  rooms: Rooms,
  bed: BedId,
  night: IsoDate,
): Refusal | undefined {
  const found = rooms.flatMap((room) => room.beds).find((one) => one.bed === bed);
  const name = bedName(house, bed, night);
  if (found === undefined) return { code: "bed-not-in-service", bed: name, night };
  switch (found.now.is) {
    case "free":
      return undefined;
    case "blocked":
      return { code: "room-of-another-household", room: name.room, night };
    case "occupied": {
      const writtenAt = house.placement.get(found.now.by.placement)?.writtenAt ?? "";
      return { code: "bed-taken", bed: name, night, writtenAt };
    }
    case "held": {
      const { expiresAt, state } = found.now.record;
      return { code: "bed-held", bed: name, expiresAt, confirmed: state === "confirmed" };
    }
    case "out-of-service": {
      const { reason, from, to } = found.now.record;
      return { code: "bed-blocked", bed: name, reason, from, ...(to !== undefined && { to }) };
    }
  }
}
