import { isInfant, type Chosen, type Sleeper } from "./fitting.ts";
import { personOf } from "./house.ts";
import { familyPlaces, type RoomOfNight } from "./nights.ts";
import { isAdult } from "./policy.ts";
import type { RoomAttribute } from "./records.ts";
import type { HouseState } from "./state.ts";

/** What speaks for a place. */
export type Gain =
  | { readonly code: "own-room" }
  | { readonly code: RoomAttribute }
  | { readonly code: "cot-there" }
  | { readonly code: "keeps-for-family"; readonly room: string };

export type Cost =
  | {
      readonly code: "shared-with";
      readonly calledNames: readonly string[];
      readonly persons: number;
    }
  | { readonly code: "blocks"; readonly beds: readonly string[] }
  | { readonly code: "offerable-after"; readonly beds: number }
  | { readonly code: "cot-comes-from"; readonly room: string }
  | { readonly code: "no-cot" };

/** A place with what speaks for and against it; the lowest weight is the best. */
export interface Weighed {
  readonly weight: number;
  readonly gains: readonly Gain[];
  readonly costs: readonly Cost[];
  readonly offerableAfter: number;
}

interface Place {
  readonly house: HouseState;
  readonly room: RoomOfNight;
  readonly chosen: Chosen;
  readonly sleepers: readonly Sleeper[];
  readonly rooms: readonly RoomOfNight[];
}

/**
 * What a place is worth to this household and to the house. A family wants a room of its own; one woman alone
 * should not take the room that a family could have; each bed that is blocked is one less tonight.
 */
export function weigh(place: Place): Weighed {
  const { room, chosen, sleepers, rooms, house } = place;
  const neighbours = room.beds.flatMap(({ now }) => (now.is === "occupied" ? [now.by] : []));
  const alone = neighbours.length === 0;
  const taken = new Set(chosen.beds.map(({ bed }) => bed));
  const left = room.beds.filter(({ bed, now }) => now.is === "free" && !taken.has(bed));
  const blocks = room.mode === "household_exclusive" ? left : [];
  const family = largestBut(room, rooms);
  const ownRoom = alone && (room.mode === "household_exclusive" || sleepers.length > 1);
  const keeps = !ownRoom && family !== undefined;
  const free = rooms.flatMap(({ beds }) => beds).filter(({ now }) => now.is === "free").length;
  const offerableAfter = free - sleepers.length - blocks.length;
  const calledNames = neighbours.flatMap(
    ({ stayRef, personRef }) => personOf(house, stayRef, personRef)?.calledName ?? [],
  );
  const gains: Gain[] = [
    ...(ownRoom ? [{ code: "own-room" } as const] : []),
    ...room.record.attributes.filter((one) => matters(one, sleepers)).map((code) => ({ code })),
    ...(sleepers.some(isInfant) && chosen.brought.length + chosen.withoutCot === 0
      ? [{ code: "cot-there" } as const]
      : []),
    ...(keeps ? [{ code: "keeps-for-family", room: family.record.label } as const] : []),
  ];
  const costs: Cost[] = [
    ...(alone ? [] : [{ code: "shared-with", calledNames, persons: neighbours.length } as const]),
    ...chosen.brought.map(({ fromRoom }) => ({ code: "cot-comes-from", room: fromRoom }) as const),
    ...(chosen.withoutCot > 0 ? [{ code: "no-cot" } as const] : []),
    ...(blocks.length > 0
      ? [{ code: "blocks", beds: blocks.map(({ record }) => record.label) } as const]
      : []),
    { code: "offerable-after", beds: offerableAfter },
  ];
  const together = sleepers.length > 1 && !alone ? 60 : 0;
  const familyRoom = alone && left.length > 0 ? 8 * left.length : 0;
  const weight =
    together +
    familyRoom +
    blocks.length * 4 +
    (alone ? 0 : 3) +
    chosen.brought.length * 5 +
    chosen.withoutCot * 15 -
    gains.length;
  return { weight, gains, costs, offerableAfter };
}

/** What a room has that is worth saying to these people. */
function matters(attribute: RoomAttribute, sleepers: readonly Sleeper[]): boolean {
  const children = sleepers.some((one) => !isAdult(one));
  if (attribute === "baby") return sleepers.some(isInfant);
  return attribute !== "near_staff" || children;
}

/** Another room that a household of two or more could have to itself. */
function largestBut(room: RoomOfNight, rooms: readonly RoomOfNight[]): RoomOfNight | undefined {
  let best: RoomOfNight | undefined;
  for (const other of rooms) {
    const places = other === room ? 0 : familyPlaces(other.beds);
    if (places > 1 && places > (best ? familyPlaces(best.beds) : 0)) best = other;
  }
  return best;
}
