import { fundedOn } from "./acts/closing.ts";
import { isPutAway } from "./acts/beds.ts";
import type { Now } from "./change.ts";
import type * as codes from "./codes.ts";
import type { HouseId } from "./compartments.ts";
import type { IsoDate } from "./dates.ts";
import { modeOf, openTimes, roomOf, settingsOf, tonightOf } from "./house.ts";
import type { BedId, BlockId, RoomId } from "./ids.ts";
import { holdsNight, type Interval } from "./intervals.ts";
import { byLabel, countsOf, roomsOn } from "./nights.ts";
import type { Bed, BedBlock, House, Room, RoomMode } from "./records.ts";
import type { HouseState, State } from "./state.ts";

/** Rooms and beds of a house over time: what there is, was and will be. */
export interface InventoryView {
  readonly house: HouseId;
  readonly settings: House;
  readonly evening: IsoDate;
  /** When the house was, is or will be open. */
  readonly open: readonly Interval[];
  readonly isOpen: boolean;
  /** Beds that are paid for tonight, and those that can be used tonight. */
  readonly funded: number;
  readonly operational: number;
  readonly rooms: readonly RoomInventory[];
  /** Mobile beds that stand in no room. */
  readonly putAway: readonly BedInventory[];
}

export interface RoomInventory {
  readonly room: RoomId;
  readonly record: Room;
  readonly mode: RoomMode;
  /** A change of mode that is written already and still to come. */
  readonly later?: { readonly from: IsoDate; readonly mode: RoomMode };
  readonly beds: readonly BedInventory[];
  readonly blocks: readonly Blocked[];
}

export interface BedInventory {
  readonly bed: BedId;
  readonly record: Bed;
  /** The room in which it will stand later. */
  readonly later?: { readonly from: IsoDate; readonly room: string };
  readonly blocks: readonly Blocked[];
}

/** A block that is not over. */
export interface Blocked {
  readonly block: BlockId;
  readonly reason: codes.BlockReason;
  readonly from: IsoDate;
  readonly to?: IsoDate;
}

/** The inventory of a house as of tonight; what is retired stays at the end of its list. */
export function inventory(
  state: State,
  { house: id }: { readonly house: HouseId },
  now: Now,
): InventoryView | undefined {
  const settings = settingsOf(state, id);
  const house = state.houses.get(id);
  if (!settings || !house) return undefined;
  const evening = tonightOf(state, id, now);
  const open = openTimes(settings);
  const counts = countsOf(roomsOn(state, house, { night: evening, at: now.instant }));
  const beds = [...(house.bed as ReadonlyMap<BedId, Bed>)]
    .toSorted(([, a], [, b]) => byLabel({ record: a }, { record: b }))
    .map(([bed, record]) => bedOf(house, { bed, record, evening }));
  return {
    house: id,
    settings,
    evening,
    open,
    isOpen: open.some((time) => holdsNight(time, evening)),
    funded: fundedOn(settings, evening),
    operational: counts.inService,
    rooms: [...(house.room as ReadonlyMap<RoomId, Room>)]
      .toSorted(([, a], [, b]) => byLabel({ record: a }, { record: b }))
      .map(([room, record]) => roomInventory(house, { room, record, evening, beds }))
      .toSorted((a, b) => Number(isGone(a.record, evening)) - Number(isGone(b.record, evening))),
    putAway: beds.filter(
      ({ record }) =>
        isPutAway(record, evening) && !record.roomHistory.some(({ from }) => from > evening),
    ),
  };
}

/** Whether something is no longer there. */
export const isGone = ({ retiredOn }: { retiredOn?: IsoDate }, evening: IsoDate): boolean =>
  retiredOn !== undefined && retiredOn <= evening;

interface InRoom {
  readonly room: RoomId;
  readonly record: Room;
  readonly evening: IsoDate;
  readonly beds: readonly BedInventory[];
}

function roomInventory(house: HouseState, { room, record, evening, beds }: InRoom): RoomInventory {
  const next = record.mode.find(({ from }) => from > evening);
  const stands = beds.filter(({ record: bed }) => {
    const now = roomOf(bed, evening) ?? bed.roomHistory.find(({ from }) => from > evening)?.room;
    return now === room || (bed.retiredOn !== undefined && bed.roomHistory.at(-1)?.room === room);
  });
  return {
    room,
    record,
    mode: modeOf(record, evening),
    ...(next && { later: next }),
    beds: stands.toSorted(
      (a, b) => Number(isGone(a.record, evening)) - Number(isGone(b.record, evening)),
    ),
    blocks: blocksOn(house, room, evening),
  };
}

function bedOf(
  house: HouseState,
  { bed, record, evening }: { bed: BedId; record: Bed; evening: IsoDate },
): BedInventory {
  const next = record.roomHistory.find(({ from }) => from > evening && from > record.inServiceFrom);
  const room = next && house.room.get(next.room)?.label;
  return {
    bed,
    record,
    ...(next && room !== undefined && { later: { from: next.from, room } }),
    blocks: blocksOn(house, bed, evening),
  };
}

const blocksOn = (house: HouseState, on: RoomId | BedId, evening: IsoDate): Blocked[] =>
  [...(house.bedBlock as ReadonlyMap<BlockId, BedBlock>)].flatMap(([block, record]) => {
    const place = "bed" in record.on ? record.on.bed : record.on.room;
    const { reason, from, to } = record;
    if (place !== on || (to !== undefined && to <= evening)) return [];
    return [{ block, reason, from, ...(to !== undefined && { to }) }];
  });
