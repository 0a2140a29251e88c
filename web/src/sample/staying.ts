import type { BlockReason, ExtensionReason, MoveReason } from "#domain/codes.ts";
import { daysBetween, plusDays, type IsoDate } from "#domain/dates.ts";
import { roomsOn, type RoomOfNight } from "#domain/nights.ts";
import { arrive, placesFor } from "./coming.ts";
import { depart } from "./going.ts";
import {
  type HouseOfTale,
  type Living,
  type Tale,
  handIn,
  isRehearsed,
  plannedEnd,
} from "./tale.ts";

const extensionReasons: readonly (readonly [number, ExtensionReason])[] = [
  [5, "housing_search"],
  [3, "legal_procedure"],
  [2, "health"],
  [2, "school_year"],
  [1, "pregnancy_birth"],
  [1, "safety"],
  [1, "training"],
];
const blocked: readonly BlockReason[] = ["repair", "repair", "cleaning", "pest", "renovation"];
const moveReasons: readonly (readonly [number, MoveReason])[] = [
  [4, "request"],
  [2, "conflict"],
  [2, "repair"],
  [1, "family_grows"],
  [1, "phase_change"],
];

/** What happens to those who stay: ends are planned anew, and some of them move. */
export function stays(tale: Tale, day: number): void {
  const { stage, dice } = tale;
  for (const one of tale.living.filter(({ settled }) => !settled)) {
    stage.at(stage.moment(day, 9));
    extend(tale, one, day);
    stage.at(stage.moment(day, 13));
    if (dice.chance(1 / 90)) move(tale, one, day);
    if (one.since < day && dice.chance(1 / 40)) transfer(tale, one, day);
  }
}

const unplannedDays = 150;

/** Some days before the planned end, or a few after it, it is set to a later one. */
function extend(tale: Tale, one: Living, day: number): void {
  const { stage, dice } = tale;
  const evening = stage.evening(day);
  const standing = plannedEnd(tale, one);
  // An end that is most of a year away is the house's maximum: nobody has planned one yet.
  const before =
    standing !== undefined && daysBetween(evening, standing) > unplannedDays ? undefined : standing;
  const left = before === undefined ? 30 : daysBetween(evening, before);
  const due = before === undefined ? dice.chance(1 / 25) : left < 12 && dice.chance(0.2);
  if (!due || one.leaves - day < left) return;
  const later = Math.max(left + 7, one.leaves - day + dice.between(-6, 12));
  planTo(tale, one, plusDays(evening, later));
}

/** Sets the planned end of a stay. */
export function planTo(tale: Tale, one: Living, end: IsoDate): boolean {
  const { stage, dice } = tale;
  const { house, stayRef } = one;
  const reason = dice.weighed(extensionReasons);
  const input = { house: house.house, stayRef, plannedEnd: end, reason };
  const deed = { act: "extendStay", input } as const;
  const refused = stage.may(handIn(tale, house, { caseWorker: 0.8 }), deed);
  return (refused === "not-approver" ? stage.may("manager", deed) : refused) === undefined;
}

/** To another room of the house, where one fits; two women alone change beds. */
function move(tale: Tale, one: Living, day: number): void {
  const { stage, dice, living } = tale;
  const { house, comers, stayRef } = one;
  const reason = dice.weighed(moveReasons);
  const hand = handIn(tale, house, { staff: 0.2, caseWorker: 0.4 });
  const other = living.find(
    (two) => two !== one && two.house === house && !two.settled && two.comers.length === 1,
  );
  if (comers.length === 1 && other !== undefined && dice.chance(0.4)) {
    const persons = [inStay(one), inStay(other)] as const;
    stage.may(hand, { act: "swapBeds", input: { house: house.house, persons, reason } });
    return;
  }
  const [place] = placesFor(tale, { house, comers, day });
  if (place === undefined) return;
  const moves = comers.map(({ personRef }, at) => ({ personRef, bed: bedAt(place, at) }));
  const brought = place.brought.map(({ bed, to }) => ({ bed, to }));
  const carried = brought.length > 0 ? { brought } : {};
  stage.may(hand, {
    act: "moveHousehold",
    input: { house: house.house, stayRef, moves, reason, ...carried },
  });
}

const inStay = ({ stayRef, comers }: Living) => ({
  stayRef,
  personRef: (comers[0] as Living["comers"][number]).personRef,
});
const bedAt = (place: ReturnType<typeof placesFor>[number], at: number) =>
  (place.beds[at] as (typeof place.beds)[number]).bed;

/** From where people come at once to where they can stay. */
function transfer(tale: Tale, one: Living, day: number): void {
  const { stage, dice, houses } = tale;
  if (one.house.plan.kind !== "emergency_shelter") return;
  const refuges = houses.filter(({ plan }) => plan.kind === "refuge" || plan.kind === "safe_flat");
  const to = dice.pick(refuges);
  const place = placesFor(tale, { house: to, comers: one.comers, day }).find(
    ({ brought }) => brought.length === 0,
  );
  if (place === undefined) return;
  const refused = stage.may("manager", {
    act: "transferHousehold",
    input: {
      house: one.house.house,
      stayRef: one.stayRef,
      to: to.house,
      placement: dice.id<"placement">(),
      file: dice.id<"file">(),
      figures: dice.id<"figures">(),
      moves: one.comers.map(({ personRef }, at) => ({ personRef, bed: bedAt(place, at) })),
      reason: "safety",
    },
  });
  if (refused !== undefined) return;
  one.house = to;
  one.leaves += Math.round(to.nights / 2);
}

/** When a transitional apartment is free, someone who has been in a refuge for long moves on to it. */
export function movingOn(tale: Tale, day: number): void {
  const { stage, dice, houses, living } = tale;
  for (const flat of houses.filter(({ plan }) => plan.kind === "transitional_apartment")) {
    const due = flat.due[0];
    if (due === undefined || due > day) continue;
    const ready = living.filter(
      (one) => one.house !== flat && !one.settled && day - one.since > 45,
    );
    const fits = (one: Living): boolean =>
      placesFor(tale, { house: flat, comers: one.comers, day }).length > 0;
    const one = dice.shuffled(ready).find(fits);
    if (one === undefined) continue;
    stage.at(stage.moment(day, 13.5));
    depart(tale, one, { day, way: ["moved_to_transitional", "org_transitional_flat"] });
    const leaves = day + Math.round(flat.nights * (0.6 + 0.9 * dice.next()));
    const arrivedAt = stage.at(stage.clock + 5_400_000);
    const { comers } = one;
    if (arrive(tale, { house: flat, comers, day, leaves, arrivedAt, planned: true }))
      flat.due.shift();
  }
}

/** Beds out of service, and beds that were kept for somebody who did not come. */
export function upkeep(tale: Tale, day: number): void {
  const { dice } = tale;
  for (const house of tale.houses) {
    if (isRehearsed(tale, house, day)) continue;
    if (dice.chance(1 / 40)) block(tale, house, { day, nights: dice.between(2, 12) });
    if (dice.chance(1 / 60)) inVain(tale, house, day);
  }
}

/** A free bed, or a free room, out of service from tonight. */
export function block(
  tale: Tale,
  house: HouseOfTale,
  { day, nights }: { readonly day: number; readonly nights: number },
): boolean {
  const { stage, dice } = tale;
  const room = dice.shuffled(freeRooms(tale, house, day))[0];
  const bed = room?.beds.find(({ now }) => now.is === "free")?.bed;
  if (room === undefined || bed === undefined) return false;
  const whole = room.beds.every(({ now }) => now.is === "free") && dice.chance(0.3);
  const input = {
    house: house.house,
    block: dice.id<"block">(),
    on: whole ? { room: room.room } : { bed },
    to: plusDays(stage.evening(day), nights),
    reason: dice.pick(blocked),
  };
  return stage.may("manager", { act: "blockBeds", input }) === undefined;
}

function inVain(tale: Tale, house: HouseOfTale, day: number): void {
  const { stage, dice } = tale;
  const bed = freeRooms(tale, house, day)[0]?.beds.find(({ now }) => now.is === "free")?.bed;
  if (bed === undefined) return;
  const hold = { house: house.house, hold: dice.id<"hold">() };
  stage.at(stage.moment(day, 14));
  const refused = stage.may("manager", { act: "holdBeds", input: { ...hold, beds: [bed] } });
  if (refused !== undefined || dice.chance(0.5)) return;
  stage.at(stage.clock + 3_600_000);
  stage.do("manager", { act: "releaseHold", input: hold });
}

/** Rooms in which a bed is free tonight. */
export const freeRooms = (
  { stage }: Tale,
  { house }: HouseOfTale,
  day: number,
): readonly RoomOfNight[] =>
  roomsOn(stage.state, stage.house(house), { night: stage.evening(day), at: stage.clock }).filter(
    ({ beds }) => beds.some(({ now }) => now.is === "free"),
  );
