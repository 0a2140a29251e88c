import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { runAct } from "#domain/acts.ts";
import type { HouseId } from "#domain/compartments.ts";
import { plusDays } from "#domain/dates.ts";
import { roomsOn } from "#domain/nights.ts";
import { applyChange } from "#domain/state.ts";
import { calendar } from "#domain/view-calendar.ts";
import { fits } from "#domain/view-fits.ts";
import { landing } from "#domain/view-landing.ts";
import { deedOf, hourMs, smallTown, step } from "./steps.ts";
import { World, type RoomPlan } from "./world.ts";

const rooms: readonly RoomPlan[] = [
  { label: "1", mode: "household_exclusive", beds: ["A", "B", ["C", "cot"]] },
  { label: "2", mode: "shared", beds: ["A", "B"] },
  { label: "10", mode: "shared", beds: ["A"] },
];

function evening(): { world: World; linde: HouseId } {
  const world = new World("2026-07-04T20:00:00Z");
  return { world, linde: world.house("Linde", rooms) };
}

const seen = (world: World, house: HouseId) => {
  const view = calendar(world.state, { house, from: "2026-06-28", nights: 30 }, world.now);
  if (!view) throw new Error("no calendar");
  return view;
};

describe("where a household of some size fits", () => {
  const woman = { women: 1, otherAdults: 0, children: [] };
  const family = {
    women: 1,
    otherAdults: 0,
    children: [{ ageBand: "6-11" as const }],
  };

  test("is said for each room with its first night, the soonest first", () => {
    const { world, linde } = evening();
    world.place(linde, [{ name: "Iris", bed: "1 A" }], { plannedEnd: "2026-07-20" });
    world.place(linde, [{ name: "Fern", bed: "2 A" }], { plannedEnd: "2026-07-12" });
    const view = fits(world.state, { house: linde, composition: family, nights: 7 }, world.now);
    expect(view.fitting.map(({ label, from, shared }) => [label, from, shared])).toEqual([
      ["2", "2026-07-12", false],
      ["1", "2026-07-20", false],
    ]);
    expect(view.never.map(({ label }) => label)).toEqual(["10"]);
    const one = fits(world.state, { house: linde, composition: woman, nights: 7 }, world.now);
    expect(one.fitting.map(({ label, from, shared }) => [label, from, shared])).toEqual([
      ["10", "2026-07-04", false],
      ["2", "2026-07-04", true],
      ["1", "2026-07-20", false],
    ]);
  });

  test("wants the same beds on all the nights, also past a block", () => {
    const { world, linde } = evening();
    for (const [bed, from, to] of [
      ["10 A", "2026-07-08", "2026-07-15"],
      ["2 A", "2026-07-06", "2026-07-20"],
      ["2 B", "2026-07-10", "2026-07-14"],
    ] as const) {
      const block = {
        house: linde,
        block: world.id<"block">(),
        on: { bed: world.bed(linde, bed) },
      };
      world.do("blockBeds", { ...block, from, to, reason: "repair" });
    }
    const asked = { house: linde, composition: woman };
    const when = (nights: number) =>
      fits(world.state, { ...asked, nights }, world.now)
        .fitting.filter(({ label }) => label !== "1")
        .map(({ label, from, to }) => [label, from, to]);
    expect(when(4)).toEqual([
      ["2", "2026-07-04", "2026-07-10"],
      ["10", "2026-07-04", "2026-07-08"],
    ]);
    expect(when(7)).toEqual([
      ["2", "2026-07-14", undefined],
      ["10", "2026-07-15", undefined],
    ]);
  });

  test("names the rule of the house that stands against them, and never a bed of an open-ended stay", () => {
    const { world } = evening();
    const eibe = world.house("Eibe", [{ label: "1", mode: "shared", beds: ["A"] }], {
      policy: { adults: "women_only", unaccompaniedMinors: false, extensionApprover: "manager" },
    });
    world.place(eibe, [{ name: "Iris", bed: "1 A" }]);
    const other = { women: 0, otherAdults: 1, children: [] };
    const view = fits(world.state, { house: eibe, composition: other, nights: 1 }, world.now);
    expect(view).toMatchObject({ fitting: [], policy: { rule: "women_only" } });
    expect(view.never).toHaveLength(1);
  });

  test("is as the board says on that night, whatever has been done", () => {
    fc.assert(
      fc.property(
        fc.array(step, { maxLength: 15, size: "max" }),
        fc.integer({ min: 1, max: 5 }),
        (steps, nights) => {
          const town = smallTown();
          const { world } = town;
          for (const one of steps) {
            world.clock += one.hours * hourMs;
            const done = runAct(world.state, deedOf(town, one), world.now);
            if (done.ok) for (const change of done.changes) applyChange(world.state, change);
          }
          const [house] = town.houses;
          const state = world.state.houses.get(house);
          if (!state) throw new Error("no house");
          const view = fits(world.state, { house, composition: woman, nights }, world.now);
          for (const { from, beds } of view.fitting) {
            for (let at = 0; at < nights; at += 1) {
              const when = { night: plusDays(from, at), at: world.clock, foreseenFrom: view.from };
              const board = roomsOn(world.state, state, when).flatMap((room) => room.beds);
              for (const { bed } of beds) {
                expect(board.find((one) => one.bed === bed)?.now.is).toBe("free");
              }
            }
          }
        },
      ),
      { numRuns: 100 },
    );
  });
});

describe("letting somebody go above a bed", () => {
  const stays = (world: World, house: HouseId, name: string) => {
    const view = seen(world, house);
    const bars = view.rooms.flatMap(({ beds }) => beds.flatMap((bed) => bed.bars));
    const bar = bars.find((one) => one.is === "stay" && one.by.calledName === name);
    if (bar?.is !== "stay") throw new Error(`nobody called ${name}`);
    return { stayRef: bar.by.stayRef, personRef: bar.by.personRef };
  };

  test("that is free is a move, of her alone or of her household", () => {
    const { world, linde } = evening();
    world.place(linde, [
      { name: "Iris", bed: "1 A" },
      { name: "Mai", bed: "1 B", kind: "child", ageBand: "6-11" },
    ]);
    const asked = { house: linde, ...stays(world, linde, "Iris"), bed: world.bed(linde, "2 B") };
    const view = landing(world.state, asked, world.now);
    expect(view).toMatchObject({
      calledName: "Iris",
      to: { room: "2", bed: "B" },
      choices: [{ is: "together" }, { is: "alone" }],
    });
    const [together] = view?.choices ?? [];
    if (together?.is !== "together") throw new Error("not together");
    expect(together.moves.map(({ bed }) => bed)).toEqual(
      ["2 B", "2 A"].map((name) => world.bed(linde, name)),
    );
    const { stayRef } = asked;
    world.do("moveHousehold", { house: linde, stayRef, moves: together.moves, reason: "request" });
  });

  test("where somebody lies is a swap, and says what stands against it", () => {
    const { world, linde } = evening();
    world.place(linde, [{ name: "Iris", bed: "2 A" }]);
    world.place(linde, [{ name: "Fern", bed: "10 A" }]);
    const asked = { house: linde, ...stays(world, linde, "Iris"), bed: world.bed(linde, "10 A") };
    const view = landing(world.state, asked, world.now);
    expect(view?.choices).toMatchObject([{ is: "swap", calledName: "Fern" }]);
    expect(view?.choices[0]?.refusal).toBeUndefined();
    world.place(linde, [
      { name: "Rosa", bed: "1 A" },
      { name: "Mai", bed: "1 B", kind: "child", ageBand: "6-11" },
    ]);
    const into = landing(world.state, { ...asked, bed: world.bed(linde, "1 B") }, world.now);
    expect(into?.choices[0]?.refusal?.code).toBe("room-of-another-household");
  });
});
