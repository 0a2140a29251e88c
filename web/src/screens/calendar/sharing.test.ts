import { expect, test } from "vitest";
import type { CalendarBar, CalendarView } from "#domain/view-calendar.ts";
import { linesOf } from "./geometry.ts";
import { shared, sharedLines } from "./sharing.ts";

const stay = (person: string, to?: string): CalendarBar =>
  ({
    is: "stay",
    from: "2026-07-04",
    ...(to && { to }),
    by: { personRef: person, persons: 1 },
  }) as unknown as CalendarBar;
const view = (bars: Readonly<Record<string, readonly CalendarBar[]>>): CalendarView =>
  structuredClone({
    house: "h",
    nights: 30,
    rooms: [
      {
        room: "1",
        label: "1",
        beds: Object.entries(bars).map(([bed, own]) => ({
          bed,
          label: bed,
          kind: "single",
          bars: own,
        })),
      },
    ],
  }) as unknown as CalendarView;

test("a view that says the same is made of the rooms that are drawn", () => {
  const before = view({ A: [stay("Iris")], B: [] });
  const after = shared(before, view({ A: [stay("Iris")], B: [] }));
  expect(after.rooms[0]).toBe(before.rooms[0]);
});

test("one bar that changed leaves all others, and the beds beside it, as they are", () => {
  const before = view({ A: [stay("Iris"), stay("Fern")], B: [stay("Rosa")] });
  const after = shared(
    before,
    view({ A: [stay("Iris"), stay("Fern", "2026-08-01")], B: [stay("Rosa")] }),
  );
  const [old, now] = [before, after].map(({ rooms }) => rooms[0]?.beds ?? []);
  expect(now?.[0]).not.toBe(old?.[0]);
  expect(now?.[0]?.bars[0]).toBe(old?.[0]?.bars[0]);
  expect(now?.[0]?.bars[1]).toEqual(stay("Fern", "2026-08-01"));
  expect(now?.[1]).toBe(old?.[1]);
});

test("what was added and what is gone is as the newer view says", () => {
  const before = view({ A: [stay("Iris"), stay("Fern")] });
  const next = view({ A: [stay("Fern")], B: [stay("Iris")] });
  expect(shared(before, next)).toEqual(next);
  expect(shared(undefined, next)).toEqual(next);
});

test("lines stay the same as long as their bed and place do", () => {
  const sizes = { row: 36, floor: 32 };
  const before = view({ A: [stay("Iris")], B: [] });
  const { lines } = linesOf(before.rooms, sizes);
  const again = sharedLines(lines, linesOf(before.rooms, sizes).lines);
  expect(again.every((line, at) => line === lines[at])).toBe(true);
  const moved = sharedLines(lines, linesOf(before.rooms, { ...sizes, row: 44 }).lines);
  expect(moved.map((line, at) => line === lines[at])).toEqual([true, false]);
});
