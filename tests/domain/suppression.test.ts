import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Cell, Sum } from "#domain/exposure.ts";
import { suppress } from "#domain/suppression.ts";
import { canDiffer, type Printed, type PrintedShare } from "./attack.ts";

const runs = process.env["LONG"] ? 20_000 : 250;

/** Counts of two months, by row and house, each month an index into the first list. */
type Counts = readonly (readonly (readonly number[])[])[];
/** The months that a report is about. */
type Months = readonly number[];

const count = fc.oneof(
  { weight: 3, arbitrary: fc.integer({ min: 0, max: 4 }) },
  { weight: 2, arbitrary: fc.integer({ min: 0, max: 9 }) },
  { weight: 1, arbitrary: fc.constant(0) },
);
const world = fc
  .record({ rows: fc.integer({ min: 1, max: 3 }), houses: fc.integer({ min: 1, max: 2 }) })
  .chain(({ rows, houses }) =>
    fc.record({
      counts: fc.array(
        fc.array(fc.array(count, { minLength: houses, maxLength: houses }), {
          minLength: rows,
          maxLength: rows,
        }),
        { minLength: 2, maxLength: 2 },
      ),
      reports: fc.shuffledSubarray<Months>([[0], [1], [0, 1]], { minLength: 1 }),
      k: fc.integer({ min: 3, max: 6 }),
    }),
  );

/** A cell of a report: which months, row and house; without row or house it is a total. */
interface Place {
  readonly months: Months;
  readonly row?: number;
  readonly house?: number;
}
const nameOf = ({ months, row, house }: Place): string =>
  `${months.join("+")}|${row ?? "all"}|${house ?? "all"}`;

function places(counts: Counts, months: Months): Place[] {
  const rows = [undefined, ...(counts[0] ?? []).keys()];
  const houses = [undefined, ...(counts[0]?.[0] ?? []).keys()];
  return rows.flatMap((row) =>
    houses.map((house) => ({
      months,
      ...(row !== undefined && { row }),
      ...(house !== undefined && { house }),
    })),
  );
}

/** The counts that a cell is the sum of, by their index in one long list. */
function leavesOf(counts: Counts, { months, row, house }: Place): number[] {
  const rows = counts[0]?.length ?? 0;
  const houses = counts[0]?.[0]?.length ?? 0;
  return months.flatMap((month) =>
    Array.from({ length: rows * houses }, (_, at) => at)
      .filter((at) => row === undefined || Math.floor(at / houses) === row)
      .filter((at) => house === undefined || at % houses === house)
      .map((at) => month * rows * houses + at),
  );
}

/** Every sum that holds between cells of some months, and between months. */
function sumsOf(counts: Counts, reports: readonly Months[]): Sum<string>[] {
  const rows = [...(counts[0] ?? []).keys()];
  const houses = [...(counts[0]?.[0] ?? []).keys()];
  const all = new Map([[0], [1], ...reports].map((months) => [months.join(), months]));
  return [...all.values()].flatMap((months) => [
    ...[undefined, ...houses].map((house) => {
      const at = house === undefined ? {} : { house };
      return {
        whole: nameOf({ months, ...at }),
        parts: rows.map((row) => nameOf({ months, row, ...at })),
      };
    }),
    ...[undefined, ...rows].map((row) => {
      const at = row === undefined ? {} : { row };
      return {
        whole: nameOf({ months, ...at }),
        parts: houses.map((house) => nameOf({ months, ...at, house })),
      };
    }),
    ...(months.length < 2
      ? []
      : places(counts, months).map((place) => ({
          whole: nameOf(place),
          parts: months.map((month) => nameOf({ ...place, months: [month] })),
        }))),
  ]);
}

interface Report {
  readonly places: readonly Place[];
  readonly hidden: ReadonlySet<string>;
}

/** Lets reports leave one after the other, each with the ones before it in mind. */
function publish(
  { counts, reports, k }: { counts: Counts; reports: readonly Months[]; k: number },
  how: { secondary: boolean },
): Report[] {
  const flat = counts.flat(2);
  const valueOf = (place: Place): number =>
    leavesOf(counts, place).reduce((sum, leaf) => sum + (flat[leaf] ?? 0), 0);
  const known = new Map<string, Cell>();
  for (const month of [0, 1]) {
    for (const place of places(counts, [month])) {
      known.set(nameOf(place), { value: valueOf(place), seen: "unprinted" });
    }
  }
  return reports.map((months) => {
    const own = places(counts, months);
    const printed = new Map(
      own.map((place) => [
        nameOf(place),
        { value: valueOf(place), cost: valueOf(place) + (place.row === undefined ? 100 : 0) },
      ]),
    );
    const rest = new Map([...known].filter(([name]) => !printed.has(name)));
    const sums = sumsOf(counts, reports).filter(({ whole, parts }) =>
      [whole, ...parts].every((name) => rest.has(name) || printed.has(name)),
    );
    const hidden = new Set(suppress({ printed, known: rest, sums, threshold: k }, how).keys());
    for (const [name, { value }] of printed) {
      known.set(name, { value, seen: hidden.has(name) ? "hidden" : "shown" });
    }
    return { places: own, hidden };
  });
}

/** Every cell below k of a month, or of a report, that the attack finds out. */
function found(counts: Counts, reports: readonly Report[], k: number): string[] {
  const truth = counts.flat(2);
  const valueOf = (place: Place): number =>
    leavesOf(counts, place).reduce((sum, leaf) => sum + (truth[leaf] ?? 0), 0);
  const printed: Printed[] = [];
  const shares: PrintedShare[] = [];
  for (const { places, hidden } of reports) {
    // Where nothing is shown at all, noughts are hidden as well, and a dash says nothing.
    if (places.every((place) => hidden.has(nameOf(place)))) continue;
    for (const place of places) {
      const of = leavesOf(counts, place);
      const seen = !hidden.has(nameOf(place));
      printed.push({ of, ...(seen && { number: valueOf(place) }) });
      const { row: _, ...whole } = place;
      const base = valueOf(whole);
      if (seen && place.row !== undefined && base > 0 && !hidden.has(nameOf(whole))) {
        const hundredths = Math.round((10_000 * valueOf(place)) / base);
        shares.push({ part: of, whole: leavesOf(counts, whole), hundredths });
      }
    }
  }
  const asked = new Map<string, Place>();
  for (const month of [0, 1]) {
    for (const place of places(counts, [month])) asked.set(nameOf(place), place);
  }
  for (const { places } of reports) for (const place of places) asked.set(nameOf(place), place);
  if (printed.length === 0) return [];
  return [...asked].flatMap(([name, place]) => {
    const value = valueOf(place);
    if (value === 0 || value >= k) return [];
    const verdict = canDiffer(truth, leavesOf(counts, place), { printed, shares });
    return verdict === "yes" ? [] : [`${name}: ${verdict}`];
  });
}

describe("an attacker who tries every whole number", () => {
  test("finds no cell below k in tables by row and house, with totals and shares, over months and their sum (I-17)", () => {
    fc.assert(
      fc.property(world, (given) => {
        expect(found(given.counts, publish(given, { secondary: true }), given.k)).toEqual([]);
      }),
      { numRuns: runs },
    );
  });

  test("finds the leak where only small cells are hidden", () => {
    let leaks = 0;
    fc.assert(
      fc.property(world, (given) => {
        leaks +=
          found(given.counts, publish(given, { secondary: false }), given.k).length > 0 ? 1 : 0;
      }),
      { numRuns: 50, seed: 5 },
    );
    expect(leaks).toBeGreaterThan(10);
  });
});

describe("what leaves", () => {
  const table = (values: Readonly<Record<string, number>>, sums: readonly Sum<string>[]) =>
    suppress({
      printed: new Map(Object.entries(values).map(([id, value]) => [id, { value, cost: value }])),
      known: new Map(),
      sums,
      threshold: 5,
    });

  test("keeps noughts and what is large, and hides a second cell where one could be subtracted", () => {
    const hidden = table({ all: 22, a: 3, b: 7, c: 12, d: 0 }, [
      { whole: "all", parts: ["a", "b", "c", "d"] },
    ]);
    expect([...hidden]).toEqual([
      ["a", "small"],
      ["b", "protects"],
    ]);
  });

  test("hides a third cell where two small ones could only be one and one", () => {
    const hidden = table({ all: 14, a: 1, b: 1, c: 12 }, [
      { whole: "all", parts: ["a", "b", "c"] },
    ]);
    expect(hidden.get("c")).toBe("protects");
  });

  test("does not let a month be found out from the report of two months", () => {
    const known = new Map<string, Cell>([
      ["july", { value: 9, seen: "shown" }],
      ["august", { value: 2, seen: "unprinted" }],
    ]);
    const printed = new Map([["both", { value: 11, cost: 11 }]]);
    const sums = [{ whole: "both", parts: ["july", "august"] }];
    expect([...suppress({ printed, known, sums, threshold: 5 })]).toEqual([["both", "protects"]]);
  });
});
