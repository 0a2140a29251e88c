import { changes, putIn, refuse, removeFrom, type Act, type Refusal } from "../change.ts";
import type { HouseId } from "../compartments.ts";
import type { IsoDate } from "../dates.ts";
import { lifeOf, modeOf, settingsOf, tonightOf } from "../house.ts";
import type { RoomId } from "../ids.ts";
import { holdsNight, intersection, overlap, type Interval } from "../intervals.ts";
import { isOpenHold } from "../nights.ts";
import type { Room, RoomMode } from "../records.ts";
import type { HouseState } from "../state.ts";
import { roomWithBeds, twiceIn, type NewRoom } from "./house.ts";
import { isUntouched, standingIn, usedIn } from "./using.ts";

/** A room more, with its beds. */
export interface AddRoom {
  readonly house: HouseId;
  readonly room: NewRoom;
  /** Its first night; tonight where it is left out. */
  readonly from?: IsoDate;
}

/** A room that is given up. */
export interface RetireRoom {
  readonly house: HouseId;
  readonly room: RoomId;
  /** The first night on which it is no longer there; tonight where it is left out. */
  readonly on?: IsoDate;
}

/** Who may share a room, from a night on. */
export interface SetRoomMode {
  readonly house: HouseId;
  readonly room: RoomId;
  readonly mode: RoomMode;
  /** Tonight where it is left out. */
  readonly from?: IsoDate;
}

/** Opens a room with its beds, no earlier than its house; its label is free on that night. */
export const addRoom: Act<AddRoom> = (state, { house: id, room, from }, now) => {
  const house = state.houses.get(id);
  if (!house) return refuse({ code: "not-found", what: "house" });
  if (house.room.has(room.room)) return refuse({ code: "already-there", what: "room" });
  const night = from ?? tonightOf(state, id, now);
  const { openedOn = night } = settingsOf(state, id) ?? {};
  if (night < openedOn) return refuse({ code: "end-before-start", from: openedOn, to: night });
  const there = [...house.room.values()]
    .filter(({ retiredOn }) => retiredOn === undefined || retiredOn > night)
    .map(({ label }) => label);
  const twice =
    twiceIn([...new Set(there), room.label]) ?? twiceIn(room.beds.map(({ label }) => label));
  if (twice !== undefined) return refuse({ code: "label-twice", label: twice });
  return changes(...roomWithBeds(id, room, night));
};

/** Takes a new room away again, as long as none of its beds was ever used. */
export const undoAddRoom: Act<Omit<RetireRoom, "on">> = (state, { house: id, room }) => {
  const house = state.houses.get(id);
  const beds = house ? standingIn(house, room, { from: "" }) : [];
  const blocked = [...(house?.bedBlock.values() ?? [])].some(
    ({ on }) => "room" in on && on.room === room,
  );
  const untouched = house && beds.every(({ bed }) => isUntouched(house, bed)) && !blocked;
  if (!house?.room.has(room) || !untouched) {
    return refuse({ code: "changed-since", what: "inventory" });
  }
  const remove = removeFrom(id);
  return changes(remove("room", room), ...beds.map(({ bed }) => remove("bed", bed)));
};

/**
 * Gives a room up, where nobody sleeps or is expected from then on. Its fixed beds go with it; mobile ones are
 * put away and can be brought into another room later.
 */
export const retireRoom: Act<RetireRoom> = (state, { house: id, room, on }, now) => {
  const house = state.houses.get(id);
  const record = house?.room.get(room);
  if (!house || !record) return refuse({ code: "not-found", what: "room" });
  if (record.retiredOn !== undefined) return refuse({ code: "nothing-to-do" });
  const night = on ?? tonightOf(state, id, now);
  if (night < record.openedOn) {
    return refuse({ code: "end-before-start", from: record.openedOn, to: night });
  }
  const put = putIn(id);
  const beds = standingIn(house, room, { from: night });
  for (const { bed, times } of beds) {
    for (const time of times) {
      const used = usedIn(house, bed, { time, at: now.instant });
      if (used) return refuse(used);
    }
  }
  const coming = beds.find(({ times }) => times.some(({ from }) => from > night));
  if (coming) return refuse({ code: "room-in-use", room: record.label });
  return changes(
    put("room", room, { ...record, retiredOn: night }),
    ...beds.map(({ bed, record: one }) =>
      one.isMobile
        ? put("bed", bed, {
            ...one,
            roomHistory: one.roomHistory.map((stand) =>
              stand.room === room && holdsNight(stand, night) ? { ...stand, to: night } : stand,
            ),
          })
        : put("bed", bed, { ...one, retiredOn: one.retiredOn ?? night }),
    ),
  );
};

/** Takes a retirement back: the room and what left with it on that night. */
export const undoRetireRoom: Act<Omit<RetireRoom, "on">> = (state, { house: id, room }) => {
  const house = state.houses.get(id);
  const record = house?.room.get(room);
  const night = record?.retiredOn;
  if (!house || !record || night === undefined) {
    return refuse({ code: "changed-since", what: "inventory" });
  }
  const { retiredOn: _, ...open } = record;
  const put = putIn(id);
  return changes(
    put("room", room, open),
    ...standingIn(house, room, lifeOf("", night)).flatMap(({ bed, record: one }) => {
      const last = one.roomHistory.at(-1);
      if (last?.room !== room) return [];
      if (one.retiredOn === night) {
        const { retiredOn: _gone, ...kept } = one;
        return [put("bed", bed, kept)];
      }
      if (last.to !== night) return [];
      const { to: _end, ...stands } = last;
      return [put("bed", bed, { ...one, roomHistory: [...one.roomHistory.slice(0, -1), stands] })];
    }),
  );
};

/**
 * Changes who may share a room, from a night on to the next change that is written already. A room becomes one
 * household's only when it is, or will be, no more than one household's.
 */
export const setRoomMode: Act<SetRoomMode> = (state, { house: id, room, mode, from }, now) => {
  const house = state.houses.get(id);
  const record = house?.room.get(room);
  if (!house || !record) return refuse({ code: "not-found", what: "room" });
  const night = from ?? tonightOf(state, id, now);
  if (night < record.openedOn) {
    return refuse({ code: "end-before-start", from: record.openedOn, to: night });
  }
  if (modeOf(record, night) === mode) return refuse({ code: "nothing-to-do" });
  const next = record.mode.find((entry) => entry.from > night)?.from;
  const shared =
    mode === "household_exclusive" &&
    sharedIn(house, room, { time: lifeOf(night, next), at: now.instant, record });
  if (shared) return refuse(shared);
  const before = record.mode.filter((entry) => entry.from < night);
  const after = record.mode.filter((entry) => entry.from > night);
  const own = before.at(-1)?.mode === mode ? [] : [{ from: night, mode }];
  return changes(putIn(id)("room", room, { ...record, mode: [...before, ...own, ...after] }));
};

/** Two households, or holds, that would have a room on the same night. */
function sharedIn(
  house: HouseState,
  room: RoomId,
  { time, at, record }: { readonly time: Interval; readonly at: number; readonly record: Room },
): Refusal | undefined {
  const users = standingIn(house, room, time).flatMap(({ bed, times }) => {
    const stays = (house.occupancies.get(bed) ?? []).map((one) => ({ who: one.stayRef, one }));
    const holds = [...house.hold]
      .filter(([, hold]) => hold.beds.includes(bed) && isOpenHold(hold, at))
      .map(([who, one]) => ({ who, one }));
    return [...stays, ...holds].flatMap(({ who, one }) =>
      times.flatMap((stand) => {
        const nights = intersection(stand, one);
        return nights ? [{ who, nights }] : [];
      }),
    );
  });
  const meet = users.some((a) => users.some((b) => a.who !== b.who && overlap(a.nights, b.nights)));
  return meet
    ? { code: "room-in-use", room: record.label, mode: "household_exclusive" }
    : undefined;
}
