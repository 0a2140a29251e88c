import { night, type HouseNights } from "./bed-nights.ts";

/** What a house's beds are on one night of a period. */
export interface NightCounts {
  /** Beds in the house, those out of service included. */
  readonly beds: number;
  readonly occupied: number;
  readonly blocked: number;
  readonly held: number;
  readonly outOfService: number;
  readonly offerable: number;
  /** The most people of one household who could have a room to themselves, and that room's label. */
  readonly largest: { readonly persons: number; readonly room?: string };
  readonly funded: number;
  readonly fundedOutOfService: number;
  /** Of those occupied, in beds that are not funded. */
  readonly occupiedExtra: number;
  /** Rooms for one household that are in service, and those with an occupant. */
  readonly rooms: number;
  readonly roomsOccupied: number;
}

/** Counts one night of a house that was swept. */
export function countNight({ rooms, beds }: HouseNights, at: number): NightCounts {
  const states = Object.values(night).map(() => 0);
  const perRoom = rooms.map(() => ({ free: 0, kept: 0, occupied: 0, inService: 0 }));
  const sum = { funded: 0, fundedOutOfService: 0, occupiedExtra: 0, rooms: 0, roomsOccupied: 0 };
  for (const bed of beds) {
    const is = bed.nights[at] ?? night.absent;
    if (is === night.absent) continue;
    states[is] = (states[is] ?? 0) + 1;
    const room = perRoom[bed.rooms[at] ?? -1];
    if (bed.record.funded) sum.funded += 1;
    if (is === night.outOfService) {
      if (bed.record.funded) sum.fundedOutOfService += 1;
      continue;
    }
    if (is === night.occupied && !bed.record.funded) sum.occupiedExtra += 1;
    if (!room) continue;
    room.inService += 1;
    if (is === night.free) room.free += 1;
    else if (is === night.occupied) room.occupied += 1;
    else if (is !== night.blocked) room.kept += 1;
  }
  let largest: NightCounts["largest"] = { persons: 0 };
  for (const [index, { record, alone }] of rooms.entries()) {
    const room = perRoom[index];
    if (!room) continue;
    if (alone[at] === 1 && room.inService > 0) {
      sum.rooms += 1;
      if (room.occupied > 0) sum.roomsOccupied += 1;
    }
    const persons = room.occupied + room.kept > 0 ? 0 : room.free;
    if (persons > largest.persons) largest = { persons, room: record.label };
  }
  const of = (is: number): number => states[is] ?? 0;
  const offerable = of(night.free);
  return {
    ...sum,
    beds: states.reduce((all, count) => all + count, 0),
    occupied: of(night.occupied),
    blocked: of(night.blocked),
    held: of(night.held) + of(night.confirmed),
    outOfService: of(night.outOfService),
    offerable,
    largest: largest.persons === 0 && offerable > 0 ? { persons: 1 } : largest,
  };
}
