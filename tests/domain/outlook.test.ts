import { describe, expect, test } from "vitest";
import { putIn } from "#domain/change.ts";
import { msOf } from "#domain/dates.ts";
import { applyChange } from "#domain/state.ts";
import { outlook } from "#domain/view-outlook.ts";
import { World } from "./world.ts";

/** Two rooms for one household and a shared one, on 1 July. */
function house() {
  const world = new World("2026-07-01T10:00:00Z");
  const alone = "household_exclusive" as const;
  const linde = world.house("Linde", [
    { label: "1", mode: alone, beds: ["A", "B"] },
    { label: "2", mode: alone, beds: ["A", "B"] },
    { label: "3", mode: "shared", beds: ["A", "B", "C"] },
  ]);
  const nights = () => outlook(world.state, {}, world.now).nights;
  const on = (date: string) => nights().find(({ night }) => night === date);
  return { world, linde, on };
}

describe("the nights to come", () => {
  test("are committed up to a planned end, with the beds that a household blocks, and not known after it", () => {
    const { world, linde, on } = house();
    world.place(linde, [{ name: "Mina", bed: "1 A" }], { plannedEnd: "2026-07-11" });
    expect(on("2026-07-10")).toMatchObject({ committed: 2, likely: 0, unknown: 5 });
    expect(on("2026-07-11")).toMatchObject({ committed: 0, likely: 0, unknown: 7 });
  });

  test("are likely where somebody is past her planned end, and her room's beds with her", () => {
    const { world, linde, on } = house();
    world.place(linde, [{ name: "Mina", bed: "1 A" }], { plannedEnd: "2026-07-11" });
    world.at("2026-07-20T10:00:00Z");
    expect(on("2026-07-20")).toMatchObject({ committed: 0, likely: 2, unknown: 5 });
    expect(on("2026-09-01")).toMatchObject({ likely: 2 });
  });

  test("are likely for an open hold, committed for a confirmed one, and free again when it has run out", () => {
    const { world, linde, on } = house();
    const hold = world.id<"hold">();
    const beds = [world.bed(linde, "3 A"), world.bed(linde, "3 B")];
    const expiresAt = msOf("2026-07-01T14:00:00Z");
    world.do("holdBeds", { house: linde, hold, beds, nights: 3, expiresAt });
    expect(on("2026-07-03")).toMatchObject({ committed: 0, likely: 2, unknown: 5 });
    expect(outlook(world.state, {}, world.now).heldUntil).toBe(expiresAt);
    world.at("2026-07-01T14:00:00Z");
    expect(on("2026-07-03")).toMatchObject({ likely: 0, unknown: 7 });
    world.at("2026-07-01T12:00:00Z").do("confirmHold", { house: linde, hold });
    expect(on("2026-07-03")).toMatchObject({ committed: 2, likely: 0, unknown: 5 });
  });

  test("leave out what is out of service", () => {
    const { world, linde, on } = house();
    const on3 = { bed: world.bed(linde, "3 C") };
    const span = { from: "2026-07-05", to: "2026-07-08", reason: "repair" } as const;
    world.do("blockBeds", { house: linde, block: world.id<"block">(), on: on3, ...span });
    expect(on("2026-07-04")).toMatchObject({ unknown: 7 });
    expect(on("2026-07-05")).toMatchObject({ unknown: 6 });
  });

  test("take the house's longest stay where no end is planned, and say so", () => {
    const { world, linde, on } = house();
    world.do("changeHouse", { house: linde, maxStay: "P1M" });
    world.place(linde, [{ name: "Mina", bed: "3 A" }]);
    const there = world.state.houses.get(linde);
    for (const [placement, { plannedEnd: _, ...without }] of there?.placement ?? []) {
      applyChange(world.state, putIn(linde)("placement", placement, without));
    }
    expect(on("2026-07-31")).toMatchObject({ committed: 1 });
    expect(on("2026-08-01")).toMatchObject({ committed: 0 });
    const { ending } = outlook(world.state, {}, world.now);
    expect(ending).toMatchObject([
      { plannedEnd: "2026-08-01", assumed: true, overdueDays: 0, beds: [{ room: "3", bed: "A" }] },
    ]);
  });
});

test("the outlook names nobody", () => {
  const { world, linde } = house();
  world.place(linde, [{ name: "Mina", bed: "1 A" }], { plannedEnd: "2026-07-11" });
  world.at("2026-07-20T10:00:00Z");
  const text = JSON.stringify(outlook(world.state, {}, world.now));
  expect(text).toContain('"overdueDays":9');
  expect(text).not.toContain("Mina");
});

test("a retreat venue is not counted among the houses, but can be looked at", () => {
  const { world } = house();
  const venue = world.house("Hütte", [{ label: "1", mode: "shared", beds: ["A", "B"] }], {
    kind: "retreat_venue",
  });
  expect(outlook(world.state, {}, world.now).nights[0]).toMatchObject({ unknown: 7 });
  expect(outlook(world.state, { house: venue }, world.now).nights[0]).toMatchObject({ unknown: 2 });
});
