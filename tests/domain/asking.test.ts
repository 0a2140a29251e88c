import { describe, expect, test } from "vitest";
import type { HouseId } from "#domain/compartments.ts";
import { type Composition, places } from "#domain/view-places.ts";
import { requests } from "#domain/view-requests.ts";
import { runView } from "#domain/views.ts";
import { World, type RoomPlan } from "./world.ts";

const rooms: readonly RoomPlan[] = [{ label: "2", mode: "shared", beds: ["A", "B"] }];

function evening(): { world: World; linde: HouseId } {
  const world = new World("2026-07-04T20:00:00Z");
  return { world, linde: world.house("Linde", rooms) };
}

describe("a request", () => {
  test("whose hold was let go from its bed says so, and the bed leads to it as long as it is held", () => {
    const { world, linde } = evening();
    const request = world.id<"request">();
    world.do("takeRequest", {
      house: linde,
      request,
      composition: { women: 1, otherAdults: 0, children: [] },
      urgency: "tonight",
    });
    const hold = world.id<"hold">();
    const beds = [world.bed(linde, "2 A")];
    world.do("offerPlace", { house: linde, request, hold, beds });
    const board = () =>
      runView(world.state, { name: "tonight", args: { house: linde } }, world.now);
    const held = () =>
      board()?.rooms.flatMap(({ beds: all }) => all.filter(({ now }) => now.is === "held"));
    expect(held()).toMatchObject([{ now: { is: "held", request } }]);
    world.do("releaseHold", { house: linde, hold });
    expect(held()).toEqual([]);
    expect(requests(world.state, { house: linde }, world.now)?.waiting[0]).toMatchObject({
      lapsed: false,
      released: true,
    });
  });
});

describe("other houses that she can be told of", () => {
  const woman = { women: 1, otherAdults: 0, children: [] };
  const couple = { ...woman, otherAdults: 1 };
  const family = {
    ...woman,
    children: [{ ageBand: "6-11" as const }, { ageBand: "0-2" as const }],
  };

  test("are those alone that have a place for so many, and whose rules let in everybody of them", () => {
    const { world, linde } = evening();
    const small = world.house("Birke", [{ label: "1", mode: "shared", beds: ["A"] }]);
    const women = world.house("Weide", rooms, {
      policy: { adults: "women_only", unaccompaniedMinors: false, extensionApprover: "manager" },
    });
    const large = world.house("Erle", [{ label: "1", mode: "shared", beds: ["A", "B", "C"] }]);
    for (const house of [small, women, large]) {
      world.do("refreshOffer", { house, offer: world.id<"offer">() });
    }
    const told = (composition: Composition): string[] =>
      places(world.state, { house: linde, composition }, world.now)
        .elsewhere.map(({ codeName }) => codeName)
        .toSorted();
    expect(told(woman)).toEqual(["Birke", "Erle", "Weide"]);
    expect(told(family)).toEqual(["Erle"]);
    expect(told(couple)).toEqual(["Erle"]);
  });
});
