import { describe, expect, test } from "vitest";
import { conflictIn } from "#domain/conflicts.ts";
import type { HouseId } from "#domain/compartments.ts";
import { overdueDays } from "#domain/house.ts";
import type { PersonRef, StayRef } from "#domain/ids.ts";
import { countsOf, roomsOn } from "#domain/nights.ts";
import { flow, housing } from "#domain/report.ts";
import { julyExample, type July } from "./july.ts";

const period = { from: "2026-07-01", to: "2026-08-01" };
const all = ({ houses }: July): HouseId[] => Object.values(houses);
const percent = (share: number): number => Math.round(share * 10_000) / 100;

function report(july: July, houses: readonly HouseId[] = all(july)) {
  return { houses, period, at: july.world.clock };
}

function night(july: July, date: string) {
  const { state, clock: at } = july.world;
  const rooms = all(july).flatMap((id) => {
    const house = state.houses.get(id);
    return house ? roomsOn(state, house, { night: date, at }) : [];
  });
  return countsOf(rooms);
}

describe("July 2026", () => {
  const july = julyExample();

  test("has 341 funded, 10 out of service and 331 operational bed-nights", () => {
    expect(housing(july.world.state, report(july))).toMatchObject({
      nights: 31,
      funded: 341,
      outOfService: 10,
      operational: 331,
      occupied: 154,
      occupiedExtra: 0,
      blocked: 38,
      roomNightsOccupied: 100,
      roomNights: 124,
      fullNights: 0,
    });
  });

  test("is used at 46.53 %, of funded beds 45.16 %, effectively 58.01 %, by rooms 80.65 %", () => {
    const all = housing(july.world.state, report(july));
    expect(percent(all.utilisation)).toBe(46.53);
    expect(percent(all.fundedUtilisation)).toBe(45.16);
    expect(percent(all.effectiveUtilisation)).toBe(58.01);
    expect(percent(all.roomOccupancy)).toBe(80.65);
    expect(Math.round(all.averageCensus * 100) / 100).toBe(4.97);
  });

  test("is used at 69.68 % in A, 20.18 % in B, 37.10 % in T", () => {
    const { A, B, T } = july.houses;
    const used = [A, B, T].map((house) =>
      percent(housing(july.world.state, report(july, [house])).utilisation),
    );
    expect(used).toEqual([69.68, 20.18, 37.1]);
  });

  test("has on the 4th 6 occupied and 4 offerable, on the 31st 5, 1 blocked, 5, and room for two in A2", () => {
    expect(night(july, "2026-07-04")).toMatchObject({ occupied: 6, offerable: 4 });
    expect(night(july, "2026-07-31")).toMatchObject({
      occupied: 5,
      blocked: 1,
      offerable: 5,
      largest: { persons: 2, room: "A2" },
    });
  });

  test("has 4 admissions, 3 departures, 1 transfer; stays of 7.67 nights on average, 8 in the middle", () => {
    const july7 = flow(july.world.state, report(july));
    expect(july7).toMatchObject({ admissions: 4, departures: 3, transfers: 1, medianLength: 8 });
    expect(Math.round(july7.averageLength * 100) / 100).toBe(7.67);
    expect(july7.lengths).toEqual([0, 8, 15]);
  });

  test("ends with open stays of 83, 377, 37 and 7 nights", () => {
    const { openLengths } = flow(july.world.state, report(july));
    const { S1, S3, S4, S7 } = july.stays;
    expect([S1, S3, S4, S7].map((stay) => openLengths.get(stay as StayRef))).toEqual([
      83, 377, 37, 7,
    ]);
    expect(openLengths.size).toBe(4);
  });

  test("served 7 persons, 6 women and 1 child", () => {
    const { personsServed } = flow(july.world.state, report(july));
    const kinds = new Map<PersonRef, string>();
    for (const house of july.world.state.houses.values()) {
      for (const { persons } of house.figuresRecord.values()) {
        for (const { personRef, kind } of persons) kinds.set(personRef, kind);
      }
    }
    const served = [...personsServed].map((person) => kinds.get(person));
    expect(served.filter((kind) => kind === "woman")).toHaveLength(6);
    expect(served.filter((kind) => kind === "child")).toHaveLength(1);
    expect(personsServed.size).toBe(7);
  });

  test("would have S3 overdue by 12 days on 1 August without her extension, and has her not", () => {
    expect(overdueDays("2026-07-20", "2026-08-01")).toBe(12);
    const house = july.world.state.houses.get(july.houses.A);
    const placement = house?.placement.get(house.placements.get(july.stays["S3"] as StayRef) ?? "");
    expect(overdueDays(placement?.plannedEnd, "2026-08-01")).toBe(0);
  });
});

describe("in July 2026", () => {
  const refusal = (july: July, house: HouseId, given: { bed: string; personRef?: PersonRef }) =>
    july.world.refusal("placeHousehold", july.world.arrival(house, [{ name: "X", ...given }])).code;

  test("nobody else goes into A2-2 on the 5th: the room is one household's", () => {
    const july = julyExample();
    july.world.at("2026-07-05T10:00:00Z");
    expect(refusal(july, july.houses.A, { bed: "A2-2" })).toBe("room-of-another-household");
  });

  test("nobody goes into B1-4 on the 12th: it is out of service", () => {
    const july = julyExample();
    july.world.at("2026-07-12T18:00:00Z");
    expect(refusal(july, july.houses.B, { bed: "B1-4" })).toBe("bed-blocked");
  });

  test("S4's woman does not also lie in B1-3 on the 10th", () => {
    const july = julyExample();
    july.world.at("2026-07-10T18:00:00Z");
    const { P4 } = july.persons;
    expect(refusal(july, july.houses.B, { bed: "B1-3", personRef: P4 })).toBe("person-elsewhere");
  });

  const plan = (
    july: July,
    house: HouseId,
    given: { stay?: StayRef; bed: string; from: string; to: string },
  ) => {
    const { world } = july;
    const { stay = world.id<"stay">(), bed, from, to } = given;
    const there = world.state.houses.get(house);
    const id = there?.placements.get(stay);
    const assignments = there?.placement.get(id ?? "")?.assignments ?? [];
    const added = { personRef: world.id<"person">(), bed: world.bed(house, bed), from, to };
    const placement = {
      stayRef: stay,
      assignments: [...assignments, { ...added, moveReason: "arrival" as const }],
      writtenAt: "2026-08-01T10:00:00Z",
    };
    const placements = new Map([[id ?? world.id<"placement">(), { house, placement }]]);
    return conflictIn({ state: world.state, placements, at: world.clock });
  };

  test("someone else may have B1-1 for the night of the 24th alone", () => {
    const july = julyExample();
    const given = { bed: "B1-1", from: "2026-07-24", to: "2026-07-25" };
    expect(plan(july, july.houses.B, given)).toBeUndefined();
    expect(plan(july, july.houses.B, { ...given, to: "2026-07-26" })?.code).toBe("bed-taken");
  });

  test("S2's own child may have A2-2", () => {
    const july = julyExample();
    const stay = july.stays["S2"] as StayRef;
    const given = { bed: "A2-2", from: "2026-07-05", to: "2026-07-18" };
    expect(plan(july, july.houses.A, { stay, ...given })).toBeUndefined();
    expect(plan(july, july.houses.A, given)?.code).toBe("room-of-another-household");
  });
});

test("full rooms, not full beds: four rooms of five beds with families of four are 80 % of beds and all of the rooms", () => {
  const july = julyExample();
  const { world } = july;
  const family = (room: string) =>
    ["1", "2", "3", "4"].map((bed) => ({ name: `${room}${bed}`, bed: `${room} ${bed}` }));
  const rooms = (size: number, labels: readonly string[]) =>
    labels.map((label) => ({
      label,
      mode: "household_exclusive" as const,
      beds: Array.from({ length: size }, (_, at) => String(at + 1)),
    }));
  const large = world.house("large rooms", rooms(5, ["K", "L", "M", "N"]));
  const small = world.house("small rooms", rooms(4, ["K", "L", "M", "N", "O"]));
  for (const room of ["K", "L", "M", "N"]) {
    world.place(large, family(room));
    world.place(small, family(room));
  }
  const on = (house: HouseId) => {
    const asked = { houses: [house], period: { from: "2026-08-01", to: "2026-08-02" } };
    const { utilisation, roomOccupancy } = housing(world.state, { ...asked, at: world.clock });
    const there = world.state.houses.get(house);
    const { offerable, largest } = countsOf(
      there ? roomsOn(world.state, there, { night: "2026-08-01", at: world.clock }) : [],
    );
    return [utilisation, roomOccupancy, offerable, largest.persons];
  };
  expect(on(large)).toEqual([0.8, 1, 0, 0]);
  expect(on(small)).toEqual([0.8, 0.8, 4, 4]);
});
