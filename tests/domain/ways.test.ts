import { describe, expect, test } from "vitest";
import { eveningOf } from "#domain/evenings.ts";
import { dueTasks } from "#domain/due.ts";
import { clockOf } from "#domain/house.ts";
import type { PersonRef } from "#domain/ids.ts";
import { countsOf, roomsOn } from "#domain/nights.ts";
import { housing, isShelter } from "#domain/report.ts";
import { staysOf } from "#domain/report-stays.ts";
import { stayFile } from "#domain/view-file.ts";
import { placesToReturn } from "#domain/view-places.ts";
import { known } from "#domain/view-resident.ts";
import { World } from "./world.ts";

const alone = "household_exclusive" as const;
const policy = {
  adults: "women_only" as const,
  unaccompaniedMinors: true,
  extensionApprover: "manager" as const,
};

describe("a year in the apartments, then a flat of her own (A02)", () => {
  function apartments() {
    const world = new World("2025-03-01T06:00:00Z", "Asia/Ulaanbaatar");
    const beds = ["A", "B", "C", "D", "E", "F", "G", "H", "I", "J"];
    const house = world.house("Эх", [{ label: "1", mode: "shared", beds }], {
      maxStay: "P1Y",
      policy,
    });
    const flat = world.house("Шинэ", [{ label: "1", mode: alone, beds: ["A"] }], {
      kind: "transitional_apartment",
      maxStay: "P2Y",
      policy,
    });
    world.manages = [house, flat];
    const input = world.arrival(house, [
      { name: "Цэцэг", bed: "1 A", kind: "girl", ageBand: "16-17" },
    ]);
    world.do("placeHousehold", input);
    const personRef = input.persons[0]?.personRef as PersonRef;
    return { world, house, flat, input, personRef, stayRef: input.stayRef };
  }
  const kinds = (world: World, house: ReturnType<typeof apartments>["house"]) =>
    dueTasks(world.state, house, world.now)
      .filter(({ asks }) => asks)
      .map(({ kind }) => kind);

  test("has a guardian within a day and is reminded 60 and 30 days before the year ends", () => {
    const { world, house, stayRef } = apartments();
    expect(stayFile(world.state, { house, stayRef }, world.now)?.resident.plannedEnd).toBe(
      "2026-03-01",
    );
    expect(kinds(world, house)).toEqual(["guardian"]);
    world.do("setGuardian", { house, stayRef, guardianAuthority: "her aunt", was: "" });
    const finish = () => {
      for (const task of dueTasks(world.state, house, world.now)) {
        if (task.kind !== "planned_end_soon" || !task.asks) continue;
        world.do("finishTask", { house, mark: world.id<"taskDone">(), key: task.key });
      }
    };
    world.at("2025-12-30T06:00:00Z");
    expect(kinds(world, house)).toEqual([]);
    world.at("2025-12-31T06:00:00Z");
    expect(kinds(world, house)).toEqual(["planned_end_soon"]);
    finish();
    world.at("2026-01-29T06:00:00Z");
    expect(kinds(world, house)).toEqual([]);
    world.at("2026-01-30T06:00:00Z");
    expect(kinds(world, house)).toEqual(["planned_end_soon"]);
    finish();
    world.at("2026-03-02T06:00:00Z");
    expect(kinds(world, house)).toEqual(["overdue"]);
  });

  test("moves on by a departure and a new stay of the same episode, on one evening, in one append", () => {
    const { world, house, flat, input, personRef, stayRef } = apartments();
    const set = { languages: ["mn"], birthDate: "2008-01-15" };
    const was = { languages: [], birthDate: null };
    world.do("changePerson", { house, stayRef, personRef, set, was });
    world.at("2026-02-10T06:00:00Z");
    const moveOn = {
      house,
      stayRef,
      to: flat,
      newStayRef: world.id<"stay">(),
      placement: world.id<"placement">(),
      file: world.id<"file">(),
      figures: world.id<"figures">(),
      movedAt: world.clock,
      moves: [{ personRef, bed: world.bed(flat, "1 A") }],
      safeByHerView: "safe" as const,
    };
    const before = structuredClone(world.state.houses.get(house)?.householdFile);
    world.do("moveOn", moveOn);
    const old = stayFile(world.state, { house, stayRef }, world.now);
    expect(old?.resident.departure).toMatchObject({
      on: "2026-02-10",
      reason: "moved_to_transitional",
      destination: "org_transitional_flat",
      safeByHerView: "safe",
    });
    const begun = stayFile(world.state, { house: flat, stayRef: moveOn.newStayRef }, world.now);
    expect(begun?.episode?.episode).toBe(input.episode);
    expect(begun?.resident).toMatchObject({ arrivedOn: "2026-02-10", plannedEnd: "2028-02-10" });
    expect(begun?.resident.persons[0]).toMatchObject({ personRef, languages: ["mn"] });
    const { stays, transfers } = staysOf(world.state, [house, flat]);
    expect(stays.map(({ arrivedOn, departedOn }) => [arrivedOn, departedOn])).toEqual([
      ["2025-03-01", "2026-02-10"],
      ["2026-02-10", undefined],
    ]);
    expect(transfers).toEqual([]);
    const figures = world.state.houses.get(flat)?.figuresRecord.get(moveOn.figures);
    expect(figures).toMatchObject({ arrivalKind: "planned" });
    expect(figures?.returnOf).toBeUndefined();
    world.do("undoMovingOn", { house, stayRef, to: flat, newStayRef: moveOn.newStayRef });
    expect(world.state.houses.get(house)?.householdFile).toEqual(before);
    expect(world.state.houses.get(flat)?.householdFile.size).toBe(0);
  });

  test("is another thing than a transfer into the flat, which leaves the stay as it is", () => {
    const { world, house, flat, personRef, stayRef } = apartments();
    world.at("2026-02-10T06:00:00Z");
    world.do("transferHousehold", {
      house,
      stayRef,
      to: flat,
      placement: world.id<"placement">(),
      file: world.id<"file">(),
      figures: world.id<"figures">(),
      moves: [{ personRef, bed: world.bed(flat, "1 A") }],
      reason: "phase_change",
    });
    const there = stayFile(world.state, { house: flat, stayRef }, world.now);
    expect(there?.resident).toMatchObject({ arrivedOn: "2025-03-01", plannedEnd: "2026-03-01" });
    const { stays, transfers } = staysOf(world.state, [house, flat]);
    expect(stays.map(({ arrivedOn, departedOn }) => [arrivedOn, departedOn])).toEqual([
      ["2025-03-01", undefined],
    ]);
    expect(transfers).toEqual([{ stayRef, to: flat, on: "2026-02-10" }]);
  });
});

test("up to two years with stages, and past them by an extension alone (A03)", () => {
  const world = new World("2024-02-29T03:00:00Z", "Asia/Seoul");
  const house = world.house("Bom", [{ label: "1", mode: alone, beds: ["A"] }], {
    maxStay: "P2Y",
    policy: { ...policy, extensionApprover: "director" },
  });
  const stayRef = world.place(house, [{ name: "바다", bed: "1 A" }]);
  const phase = (name: string, from: string) => ({ house, stayRef, name, from });
  world.do("startPhase", phase("settling in", "2024-02-29"));
  world.at("2024-09-01T03:00:00Z");
  world.do("startPhase", phase("training", "2024-09-01"));
  expect(world.refusal("startPhase", phase("back", "2024-08-01")).code).toBe("end-before-start");
  const view = () => stayFile(world.state, { house, stayRef }, world.now);
  expect(view()?.phases.map(({ name }) => name)).toEqual(["settling in", "training"]);
  expect(view()?.resident.plannedEnd).toBe("2026-02-28");
  const further = { house, stayRef, plannedEnd: "2026-08-31", reason: "training" } as const;
  world.manages = [house];
  expect(world.refusal("extendStay", further)).toEqual({
    code: "not-approver",
    approver: "director",
  });
});

test("goes to her family, and is back by one act on what is known of her: the same file, the same episode (A05)", () => {
  const world = new World("2026-01-10T06:00:00Z", "Asia/Kathmandu");
  const house = world.house("आमा", [{ label: "1", mode: "shared", beds: ["A", "B", "C"] }]);
  const first = world.arrival(house, [
    { name: "कमल", bed: "1 A" },
    { name: "तारा", bed: "1 B", kind: "girl", ageBand: "6-11" },
  ]);
  world.do("placeHousehold", first);
  world.at("2026-05-10T06:00:00Z");
  world.do("departHousehold", {
    house,
    stayRef: first.stayRef,
    departedAt: world.clock,
    reason: "family_reunification",
    destination: "family",
    safeByHerView: "safe",
    safeByWorkersView: "unsure",
  });
  world.at("2026-06-12T18:40:00Z");
  const [found] = known(world.state, { house, text: "कम" });
  if (!found) throw new Error("not found");
  const persons = found.persons.map(({ personRef }) => personRef);
  const [best] = placesToReturn(world.state, { house, persons }, world.now).fitting;
  if (!best) throw new Error("no place");
  const again = {
    ...world.arrival(house, []),
    persons: found.persons.map((person, at) => ({ ...person, bed: best.beds[at]?.bed as never })),
  };
  world.do("placeHousehold", again);
  const view = stayFile(world.state, { house, stayRef: again.stayRef }, world.now);
  expect(view?.episode?.episode).toBe(first.episode);
  expect(view?.resident).toMatchObject({
    arrivalKind: "return",
    arrivedOn: eveningOf(world.clock, clockOf(world.state, house, world.now)),
    earlier: [{ stayRef: first.stayRef, departedOn: "2026-05-10" }],
  });
  const figures = world.state.houses.get(house)?.figuresRecord.get(again.figures);
  expect(figures?.returnOf).toBe(first.stayRef);
});

test("nights at a retreat are nobody's bed-nights in a report, though the board counts them (A17)", () => {
  const world = new World("2026-07-03T10:00:00Z");
  const beds = ["A", "B"];
  const house = world.house("Linde", [{ label: "1", mode: "shared", beds }]);
  const venue = world.house("Moana", [{ label: "1", mode: "shared", beds }], {
    kind: "retreat_venue",
  });
  world.place(house, [{ name: "Iris", bed: "1 A" }]);
  world.place(venue, [{ name: "Fern", bed: "1 A" }]);
  const period = { from: "2026-07-01", to: "2026-08-01" };
  const houses = [house, venue].filter((one) => isShelter(world.state, one));
  const asked = { houses, period, at: world.clock };
  expect(housing(world.state, asked)).toMatchObject({ funded: 62, occupied: 29 });
  const { stays } = staysOf(world.state, houses);
  expect(stays.map(({ arrivedIn }) => arrivedIn)).toEqual([house]);
  const there = world.state.houses.get(venue);
  const rooms = there && roomsOn(world.state, there, { night: "2026-07-03", at: world.clock });
  expect(countsOf(rooms ?? []).occupied).toBe(1);
});
