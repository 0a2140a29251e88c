import { describe, expect, test } from "vitest";
import { settingsOf } from "#domain/house.ts";
import { countsOf, roomsOn } from "#domain/nights.ts";
import type { HouseId } from "#domain/compartments.ts";
import type { RoomPlan } from "./world.ts";
import { World } from "./world.ts";

const rooms: readonly RoomPlan[] = [
  { label: "1", mode: "household_exclusive", beds: ["A", "B", ["C", "cot"]] },
  { label: "2", mode: "shared", beds: ["A", "B"] },
];

function nightOf4July(): { world: World; linde: HouseId } {
  const world = new World("2026-07-05T00:10:00Z");
  return { world, linde: world.house("Linde", rooms) };
}

const counts = (world: World, house: HouseId, night: string) => {
  const state = world.state.houses.get(house);
  if (!state) throw new Error("no such house");
  return countsOf(roomsOn(world.state, state, { night, at: world.clock }));
};

describe("an arrival", () => {
  test("at 02:10 counts for the evening before, in placement, file and figures alike", () => {
    const { world, linde } = nightOf4July();
    const written = world.do(
      "placeHousehold",
      world.arrival(linde, [{ name: "Iris", bed: "2 A" }]),
    );
    expect(written.map(({ type, place }) => [type, place.compartment])).toEqual([
      ["placement", "capacity"],
      ["householdFile", "residents"],
      ["figuresRecord", "figures"],
    ]);
    const house = world.state.houses.get(linde);
    const [placement] = house?.placement.values() ?? [];
    const [file] = house?.householdFile.values() ?? [];
    const [figures] = house?.figuresRecord.values() ?? [];
    expect(placement?.assignments[0]?.from).toBe("2026-07-04");
    expect(file?.stays[0]).toMatchObject({
      arrivedOn: "2026-07-04",
      arrivedAt: "2026-07-05T00:10:00Z",
      arrivalKind: "emergency_night_weekend",
      maxOnArrival: "2027-07-04",
    });
    expect(figures?.arrivedOn).toBe("2026-07-04");
    expect(counts(world, linde, "2026-07-03").occupied).toBe(0);
    expect(counts(world, linde, "2026-07-04").occupied).toBe(1);
  });

  test("follows the house's own census hour", () => {
    const world = new World("2026-07-05T00:10:00Z");
    const early = world.house("Birke", rooms, { censusHour: "02:00" });
    world.place(early, [{ name: "Iris", bed: "2 A" }]);
    expect(settingsOf(world.state, early)?.censusHour).toBe("02:00");
    expect(counts(world, early, "2026-07-04").occupied).toBe(0);
    expect(counts(world, early, "2026-07-05").occupied).toBe(1);
  });

  test("may be written down later than it happened, but not ahead", () => {
    const { world, linde } = nightOf4July();
    world.place(linde, [{ name: "Iris", bed: "2 A" }], { at: "2026-07-01T12:00:00Z" });
    expect(counts(world, linde, "2026-07-01").occupied).toBe(1);
    const tomorrow = world.arrival(linde, [{ name: "Fern", bed: "2 B" }], {
      at: "2026-07-05T12:00:00Z",
    });
    expect(world.refusal("placeHousehold", tomorrow)).toEqual({
      code: "in-the-future",
      date: "2026-07-05",
      tonight: "2026-07-04",
    });
  });

  test("into a bed that was given away is refused with the bed, the night, the hour and the name", () => {
    const { world, linde } = nightOf4July();
    world.place(linde, [{ name: "Iris", bed: "2 A" }]);
    world.at("2026-07-05T00:12:00Z");
    const second = world.arrival(linde, [{ name: "Fern", bed: "2 A" }]);
    expect(world.refusal("placeHousehold", second)).toEqual({
      code: "bed-taken",
      bed: { room: "2", bed: "A" },
      night: "2026-07-04",
      writtenAt: "2026-07-05T00:10:00Z",
      calledName: "Iris",
    });
  });

  test("into a room of another household is refused, of the same stay it is not", () => {
    const { world, linde } = nightOf4July();
    world.place(linde, [
      { name: "Iris", bed: "1 A" },
      { name: "Mai", bed: "1 C", kind: "child", ageBand: "0-2" },
    ]);
    expect(counts(world, linde, "2026-07-04")).toMatchObject({ occupied: 2, blocked: 1 });
    const second = world.arrival(linde, [{ name: "Fern", bed: "1 B" }]);
    expect(world.refusal("placeHousehold", second)).toMatchObject({
      code: "room-of-another-household",
      room: "1",
    });
  });

  test("gives nobody two beds and no bed to two", () => {
    const { world, linde } = nightOf4July();
    const iris = world.arrival(linde, [{ name: "Iris", bed: "2 A" }]);
    world.do("placeHousehold", iris);
    const personRef = iris.persons[0]?.personRef;
    if (!personRef) throw new Error("nobody");
    const again = world.arrival(linde, [{ name: "Iris", bed: "2 B", personRef }]);
    expect(world.refusal("placeHousehold", again).code).toBe("person-elsewhere");
    const both = world.arrival(linde, [
      { name: "Fern", bed: "1 A" },
      { name: "Mai", bed: "1 A" },
    ]);
    expect(world.refusal("placeHousehold", both).code).toBe("bed-given-twice");
  });

  test("taken back leaves the state as it was, to the byte", () => {
    const { world, linde } = nightOf4July();
    const before = structuredClone(world.state);
    const stayRef = world.place(linde, [{ name: "Iris", bed: "2 A" }]);
    world.do("undoArrival", { house: linde, stayRef });
    expect(world.state.houses.get(linde)?.placement).toEqual(new Map());
    expect(world.state.houses.get(linde)?.householdFile).toEqual(new Map());
    expect(world.state.houses.get(linde)?.figuresRecord).toEqual(new Map());
    expect(counts(world, linde, "2026-07-04").occupied).toBe(0);
    expect(world.state.organisation).toEqual(before.organisation);
  });

  test("can no longer be taken back once she has moved", () => {
    const { world, linde } = nightOf4July();
    const iris = world.arrival(linde, [{ name: "Iris", bed: "2 A" }]);
    world.do("placeHousehold", iris);
    const { stayRef } = iris;
    const moves = iris.persons.map(({ personRef }) => ({
      personRef,
      bed: world.bed(linde, "2 B"),
    }));
    world.do("moveHousehold", { house: linde, stayRef, moves, reason: "request" });
    expect(world.refusal("undoArrival", { house: linde, stayRef })).toEqual({
      code: "changed-since",
      what: "arrival",
    });
  });
});

describe("a return", () => {
  test("goes on in the same file and episode, with a stay of its own", () => {
    const { world, linde } = nightOf4July();
    const first = world.arrival(linde, [{ name: "Iris", bed: "2 A" }]);
    world.do("placeHousehold", first);
    world.at("2026-07-18T10:00:00Z");
    world.depart(linde, first.stayRef);
    world.at("2026-07-25T17:00:00Z");
    const personRef = first.persons[0]?.personRef;
    if (!personRef) throw new Error("nobody");
    const second = world.arrival(linde, [{ name: "another", bed: "2 B", personRef }]);
    world.do("placeHousehold", second);
    const house = world.state.houses.get(linde);
    const files = [...(house?.householdFile.values() ?? [])];
    expect(files).toHaveLength(1);
    expect(files[0]?.persons.map(({ calledName }) => calledName)).toEqual(["Iris"]);
    expect(files[0]?.stays.map(({ arrivalKind }) => arrivalKind)).toEqual([
      "emergency_night_weekend",
      "return",
    ]);
    expect(house?.figuresRecord.get(second.figures)).toMatchObject({
      arrivalKind: "return",
      returnOf: first.stayRef,
    });
  });

  test("taken back leaves the earlier stay and its file as they were", () => {
    const { world, linde } = nightOf4July();
    const first = world.arrival(linde, [{ name: "Iris", bed: "2 A" }]);
    world.do("placeHousehold", first);
    world.at("2026-07-18T10:00:00Z");
    world.depart(linde, first.stayRef);
    const before = structuredClone(world.state.houses.get(linde)?.householdFile);
    world.at("2026-07-25T17:00:00Z");
    const persons = first.persons.map((person) => ({ ...person, bed: world.bed(linde, "2 B") }));
    const second = { ...world.arrival(linde, []), persons };
    world.do("placeHousehold", second);
    world.do("undoArrival", { house: linde, stayRef: second.stayRef });
    expect(world.state.houses.get(linde)?.householdFile).toEqual(before);
  });

  test("on the evening of the departure is no return", () => {
    const { world, linde } = nightOf4July();
    const first = world.arrival(linde, [{ name: "Iris", bed: "2 A" }]);
    world.do("placeHousehold", first);
    world.at("2026-07-18T10:00:00Z");
    world.depart(linde, first.stayRef);
    const flat = world.house("Quitte", rooms, { kind: "transitional_apartment" });
    const persons = first.persons.map((person) => ({ ...person, bed: world.bed(flat, "1 A") }));
    const second = { ...world.arrival(flat, [], { arrivalKind: "planned" }), persons };
    world.do("placeHousehold", second);
    const there = world.state.houses.get(flat);
    expect(there?.figuresRecord.get(second.figures)?.arrivalKind).toBe("planned");
    const [file] = there?.householdFile.values() ?? [];
    expect(file?.episode.episode).toBe(first.episode);
  });
});
