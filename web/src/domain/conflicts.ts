import type { Refusal } from "./change.ts";
import { plusDays } from "./dates.ts";
import { bedName, exclusiveNights, lifeOf, openTimes, personOf, settingsOf } from "./house.ts";
import type { RoomId } from "./ids.ts";
import { firstOutside, intersection, later, meet, overlap, type Interval } from "./intervals.ts";
import { isOpenHold } from "./nights.ts";
import { bedOf, bedsOf, inBed, ofPerson, planned, type Plan } from "./plan.ts";
import type { Bed, Room } from "./records.ts";
import type { HouseState, Occupancy } from "./state.ts";

/**
 * The first rule that the planned placements would break: one person to a bed (I-01), one bed to a person
 * (I-02), one household to a room of its own (I-03), nobody in what is blocked, retired or closed (I-04),
 * nor in what is held for someone else (I-05).
 */
export function conflictIn(plan: Plan): Refusal | undefined {
  for (const occupancy of planned(plan)) {
    const house = plan.state.houses.get(occupancy.house);
    const bed = house && bedOf(plan, house, occupancy.bed);
    if (!house || !bed) return { code: "not-found", what: "bed" };
    if (occupancy.from === occupancy.to) continue;
    const asked: Asked = { plan, house, bed, occupancy };
    const refusal =
      closed(asked) ??
      outOfService(asked) ??
      blocked(asked) ??
      taken(asked) ??
      held(asked) ??
      ofAnotherHousehold(asked) ??
      elsewhere(asked);
    if (refusal) return refusal;
  }
  return undefined;
}

interface Asked {
  readonly plan: Plan;
  readonly house: HouseState;
  readonly bed: Bed;
  readonly occupancy: Occupancy;
}

function closed({ plan, house, occupancy }: Asked): Refusal | undefined {
  const settings = settingsOf(plan.state, house.house);
  const night = settings && firstOutside(occupancy, openTimes(settings));
  if (!settings || !night) return undefined;
  return { code: "house-closed", codeName: settings.codeName, night };
}

function outOfService({ house, bed, occupancy }: Asked): Refusal | undefined {
  const rooms = bed.roomHistory.flatMap((stand) => {
    const room = house.room.get(stand.room);
    return room ? [intersection(stand, lifeOf(room.openedOn, room.retiredOn))] : [];
  });
  const night =
    firstOutside(occupancy, [lifeOf(bed.inServiceFrom, bed.retiredOn)]) ??
    firstOutside(
      occupancy,
      rooms.filter((stand) => stand !== undefined),
    );
  if (!night) return undefined;
  return { code: "bed-not-in-service", bed: bedName(house, occupancy.bed, night), night };
}

function blocked({ house, bed, occupancy }: Asked): Refusal | undefined {
  for (const { on, reason, from, to } of house.bedBlock.values()) {
    const block = { from, ...(to !== undefined && { to }) };
    const hit =
      "bed" in on
        ? on.bed === occupancy.bed && meet([block, occupancy])
        : bed.roomHistory.some(
            (stand) => stand.room === on.room && meet([stand, block, occupancy]),
          );
    if (!hit) continue;
    const name = bedName(house, occupancy.bed, later(from, occupancy.from));
    return { code: "bed-blocked", bed: name, reason, ...block };
  }
  return undefined;
}

function taken({ plan, house, occupancy }: Asked): Refusal | undefined {
  const other = inBed(plan, house, occupancy.bed).find(
    (one) => isAnother(one, occupancy) && overlap(one, occupancy),
  );
  if (other === undefined) return undefined;
  const night = later(other.from, occupancy.from);
  const bed = bedName(house, occupancy.bed, night);
  if (other.placement === occupancy.placement && other.personRef !== occupancy.personRef) {
    return { code: "bed-given-twice", bed };
  }
  const writtenAt = house.placement.get(other.placement)?.writtenAt ?? "";
  return { code: "bed-taken", bed, night, writtenAt, ...nameOf(house, other) };
}

/** A hold stands against whoever is expected to be there then: an open stay up to its planned end, if it has one. */
function held({ plan, house, bed, occupancy: given }: Asked): Refusal | undefined {
  const plannedEnd = plan.placements.get(given.placement)?.placement.plannedEnd;
  const expected = plannedEnd && { to: later(plannedEnd, plusDays(given.from, 1)) };
  const occupancy: Occupancy = { ...expected, ...given };
  for (const [id, hold] of house.hold) {
    if (id === plan.hold || !isOpenHold(hold, plan.at) || !overlap(hold, occupancy)) continue;
    const shared = hold.beds.some(
      (other) =>
        other === occupancy.bed ||
        exclusiveMeetings({ house, bed, occupancy }, bedOf(plan, house, other), hold),
    );
    if (!shared) continue;
    return {
      code: "bed-held",
      bed: bedName(house, occupancy.bed, occupancy.from),
      expiresAt: hold.expiresAt,
      confirmed: hold.state === "confirmed",
    };
  }
  return undefined;
}

function ofAnotherHousehold({ plan, house, bed, occupancy }: Asked): Refusal | undefined {
  for (const [id, other] of bedsOf(plan, house)) {
    if (id === occupancy.bed || !sharesRoom(bed, other)) continue;
    for (const neighbour of inBed(plan, house, id)) {
      if (neighbour.stayRef === occupancy.stayRef) continue;
      const meeting = exclusiveMeetings({ house, bed, occupancy }, other, neighbour);
      if (!meeting) continue;
      return {
        code: "room-of-another-household",
        room: meeting.label,
        night: later(neighbour.from, occupancy.from),
        ...nameOf(house, neighbour),
      };
    }
  }
  return undefined;
}

function elsewhere({ plan, occupancy }: Asked): Refusal | undefined {
  const other = ofPerson(plan, occupancy.personRef).find(
    (one) => isAnother(one, occupancy) && overlap(one, occupancy),
  );
  const there = other && plan.state.houses.get(other.house);
  if (!other || !there) return undefined;
  const night = later(other.from, occupancy.from);
  const codeName = settingsOf(plan.state, other.house)?.codeName;
  return {
    code: "person-elsewhere",
    night,
    bed: bedName(there, other.bed, night),
    ...nameOf(there, other),
    ...(codeName !== undefined && { codeName }),
  };
}

/** The room that two beds share on a night of both intervals while it is for one household alone. */
function exclusiveMeetings(
  { house, bed, occupancy }: Pick<Asked, "house" | "bed" | "occupancy">,
  other: Bed | undefined,
  interval: Interval,
): Room | undefined {
  for (const stand of bed.roomHistory) {
    const room = house.room.get(stand.room);
    if (room === undefined) continue;
    const alone = exclusiveNights(room);
    const there = other?.roomHistory.filter((one) => one.room === stand.room) ?? [];
    for (const one of there) {
      if (alone.some((nights) => meet([nights, stand, one, interval, occupancy]))) return room;
    }
  }
  return undefined;
}

const sharesRoom = (a: Bed, b: Bed): boolean => {
  const rooms = new Set<RoomId>(a.roomHistory.map((stand) => stand.room));
  return b.roomHistory.some((stand) => rooms.has(stand.room));
};

const isAnother = (a: Occupancy, b: Occupancy): boolean =>
  a.placement !== b.placement ||
  a.personRef !== b.personRef ||
  a.bed !== b.bed ||
  a.from !== b.from ||
  a.to !== b.to;

const nameOf = (house: HouseState, { stayRef, personRef }: Occupancy): { calledName?: string } => {
  const calledName = personOf(house, stayRef, personRef)?.calledName;
  return calledName === undefined ? {} : { calledName };
};
