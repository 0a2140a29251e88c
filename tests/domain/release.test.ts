import { describe, expect, test } from "vitest";
import { figureOf } from "#domain/figures.ts";
import { cellQuantities, type CellCode } from "#domain/quantities.ts";
import { frozen, leaving } from "#domain/view-leaving.ts";
import { report } from "#domain/view-report.ts";
import { julyExample } from "./july.ts";
import { World } from "./world.ts";

const period = { from: "2026-07-01", to: "2026-08-01" };

describe("July 2026 as it leaves, at five", () => {
  const { world } = julyExample();
  const { columns } = leaving(world.state, period, world.now);
  const exact = report(world.state, period, world.now).columns;

  test("shows no number of persons, stays or requests from one to four in any column", () => {
    for (const { quantities } of columns) {
      for (const code of cellQuantities) {
        const shown = quantities[code];
        expect(shown === undefined || shown === 0 || shown >= 5, `${code} ${shown}`).toBe(true);
      }
    }
  });

  test("keeps nights and their shares to the digit", () => {
    const [all] = columns;
    expect(figureOf("utilisation", all?.quantities ?? {})).toMatchObject({
      numerator: 154,
      denominator: 331,
    });
    expect(all?.quantities).toMatchObject({ blocked: 38, fullNights: 0, served: 7 });
  });

  test("shows that 5 of 11 requests were turned away, but no reason and no share that rests on fewer", () => {
    const shown = columns[0]?.quantities ?? {};
    expect(figureOf("capacityTurnAway", shown).value).toBeUndefined();
    expect(figureOf("survivorDeclined", shown).value).toBeUndefined();
    expect(figureOf("averageLength", shown).value).toBeUndefined();
    expect(figureOf("medianLength", shown).value).toBeUndefined();
    expect(shown["requests.reason.full_beds"]).toBeUndefined();
    expect(columns[0]?.hidden["requests.reason.full_beds"]).toBe("small");
  });

  test("hides women as well where the one child could be subtracted", () => {
    expect(exact[0]?.quantities).toMatchObject({ served: 7, "served.woman": 6 });
    expect(columns[0]?.hidden).toMatchObject({
      "served.child": "small",
      "served.woman": "protects",
    });
  });
});

/** A house in which so many women arrive, on these days, and leave after ten nights. */
function houseWith(days: readonly string[]): World {
  const world = new World("2026-01-01T10:00:00Z");
  const beds = Array.from({ length: 60 }, (_, at) => String(at + 1));
  const house = world.house("Linde", [{ label: "1", mode: "shared", beds }]);
  for (const [at, day] of days.toSorted().entries()) {
    world.at(`${day}T10:00:00Z`).place(house, [{ name: `N${at}`, bed: `1 ${at + 1}` }]);
  }
  return world.at("2026-07-01T10:00:00Z");
}
const every = (month: string, count: number): string[] =>
  Array.from({ length: count }, (_, at) => `${month}-${String(at + 1).padStart(2, "0")}`);
const admitted = (world: World, from: string, to: string): number | undefined =>
  leaving(world.state, { from, to }, world.now).columns[0]?.quantities.admissions;
const release = (world: World, from: string, to: string) =>
  world.do("releaseReport", { report: world.id<"report">(), from, to, occasion: "file" });

describe("a report that leaves after others", () => {
  test("does not show a sum from which a small month could be taken", () => {
    const world = houseWith([...every("2026-03", 9), ...every("2026-04", 2)]);
    expect(admitted(world, "2026-03-01", "2026-05-01")).toBe(11);
    release(world, "2026-03-01", "2026-04-01");
    expect(admitted(world, "2026-03-01", "2026-05-01")).toBeUndefined();
    expect(admitted(world, "2026-04-01", "2026-05-01")).toBeUndefined();
  });

  test("does not show a month that with the quarter would give a small one away", () => {
    const world = houseWith([
      ...every("2026-01", 8),
      ...every("2026-02", 3),
      ...every("2026-03", 7),
    ]);
    release(world, "2026-01-01", "2026-04-01");
    expect(admitted(world, "2026-01-01", "2026-02-01")).toBe(8);
    release(world, "2026-01-01", "2026-02-01");
    expect(admitted(world, "2026-03-01", "2026-04-01")).toBeUndefined();
  });

  test("shows everything where every difference is large", () => {
    const world = houseWith([...every("2026-03", 9), ...every("2026-04", 6)]);
    release(world, "2026-03-01", "2026-04-01");
    expect(admitted(world, "2026-03-01", "2026-05-01")).toBe(15);
    expect(admitted(world, "2026-04-01", "2026-05-01")).toBe(6);
  });

  test("hides the same numbers when it leaves a second time, and is not kept twice", () => {
    const world = houseWith([...every("2026-03", 9), ...every("2026-04", 2)]);
    release(world, "2026-03-01", "2026-04-01");
    release(world, "2026-03-01", "2026-05-01");
    const before = leaving(world.state, { from: "2026-03-01", to: "2026-05-01" }, world.now);
    expect(before.again).toBe(true);
    expect(before.columns[0]?.quantities.admissions).toBeUndefined();
    expect(release(world, "2026-03-01", "2026-05-01")).toEqual([]);
    expect(frozen(world.state, {}, world.now).reports).toHaveLength(2);
  });

  test("shows nights but no count of persons where its days do not begin and end a month", () => {
    const world = houseWith(every("2026-03", 12));
    const { uneven, columns } = leaving(
      world.state,
      { from: "2026-03-02", to: "2026-04-01" },
      world.now,
    );
    expect(uneven).toBe(true);
    expect(columns[0]?.quantities.occupied).toBeGreaterThan(0);
    const shown = cellQuantities.filter(
      (code: CellCode) => columns[0]?.quantities[code] !== undefined,
    );
    expect(shown).toEqual([]);
  });

  test("leaves only when its nights are over", () => {
    const world = houseWith(every("2026-06", 6));
    const input = {
      report: world.id<"report">(),
      from: "2026-07-01",
      to: "2026-08-01",
      occasion: "file",
    } as const;
    expect(world.refusal("releaseReport", input).code).toBe("in-the-future");
  });

  test("does not show a corrected number beside the one that left before", () => {
    const world = houseWith(every("2026-03", 9));
    release(world, "2026-03-01", "2026-04-01");
    const [house] = [...world.state.houses.keys()];
    if (house === undefined) throw new Error("no house");
    const late = (at: number) =>
      world.place(house, [{ name: `L${at}`, bed: `1 ${at}` }], { at: "2026-03-20T10:00:00Z" });
    late(40);
    expect(admitted(world, "2026-03-01", "2026-04-01")).toBeUndefined();
    for (const at of [41, 42, 43, 44]) late(at);
    expect(admitted(world, "2026-03-01", "2026-04-01")).toBe(14);
  });

  test("stays as it left when a correction changes what it counted", () => {
    const world = houseWith(every("2026-03", 9));
    release(world, "2026-03-01", "2026-04-01");
    const [house] = [...world.state.houses.keys()];
    if (house === undefined) throw new Error("no house");
    const late = world.arrival(house, [{ name: "Late", bed: "1 40" }], {
      at: "2026-03-20T10:00:00Z",
    });
    world.do("placeHousehold", late);
    const [kept] = frozen(world.state, {}, world.now).reports;
    expect(kept?.columns[0]?.quantities.admissions).toBe(9);
    expect(
      report(world.state, { from: "2026-03-01", to: "2026-04-01" }, world.now).columns[0]
        ?.quantities.admissions,
    ).toBe(10);
  });
});

test("nights in a retreat venue are told apart and are in no figure of the shelters (A17)", () => {
  const world = houseWith(every("2026-03", 6));
  const venue = world.house("Hütte", [{ label: "1", mode: "shared", beds: ["A", "B"] }], {
    kind: "retreat_venue",
  });
  const before = report(world.state, { from: "2026-06-01", to: "2026-07-01" }, world.now);
  world.at("2026-06-10T10:00:00Z");
  const stay = world.place(venue, [{ name: "Wai", bed: "1 A" }]);
  world.at("2026-06-13T10:00:00Z").depart(venue, stay);
  world.at("2026-07-01T10:00:00Z");
  const after = report(world.state, { from: "2026-06-01", to: "2026-07-01" }, world.now);
  expect(after.columns).toEqual(before.columns);
  expect(after.apart).toMatchObject([{ codeName: "Hütte", stays: 1, persons: 1, nights: 3 }]);
});
