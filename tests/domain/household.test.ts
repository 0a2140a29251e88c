import { describe, expect, test } from "vitest";
import type { HouseId } from "#domain/compartments.ts";
import { headOf } from "#domain/house.ts";
import type { PersonRef, StayRef } from "#domain/ids.ts";
import { stayFile } from "#domain/view-file.ts";
import { bedsForOne } from "#domain/view-beds.ts";
import { known, resident } from "#domain/view-resident.ts";
import { tonight } from "#domain/view-tonight.ts";
import { World, type RoomPlan } from "./world.ts";

const rooms: readonly RoomPlan[] = [
  { label: "1", mode: "household_exclusive", beds: ["A", "B"] },
  { label: "2", mode: "shared", beds: ["A", "B", ["C", "cot"]] },
];

interface Family {
  readonly world: World;
  readonly house: HouseId;
  readonly stayRef: StayRef;
  readonly mother: PersonRef;
  readonly child: PersonRef;
}

/** A mother and her daughter in room 1, on a Monday evening in May. */
function family(): Family {
  const world = new World("2026-05-04T18:00:00Z");
  const house = world.house("Linde", rooms);
  const input = world.arrival(house, [
    { name: "Iris", bed: "1 A" },
    { name: "Mai", bed: "1 B", kind: "girl", ageBand: "12-15" },
  ]);
  world.do("placeHousehold", input);
  const [mother, child] = input.persons.map(({ personRef }) => personRef) as [PersonRef, PersonRef];
  return { world, house, stayRef: input.stayRef, mother, child };
}

const leaving = ({ world, house, stayRef }: Family, persons: readonly PersonRef[]) => ({
  house,
  stayRef,
  persons,
  file: world.id<"file">(),
  episode: world.id<"episode">(),
  departedAt: world.clock,
  reason: "own_choice_early" as const,
  destination: "family" as const,
});

describe("who lives in a household", () => {
  test("a head may leave while her child stays: the stay goes on, and she moves to a file of her own (I-19)", () => {
    const town = family();
    const { world, house, stayRef, mother, child } = town;
    world.at("2026-05-20T10:00:00Z");
    world.do("leaveHousehold", leaving(town, [mother]));
    const there = world.state.houses.get(house);
    const files = [...(there?.householdFile.values() ?? [])];
    expect(files.map(({ persons }) => persons.map(({ personRef }) => personRef))).toEqual([
      [child],
      [mother],
    ]);
    expect(files[1]?.leaving).toMatchObject({
      stayRef,
      arrivedOn: "2026-05-04",
      departure: { on: "2026-05-20", destination: "family", safeByHerView: "not_asked" },
    });
    expect(files[1]?.episode.episode).not.toBe(files[0]?.episode.episode);
    expect(there && headOf(there, stayRef)).toBe(child);
    const [figures] = there?.figuresRecord.values() ?? [];
    expect(figures?.departedOn).toBeUndefined();
    expect(figures?.persons.map(({ leftOn, destination }) => [leftOn, destination])).toEqual([
      ["2026-05-20", "family"],
      [undefined, undefined],
    ]);
    const view = resident(world.state, { house, stayRef }, world.now);
    expect(view?.persons.map(({ calledName, leftOn }) => [calledName, leftOn])).toEqual([
      ["Mai", undefined],
      ["Iris", "2026-05-20"],
    ]);
    expect(view?.departure).toBeUndefined();
  });

  test("a child may leave while her mother stays, and the whole can depart later (I-19)", () => {
    const town = family();
    const { world, house, stayRef, child } = town;
    world.at("2026-05-20T10:00:00Z");
    world.do("leaveHousehold", leaving(town, [child]));
    world.at("2026-05-20T20:00:00Z");
    world.depart(house, stayRef);
    world.do("undoDeparture", { house, stayRef });
    const view = resident(world.state, { house, stayRef }, world.now);
    expect(
      view?.persons.map(({ calledName, leftOn, beds }) => [calledName, leftOn, beds[0]?.to]),
    ).toEqual([
      ["Iris", undefined, undefined],
      ["Mai", "2026-05-20", "2026-05-20"],
    ]);
  });

  test("the last of a household does not leave it: that is a departure", () => {
    const town = family();
    const { world, mother, child } = town;
    expect(world.refusal("leaveHousehold", leaving(town, [mother, child])).code).toBe(
      "last-of-household",
    );
    world.do("leaveHousehold", leaving(town, [mother]));
    expect(world.refusal("leaveHousehold", leaving(town, [child]))).toEqual({
      code: "last-of-household",
      calledName: "Mai",
    });
    expect(world.refusal("leaveHousehold", leaving(town, [mother])).code).toBe("not-found");
  });

  test("where a head leaves, the first adult who stays is head from then on", () => {
    const town = family();
    const { world, house, stayRef, mother } = town;
    world.at("2026-05-10T10:00:00Z");
    const sister = { ...world.arrival(house, [{ name: "Fern", bed: "2 A" }]).persons[0] };
    world.do("joinHousehold", {
      house,
      stayRef,
      person: { ...(sister as ReturnType<World["arrival"]>["persons"][number]) },
      relation: "relative",
    });
    world.at("2026-05-20T10:00:00Z");
    const left = leaving(town, [mother]);
    world.do("leaveHousehold", left);
    const there = world.state.houses.get(house);
    expect(there && headOf(there, stayRef)).toBe(sister.personRef);
    world.do("undoLeaving", { house, stayRef, persons: [mother], file: left.file });
    expect(there && headOf(there, stayRef)).toBe(mother);
  });

  test("a birth brings a cot into the mother's room and a line into the figures from that evening on", () => {
    const { world, house, stayRef } = family();
    world.at("2026-06-01T03:00:00Z");
    const offered = bedsForOne(world.state, { house, stayRef }, world.now);
    const cot = offered.find(({ kind, brought }) => kind === "cot" && brought);
    if (!cot?.brought) throw new Error("no cot");
    expect(cot).toMatchObject({ room: "1", near: true, brought: { from: "2" } });
    const [baby] = world.arrival(house, [
      { name: "Wren", bed: "2 C", kind: "child", ageBand: "0-2" },
    ]).persons;
    if (!baby) throw new Error("nobody");
    world.do("joinHousehold", {
      house,
      stayRef,
      person: { ...baby, bed: cot.bed, birthDate: "2026-05-31" },
      relation: "child",
      brought: [{ bed: cot.bed, to: cot.brought.to }],
    });
    const there = world.state.houses.get(house);
    expect(there?.bed.get(cot.bed)?.roomHistory.at(-1)?.room).toBe(cot.brought.to);
    const [figures] = there?.figuresRecord.values() ?? [];
    expect(figures?.persons.at(-1)).toMatchObject({ ageBand: "0-2", joinedOn: "2026-06-01" });
    const view = stayFile(world.state, { house, stayRef }, world.now);
    expect(view?.resident.persons.map(({ calledName }) => calledName)).toEqual([
      "Iris",
      "Mai",
      "Wren",
    ]);
    const before = structuredClone(there?.bed);
    world.do("undoJoining", {
      house,
      stayRef,
      personRef: baby.personRef,
      brought: [{ bed: cot.bed, to: cot.brought.to }],
    });
    expect(there?.bed.get(cot.bed)?.roomHistory).toHaveLength(1);
    expect(before?.get(cot.bed)?.roomHistory).toHaveLength(2);
  });

  test("who had left and is back joins again under the same ref, and stands in one file", () => {
    const town = family();
    const { world, house, stayRef, mother } = town;
    world.at("2026-05-20T10:00:00Z");
    world.do("leaveHousehold", leaving(town, [mother]));
    world.at("2026-06-20T10:00:00Z");
    expect(known(world.state, { house, text: "iris" })[0]?.lastStay).toEqual({
      stayRef,
      arrivedOn: "2026-05-04",
      departedOn: "2026-05-20",
    });
    const [again] = world.arrival(house, [{ name: "Iris", bed: "1 A", personRef: mother }]).persons;
    if (!again) throw new Error("nobody");
    world.do("joinHousehold", { house, stayRef, person: again, relation: "head" });
    const files = [...(world.state.houses.get(house)?.householdFile.values() ?? [])];
    expect(files.map(({ persons }) => persons.length)).toEqual([2, 0]);
    const [figures] = world.state.houses.get(house)?.figuresRecord.values() ?? [];
    expect(figures?.persons.map(({ joinedOn, leftOn }) => [joinedOn, leftOn])).toEqual([
      [undefined, "2026-05-20"],
      [undefined, undefined],
      ["2026-06-20", undefined],
    ]);
  });

  test("who left alone comes back on her own as a return, in her own file and episode", () => {
    const town = family();
    const { world, house, mother } = town;
    world.at("2026-05-20T10:00:00Z");
    const left = leaving(town, [mother]);
    world.do("leaveHousehold", left);
    world.at("2026-06-20T10:00:00Z");
    const back = world.arrival(house, [{ name: "Iris", bed: "2 A", personRef: mother }]);
    world.do("placeHousehold", back);
    const there = world.state.houses.get(house);
    expect(there?.figuresRecord.get(back.figures)).toMatchObject({
      arrivalKind: "return",
      returnOf: town.stayRef,
    });
    const file = there?.householdFile.get(left.file);
    expect(file?.episode.episode).toBe(left.episode);
    expect(file?.stays).toHaveLength(1);
  });

  test("two colleagues who write about one person each keep theirs", () => {
    const { world, house, stayRef, child } = family();
    const hers = { house, stayRef, personRef: child, was: { languages: [], diet: null } };
    world.do("changePerson", { ...hers, set: { languages: ["mn"] } });
    world.do("changePerson", { ...hers, set: { diet: "no nuts" } });
    const [file] = world.state.houses.get(house)?.householdFile.values() ?? [];
    expect(file?.persons[1]).toMatchObject({ languages: ["mn"], diet: "no nuts" });
  });

  test("a birth date gives the band: today's in the file, that of the arrival in the figures", () => {
    const { world, house, stayRef, child } = family();
    world.at("2026-09-01T10:00:00Z");
    world.do("changePerson", {
      house,
      stayRef,
      personRef: child,
      set: { birthDate: "2010-08-01" },
      was: { birthDate: null },
    });
    const there = world.state.houses.get(house);
    expect([...(there?.householdFile.values() ?? [])][0]?.persons[1]?.ageBand).toBe("16-17");
    expect([...(there?.figuresRecord.values() ?? [])][0]?.persons[1]?.ageBand).toBe("12-15");
  });

  test("an episode has one coordinator at a time, or none said expressly (I-14)", () => {
    const { world, house, stayRef } = family();
    const [ada, bo] = ["aa".repeat(16), "bb".repeat(16)];
    const current = () =>
      stayFile(world.state, { house, stayRef }, world.now)?.episode?.coordinators ?? [];
    world.do("setCoordinator", { house, stayRef, member: ada });
    world.at("2026-05-06T10:00:00Z");
    world.do("setCoordinator", { house, stayRef, member: bo });
    expect(current()).toEqual([
      { member: ada, from: "2026-05-04", to: "2026-05-06" },
      { member: bo, from: "2026-05-06" },
    ]);
    world.do("setCoordinator", { house, stayRef });
    expect(current().filter(({ to }) => to === undefined)).toEqual([]);
    expect(world.refusal("setCoordinator", { house, stayRef }).code).toBe("nothing-to-do");
  });
});

test("the departure of a household is told with the bed of whom it names, not of her child", () => {
  const { world, house, stayRef } = family();
  world.at("2026-05-10T18:00:00Z");
  world.depart(house, stayRef);
  expect(tonight(world.state, { house }, world.now)?.departures).toEqual([
    expect.objectContaining({
      is: "departed",
      calledName: "Iris",
      persons: 2,
      bed: { room: "1", bed: "A" },
    }),
  ]);
});
