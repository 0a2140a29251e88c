import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { runAct } from "#domain/acts.ts";
import type { HouseId } from "#domain/compartments.ts";
import { plusDays, plusDuration } from "#domain/dates.ts";
import { dueTasks } from "#domain/due.ts";
import type { StayRef } from "#domain/ids.ts";
import { applyChange } from "#domain/state.ts";
import { extensionsAsked } from "#domain/view-extensions.ts";
import { stayFile } from "#domain/view-file.ts";
import { brokenEnds } from "./stay-laws.ts";
import { World } from "./world.ts";

function oneHere(
  maxStay: string,
  approver: "manager" | "director" = "manager",
  at = "2024-02-29T18:00:00Z",
): { world: World; house: HouseId; stayRef: StayRef } {
  const world = new World(at);
  const house = world.house("Linde", [{ label: "2", mode: "shared", beds: ["A", "B"] }], {
    maxStay,
    policy: { adults: "other", unaccompaniedMinors: true, extensionApprover: approver },
  });
  const stayRef = world.place(house, [{ name: "Iris", bed: "2 A" }]);
  return { world, house, stayRef };
}

const extension = { reason: "housing_search" } as const;

describe("a planned end", () => {
  test("comes from the maximum of the house, by the calendar", () => {
    for (const [maxStay, end] of [
      ["P1Y", "2025-02-28"],
      ["P2Y", "2026-02-28"],
      ["P365D", "2025-02-28"],
      ["P4Y", "2028-02-29"],
    ] as const) {
      const { world, house, stayRef } = oneHere(maxStay);
      expect(stayFile(world.state, { house, stayRef }, world.now)?.resident.plannedEnd).toBe(end);
    }
  });

  test("within the maximum is anybody's plan; past it only a manager extends, with a reason (I-08)", () => {
    const { world, house, stayRef } = oneHere("P1Y");
    const plan = { house, stayRef, plannedEnd: "2024-06-01", ...extension };
    world.do("extendStay", plan);
    const past = { ...plan, plannedEnd: "2025-06-01" };
    expect(world.refusal("extendStay", past)).toEqual({
      code: "not-approver",
      approver: "manager",
    });
    world.manages = [house];
    world.do("extendStay", past);
    const view = stayFile(world.state, { house, stayRef }, world.now);
    expect(view?.resident.extensions).toMatchObject([
      { fromPlannedEnd: "2024-06-01", toPlannedEnd: "2025-06-01", reason: "housing_search" },
    ]);
    expect(world.refusal("extendStay", { ...plan, plannedEnd: "2024-12-01" }).code).toBe(
      "end-before-start",
    );
  });

  test("is decided by a director where the policy says so: asked without a name, written by the house", () => {
    const { world, house, stayRef } = oneHere("P1Y", "director");
    world.manages = [house];
    const approval = world.id<"extensionApproval">();
    const wanted = { house, stayRef, plannedEnd: "2025-08-28", ...extension };
    expect(world.refusal("extendStay", wanted)).toEqual({
      code: "not-approver",
      approver: "director",
    });
    const asked = world.do("askExtension", { ...wanted, approval });
    expect(asked.map(({ place }) => place.compartment)).toEqual(["exchange"]);
    expect(JSON.stringify(asked)).not.toContain("Iris");
    expect(extensionsAsked(world.state)).toHaveLength(1);
    expect(world.refusal("extendStay", { ...wanted, approval }).code).toBe("not-approver");
    expect(world.refusal("answerExtension", { approval, is: "approved" }).code).toBe(
      "not-approver",
    );
    const director = { ...world.now, member: "dd".repeat(16), manages: [], admin: true };
    const answer = {
      act: "answerExtension" as const,
      input: { approval, is: "approved" as const },
    };
    const outcome = runAct(world.state, answer, director);
    if (!outcome.ok) throw new Error(outcome.refusal.code);
    for (const change of outcome.changes) applyChange(world.state, change);
    expect(dueTasks(world.state, house, world.now).map(({ kind }) => kind)).toContain(
      "extension_waits",
    );
    expect(
      world.refusal("extendStay", { ...wanted, plannedEnd: "2025-08-29", approval }).code,
    ).toBe("not-approver");
    world.do("extendStay", { ...wanted, approval });
    const [written] =
      stayFile(world.state, { house, stayRef }, world.now)?.resident.extensions ?? [];
    expect(written?.decidedBy).toBe("dd".repeat(16));
    expect(dueTasks(world.state, house, world.now).map(({ kind }) => kind)).not.toContain(
      "extension_waits",
    );
  });

  test("stays contiguous and growing in whatever order two managers extend and plan (I-08, I-20)", () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: -400, max: 900 }), { maxLength: 8 }),
        fc.boolean(),
        (days, turned) => {
          const { world, house, stayRef } = oneHere("P1Y");
          world.manages = [house];
          for (const by of turned ? days.toReversed() : days) {
            const plannedEnd = plusDays("2025-02-28", by);
            const outcome = world.try("extendStay", { house, stayRef, plannedEnd, ...extension });
            if (outcome.ok) for (const change of outcome.changes) applyChange(world.state, change);
            expect(brokenEnds(world.state)).toEqual([]);
          }
        },
      ),
      { numRuns: 300 },
    );
  });

  test("that is past is overdue and a task, and nothing else changes by itself (I-09)", () => {
    const { world, house, stayRef } = oneHere("P1Y");
    const before = structuredClone(world.state);
    world.at("2025-03-12T18:00:00Z");
    const view = stayFile(world.state, { house, stayRef }, world.now);
    expect(view?.resident.overdueDays).toBe(12);
    expect(dueTasks(world.state, house, world.now)).toMatchObject([
      { kind: "overdue", dueOn: "2025-02-28", stayRef },
    ]);
    expect(world.state).toEqual(before);
  });

  test("a calendar length never moves a day, whatever the day", () => {
    fc.assert(
      fc.property(
        fc.date({ min: new Date("2000-01-01"), max: new Date("2060-01-01"), noInvalidDate: true }),
        (date) => {
          const day = date.toISOString().slice(0, 10);
          const [year, rest] = [Number(day.slice(0, 4)) + 1, day.slice(4)];
          const leap = rest === "-02-29";
          expect(plusDuration(day, "P1Y")).toBe(leap ? `${year}-02-28` : `${year}${rest}`);
        },
      ),
    );
  });
});
