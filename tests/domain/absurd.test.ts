import { expect, test } from "vitest";
import { runAct } from "#domain/acts.ts";
import type { Change } from "#domain/change.ts";
import { checkerOf } from "#domain/check.ts";
import type { HouseId, Place } from "#domain/compartments.ts";
import { firstDay, lastDay, plusDays } from "#domain/dates.ts";
import { aDate, aDuration, anInstant } from "#domain/fields.ts";
import {
  type RecordType,
  isHouseType,
  recordTypeNames,
  recordTypes,
} from "#domain/record-types.ts";
import { applyChange } from "#domain/state.ts";
import { type ViewName, runView, views } from "#domain/views.ts";
import { seeded } from "../random.ts";
import { Absurd, impossible, texts } from "./absurd.ts";
import { hourMs, smallTown } from "./steps.ts";

const long = process.env["LONG"] === "1";
const rounds = long ? 20_000 : 300;

/** What was made of records that nobody would write, and what it threw at. */
interface Thrown {
  readonly at: string;
  readonly by: string;
  readonly error: string;
}

test("no record that follows its schema, however absurd, keeps a view or an act from being made", () => {
  const random = seeded(long ? undefined : 7);
  const thrown = new Map<string, Thrown>();
  const taken = new Map<RecordType, number>();
  let made = 0;
  for (let round = 0; round < rounds; round++) {
    const { world, houses } = smallTown();
    const { state } = world;
    const ids = [...state.houses.values()].flatMap((house) =>
      [house.bed, house.room, house.placement, house.householdFile, house.figuresRecord].flatMap(
        (table) => [...table.keys()],
      ),
    );
    const stays = [...state.houses.values()].flatMap(({ placements }) => [...placements.keys()]);
    const persons = [...state.beds.keys()];
    const absurd = new Absurd(random, [...ids, ...stays, ...persons, ...houses, "f".repeat(32)]);
    const note = (at: string, by: readonly string[], error: unknown): void => {
      const said =
        error instanceof Error
          ? `${error.message} ${(error.stack ?? "")
              .split("\n")
              .slice(1, 5)
              .map((one) => one.trim().replace(/^at (\S+).*\/(.*)\)$/, "$1 $2"))
              .join(" < ")}`
          : String(error);
      const name = `${at} ${said}`;
      if (!thrown.has(name)) thrown.set(name, { at, by: by.join(), error: said });
    };
    const by: string[] = [];
    for (let i = random.between(1, 4); i > 0; i--) {
      const type = absurd.pick(recordTypeNames);
      const payload = absurd.of(recordTypes[type].schema);
      if (!recordTypes[type].check(payload))
        throw new Error(`not a ${type}: ${JSON.stringify(payload)}`);
      taken.set(type, (taken.get(type) ?? 0) + 1);
      const { compartment } = recordTypes[type];
      const place = (
        isHouseType(type) ? { compartment, house: absurd.pick(houses) } : { compartment }
      ) as Place;
      const id = random.chance(0.3)
        ? absurd.pick(ids)
        : absurd.pick([...houses, world.id<"file">()]);
      by.push(type);
      const change = {
        is: "put",
        place,
        type,
        id,
        payload,
        by: { member: world.member, manages: false },
      } as unknown as Change;
      try {
        applyChange(state, change);
      } catch (error) {
        note(`writing ${type}`, by, error);
      }
    }
    const [house, to] = houses;
    for (const name of Object.keys(views) as ViewName[]) {
      for (const args of argsOf(house, to, stays[0] ?? "")) {
        made += 1;
        try {
          runView(state, { name, args: args as never }, world.now);
        } catch (error) {
          note(`view ${name}`, by, error);
        }
      }
    }
    const bed = [...(state.houses.get(house)?.bed.keys() ?? [])][0];
    const acts = [
      {
        act: "placeHousehold",
        input: world.arrival(house, [], { arrivedAt: world.clock - hourMs }),
      },
      {
        act: "blockBeds",
        input: { house, block: world.id<"block">(), on: { bed }, reason: "repair" },
      },
      {
        act: "departHousehold",
        input: {
          house,
          stayRef: stays[0],
          departedAt: world.clock,
          reason: "planned_move_on",
          destination: "unknown",
        },
      },
      { act: "clearTransfers", input: {} },
      { act: "keepRetention", input: { house } },
      { act: "refreshOffer", input: { house, offer: world.id<"offer">() } },
    ];
    for (const told of acts) {
      made += 1;
      try {
        runAct(state, told as never, world.now);
      } catch (error) {
        note(`act ${told.act}`, by, error);
      }
    }
  }
  expect([...thrown.values()], `SEED=${random.seed}`).toEqual([]);
  expect(made).toBeGreaterThan(rounds * 30);
  if (rounds >= 300) expect(taken.size).toBe(recordTypeNames.length);
});

/** What a screen asks with: the ids that there are, and more than a view needs. */
function argsOf(house: HouseId, to: HouseId, stayRef: string): readonly object[] {
  const persons = [{ kind: "woman", ageBand: "25-34" }];
  const span = { from: "2026-03-01", to: "2026-04-01" };
  const composition = { women: 1, otherAdults: 0, children: [{ ageBand: "3-5" }] };
  const one = {
    house,
    stayRef,
    persons,
    composition,
    nights: 7,
    text: texts[0],
    personRef: stayRef,
    incident: stayRef,
    transfer: stayRef,
    report: stayRef,
    stays: [{ house, stayRef }],
  };
  return [
    { ...one, from: "2026-03-18", to },
    { ...one, ...span },
  ];
}

test("no day, time or length that there is not is let into a record", () => {
  for (const field of [aDate, anInstant, aDuration]) {
    const check = checkerOf(field);
    expect(impossible.filter((one) => check(one))).toEqual([]);
  }
  for (const date of ["2026-02-28", "2024-02-29", "2000-02-29", "2999-12-31", "1931-10-05"]) {
    expect(checkerOf(aDate)(date)).toBe(true);
    expect(checkerOf(anInstant)(`${date}T23:59:59Z`)).toBe(true);
  }
});

test("the first and the last day that a field takes are those that a record takes", () => {
  const check = checkerOf(aDate);
  expect([firstDay, lastDay].map((day) => check(day))).toEqual([true, true]);
  expect([plusDays(firstDay, -1), plusDays(lastDay, 1)].map((day) => check(day))).toEqual([
    false,
    false,
  ]);
});
