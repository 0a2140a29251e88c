import type { Refusal } from "./change.ts";
import type { PersonMove } from "./acts/move.ts";
import type { IsoDate } from "./dates.ts";
import type { PersonRef } from "./ids.ts";
import { overlap } from "./intervals.ts";
import type { TransferOffer } from "./records-exchange.ts";
import type { SafetyConflict } from "./records-safety.ts";
import type { HouseState, Occupancy } from "./state.ts";

type Avoid = TransferOffer["avoid"];

/** What a house knows of people who must not meet. */
export interface Knowing {
  readonly safetyConflict: ReadonlyMap<string, SafetyConflict>;
}

/** Whom these people must not meet, as their own house knows it: refs alone, the strictest level for each. */
export function avoidOf(house: Knowing, persons: readonly PersonRef[], on: IsoDate): Avoid {
  const levels = new Map<PersonRef, Avoid[number]["level"]>();
  for (const { sides, level, endedOn } of house.safetyConflict.values()) {
    if (level === "inform" || (endedOn !== undefined && endedOn <= on)) continue;
    const own = sides.find((side) => side.persons.some((one) => persons.includes(one)));
    if (own === undefined) continue;
    for (const other of sides.flatMap((side) => (side === own ? [] : side.persons))) {
      if (persons.includes(other) || levels.get(other) === "never_same_house") continue;
      levels.set(other, level);
    }
  }
  return [...levels].map(([personRef, level]) => ({ personRef, level }));
}

/** What a house knows of these people's conflicts and still stands: it goes where they go. */
export const conflictsOfAll = (
  house: HouseState,
  persons: readonly PersonRef[],
  on: IsoDate,
): readonly SafetyConflict[] =>
  [...house.safetyConflict.values()].filter(
    (one) => (one.endedOn === undefined || one.endedOn > on) && isAbout(one, persons),
  );

/** Whether a conflict is one of these people's. */
export const isAbout = ({ sides }: SafetyConflict, persons: readonly PersonRef[]): boolean =>
  sides.some((side) => side.persons.some((one) => persons.includes(one)));

/** Whether people who come on an evening would meet someone here whom they must not meet. */
export function meetingIn(
  house: HouseState,
  avoid: Avoid,
  { evening, moves }: { readonly evening: IsoDate; readonly moves: readonly PersonMove[] },
): (Refusal & { readonly code: "must-not-meet" }) | undefined {
  const coming = { from: evening };
  const here = [...house.occupancies.values()].flat().filter((one) => overlap(one, coming));
  const rooms = new Set(moves.flatMap(({ bed }) => roomsOf(house, bed, evening)));
  const near = (one: Occupancy, level: Avoid[number]["level"]): boolean =>
    level === "never_same_house" ||
    roomsOf(house, one.bed, evening).some((room) => rooms.has(room));
  const meeting = avoid.find(({ personRef, level }) =>
    here.some((one) => one.personRef === personRef && near(one, level)),
  );
  return meeting && { code: "must-not-meet", level: meeting.level };
}

/** Rooms in which a bed stands on an evening or later. */
const roomsOf = (house: HouseState, bed: string, evening: IsoDate): string[] =>
  (house.bed.get(bed)?.roomHistory ?? [])
    .filter((stand) => overlap(stand, { from: evening }))
    .map(({ room }) => room);
