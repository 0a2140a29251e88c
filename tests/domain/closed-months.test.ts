import { describe, expect, test } from "vitest";
import { runAct } from "#domain/acts.ts";
import { undoOf } from "#domain/undo.ts";
import type { HouseId } from "#domain/compartments.ts";
import { World } from "./world.ts";

/** A house on 3 August, whose July is closed; one woman has been there since 20 July. */
function closedJuly(): { world: World; house: HouseId } {
  const world = new World("2026-07-20T10:00:00Z");
  const house = world.house("Linde", [{ label: "1", mode: "shared", beds: ["A", "B", "C"] }]);
  world.place(house, [{ name: "Mina", bed: "1 A" }]);
  world.at("2026-08-03T10:00:00Z");
  world.do("closeMonth", { monthClosed: world.id<"monthClosed">(), month: "2026-07" });
  return { world, house };
}

describe("a closed month", () => {
  test("refuses an arrival, a departure, a move and a block that change its nights (I-15)", () => {
    const { world, house } = closedJuly();
    const [stay] = [...(world.state.houses.get(house)?.placements.keys() ?? [])];
    if (stay === undefined) throw new Error("nobody is there");
    const at = Date.parse("2026-07-30T10:00:00Z");
    const closed = { code: "month-closed", month: "2026-07" };
    const late = world.arrival(house, [{ name: "Sera", bed: "1 B" }], { arrivedAt: at });
    expect(world.refusal("placeHousehold", late)).toEqual(closed);
    const ending = { reason: "other", destination: "unknown" } as const;
    const leaving = { house, stayRef: stay, departedAt: at, ...ending };
    expect(world.refusal("departHousehold", leaving)).toEqual(closed);
    const personRef = [...world.state.beds.keys()][0] ?? world.id<"person">();
    const moves = [{ personRef, bed: world.bed(house, "1 C") }];
    const moving = { house, stayRef: stay, moves, reason: "other" as const, from: "2026-07-31" };
    expect(world.refusal("moveHousehold", moving)).toEqual(closed);
    const on = { bed: world.bed(house, "1 B") };
    const span = { from: "2026-07-30", to: "2026-08-05", reason: "repair" } as const;
    const block = { house, block: world.id<"block">(), on, ...span };
    expect(world.refusal("blockBeds", block)).toEqual(closed);
  });

  test("takes a correction, which stands on the new version with who and why", () => {
    const { world, house } = closedJuly();
    const at = Date.parse("2026-07-30T10:00:00Z");
    const late = world.arrival(house, [{ name: "Sera", bed: "1 B" }], { arrivedAt: at });
    const [put] = world.do("placeHousehold", {
      ...late,
      correction: { reason: " was forgotten " },
    });
    expect(put).toMatchObject({
      type: "placement",
      payload: {
        corrections: [{ by: "ee".repeat(16), at: "2026-08-03T10:00:00Z", reason: "was forgotten" }],
      },
    });
  });

  test("does not take an empty reason", () => {
    const { world, house } = closedJuly();
    const at = Date.parse("2026-07-30T10:00:00Z");
    const late = world.arrival(house, [{ name: "Sera", bed: "1 B" }], { arrivedAt: at });
    expect(world.refusal("placeHousehold", { ...late, correction: { reason: " " } }).code).toBe(
      "month-closed",
    );
  });

  test("lets a correction be taken back, and what is open be done", () => {
    const { world, house } = closedJuly();
    const at = Date.parse("2026-07-30T10:00:00Z");
    const late = world.arrival(house, [{ name: "Sera", bed: "1 B" }], { arrivedAt: at });
    const deed = {
      act: "placeHousehold",
      input: { ...late, correction: { reason: "late" } },
    } as const;
    world.do(deed.act, deed.input);
    const undo = undoOf(deed, () => world.id<"file">());
    expect(undo && runAct(world.state, undo, world.now).ok).toBe(true);
    world.place(house, [{ name: "Nour", bed: "1 C" }]);
    world.depart(house, late.stayRef);
  });

  test("turns what was done offline before it closed into a refusal, that is, a question", () => {
    const world = new World("2026-07-30T10:00:00Z");
    const house = world.house("Linde", [{ label: "1", mode: "shared", beds: ["A"] }]);
    const deed = {
      act: "placeHousehold",
      input: world.arrival(house, [{ name: "Ada", bed: "1 A" }]),
    } as const;
    const then = world.now;
    expect(runAct(world.state, deed, then).ok).toBe(true);
    world.at("2026-08-02T10:00:00Z");
    world.do("closeMonth", { monthClosed: world.id<"monthClosed">(), month: "2026-07" });
    expect(runAct(world.state, deed, then)).toEqual({
      ok: false,
      refusal: { code: "month-closed", month: "2026-07" },
    });
  });

  test("is one that is over, is closed once, and can be opened again at once", () => {
    const { world } = closedJuly();
    const close = (month: string) => ({ monthClosed: world.id<"monthClosed">(), month });
    expect(world.refusal("closeMonth", close("2026-08")).code).toBe("month-goes-on");
    expect(world.refusal("closeMonth", close("2026-07")).code).toBe("already-there");
    const undo = undoOf({ act: "closeMonth", input: close("2026-07") }, () => "");
    expect(undo).toEqual({ act: "reopenMonth", input: { month: "2026-07" } });
    world.do("reopenMonth", { month: "2026-07" });
    expect(world.state.organisation.monthClosed.size).toBe(0);
  });
});
