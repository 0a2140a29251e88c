import { describe, expect, test } from "vitest";
import { conflictIn } from "#domain/conflicts.ts";
import type { HouseId } from "#domain/compartments.ts";
import { overdueDays } from "#domain/house.ts";
import type { PersonRef, StayRef } from "#domain/ids.ts";
import { countsOf, roomsOn } from "#domain/nights.ts";
import { figureOf, type FigureCode } from "#domain/figures.ts";
import { housing } from "#domain/report.ts";
import { report as reportOf } from "#domain/view-report.ts";
import { julyExample, type July } from "./july.ts";

const period = { from: "2026-07-01", to: "2026-08-01" };
const everyHouse = ({ houses }: July): HouseId[] => Object.values(houses);
const percent = (share: number): number => Math.round(share * 10_000) / 100;

function report(july: July, houses: readonly HouseId[] = everyHouse(july)) {
  return { houses, period, at: july.world.clock };
}

function night(july: July, date: string) {
  const { state, clock: at } = july.world;
  const rooms = everyHouse(july).flatMap((id) => {
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
    const beds = housing(july.world.state, report(july));
    expect(percent(beds.utilisation)).toBe(46.53);
    expect(percent(beds.fundedUtilisation)).toBe(45.16);
    expect(percent(beds.effectiveUtilisation)).toBe(58.01);
    expect(percent(beds.roomOccupancy)).toBe(80.65);
    expect(Math.round(beds.averageCensus * 100) / 100).toBe(4.97);
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

  const whole = reportOf(july.world.state, period, july.world.now);
  const all = whole.columns[0]?.quantities ?? {};
  const rounded = (code: FigureCode): number =>
    Math.round((figureOf(code, all).value ?? Number.NaN) * 10_000) / 10_000;

  test("is the same on the report: each figure with its numerator and denominator", () => {
    expect(whole.columns.map(({ codeName }) => codeName)).toEqual([undefined, "A", "B", "T"]);
    expect(figureOf("utilisation", all)).toMatchObject({ numerator: 154, denominator: 331 });
    expect(figureOf("fundedUtilisation", all)).toMatchObject({ numerator: 154, denominator: 341 });
    expect(figureOf("effectiveUtilisation", all)).toMatchObject({
      numerator: 192,
      denominator: 331,
    });
    expect(figureOf("roomOccupancy", all)).toMatchObject({ numerator: 100, denominator: 124 });
    expect(figureOf("averageCensus", all)).toMatchObject({ numerator: 154, denominator: 31 });
    expect(figureOf("operational", all).value).toBe(331);
    expect(figureOf("fullNights", all).value).toBe(0);
    expect(whole.nights.find(({ night }) => night === "2026-07-31")).toMatchObject({
      occupied: 5,
      blocked: 1,
      offerable: 5,
      largest: { persons: 2, room: "A2" },
    });
  });

  test("has 4 admissions, 3 departures, 1 transfer; stays of 7.67 nights on average, 8 in the middle", () => {
    expect(
      ["admissions", "departures", "transfersIn", "transfersOut"].map((code) =>
        rounded(code as FigureCode),
      ),
    ).toEqual([4, 3, 1, 1]);
    expect(rounded("averageLength")).toBe(7.6667);
    expect(rounded("medianLength")).toBe(8);
    expect(figureOf("averageLength", all)).toMatchObject({ numerator: 23, denominator: 3 });
  });

  test("ends with open stays of 83, 377, 37 and 7 nights, apart from those that ended", () => {
    const nights = new Map(whole.openStays.map((stay) => [stay.stayRef, stay.nights]));
    const { S1, S3, S4, S7 } = july.stays;
    expect([S1, S3, S4, S7].map((stay) => nights.get(stay as StayRef))).toEqual([83, 377, 37, 7]);
    expect(nights.size).toBe(4);
    expect(rounded("open")).toBe(4);
    expect(rounded("openLength")).toBe(126);
  });

  test("served 7 persons, 6 women and 1 child", () => {
    expect(all).toMatchObject({ served: 7, "served.woman": 6, "served.child": 1 });
  });

  test("turned away 45.45 %, for want of room 27.27 %; of the rest 18.18 % chose otherwise, and one is pending", () => {
    expect(rounded("turnAway")).toBe(0.4545);
    expect(rounded("capacityTurnAway")).toBe(0.2727);
    expect(rounded("survivorDeclined")).toBe(0.1818);
    expect(figureOf("turnAway", all)).toMatchObject({ numerator: 5, denominator: 11 });
    expect(all).toMatchObject({
      requests: 12,
      "requests.decision.pending": 1,
      "requests.decision.admitted": 4,
      "requests.reason.policy_son_age": 1,
      "requests.reason.safety_conflict": 1,
    });
  });

  test("has one return that is linked, none that is not, and no window of return that has gone by", () => {
    expect(all).toMatchObject({ "admissions.linked": 1, "admissions.unlinked": 0 });
    expect(figureOf("return30", all)).toMatchObject({ numerator: 0, denominator: 0 });
    expect(figureOf("return30", all).value).toBeUndefined();
    const later = { ...july.world.now, instant: Date.parse("2026-08-20T10:00:00Z") };
    const [then] = reportOf(july.world.state, period, later).columns;
    expect(figureOf("return30", then?.quantities ?? {})).toMatchObject({
      numerator: 1,
      denominator: 3,
    });
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
