import { describe, expect, test } from "vitest";
import { type Deed } from "#domain/acts.ts";
import { undoOf } from "#domain/undo.ts";
import type { HouseId } from "#domain/compartments.ts";
import type { Id } from "#domain/ids.ts";
import type { HouseholdFile } from "#domain/records-people.ts";
import { changesBetween, rowsOfFile, rowsOfPlacement } from "#domain/rows.ts";
import { World } from "./world.ts";

const rooms = [{ label: "1", mode: "household_exclusive", beds: ["A", "B"] }] as const;

function oneHousehold() {
  const world = new World("2026-07-05T10:00:00Z");
  const house = world.house("Linde", rooms);
  world.place(house, [
    { name: "Iris", bed: "1 A" },
    { name: "Lark", bed: "1 B", kind: "child", ageBand: "6-11" },
  ]);
  const [file, first] = [...(world.state.houses.get(house)?.householdFile ?? [])][0] ?? [];
  if (file === undefined || first === undefined) throw new Error("no file");
  return { world, house, file: file as Id<"file">, first };
}

const now = (world: World, house: HouseId): HouseholdFile => {
  const [file] = world.state.houses.get(house)?.householdFile.values() ?? [];
  if (file === undefined) throw new Error("no file");
  return file;
};

const described = (file: HouseholdFile, name: string): HouseholdFile => ({
  ...file,
  guardianAuthority: "Her aunt",
  persons: file.persons.map((person, at) =>
    at === 0
      ? { ...person, calledName: name, alerts: [{ kind: "allergy", text: "Nuts" }] }
      : { ...person, ageBand: "12-15" },
  ),
});

describe("bringing back an earlier version of a file", () => {
  test("writes what it says of the people as a new version, and their coded figures with it", () => {
    const { world, house, file, first } = oneHousehold();
    const to = described(first, "Tamarisk");
    const written = world.do("restoreFile", { house, file, from: first, to });
    expect(written.map(({ type }) => type)).toEqual(["householdFile", "figuresRecord"]);
    expect(now(world, house)).toEqual(to);
    const [figures] = world.state.houses.get(house)?.figuresRecord.values() ?? [];
    expect(figures?.persons.map(({ ageBand }) => ageBand)).toEqual(["25-34", "12-15"]);
  });

  test("leaves arrivals, departures and who belongs together as they are now", () => {
    const { world, house, file, first } = oneHousehold();
    const stayRef = first.stays[0]?.stayRef;
    if (stayRef === undefined) throw new Error("no stay");
    world.at("2026-07-08T10:00:00Z").depart(house, stayRef);
    const left = now(world, house);
    world.do("restoreFile", { house, file, from: left, to: described(first, "Tamarisk") });
    const after = now(world, house);
    expect(after.persons[0]?.calledName).toBe("Tamarisk");
    expect(after.stays).toEqual(left.stays);
    expect(after.members).toEqual(left.members);
    expect(after.stays[0]?.departure?.on).toBe("2026-07-08");
  });

  test("is undone by the same act the other way", () => {
    const { world, house, file, first } = oneHousehold();
    const input = { house, file, from: first, to: described(first, "Tamarisk") };
    world.do("restoreFile", input);
    const undo = undoOf({ act: "restoreFile", input }, () => "0".repeat(32)) as Extract<
      Deed,
      { act: "restoreFile" }
    >;
    world.do("restoreFile", undo.input);
    expect(now(world, house)).toEqual(first);
  });

  test("is refused where the file has changed since it was seen, where it changes nothing, and without a file", () => {
    const { world, house, file, first } = oneHousehold();
    const to = described(first, "Tamarisk");
    world.do("restoreFile", { house, file, from: first, to });
    const refusal = (input: Parameters<typeof world.refusal<"restoreFile">>[1]) =>
      world.refusal("restoreFile", input).code;
    expect(refusal({ house, file, from: first, to })).toBe("changed-meanwhile");
    expect(refusal({ house, file, from: to, to })).toBe("nothing-to-do");
    expect(refusal({ house, file: world.id<"file">(), from: to, to: first })).toBe("not-found");
  });
});

describe("what changed between two versions", () => {
  test("is nothing for the same version, and everything for the first", () => {
    const { first } = oneHousehold();
    expect(changesBetween(rowsOfFile(first), rowsOfFile(first))).toEqual([]);
    const all = changesBetween([], rowsOfFile(first));
    expect(all.map(({ field }) => field)).toContain("calledName");
    expect(all.every(({ before }) => before.length === 0)).toBe(true);
  });

  test("names each line once, with what it said before and what it says now", () => {
    const { first } = oneHousehold();
    const changes = changesBetween(rowsOfFile(first), rowsOfFile(described(first, "Tamarisk")));
    expect(changes.map(({ field, before, after }) => [field, before, after])).toEqual([
      ["calledName", [{ is: "text", text: "Iris" }], [{ is: "text", text: "Tamarisk" }]],
      ["allergy", [], [{ is: "text", text: "Nuts" }]],
      [
        "ageBand",
        [{ is: "code", set: "ageBand", code: "6-11" }],
        [{ is: "code", set: "ageBand", code: "12-15" }],
      ],
      ["guardianAuthority", [], [{ is: "text", text: "Her aunt" }]],
    ]);
  });

  test("of a move, names the nights in both beds", () => {
    const world = new World("2026-07-05T10:00:00Z");
    const house = world.house("Linde", [{ label: "2", mode: "shared", beds: ["A", "B"] }]);
    const stayRef = world.place(house, [{ name: "Iris", bed: "2 A" }]);
    const placement = () => [...(world.state.houses.get(house)?.placement.values() ?? [])][0];
    const before = placement();
    const [bed, other] = [world.bed(house, "2 A"), world.bed(house, "2 B")];
    const personRef = before?.assignments[0]?.personRef;
    if (before === undefined || personRef === undefined) throw new Error("nobody");
    world.at("2026-07-07T10:00:00Z");
    world.do("moveHousehold", {
      house,
      stayRef,
      moves: [{ personRef, bed: other }],
      reason: "request",
    });
    const after = placement();
    if (after === undefined) throw new Error("nobody");
    expect(changesBetween(rowsOfPlacement(before), rowsOfPlacement(after))).toEqual([
      {
        group: { is: "person", personRef },
        field: "bed",
        before: [{ is: "nights", what: { bed }, from: "2026-07-05" }],
        after: [
          { is: "nights", what: { bed }, from: "2026-07-05", to: "2026-07-07" },
          { is: "nights", what: { bed: other }, from: "2026-07-07" },
        ],
      },
    ]);
  });
});
