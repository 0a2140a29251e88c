import { describe, expect, test } from "vitest";
import type { HouseId } from "#domain/compartments.ts";
import { countsOf, roomsOn } from "#domain/nights.ts";
import { houseKinds } from "#domain/records.ts";
import { housing } from "#domain/report.ts";
import { inventory } from "#domain/view-inventory.ts";
import { World, type RoomPlan } from "./world.ts";

const rooms: readonly RoomPlan[] = [
  { label: "1", mode: "household_exclusive", beds: ["A", "B", ["C", "cot"]] },
  { label: "2", mode: "shared", beds: ["A", "B"] },
];

function evening(): { world: World; linde: HouseId } {
  const world = new World("2026-07-04T20:00:00Z");
  return { world, linde: world.house("Linde", rooms) };
}

const counts = (world: World, house: HouseId, night: string) => {
  const state = world.state.houses.get(house);
  if (!state) throw new Error("no such house");
  return countsOf(roomsOn(world.state, state, { night, at: world.clock }));
};

describe("a house (A08)", () => {
  test("closes when nobody lives there any more; its past still computes, nothing is offerable after", () => {
    const { world, linde } = evening();
    const period = { from: "2026-06-04", to: "2026-07-04" };
    const stay = world.place(linde, [{ name: "Iris", bed: "2 A" }], { at: "2026-06-20T15:00:00Z" });
    expect(world.refusal("closeHouse", { house: linde })).toEqual({
      code: "still-here",
      calledName: "Iris",
    });
    world.depart(linde, stay);
    const asked = { houses: [linde], period, at: world.clock };
    const before = housing(world.state, asked);
    expect(before.occupied).toBe(14);
    world.do("closeHouse", { house: linde });
    expect(housing(world.state, asked)).toEqual(before);
    for (const night of ["2026-07-04", "2026-07-30", "2027-07-04"]) {
      expect(counts(world, linde, night)).toMatchObject({ beds: 0, offerable: 0 });
    }
    world.do("refreshOffer", { house: linde, offer: world.id<"offer">() });
    const [offer] = world.state.organisation.houseOffer.values();
    expect(offer?.evenings.every(({ offerable }) => offerable === 0)).toBe(true);
    const arrival = world.arrival(linde, [{ name: "Fern", bed: "2 B" }]);
    expect(world.refusal("placeHousehold", arrival).code).toBe("house-closed");
  });

  test("opened again, was closed in between and in between alone", () => {
    const { world, linde } = evening();
    world.do("closeHouse", { house: linde });
    world.at("2026-09-10T20:00:00Z");
    world.do("reopenHouse", { house: linde, on: "2026-09-12" });
    const beds = (night: string): number => counts(world, linde, night).beds;
    expect(["2026-07-03", "2026-07-04", "2026-09-11", "2026-09-12"].map(beds)).toEqual([
      5, 0, 0, 5,
    ]);
    const late = world.arrival(linde, [{ name: "Fern", bed: "2 B" }], {
      at: "2026-08-10T20:00:00Z",
    });
    expect(world.refusal("placeHousehold", late)).toMatchObject({
      code: "house-closed",
      night: "2026-08-10",
    });
    world.do("closeHouse", { house: linde, on: "2026-10-01" });
    expect(["2026-09-30", "2026-10-01"].map(beds)).toEqual([5, 0]);
  });

  test("of any kind can be set up, and is counted alike", () => {
    const world = new World("2026-07-04T20:00:00Z");
    for (const kind of houseKinds) {
      const house = world.house(kind, rooms, { kind });
      world.place(house, [{ name: "Iris", bed: "2 A" }]);
      expect(counts(world, house, "2026-07-04")).toMatchObject({ occupied: 1, offerable: 4 });
    }
  });

  test("has funded beds by date, apart from those that can be used", () => {
    const { world, linde } = evening();
    const seen = (): readonly [number, number] => {
      const view = inventory(world.state, { house: linde }, world.now);
      return [view?.funded ?? -1, view?.operational ?? -1];
    };
    expect(seen()).toEqual([5, 5]);
    world.do("setFundedBeds", { house: linde, from: "2026-07-01", beds: 4 });
    world.do("setFundedBeds", { house: linde, from: "2026-08-01", beds: 6 });
    const block = { block: world.id<"block">(), on: { bed: world.bed(linde, "1 A") } };
    world.do("blockBeds", { house: linde, ...block, reason: "repair" });
    expect(seen()).toEqual([4, 4]);
    world.at("2026-08-02T12:00:00Z");
    expect(seen()[0]).toBe(6);
  });
});
