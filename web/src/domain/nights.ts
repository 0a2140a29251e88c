import { msOf, plusDays, type IsoDate } from "./dates.ts";
import { holdsNight, later, type Interval } from "./intervals.ts";
import { lifeOf, modeOf, openTimes, roomOf, settingsOf } from "./house.ts";
import type { BedId, BlockId, HoldId, RoomId, StayRef } from "./ids.ts";
import type { Bed, BedBlock, Hold, Room, RoomMode } from "./records.ts";
import type { HouseState, Occupancy, State } from "./state.ts";

/** What a bed is on one night. Each bed of the house is exactly one of these. */
export type BedNight =
  | { readonly is: "occupied"; readonly by: Occupancy }
  | { readonly is: "out-of-service"; readonly block: BlockId; readonly record: BedBlock }
  | { readonly is: "held"; readonly hold: HoldId; readonly record: Hold }
  /** In a room for one household, where another bed is occupied. */
  | { readonly is: "blocked" }
  | { readonly is: "free" };

/** A bed on one night. */
export interface BedOfNight {
  readonly bed: BedId;
  readonly record: Bed;
  readonly now: BedNight;
}

/** A room on one night, with the beds that stand in it. */
export interface RoomOfNight {
  readonly room: RoomId;
  readonly record: Room;
  readonly mode: RoomMode;
  readonly beds: readonly BedOfNight[];
}

/** Which night is asked about, and as of when. */
export interface Asked {
  readonly night: IsoDate;
  /** Epoch milliseconds; a hold counts as long as this is before its expiry. */
  readonly at: number;
  /** A stay whose beds count as if nobody lay in them. */
  readonly without?: StayRef | undefined;
  /** A hold whose beds count as if nobody kept them. */
  readonly unheld?: HoldId | undefined;
  /**
   * Tonight, where a later night is foreseen: a stay counts no longer than its planned end, an overdue one until
   * tomorrow. Left out, an open stay goes on for ever: what is promised to nobody is not given away.
   */
  readonly foreseenFrom?: IsoDate | undefined;
}

/** How many beds a night has, and what they are. */
export interface Counts {
  /** Beds in the house on that night, those out of service included. */
  readonly beds: number;
  /** `beds` without those out of service. */
  readonly inService: number;
  readonly occupied: number;
  readonly blocked: number;
  readonly held: number;
  readonly outOfService: number;
  readonly offerable: number;
  /** The most people of one household who could have a room to themselves, and that room's label. */
  readonly largest: { readonly persons: number; readonly room?: string };
  /** Rooms that a household of two or more could have to itself. */
  readonly familyRooms: number;
}

/** The rooms and beds of a house on the night of an evening date, in the order of their labels. */
export function roomsOn(
  state: State,
  house: HouseState,
  { night, at, without, unheld, foreseenFrom }: Asked,
): RoomOfNight[] {
  if (!isOpen(state, house, night)) return [];
  const out = blocksOn(house, night);
  const held = holdsOn(house, { night, at, unheld });
  const rooms = new Map<RoomId, Draft>();
  for (const [id, record] of house.room as ReadonlyMap<RoomId, Room>) {
    if (!holdsNight(lifeOf(record.openedOn, record.retiredOn), night)) continue;
    rooms.set(id, { room: id, record, mode: modeOf(record, night), beds: [] });
  }
  for (const [bed, record] of house.bed as ReadonlyMap<BedId, Bed>) {
    const id = roomOf(record, night);
    const room = id && rooms.get(id);
    if (!room || !holdsNight(lifeOf(record.inServiceFrom, record.retiredOn), night)) continue;
    const by = occupancyOn(house, bed, { night, without, foreseenFrom });
    const block = out.get(bed) ?? out.get(room.room);
    const hold = held.get(bed);
    room.beds.push({ bed, record, now: by ? { is: "occupied", by } : (block ?? hold ?? free) });
  }
  return [...rooms.values()].map(settle).toSorted(byLabel);
}

/** Who lies in a bed on a night. */
export const occupancyOn = (
  house: HouseState,
  bed: BedId,
  { night, without, foreseenFrom }: Pick<Asked, "night" | "without" | "foreseenFrom">,
): Occupancy | undefined =>
  house.occupancies
    .get(bed)
    ?.find(
      (one) =>
        one.stayRef !== without &&
        holdsNight(foreseenFrom === undefined ? one : foreseen(house, one, foreseenFrom), night),
    );

/** How long somebody is expected to have a bed: to its end, else to the planned one, and tonight in any case. */
export function foreseen(
  house: HouseState,
  { from, to, placement }: Occupancy,
  tonight: IsoDate,
): Interval {
  if (to !== undefined) return { from, to };
  const plannedEnd = house.placement.get(placement)?.plannedEnd;
  if (plannedEnd === undefined) return { from };
  return { from, to: later(plannedEnd, plusDays(tonight, 1)) };
}

/** Counts what `roomsOn` found (docs: offerable = in service − occupied − blocked − held). */
export function countsOf(rooms: readonly RoomOfNight[]): Counts {
  const beds = rooms.flatMap((room) => room.beds);
  const count = (is: BedNight["is"]): number => beds.filter((bed) => bed.now.is === is).length;
  const outOfService = count("out-of-service");
  return {
    beds: beds.length,
    inService: beds.length - outOfService,
    occupied: count("occupied"),
    blocked: count("blocked"),
    held: count("held"),
    outOfService,
    offerable: count("free"),
    largest: largestHousehold(rooms),
    familyRooms: rooms.filter(({ beds: own }) => familyPlaces(own) > 1).length,
  };
}

/** The largest household that could have a room to itself; else one person, if any bed is free. */
export function largestHousehold(rooms: readonly RoomOfNight[]): Counts["largest"] {
  let best: Counts["largest"] = { persons: 0 };
  for (const { record, beds } of rooms) {
    const persons = familyPlaces(beds);
    if (persons > best.persons) best = { persons, room: record.label };
  }
  const any = rooms.some((room) => room.beds.some((bed) => bed.now.is === "free"));
  return best.persons === 0 && any ? { persons: 1 } : best;
}

/** How many of one household could have this room to themselves: its free beds, while nobody is or is expected in it. */
export function familyPlaces(beds: readonly BedOfNight[]): number {
  const used = beds.some(({ now }) => now.is === "occupied" || now.is === "held");
  return used ? 0 : beds.filter(({ now }) => now.is === "free").length;
}

/** Whether a hold still keeps its beds at a moment. */
export const isOpenHold = (hold: Hold, at: number): boolean =>
  hold.admitted === undefined &&
  (hold.state === "confirmed" || (hold.state === "held" && msOf(hold.expiresAt) > at));

type Draft = RoomOfNight & { readonly beds: BedOfNight[] };
const free: BedNight = { is: "free" };
const blocked: BedNight = { is: "blocked" };

/** In an occupied room for one household, what would be free is blocked. */
function settle(room: Draft): RoomOfNight {
  const beds = room.beds.toSorted(byLabel);
  const alone =
    room.mode === "household_exclusive" && beds.some((bed) => bed.now.is === "occupied");
  if (!alone) return { ...room, beds };
  return {
    ...room,
    beds: beds.map((bed) => (bed.now.is === "free" ? { ...bed, now: blocked } : bed)),
  };
}

function isOpen(state: State, house: HouseState, night: IsoDate): boolean {
  const settings = settingsOf(state, house.house);
  return settings === undefined || openTimes(settings).some((time) => holdsNight(time, night));
}

function blocksOn(house: HouseState, night: IsoDate): Map<BedId | RoomId, BedNight> {
  const found = new Map<BedId | RoomId, BedNight>();
  for (const [block, record] of house.bedBlock as ReadonlyMap<BlockId, BedBlock>) {
    if (!holdsNight(record, night)) continue;
    const on = "bed" in record.on ? record.on.bed : record.on.room;
    found.set(on, { is: "out-of-service", block, record });
  }
  return found;
}

function holdsOn(house: HouseState, { night, at, unheld }: Asked): Map<BedId, BedNight> {
  const found = new Map<BedId, BedNight>();
  for (const [hold, record] of house.hold as ReadonlyMap<HoldId, Hold>) {
    if (hold === unheld || !holdsNight(record, night) || !isOpenHold(record, at)) continue;
    for (const bed of record.beds) found.set(bed, { is: "held", hold, record });
  }
  return found;
}

const order = new Intl.Collator("en", { numeric: true });
/** Rooms and beds in the order of their labels, in which numbers count as such. */
export const byLabel = (
  a: { record: { label: string } },
  b: { record: { label: string } },
): number => order.compare(a.record.label, b.record.label);
