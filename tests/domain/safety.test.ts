import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { runAct, type Deed } from "#domain/acts.ts";
import type { ConflictLevel } from "#domain/codes.ts";
import { instantOf, plusDays } from "#domain/dates.ts";
import { dueTasks } from "#domain/due.ts";
import { applyChange } from "#domain/state.ts";
import { undoOf } from "#domain/undo.ts";
import { stayFile } from "#domain/view-file.ts";
import { placesToMove, placesToReturn } from "#domain/view-places.ts";
import { sleepers } from "./laws.ts";
import { began, deedOf, hourMs, smallTown, step } from "./steps.ts";
import { World } from "./world.ts";

/** Iris in room 1, and Fern, who left in May: they must be kept apart. */
function apart(level: ConflictLevel) {
  const world = new World("2026-05-01T10:00:00Z");
  const house = world.house("Linde", [
    { label: "1", mode: "shared", beds: ["A", "B"] },
    { label: "2", mode: "shared", beds: ["A", "B"] },
  ]);
  const [iris, fern] = [world.id<"person">(), world.id<"person">()];
  const fernStay = world.place(house, [{ name: "Fern", bed: "2 A", personRef: fern }]);
  world.at("2026-05-10T10:00:00Z").depart(house, fernStay);
  const irisStay = world.place(house, [{ name: "Iris", bed: "1 A", personRef: iris }]);
  const conflict = world.id<"safetyConflict">();
  world.do("recordConflict", {
    house,
    conflict,
    sides: [[iris], [fern]],
    kind: "same_network",
    level,
    reviewOn: "2026-06-01",
  });
  const back = (bed: string, override?: { reason: string }) =>
    world.arrival(
      house,
      [{ name: "Fern", bed, personRef: fern }],
      override === undefined ? {} : { override },
    );
  return { world, house, iris, fern, irisStay, fernStay, conflict, back };
}

describe("two who must be kept apart", () => {
  test("never in one house: neither is placed there while the other is, by nobody but a manager who says why (I-13)", () => {
    const { world, house, back } = apart("never_same_house");
    expect(world.refusal("placeHousehold", back("2 A"))).toEqual({
      code: "safety-conflict",
      level: "never_same_house",
      kind: "same_network",
      calledName: "Iris",
    });
    const reason = { reason: "the other house burns" };
    expect(world.refusal("placeHousehold", back("2 A", reason)).code).toBe("safety-conflict");
    world.manages = [house];
    expect(world.refusal("placeHousehold", back("2 A", { reason: " " })).code).toBe(
      "safety-conflict",
    );
    const placed = back("2 A", reason);
    world.do("placeHousehold", placed);
    const view = stayFile(world.state, { house, stayRef: placed.stayRef }, world.now);
    expect(view?.overrides).toEqual([
      {
        rule: "never_same_house",
        reason: "the other house burns",
        by: "ee".repeat(16),
        at: "2026-05-10T10:00:00Z",
      },
    ]);
  });

  test("never in one room: the next room is open to her, theirs is not, and the list of places says so", () => {
    const { world, house, fern, back, irisStay } = apart("never_same_room");
    const asked = { house, persons: [fern] };
    const offered = placesToReturn(world.state, asked, world.now);
    expect(offered.fitting.map(({ label }) => label)).toEqual(["2"]);
    expect(offered.notFitting).toMatchObject([{ label: "1", why: { code: "unsafe" } }]);
    expect(world.refusal("placeHousehold", back("1 B"))).toMatchObject({
      code: "safety-conflict",
      level: "never_same_room",
    });
    world.do("placeHousehold", back("2 A"));
    const moves = placesToMove(world.state, { house, stayRef: irisStay }, world.now);
    expect(moves.fitting).toEqual([]);
    expect(moves.notFitting).toMatchObject([{ label: "2", why: { code: "unsafe" } }]);
    world.manages = [house];
    const last = placesToReturn(world.state, { house, persons: [fern] }, world.now).fitting.at(-1);
    expect(last?.unsafe).toMatchObject({ level: "never_same_room", calledName: "Iris" });
  });

  test("only told: nothing is refused", () => {
    const { world, back } = apart("inform");
    expect(world.try("placeHousehold", back("1 B")).ok).toBe(true);
  });

  test("who are together when it is written down can still be moved away from each other", () => {
    const { world, house, iris, fern, irisStay, back, conflict } = apart("inform");
    world.do("placeHousehold", back("1 B"));
    world.manages = [house];
    world.do("endConflict", { house, conflict });
    world.do("recordConflict", {
      house,
      conflict: world.id<"safetyConflict">(),
      sides: [[fern], [iris]],
      kind: "personal_conflict",
      level: "never_same_house",
      reviewOn: "2026-07-01",
    });
    world.manages = [];
    const moves = [{ personRef: iris, bed: world.bed(house, "2 B") }];
    const move = { house, stayRef: irisStay, moves, reason: "safety" as const };
    expect(world.try("moveHousehold", move).ok).toBe(true);
  });

  test("is over when a manager ends it, and no sooner", () => {
    const { world, house, conflict, back } = apart("never_same_house");
    expect(dueTasks(world.state, house, world.now)).toContainEqual(
      expect.objectContaining({ kind: "conflict_review", dueOn: "2026-06-01" }),
    );
    expect(world.refusal("endConflict", { house, conflict }).code).toBe("not-approver");
    world.manages = [house];
    world.do("endConflict", { house, conflict });
    world.manages = [];
    expect(world.try("placeHousehold", back("1 B")).ok).toBe(true);
  });

  test.each(["transferHousehold", "moveOn"] as const)(
    "go along where one who holds both houses takes her (%s), once, and come back with her",
    (act) => {
      const { world, house, iris, irisStay, conflict } = apart("never_same_room");
      const other = world.house("Birke", [{ label: "1", mode: "shared", beds: ["A"] }]);
      const conflicts = [world.id<"safetyConflict">(), world.id<"safetyConflict">()];
      const goes = {
        house,
        stayRef: irisStay,
        to: other,
        newStayRef: world.id<"stay">(),
        placement: world.id<"placement">(),
        file: world.id<"file">(),
        figures: world.id<"figures">(),
        moves: [{ personRef: iris, bed: world.bed(other, "1 A") }],
        reason: "safety" as const,
        movedAt: world.clock,
      };
      expect(world.refusal(act, goes).code).toBe("changed-since");
      const deed = { act, input: { ...goes, conflicts } } as Deed;
      world.do(act, { ...goes, conflicts });
      const own = world.state.houses.get(house)?.safetyConflict.get(conflict);
      const there = () => [...(world.state.houses.get(other)?.safetyConflict ?? [])];
      expect(there()).toEqual([[conflicts[0], own]]);
      const stayRef = act === "moveOn" ? goes.newStayRef : irisStay;
      const seen = stayFile(world.state, { house: other, stayRef }, world.now)?.conflicts;
      expect(seen?.map((one) => one.conflict)).toEqual([conflicts[0]]);

      const undo = undoOf(deed, () => world.id<"file">());
      if (undo === undefined) throw new Error("it cannot be taken back");
      const undone = runAct(world.state, undo, world.now);
      if (!undone.ok) throw new Error(undone.refusal.code);
      for (const change of undone.changes) applyChange(world.state, change);
      expect(there()).toEqual([]);
    },
  );

  test("are told to a house where she is not: the one who reads both houses is stopped on a transfer too", () => {
    const { world, house, fern, back } = apart("never_same_house");
    const other = world.house("Birke", [{ label: "1", mode: "shared", beds: ["A"] }]);
    const elsewhere = { ...back("2 A"), house: other };
    const persons = elsewhere.persons.map((one) => ({ ...one, bed: world.bed(other, "1 A") }));
    world.do("placeHousehold", { ...elsewhere, persons });
    const transfer = {
      house: other,
      stayRef: elsewhere.stayRef,
      to: house,
      placement: world.id<"placement">(),
      file: world.id<"file">(),
      figures: world.id<"figures">(),
      moves: [{ personRef: fern, bed: world.bed(house, "2 A") }],
      reason: "other" as const,
    };
    expect(world.refusal("transferHousehold", transfer).code).toBe("safety-conflict");
    expect(
      world.refusal("moveOn", {
        ...transfer,
        newStayRef: world.id<"stay">(),
        movedAt: world.clock,
      }).code,
    ).toBe("safety-conflict");
  });

  test("are never brought together by any sequence of acts without an override (I-13)", () => {
    const levels = fc.constantFrom("never_same_house" as const, "never_same_room" as const);
    let refused = 0;
    fc.assert(
      fc.property(
        levels,
        fc.array(step, { minLength: 4, maxLength: 30, size: "max" }),
        (level, steps) => {
          const town = smallTown();
          const { world, houses } = town;
          world.manages = [];
          // In one house the women of two rooms; or, kept in two houses, one of each.
          const [one, two] = houses.map((house) => [
            ...(world.state.houses.get(house)?.placement.values() ?? []),
          ]);
          const [a, b] = level === "never_same_room" ? [one?.[0], one?.[1]] : [one?.[0], two?.[0]];
          const pair = [a, b].map((stay) => stay?.assignments[0]?.personRef) as [never, never];
          world.do("recordConflict", {
            house: houses[0],
            conflict: world.id<"safetyConflict">(),
            sides: [[pair[0]], [pair[1]]],
            kind: "personal_conflict",
            level,
            reviewOn: "2026-09-01",
          });
          for (const next of steps) {
            world.clock += next.hours * hourMs;
            const outcome = runAct(world.state, deedOf(town, next), world.now);
            if (!outcome.ok) {
              refused += outcome.refusal.code === "safety-conflict" ? 1 : 0;
              continue;
            }
            for (const change of outcome.changes) applyChange(world.state, change);
          }
          const last = plusDays(instantOf(world.clock).slice(0, 10), 3);
          for (let night = began.slice(0, 10); night < last; night = plusDays(night, 1)) {
            const [x, y] = pair.map((ref) =>
              sleepers(world.state, night).find(({ person }) => person === ref),
            );
            if (!x || !y) continue;
            expect(level === "never_same_house" ? x.house !== y.house : x.room !== y.room).toBe(
              true,
            );
          }
        },
      ),
      { numRuns: 400, seed: 4_711 },
    );
    expect(refused).toBeGreaterThan(10);
  });
});
