import { waiting } from "./asking.ts";
import type { Comer } from "./comers.ts";
import { arrive, somebody } from "./coming.ts";
import { depart } from "./going.ts";
import { happenToday } from "./happening.ts";
import type { Dice } from "./dice.ts";
import { personCode } from "#domain/aliases.ts";
import type { AgeBand, PersonKind } from "#domain/codes.ts";
import { plusDays } from "#domain/dates.ts";
import { holdsNight } from "#domain/intervals.ts";
import { roomOf } from "#domain/house.ts";
import { writeFiles } from "./known.ts";
import { handOver } from "./shifts.ts";
import { freeRooms, planTo } from "./staying.ts";
import { rehearsalDays, type HouseOfTale, type Living, type Tale } from "./tale.ts";

const minuteMs = 60_000;

/**
 * The last evening of the home house has one of everything, whatever chance brought before: somebody overdue, somebody
 * due, an arrival, a departure, a night arrival, a bed that is blocked, one out of service, one held and one free.
 */
export function rehearse(tale: Tale, day: number): void {
  const house = tale.houses.find((one) => one.house === tale.home);
  if (house === undefined) return;
  if (day === tale.last - rehearsalDays) settleIn(tale, house, day);
  if (day === tale.last - 13) planEnds(tale, house);
  if (day === tale.last - 12) {
    tale.stage.at(tale.stage.moment(day, 10));
    writeFiles(tale, house, day);
  }
  if (day === tale.last - 1) lastNight(tale, house, day);
}

function settleIn(tale: Tale, house: HouseOfTale, day: number): void {
  const { stage, dice, last } = tale;
  stage.at(stage.moment(day, 9.5));
  clear(tale, house, { day, rooms: ["1", "2", "3"] });
  const households: readonly (readonly [string, readonly Comer[]])[] = [
    ["1", [one(dice, "Chuồn Chuồn", "25-34"), one(dice, "Lá Sen", "0-2", "girl")]],
    ["2", [one(dice, "غيمة", "35-44"), one(dice, "زعتر", "6-11", "boy")]],
    ["3", [one(dice, "Ласточка", "45-54")]],
    ["3", [one(dice, "ቢራቢሮ", "18-24")]],
  ];
  for (const [at, [room, comers]] of households.entries()) {
    const arrivedAt = stage.moment(day, 14 + at);
    const stay = { house, comers, day, arrivedAt, room, open: true, leaves: last + 90 };
    const living = must(arrive(tale, stay), "a place in the home house");
    living.settled = true;
  }
}

function planEnds(tale: Tale, house: HouseOfTale): void {
  const { stage, last } = tale;
  stage.at(stage.moment(last - 13, 10));
  const [due, going, overdue, staying] = settledIn(tale, house);
  const ends = [
    [due, 0],
    [going, 0],
    [overdue, -3],
    [staying, 75],
  ] as const;
  for (const [living, days] of ends) {
    const end = plusDays(stage.evening(last), days);
    must(planTo(tale, must(living, "somebody settled"), end) || undefined, "a planned end");
  }
}

/** Yesterday: a bed goes out of service, and at ten past two somebody comes. */
function lastNight(tale: Tale, house: HouseOfTale, day: number): void {
  const { stage, dice, last } = tale;
  stage.at(stage.moment(day, 12.7));
  clear(tale, house, { day, rooms: ["1", "2", "3", "4", "5"] });
  const [bed] = freeRooms(tale, house, day)
    .filter(({ record }) => record.label === "3")
    .flatMap(({ beds }) => beds.filter(({ now }) => now.is === "free"));
  const on = { bed: must(bed, "a free bed").bed };
  const block = dice.id<"block">();
  const to = plusDays(stage.evening(last), 4);
  const input = { house: house.house, block, on, to, reason: "repair" } as const;
  stage.do("manager", { act: "blockBeds", input });
  const comers = [one(dice, "Πυγολαμπίδα", "25-34")];
  const arrivedAt = stage.moment(day, 26.17);
  const night = { house, comers, day, arrivedAt, room: "4", open: true, leaves: last + 60 };
  must(arrive(tale, night), "a bed at night").settled = true;
}

/** Today up to now: `now` is the moment at which the sample is written. */
export function tonight(tale: Tale, now: number): void {
  const { stage, dice, last } = tale;
  const began = stage.at(stage.moment(last, 4));
  const at = (share: number): number => stage.at(began + Math.max(0, (now - began) * share));
  at(0.3);
  for (const house of tale.houses.filter(({ house }) => house !== tale.home)) today(tale, house);
  const home = tale.houses.find(({ house }) => house === tale.home);
  if (home === undefined) return;
  at(0.35);
  happenToday(tale, home);
  handOver(tale, home.house);
  at(0.4);
  const [, going, , staying] = settledIn(tale, home);
  waiting(tale, home, must(staying, "somebody who stays"));
  const way = ["planned_move_on", "own_tenancy"] as const;
  depart(tale, must(going, "somebody who goes today"), { day: last, way });
  const comers = [one(dice, "Hạt Mưa", "25-34")];
  const arrivedAt = at(0.6);
  const coming = { house: home, comers, day: last, arrivedAt, room: "2", leaves: last + 40 };
  must(arrive(tale, coming), "a room today");
  stage.at(Math.max(stage.clock, now - 190 * minuteMs));
  const [bed] = freeRooms(tale, home, last).find(({ record }) => record.label === "5")?.beds ?? [];
  const hold = {
    house: home.house,
    hold: dice.id<"hold">(),
    beds: [must(bed, "a bed to hold").bed],
    from: stage.evening(last),
    expiresAt: now + 50 * minuteMs,
    expectedAt: now + 35 * minuteMs,
  };
  stage.do("staff", { act: "holdBeds", input: hold });
}

/** In the other houses what is due happens, and where a bed is free one is kept for tomorrow. */
function today(tale: Tale, house: HouseOfTale): void {
  const { stage, dice, last, living } = tale;
  for (const one of living.filter((one) => one.house === house && one.leaves <= last)) {
    depart(tale, one, { day: last, way: ["planned_move_on", "own_tenancy"] });
  }
  if (house.plan.kind === "transitional_apartment") return;
  if (dice.chance(0.5)) somebody(tale, { house, day: last, arrivedAt: stage.clock });
  const bed = freeRooms(tale, house, last)[0]?.beds.find(({ now }) => now.is === "free")?.bed;
  if (bed === undefined) return;
  const hold = { house: house.house, hold: dice.id<"hold">() };
  const from = stage.evening(last);
  stage.do("manager", { act: "holdBeds", input: { ...hold, beds: [bed], from, nights: 2 } });
  stage.do("manager", { act: "confirmHold", input: hold });
}

/** Whoever is in these rooms and not settled goes. */
function clear(
  tale: Tale,
  house: HouseOfTale,
  { day, rooms }: { readonly day: number; readonly rooms: readonly string[] },
): void {
  const { stage, living } = tale;
  const night = stage.evening(day);
  const { bed, room, placement, placements } = stage.house(house.house);
  const sleepsIn = (stay: Living): boolean =>
    placement.get(placements.get(stay.stayRef) ?? "")?.assignments.some((one) => {
      const record = holdsNight(one, night) ? bed.get(one.bed) : undefined;
      const there = record && roomOf(record, night);
      return there !== undefined && rooms.includes(room.get(there)?.label ?? "");
    }) === true;
  const gone = living.filter((one) => one.house === house && !one.settled && sleepsIn(one));
  for (const one of gone) depart(tale, one, { day, way: ["planned_move_on", "own_tenancy"] });
}

const settledIn = ({ living }: Tale, house: HouseOfTale): Living[] =>
  living.filter((one) => one.house === house && one.settled);

const one = (
  dice: Dice,
  calledName: string,
  ageBand: AgeBand,
  kind: PersonKind = "woman",
): Comer => ({
  personRef: dice.id<"person">(),
  calledName,
  code: personCode(dice.below),
  kind,
  ageBand,
});

function must<T>(found: T | undefined, what: string): T {
  if (found === undefined) throw new Error(`the sample's story has no ${what}`);
  return found;
}
