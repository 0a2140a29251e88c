import type { Refusal } from "../change.ts";
import { bedName, personOf } from "../house.ts";
import type { BedId, RoomId } from "../ids.ts";
import { intersection, later, overlap, type Interval } from "../intervals.ts";
import { isOpenHold } from "../nights.ts";
import type { Bed } from "../records.ts";
import type { HouseState } from "../state.ts";

/** Who sleeps, or is expected, in a bed at some time: what stands against taking it away. */
export function usedIn(
  house: HouseState,
  bed: BedId,
  { time, at }: { readonly time: Interval; readonly at: number },
): Refusal | undefined {
  const by = house.occupancies.get(bed)?.find((one) => overlap(one, time));
  if (by) {
    const night = later(time.from, by.from);
    const calledName = personOf(house, by.stayRef, by.personRef)?.calledName;
    return {
      code: "bed-taken",
      bed: bedName(house, bed, night),
      night,
      writtenAt: house.placement.get(by.placement)?.writtenAt ?? "",
      ...(calledName !== undefined && { calledName }),
    };
  }
  const hold = [...house.hold.values()].find(
    (one) => one.beds.includes(bed) && isOpenHold(one, at) && overlap(one, time),
  );
  if (!hold) return undefined;
  return {
    code: "bed-held",
    bed: bedName(house, bed, later(time.from, hold.from)),
    expiresAt: hold.expiresAt,
    confirmed: hold.state === "confirmed",
  };
}

/** The beds that stand in a room at some time, each with those of its times there. */
export const standingIn = (
  house: HouseState,
  room: RoomId,
  time: Interval,
): { readonly bed: BedId; readonly record: Bed; readonly times: readonly Interval[] }[] =>
  [...(house.bed as ReadonlyMap<BedId, Bed>)].flatMap(([bed, record]) => {
    const times = record.roomHistory.flatMap((stand) => {
      const there = stand.room === room ? intersection(stand, time) : undefined;
      return there ? [there] : [];
    });
    return times.length > 0 ? [{ bed, record, times }] : [];
  });

/** Whether nothing has ever happened to a bed: nobody slept in it, it was neither held, blocked, carried nor given up. */
export function isUntouched(house: HouseState, bed: BedId): boolean {
  const record = house.bed.get(bed);
  return (
    record?.roomHistory.length === 1 &&
    record.retiredOn === undefined &&
    !house.occupancies.has(bed) &&
    ![...house.hold.values()].some((hold) => hold.beds.includes(bed)) &&
    ![...house.bedBlock.values()].some(({ on }) => "bed" in on && on.bed === bed)
  );
}
