import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { runAct } from "#domain/acts.ts";
import type { HouseId } from "#domain/compartments.ts";
import { instantOf, plusDays } from "#domain/dates.ts";
import { countsOf, roomsOn } from "#domain/nights.ts";
import { applyChange } from "#domain/state.ts";
import { tapeOf } from "#domain/tape.ts";
import { calendar, type CalendarBar } from "#domain/view-calendar.ts";
import { brokenLaws } from "./laws.ts";
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

const seen = (world: World, house: HouseId, from = "2026-06-28", nights = 30) => {
  const view = calendar(world.state, { house, from, nights }, world.now);
  if (!view) throw new Error("no calendar");
  return view;
};

const barsIn = (world: World, house: HouseId, name: string): readonly CalendarBar[] => {
  const [room, bed] = name.split(" ");
  const found = seen(world, house).rooms.find(({ label }) => label === room);
  return found?.beds.find(({ label }) => label === bed)?.bars ?? [];
};

const codes = {
  away: 0,
  free: 1,
  held: 2,
  "out-of-service": 3,
  occupied: 4,
  blocked: 5,
} as const;

describe("the calendar", () => {
  test("says of every bed and night what the board says, whatever has been done", () => {
    fc.assert(
      fc.property(fc.array(step, { minLength: 1, maxLength: 20, size: "max" }), (steps) => {
        const town = smallTown();
        const { world } = town;
        for (const one of steps) {
          world.clock += one.hours * hourMs;
          const done = runAct(world.state, deedOf(town, one), world.now);
          if (done.ok) for (const change of done.changes) applyChange(world.state, change);
        }
        const tonight = instantOf(world.clock).slice(0, 10);
        const from = plusDays(tonight, -10);
        for (const house of town.houses) {
          const state = world.state.houses.get(house);
          if (!state) throw new Error("no house");
          const view = seen(world, house, from, 25);
          const asked = { from, nights: 25, tonight: view.evening, at: world.clock };
          const tape = tapeOf(world.state, state, asked);
          for (let at = 0; at < 25; at += 1) {
            const night = plusDays(from, at);
            const when = { night, at: world.clock, foreseenFrom: view.evening };
            const board = roomsOn(world.state, state, when);
            for (const { room, beds } of board) {
              for (const { bed, now } of beds) {
                const row = tape.find((one) => one.room === room && one.bed === bed);
                expect(row?.nights[at]).toBe(codes[now.is]);
              }
            }
            expect(view.offerable[at]).toBe(countsOf(board).offerable);
            const there = board.flatMap(({ beds }) => beds).length;
            expect(tape.filter((row) => row.nights[at] !== codes.away)).toHaveLength(there);
          }
        }
      }),
      { numRuns: 150 },
    );
  });

  test("lists rooms by number, and a bar for each stay with who it is and until when", () => {
    const { world, linde } = evening();
    world.place(linde, [{ name: "Iris", bed: "2 A" }], { plannedEnd: "2026-07-18" });
    expect(seen(world, linde).rooms.map(({ label }) => label)).toEqual(["1", "2", "10"]);
    expect(barsIn(world, linde, "2 A")).toMatchObject([
      {
        is: "stay",
        from: "2026-07-04",
        to: "2026-07-18",
        by: { calledName: "Iris", plannedEnd: "2026-07-18", overdueDays: 0, open: true },
      },
    ]);
  });

  test("keeps a stay's own nights, though fewer are shown", () => {
    const { world, linde } = evening();
    world.place(linde, [{ name: "Iris", bed: "2 A" }], { plannedEnd: "2026-07-18" });
    const view = seen(world, linde, "2026-07-06", 5);
    expect(view.rooms[1]?.beds[0]?.bars).toMatchObject([
      { is: "stay", from: "2026-07-04", by: { plannedEnd: "2026-07-18" } },
    ]);
    expect(view.rooms[1]?.beds[0]?.bars[0]?.to).toBeUndefined();
    const whole = seen(world, linde, "2026-07-06", 12);
    expect(whole.rooms[1]?.beds[0]?.bars[0]?.to).toBe("2026-07-18");
  });

  test("without the key to residents shows nobody's name and no code", () => {
    const { world, linde } = evening();
    world.place(linde, [{ name: "Iris", bed: "2 A" }]);
    const house = world.state.houses.get(linde);
    if (!house) throw new Error("no house");
    const sealed = { ...house, householdFile: new Map(), files: new Map() };
    const houses = new Map([[linde, sealed]]);
    const view = calendar(
      { ...world.state, houses },
      { house: linde, from: "2026-06-28", nights: 30 },
      world.now,
    );
    expect(JSON.stringify(view)).not.toContain("Iris");
    expect(JSON.stringify(view)).not.toMatch(/"code":/);
    expect(view?.rooms[1]?.beds[0]?.bars).toMatchObject([{ is: "stay" }]);
  });

  test("draws who is overdue up to tonight, and counts her bed from tomorrow on", () => {
    const { world, linde } = evening();
    world.place(linde, [{ name: "Iris", bed: "2 A" }], {
      at: "2026-06-20T15:00:00Z",
      plannedEnd: "2026-07-01",
    });
    expect(barsIn(world, linde, "2 A")).toMatchObject([
      { to: "2026-07-05", by: { overdueFrom: "2026-07-01", overdueDays: 3 } },
    ]);
    const view = seen(world, linde);
    expect([6, 7].map((at) => view.offerable[at])).toEqual([5, 6]);
  });

  test("blocks the other beds of a room for one household as long as someone is in it", () => {
    const { world, linde } = evening();
    world.place(linde, [{ name: "Iris", bed: "1 A" }], { plannedEnd: "2026-07-10" });
    for (const bed of ["1 B", "1 C"]) {
      expect(barsIn(world, linde, bed)).toEqual([
        { is: "blocked", from: "2026-07-04", to: "2026-07-10" },
      ]);
    }
  });

  test("gives a cot a row in each room that it stands in, and says when it is elsewhere", () => {
    const { world, linde } = evening();
    const state = world.state.houses.get(linde);
    const two = [...(state?.room ?? [])].find(([, { label }]) => label === "2")?.[0];
    world.do("moveBed", {
      house: linde,
      bed: world.bed(linde, "1 C"),
      to: two as never,
      from: "2026-07-10",
    });
    expect(barsIn(world, linde, "1 C")).toEqual([{ is: "away", from: "2026-07-10" }]);
    expect(barsIn(world, linde, "2 C")).toEqual([
      { is: "away", from: "2026-06-28", to: "2026-07-10" },
    ]);
  });

  test("shows a hold with its time and beds, once with words, and a block with its reason", () => {
    const { world, linde } = evening();
    const beds = [world.bed(linde, "2 A"), world.bed(linde, "2 B")];
    world.do("holdBeds", { house: linde, hold: world.id<"hold">(), beds, nights: 12 });
    const on = { bed: world.bed(linde, "10 A") };
    const block = { house: linde, block: world.id<"block">(), on, to: "2026-07-08" };
    world.do("blockBeds", { ...block, reason: "repair" });
    const held = { is: "held", from: "2026-07-04", to: "2026-07-16" };
    const expiresAt = world.clock + 4 * hourMs;
    expect(barsIn(world, linde, "2 A")).toMatchObject([
      { ...held, hold: { beds: 2, first: true, expiresAt } },
    ]);
    expect(barsIn(world, linde, "2 B")).toMatchObject([{ ...held, hold: { first: false } }]);
    expect(barsIn(world, linde, "10 A")).toMatchObject([
      { is: "out", reason: "repair", until: "2026-07-08" },
    ]);
  });
});

describe("a hold on what will be free", () => {
  test("begins where a stay is planned to end, and not before", () => {
    const { world, linde } = evening();
    world.place(linde, [{ name: "Iris", bed: "2 A" }], { plannedEnd: "2026-07-10" });
    const beds = [world.bed(linde, "2 A")];
    const hold = world.id<"hold">();
    const early = { house: linde, hold, beds, from: "2026-07-09", nights: 2 };
    expect(world.refusal("holdBeds", early).code).toBe("bed-taken");
    world.do("holdBeds", { ...early, from: "2026-07-10" });
    expect(barsIn(world, linde, "2 A").map(({ is, from, to }) => [is, from, to])).toEqual([
      ["stay", "2026-07-04", "2026-07-10"],
      ["held", "2026-07-10", "2026-07-12"],
    ]);
  });

  test("stands against an extension over it, and against nothing else of the same stay", () => {
    const { world, linde } = evening();
    const stayRef = world.place(linde, [{ name: "Iris", bed: "2 A" }], {
      plannedEnd: "2026-07-10",
    });
    const hold = world.id<"hold">();
    const beds = [world.bed(linde, "2 A")];
    world.do("holdBeds", { house: linde, hold, beds, from: "2026-07-12", nights: 2 });
    const extension = { house: linde, stayRef, reason: "health" } as const;
    world.manages = [linde];
    const longer = { ...extension, plannedEnd: "2026-07-13" };
    expect(world.refusal("extendStay", longer).code).toBe("bed-held");
    world.do("extendStay", { ...extension, plannedEnd: "2026-07-12" });
    const placement = [...(world.state.houses.get(linde)?.placement.values() ?? [])][0];
    const personRef = placement?.assignments[0]?.personRef;
    if (!personRef) throw new Error("nobody");
    const moves = [{ personRef, bed: world.bed(linde, "10 A") }];
    world.do("moveHousehold", { house: linde, stayRef, moves, reason: "request" });
    world.do("undoMove", { house: linde, stayRef, moves });
    world.do("releaseHold", { house: linde, hold });
    world.do("extendStay", { ...extension, plannedEnd: "2026-07-20" });
    const nights = { from: "2026-07-01", to: "2026-07-20", at: world.clock };
    expect(brokenLaws(world.state, nights)).toEqual([]);
  });
});
