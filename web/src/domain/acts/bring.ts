import { putIn, refuse, type Change, type Refused } from "../change.ts";
import type { IsoDate } from "../dates.ts";
import { bedName, roomOf } from "../house.ts";
import { holdsNight, overlap } from "../intervals.ts";
import type { BedId, StayRef } from "../ids.ts";
import { occupancyOn } from "../nights.ts";
import type { Bed } from "../records.ts";
import type { HouseState } from "../state.ts";
import type { Brought } from "./arriving.ts";

/** Mobile beds as they will stand, and the changes that say so. */
export interface Bringing {
  readonly ok: true;
  readonly beds: ReadonlyMap<BedId, Bed>;
  readonly changes: readonly Change[];
}

/** Brings empty mobile beds into other rooms from an evening on. */
export function bring(
  house: HouseState,
  brought: readonly Brought[],
  from: IsoDate,
): Bringing | Refused {
  const beds = new Map<BedId, Bed>();
  for (const { bed, to: room } of brought) {
    const record = house.bed.get(bed);
    if (record === undefined || !house.room.has(room)) {
      return refuse({ code: "not-found", what: "bed" });
    }
    const name = bedName(house, bed, from);
    if (!record.isMobile) return refuse({ code: "bed-not-mobile", bed: name });
    const used = house.occupancies.get(bed)?.some(({ to }) => to === undefined || to > from);
    if (used || occupancyOn(house, bed, { night: from }))
      return refuse({ code: "bed-in-use", bed: name });
    if (roomOf(record, from) === room) return refuse({ code: "nothing-to-do" });
    const movedOn = record.roomHistory.at(-1)?.from;
    if (movedOn !== undefined && movedOn > from) {
      return refuse({ code: "moved-since", date: from, movedOn });
    }
    const earlier = record.roomHistory.map((stand) =>
      holdsNight(stand, from) ? { ...stand, to: from } : stand,
    );
    beds.set(bed, { ...record, roomHistory: [...earlier, { room, from }] });
  }
  return { ok: true, beds, changes: written(house, beds) };
}

/** Takes beds back to where they stood before a stay brought them, unless another stay uses them since. */
export function bringBack(
  house: HouseState,
  stay: StayRef,
  brought: readonly Brought[],
): readonly Change[] {
  const beds = new Map<BedId, Bed>();
  for (const { bed, to: room } of brought) {
    const record = house.bed.get(bed);
    const last = record?.roomHistory.at(-1);
    if (!record || !last || last.room !== room || record.roomHistory.length < 2) continue;
    const others = house.occupancies.get(bed)?.filter((one) => one.stayRef !== stay) ?? [];
    if (others.some((one) => overlap(one, last))) continue;
    const earlier = record.roomHistory.slice(0, -1).map((stand, at, all) => {
      const { to: _to, ...open } = stand;
      return at === all.length - 1 && stand.to === last.from ? open : stand;
    });
    beds.set(bed, { ...record, roomHistory: earlier });
  }
  return written(house, beds);
}

const written = (house: HouseState, beds: ReadonlyMap<BedId, Bed>): Change[] =>
  [...beds].map(([bed, record]) => putIn(house.house)("bed", bed, record));
