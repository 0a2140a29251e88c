import * as fc from "fast-check";
import { expect, test } from "vitest";
import type { CalendarBed, CalendarRoom } from "#domain/view-calendar.ts";
import {
  barOn,
  barsWithin,
  columnOf,
  drawnRange,
  lineAt,
  linesOf,
  nightAt,
  runsOf,
} from "./geometry.ts";

const bed = (label: string, bars: CalendarBed["bars"] = []): CalendarBed =>
  ({ bed: label, label, kind: "single", bars }) as unknown as CalendarBed;
const room = (label: string, floor: string | undefined, beds: number): CalendarRoom =>
  ({
    room: label,
    label,
    mode: "shared",
    ...(floor && { floor }),
    beds: Array.from({ length: beds }, (_, at) => bed(`${label}${at}`)),
  }) as unknown as CalendarRoom;
const sizes = { row: 36, floor: 32 };
const steps = { step: 7, ahead: 10 };

test("rooms stand under their floor, each bed one row below the other", () => {
  const { lines, height } = linesOf(
    [room("1", "0", 2), room("3", "1", 1), room("2", "0", 1)],
    sizes,
  );
  expect(lines.map(({ is, top }) => [is, top])).toEqual([
    ["floor", 0],
    ["bed", 32],
    ["bed", 68],
    ["bed", 104],
    ["floor", 140],
    ["bed", 172],
  ]);
  expect(height).toBe(208);
  expect(linesOf([room("1", undefined, 2)], sizes).lines.map(({ is }) => is)).toEqual([
    "bed",
    "bed",
  ]);
});

test("what is drawn holds all that is seen, and changes only now and then", () => {
  const numbers = fc.record({
    at: fc.integer({ min: 0, max: 40_000 }),
    size: fc.integer({ min: 100, max: 2_000 }),
    unit: fc.integer({ min: 10, max: 60 }),
  });
  fc.assert(
    fc.property(numbers, ({ at: anywhere, size, unit }) => {
      const count = 900;
      const at = anywhere % (count * unit - size);
      const drawn = drawnRange({ at, size, unit, count }, steps);
      const first = Math.min(count, Math.floor(at / unit));
      const last = Math.min(count, Math.ceil((at + size) / unit));
      expect(drawn.from <= first && drawn.to >= last).toBe(true);
      expect(drawn.to - drawn.from).toBeLessThanOrEqual(Math.ceil(size / unit) + 7 + 2 * 10);
    }),
  );
  const from = (at: number): number =>
    drawnRange({ at, size: 900, unit: 30, count: 900 }, steps).from;
  expect(
    new Set(Array.from({ length: 420 }, (_, px) => from(3_000 + px))).size,
  ).toBeLessThanOrEqual(3);
});

test("drawn nights come in runs that begin at the same columns, and stay the same objects while they are drawn", () => {
  const first = "2026-03-01";
  const range = fc.tuple(fc.nat(400), fc.integer({ min: 1, max: 200 }));
  fc.assert(
    fc.property(range, fc.integer({ min: -60, max: 60 }), ([from, count], by) => {
      const before = runsOf(first, { from, to: from + count }, []);
      const drawn = before.flatMap(({ nights }) => nights);
      expect(drawn).toEqual(Array.from({ length: count }, (_, at) => nightAt(first, from + at)));
      const begin = Math.max(0, from + by);
      const after = runsOf(first, { from: begin, to: begin + count }, before);
      for (const run of before.slice(1, -1)) {
        const isDrawn = run.column >= begin && run.column + run.nights.length <= begin + count;
        expect(after.includes(run)).toBe(isDrawn);
      }
      // The first night of all moves when an older one can be reached.
      expect(runsOf("2026-02-01", { from, to: from + count }, before)).not.toContain(before[0]);
    }),
  );
});

test("a night has one column, and a column one night, across a change of clocks and a leap year", () => {
  fc.assert(
    fc.property(fc.integer({ min: -2_000, max: 2_000 }), (column) => {
      expect(columnOf("2026-03-01", nightAt("2026-03-01", column))).toBe(column);
    }),
  );
  expect(nightAt("2028-02-28", 2)).toBe("2028-03-01");
});

test("a bar stands on its nights and not on the one on which it ends", () => {
  const one = bed("A", [{ is: "blocked", from: "2026-07-04", to: "2026-07-06" }]);
  const on = ["2026-07-03", "2026-07-04", "2026-07-05", "2026-07-06"].map(
    (night) => barOn(one, night) !== undefined,
  );
  expect(on).toEqual([false, true, true, false]);
  expect(barsWithin(one, { from: "2026-07-06", to: "2026-07-09" })).toEqual([]);
  expect(barsWithin(one, { from: "2026-07-05", to: "2026-07-09" })).toHaveLength(1);
});

test("a height lies on the bed above it, and a heading on the bed before", () => {
  const { lines } = linesOf([room("1", "0", 2), room("3", "1", 1)], sizes);
  const at = (y: number): string | undefined => lineAt(lines, y)?.bed.label;
  expect([0, 40, 70, 110, 150].map(at)).toEqual(["10", "10", "11", "11", "30"]);
});
