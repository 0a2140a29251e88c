import { describe, expect, test } from "vitest";
import { ageOn, bandOf, birthdayOf } from "#domain/ages.ts";
import { dueTasks } from "#domain/due.ts";
import type { PersonRef } from "#domain/ids.ts";
import { mayBeOverLimit } from "#domain/policy.ts";
import { stayFile } from "#domain/view-file.ts";
import { World, type Guest } from "./world.ts";

const rooms = [{ label: "1", mode: "shared" as const, beds: ["A", "B", "C", "D"] }];
const strict = {
  adults: "women_only" as const,
  boysMaxAge: 12,
  maxChildren: 2,
  unaccompaniedMinors: false,
  extensionApprover: "manager" as const,
};

function linde(policy: Partial<typeof strict> = {}) {
  const world = new World("2026-05-04T20:30:00Z");
  const house = world.house("Linde", rooms, { policy: { ...strict, ...policy } });
  return { world, house };
}

const woman: Guest = { name: "Iris", bed: "1 A" };
const boy: Guest = { name: "Robin", bed: "1 B", kind: "boy", ageBand: "12-15" };
const girl: Guest = { name: "Mai", bed: "1 C", kind: "girl", ageBand: "12-15" };

describe("the policy of a house", () => {
  test("refuses men, sons surely over the limit, too many children and a minor alone (I-11, A19)", () => {
    const { world, house } = linde();
    const refused = (guests: readonly Guest[]) =>
      world.refusal("placeHousehold", world.arrival(house, guests));
    expect(refused([woman, { ...boy, kind: "other_adult" }])).toMatchObject({ rule: "women_only" });
    expect(refused([woman, { ...boy, ageBand: "16-17" }])).toEqual({
      code: "policy",
      rule: "boys_max_age",
      limit: 12,
    });
    expect(refused([woman, girl, { ...girl, bed: "1 D" }, boy])).toMatchObject({
      rule: "max_children",
    });
    expect(refused([girl])).toMatchObject({ rule: "unaccompanied_minor" });
  });

  test("is overridden by a manager with a reason, in the history; by nobody else", () => {
    const { world, house } = linde();
    const guests = [woman, { ...boy, ageBand: "16-17" as const }];
    const input = {
      ...world.arrival(house, guests),
      override: { reason: "brothers stay together" },
    };
    expect(world.refusal("placeHousehold", input).code).toBe("policy");
    world.manages = [house];
    world.do("placeHousehold", input);
    const view = stayFile(world.state, { house, stayRef: input.stayRef }, world.now);
    expect(view?.overrides).toMatchObject([
      { rule: "boys_max_age", reason: "brothers stay together", by: "ee".repeat(16) },
    ]);
  });

  test("does not refuse a son whose band only reaches over the limit, and asks for his birth date by day", () => {
    const { world, house } = linde();
    world.place(house, [woman, boy]);
    expect(dueTasks(world.state, house, world.now)).toMatchObject([
      { kind: "birth_date", dueOn: "2026-05-05" },
    ]);
    const unknown = { kind: "boy" as const, ageBand: "unknown" as const };
    expect(mayBeOverLimit({ ...strict }, unknown)).toBe(true);
    expect(mayBeOverLimit({ ...strict }, { kind: "boy", ageBand: "6-11" })).toBe(false);
  });

  test("refuses on a known birth date when he comes back over the limit", () => {
    const { world, house } = linde();
    const input = world.arrival(house, [woman, boy]);
    world.do("placeHousehold", input);
    const personRef = input.persons[1]?.personRef as PersonRef;
    const set = { birthDate: "2013-06-01" };
    const about = { house, stayRef: input.stayRef, personRef, set, was: { birthDate: null } };
    world.do("changePerson", about);
    world.at("2026-05-20T10:00:00Z").depart(house, input.stayRef);
    const again = {
      ...world.arrival(house, []),
      persons: input.persons,
    };
    expect(world.try("placeHousehold", again).ok).toBe(true);
    world.at("2026-06-02T10:00:00Z");
    const later = { ...again, arrivedAt: world.clock };
    expect(world.refusal("placeHousehold", later)).toMatchObject({ rule: "boys_max_age" });
  });

  test("asks no new question of a household when someone joins who changes nothing", () => {
    const { world, house } = linde();
    world.manages = [house];
    const override = { reason: "one night" };
    const stayRef = world.place(house, [woman, { ...boy, ageBand: "16-17" }], { override });
    world.manages = [];
    const [baby] = world.arrival(house, [{ ...girl, ageBand: "0-2" }]).persons;
    const [third] = world.arrival(house, [{ ...girl, bed: "1 D" }]).persons;
    if (!baby || !third) throw new Error("nobody");
    world.do("joinHousehold", { house, stayRef, person: baby, relation: "child" });
    expect(
      world.refusal("joinHousehold", { house, stayRef, person: third, relation: "child" }),
    ).toMatchObject({ rule: "max_children" });
  });
});

describe("a minor", () => {
  test("alone makes a guardian task within 24 hours, which ends when somebody answers for her (I-12)", () => {
    const { world, house } = linde({ unaccompaniedMinors: true });
    const stayRef = world.place(house, [girl]);
    const [task] = dueTasks(world.state, house, world.now);
    expect(task).toMatchObject({ kind: "guardian", dueAt: "2026-05-05T20:30:00Z", asks: true });
    world.do("setGuardian", { house, stayRef, guardianAuthority: "youth office", was: "" });
    expect(dueTasks(world.state, house, world.now)).toEqual([]);
  });

  test("left behind by the last adult makes one too, from that day on", () => {
    const { world, house } = linde();
    const input = world.arrival(house, [woman, girl]);
    world.do("placeHousehold", input);
    expect(dueTasks(world.state, house, world.now)).toEqual([]);
    world.at("2026-05-10T10:00:00Z");
    world.do("leaveHousehold", {
      house,
      stayRef: input.stayRef,
      persons: [input.persons[0]?.personRef as PersonRef],
      file: world.id<"file">(),
      episode: world.id<"episode">(),
      departedAt: world.clock,
      reason: "hospital",
      destination: "hospital",
    });
    expect(dueTasks(world.state, house, world.now)).toMatchObject([
      { kind: "guardian", dueOn: "2026-05-11" },
    ]);
  });

  test("has a task for the day she turns 18, which asks from that day on", () => {
    const { world, house } = linde({ unaccompaniedMinors: true });
    const input = world.arrival(house, [girl]);
    world.do("placeHousehold", input);
    const personRef = input.persons[0]?.personRef as PersonRef;
    const set = { birthDate: "2008-08-30" };
    world.do("changePerson", {
      house,
      stayRef: input.stayRef,
      personRef,
      set,
      was: { birthDate: null },
    });
    const of = (kind: string) =>
      dueTasks(world.state, house, world.now).filter((one) => one.kind === kind);
    expect(of("turns_eighteen")).toMatchObject([{ dueOn: "2026-08-30", asks: false }]);
    world.at("2026-08-29T20:00:00Z");
    expect(of("guardian")).toHaveLength(1);
    world.at("2026-08-30T20:00:00Z");
    expect(of("turns_eighteen")).toMatchObject([{ dueOn: "2026-08-30", asks: true }]);
    expect(of("guardian")).toHaveLength(0);
  });

  test("who is a son makes a task 60 days before the birthday that crosses the limit, not 61 (I-11)", () => {
    const { world, house } = linde();
    const input = world.arrival(house, [woman, { ...boy, ageBand: "12-15" }]);
    world.do("placeHousehold", input);
    const personRef = input.persons[1]?.personRef as PersonRef;
    const set = { birthDate: "2013-09-01" };
    world.do("changePerson", {
      house,
      stayRef: input.stayRef,
      personRef,
      set,
      was: { birthDate: null },
    });
    const limits = () =>
      dueTasks(world.state, house, world.now).filter(({ kind }) => kind === "boy_reaches_limit");
    world.at("2026-07-02T20:00:00Z");
    expect(limits()).toEqual([]);
    world.at("2026-07-03T20:00:00Z");
    expect(limits()).toMatchObject([{ dueOn: "2026-09-01", asks: true }]);
  });

  test("born after the evening that is asked about, also in the next year, has no age yet", () => {
    expect(ageOn("2027-01-09", "2026-11-30")).toBe(0);
    expect(ageOn("2026-12-09", "2026-11-30")).toBe(0);
  });

  test("born on a leap day turns 18 in a year without one on the last of February", () => {
    expect(birthdayOf("2008-02-29", 18)).toBe("2026-02-28");
    expect([ageOn("2008-02-29", "2026-02-27"), ageOn("2008-02-29", "2026-02-28")]).toEqual([
      17, 18,
    ]);
    expect([17, 18, 65, 2].map(bandOf)).toEqual(["16-17", "18-24", "65+", "0-2"]);
  });
});
