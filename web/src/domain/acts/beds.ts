import { changes, putIn, refuse, removeFrom, type Act } from "../change.ts";
import type { HouseId } from "../compartments.ts";
import type { IsoDate } from "../dates.ts";
import { bedName, lifeOf, roomOf, tonightOf } from "../house.ts";
import type { BedId, RoomId, StayRef } from "../ids.ts";
import { holdsNight } from "../intervals.ts";
import { bring, bringBack } from "./bring.ts";
import { newBed, twiceIn, type NewBed } from "./house.ts";
import { isUntouched, standingIn, usedIn } from "./using.ts";

/** A bed more in a room. */
export interface AddBed {
  readonly house: HouseId;
  readonly room: RoomId;
  readonly bed: NewBed;
  /** Its first night; tonight where it is left out. */
  readonly from?: IsoDate;
}

/** A bed that is given up. */
export interface RetireBed {
  readonly house: HouseId;
  readonly bed: BedId;
  /** The first night on which it is no longer there; tonight where it is left out. */
  readonly on?: IsoDate;
}

/** A mobile bed or cot in another room from a night on. */
export interface MoveBed {
  readonly house: HouseId;
  readonly bed: BedId;
  readonly to: RoomId;
  /** Tonight where it is left out; may lie ahead. */
  readonly from?: IsoDate;
}

/** Puts a bed into a room that is in service on that night; its label is free there. */
export const addBed: Act<AddBed> = (state, { house: id, room, bed, from }, now) => {
  const house = state.houses.get(id);
  const record = house?.room.get(room);
  if (!house || !record) return refuse({ code: "not-found", what: "room" });
  if (house.bed.has(bed.bed)) return refuse({ code: "already-there", what: "bed" });
  const night = from ?? tonightOf(state, id, now);
  if (!holdsNight(lifeOf(record.openedOn, record.retiredOn), night)) {
    const name = { room: record.label, bed: bed.label };
    return refuse({ code: "bed-not-in-service", bed: name, night });
  }
  const there = standingIn(house, room, { from: night })
    .filter(({ record: one }) => one.retiredOn === undefined || one.retiredOn > night)
    .map(({ record: one }) => one.label);
  const twice = twiceIn([...new Set(there), bed.label]);
  if (twice !== undefined) return refuse({ code: "label-twice", label: twice });
  return changes(newBed(id, bed, { room, from: night }));
};

/** Takes a new bed away again, as long as it was never used, carried or blocked. */
export const undoAddBed: Act<Omit<RetireBed, "on">> = (state, { house: id, bed }) => {
  const house = state.houses.get(id);
  if (!house?.bed.has(bed) || !isUntouched(house, bed)) {
    return refuse({ code: "changed-since", what: "inventory" });
  }
  return changes(removeFrom(id)("bed", bed));
};

/** Gives a bed up, where nobody sleeps or is expected from then on. */
export const retireBed: Act<RetireBed> = (state, { house: id, bed, on }, now) => {
  const house = state.houses.get(id);
  const record = house?.bed.get(bed);
  if (!house || !record) return refuse({ code: "not-found", what: "bed" });
  if (record.retiredOn !== undefined) return refuse({ code: "nothing-to-do" });
  const night = on ?? tonightOf(state, id, now);
  if (night < record.inServiceFrom) {
    return refuse({ code: "end-before-start", from: record.inServiceFrom, to: night });
  }
  const used = usedIn(house, bed, { time: { from: night }, at: now.instant });
  if (used) return refuse(used);
  return changes(putIn(id)("bed", bed, { ...record, retiredOn: night }));
};

/** Takes a retirement back. */
export const undoRetireBed: Act<Omit<RetireBed, "on">> = (state, { house: id, bed }) => {
  const record = state.houses.get(id)?.bed.get(bed);
  if (record?.retiredOn === undefined) return refuse({ code: "changed-since", what: "inventory" });
  const { retiredOn: _, ...kept } = record;
  return changes(putIn(id)("bed", bed, kept));
};

/** Carries an empty mobile bed into another room that is in service. */
export const moveBed: Act<MoveBed> = (state, { house: id, bed, to, from }, now) => {
  const house = state.houses.get(id);
  const record = house?.bed.get(bed);
  const room = house?.room.get(to);
  if (!house || !record || !room) return refuse({ code: "not-found", what: "bed" });
  const night = from ?? tonightOf(state, id, now);
  const name = { room: room.label, bed: record.label };
  const ends = [record.retiredOn, room.retiredOn].some((end) => end !== undefined);
  if (ends || night < room.openedOn || night < record.inServiceFrom) {
    return refuse({ code: "bed-not-in-service", bed: name, night });
  }
  const brought = bring(house, [{ bed, to }], night);
  if (!brought.ok) return brought;
  const used = usedIn(house, bed, { time: { from: night }, at: now.instant });
  if (used) return refuse(used);
  const last = record.roomHistory.at(-1);
  if (last?.to !== undefined && last.to > night) {
    return refuse({ code: "moved-since", date: night, movedOn: last.to });
  }
  const labels = standingIn(house, to, { from: night }).map(({ record: one }) => one.label);
  if (labels.includes(record.label)) {
    return refuse({ code: "label-twice", label: record.label });
  }
  return changes(...brought.changes);
};

/** Carries it back, unless somebody uses it since, or it was carried on. */
export const undoMoveBed: Act<MoveBed> = (state, { house: id, bed, to }) => {
  const house = state.houses.get(id);
  const record = house?.bed.get(bed);
  const stands = record?.roomHistory.at(-1);
  if (!house || !record || stands?.room !== to) {
    return refuse({ code: "changed-since", what: "inventory" });
  }
  const back = bringBack(house, "" as StayRef, [{ bed, to }]);
  if (back.length > 0) return changes(...back);
  return refuse({ code: "bed-in-use", bed: bedName(house, bed, stands.from) });
};

/** Whether a bed stands in no room on a night: put away when its room was given up. */
export const isPutAway = (...[record, night]: Parameters<typeof roomOf>): boolean =>
  roomOf(record, night) === undefined && record.retiredOn === undefined;
