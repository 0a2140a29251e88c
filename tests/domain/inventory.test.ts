import { describe, expect, test } from "vitest";
import { runAct, type Deed } from "#domain/acts.ts";
import { undoOf } from "#domain/undo.ts";
import { settingsOf } from "#domain/house.ts";
import type { HouseId } from "#domain/compartments.ts";
import type { RoomId } from "#domain/ids.ts";
import { countsOf, roomsOn } from "#domain/nights.ts";
import { housing } from "#domain/report.ts";
import { applyChange } from "#domain/state.ts";
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

const room = (world: World, house: HouseId, label: string): RoomId => {
  const found = [...(world.state.houses.get(house)?.room ?? [])].find(
    ([, record]) => record.label === label,
  );
  if (!found) throw new Error(`no room ${label}`);
  return found[0] as RoomId;
};

const newRoom = (world: World, label: string) => ({
  room: world.id<"room">(),
  label,
  mode: "shared" as const,
  attributes: [],
  beds: [
    { bed: world.id<"bed">(), label: "A", kind: "single" as const },
    { bed: world.id<"bed">(), label: "B", kind: "single" as const },
  ],
});

/** Everything of a house as plain data. */
const everything = (world: World, house: HouseId): string => {
  const { room: rs, bed, bedBlock } = world.state.houses.get(house) ?? {};
  const sorted = [rs, bed, bedBlock].map((table) => [...(table ?? [])].toSorted());
  return JSON.stringify([settingsOf(world.state, house), sorted]);
};

/** Does a deed and takes it back: all must be as it was. */
function expectUndone(world: World, house: HouseId, deed: Deed): void {
  const before = everything(world, house);
  const done = runAct(world.state, deed, world.now);
  if (!done.ok) throw new Error(`${deed.act} was refused: ${JSON.stringify(done.refusal)}`);
  for (const change of done.changes) applyChange(world.state, change);
  expect(everything(world, house)).not.toBe(before);
  const undo = undoOf(deed, () => world.id<"file">());
  if (!undo) throw new Error(`${deed.act} has no undo`);
  const undone = runAct(world.state, undo, world.now);
  if (!undone.ok) throw new Error(`${undo.act} was refused: ${JSON.stringify(undone.refusal)}`);
  for (const change of undone.changes) applyChange(world.state, change);
  expect(JSON.parse(everything(world, house))).toEqual(JSON.parse(before));
}

describe("a room", () => {
  test("counts from its first night on, and no night before", () => {
    const { world, linde } = evening();
    world.do("addRoom", { house: linde, room: newRoom(world, "3"), from: "2026-07-10" });
    expect(counts(world, linde, "2026-07-09").beds).toBe(5);
    expect(counts(world, linde, "2026-07-10").beds).toBe(7);
    expect(world.refusal("addRoom", { house: linde, room: newRoom(world, "3") })).toEqual({
      code: "label-twice",
      label: "3",
    });
  });

  test("is there no earlier than its house", () => {
    const { world, linde } = evening();
    const before = { house: linde, room: newRoom(world, "3"), from: "2023-12-31" };
    expect(world.refusal("addRoom", before)).toEqual({
      code: "end-before-start",
      from: "2024-01-01",
      to: "2023-12-31",
    });
    world.do("addRoom", { ...before, from: "2024-01-01" });
  });

  test("given up leaves its past as it was, its fixed beds go with it and its cot can be used again", () => {
    const { world, linde } = evening();
    const cot = world.bed(linde, "1 C");
    const before = housing(world.state, {
      houses: [linde],
      period: { from: "2026-06-01", to: "2026-07-04" },
      at: world.clock,
    });
    world.do("retireRoom", { house: linde, room: room(world, linde, "1") });
    expect(counts(world, linde, "2026-07-03").beds).toBe(5);
    expect(counts(world, linde, "2026-07-04").beds).toBe(2);
    expect(inventory(world.state, { house: linde }, world.now)?.putAway).toMatchObject([
      { bed: cot },
    ]);
    world.do("moveBed", { house: linde, bed: cot, to: room(world, linde, "2") });
    expect(counts(world, linde, "2026-07-04").beds).toBe(3);
    const after = housing(world.state, {
      houses: [linde],
      period: { from: "2026-06-01", to: "2026-07-04" },
      at: world.clock,
    });
    expect(after).toEqual(before);
  });

  test("is not given up while someone lives there, or is expected", () => {
    const { world, linde } = evening();
    const stay = world.place(linde, [{ name: "Iris", bed: "2 A" }]);
    const two = room(world, linde, "2");
    expect(world.refusal("retireRoom", { house: linde, room: two })).toMatchObject({
      code: "bed-taken",
      bed: { room: "2", bed: "A" },
      calledName: "Iris",
    });
    world.depart(linde, stay);
    const hold = world.id<"hold">();
    world.do("holdBeds", { house: linde, hold, beds: [world.bed(linde, "2 B")], nights: 3 });
    expect(world.refusal("retireRoom", { house: linde, room: two }).code).toBe("bed-held");
    expect(world.try("retireRoom", { house: linde, room: two, on: "2026-07-07" }).ok).toBe(true);
  });

  test("becomes one household's only where there are not two, and only from that night on", () => {
    const { world, linde } = evening();
    const two = room(world, linde, "2");
    const iris = world.place(linde, [{ name: "Iris", bed: "2 A" }]);
    const fern = world.place(linde, [{ name: "Fern", bed: "2 B" }]);
    const alone = { house: linde, room: two, mode: "household_exclusive" } as const;
    expect(world.refusal("setRoomMode", alone)).toEqual({
      code: "room-in-use",
      room: "2",
      mode: "household_exclusive",
    });
    world.depart(linde, fern);
    world.do("setRoomMode", { ...alone, from: "2026-07-20" });
    expect(counts(world, linde, "2026-07-19").blocked).toBe(0);
    expect(counts(world, linde, "2026-07-20").blocked).toBe(1);
    world.do("setRoomMode", { ...alone, mode: "shared", from: "2026-07-25" });
    expect(counts(world, linde, "2026-07-24").blocked).toBe(1);
    expect(counts(world, linde, "2026-07-25").blocked).toBe(0);
    world.depart(linde, iris);
  });
});

describe("a bed", () => {
  test("is added to a room that is there, under a label of its own", () => {
    const { world, linde } = evening();
    const bed = { bed: world.id<"bed">(), label: "D", kind: "sofa" as const, funded: false };
    const two = room(world, linde, "2");
    world.do("addBed", { house: linde, room: two, bed });
    expect(counts(world, linde, "2026-07-04").beds).toBe(6);
    const twice = { bed: world.id<"bed">(), label: " D ", kind: "single" as const };
    expect(world.refusal("addBed", { house: linde, room: two, bed: twice }).code).toBe(
      "label-twice",
    );
    world.do("retireRoom", { house: linde, room: two, on: "2026-07-08" });
    const late = { bed: world.id<"bed">(), label: "E", kind: "single" as const };
    expect(
      world.refusal("addBed", { house: linde, room: two, bed: late, from: "2026-07-09" }).code,
    ).toBe("bed-not-in-service");
  });

  test("is given up from a night on, unless someone sleeps in it then", () => {
    const { world, linde } = evening();
    const bed = world.bed(linde, "2 A");
    const stay = world.place(linde, [{ name: "Iris", bed: "2 A" }]);
    expect(world.refusal("retireBed", { house: linde, bed, on: "2026-09-01" }).code).toBe(
      "bed-taken",
    );
    world.depart(linde, stay);
    world.do("retireBed", { house: linde, bed, on: "2026-07-06" });
    expect(counts(world, linde, "2026-07-05").beds).toBe(5);
    expect(counts(world, linde, "2026-07-06").beds).toBe(4);
  });

  test("that is mobile stands in its new room from that night on, and no other bed is carried", () => {
    const { world, linde } = evening();
    const cot = world.bed(linde, "1 C");
    const two = room(world, linde, "2");
    world.do("moveBed", { house: linde, bed: cot, to: two, from: "2026-07-08" });
    const beds = (night: string): number[] => {
      const state = world.state.houses.get(linde);
      if (!state) throw new Error("no house");
      return roomsOn(world.state, state, { night, at: world.clock }).map((one) => one.beds.length);
    };
    expect(beds("2026-07-07")).toEqual([3, 2]);
    expect(beds("2026-07-08")).toEqual([2, 3]);
    const fixed = { house: linde, bed: world.bed(linde, "1 A"), to: two };
    expect(world.refusal("moveBed", fixed).code).toBe("bed-not-mobile");
  });

  test("that someone sleeps in, or that is held, is not carried away", () => {
    const { world, linde } = evening();
    const cot = world.bed(linde, "1 C");
    const move = { house: linde, bed: cot, to: room(world, linde, "2") };
    const hold = world.id<"hold">();
    world.do("holdBeds", { house: linde, hold, beds: [world.bed(linde, "1 A")] });
    expect(world.refusal("moveBed", move).code).toBe("bed-held");
    world.do("releaseHold", { house: linde, hold });
    world.place(linde, [
      { name: "Iris", bed: "1 A" },
      { name: "Mai", bed: "1 C", kind: "child", ageBand: "0-2" },
    ]);
    expect(world.refusal("moveBed", move).code).toBe("bed-in-use");
  });
});

test("whatever is done to rooms, beds and houses can be taken back to the byte", () => {
  const { world, linde } = evening();
  const one = room(world, linde, "1");
  const two = room(world, linde, "2");
  const cot = world.bed(linde, "1 C");
  const house = linde;
  const bed = { bed: world.id<"bed">(), label: "D", kind: "sofa" as const };
  const deeds: readonly Deed[] = [
    { act: "addRoom", input: { house, room: newRoom(world, "3") } },
    { act: "addBed", input: { house, room: two, bed } },
    { act: "retireRoom", input: { house, room: one, on: "2026-08-01" } },
    { act: "retireBed", input: { house, bed: world.bed(linde, "2 A") } },
    { act: "setRoomMode", input: { house, room: two, mode: "household_exclusive" } },
    { act: "setRoomMode", input: { house, room: one, mode: "shared", from: "2026-07-09" } },
    { act: "moveBed", input: { house, bed: cot, to: two, from: "2026-07-09" } },
    { act: "closeHouse", input: { house, on: "2026-08-01" } },
    { act: "setFundedBeds", input: { house, from: "2026-08-01", beds: 3 } },
    { act: "setFundedBeds", input: { house, from: "2024-01-01", beds: 3, was: 5 } },
  ];
  for (const deed of deeds) expectUndone(world, house, deed);
  world.do("closeHouse", { house });
  expectUndone(world, house, { act: "reopenHouse", input: { house } });
  world.at("2026-07-14T20:00:00Z");
  expectUndone(world, house, { act: "reopenHouse", input: { house } });
});

test("what has been used or changed since cannot be taken back", () => {
  const { world, linde } = evening();
  const added = newRoom(world, "3");
  world.do("addRoom", { house: linde, room: added });
  world.place(linde, [{ name: "Iris", bed: "3 A" }]);
  expect(world.refusal("undoAddRoom", { house: linde, room: added.room })).toEqual({
    code: "changed-since",
    what: "inventory",
  });
  const bed = world.bed(linde, "3 A");
  expect(world.refusal("undoAddBed", { house: linde, bed }).code).toBe("changed-since");
  expect(world.refusal("undoRetireBed", { house: linde, bed }).code).toBe("changed-since");
  expect(world.refusal("undoCloseHouse", { house: linde }).code).toBe("changed-since");
});
