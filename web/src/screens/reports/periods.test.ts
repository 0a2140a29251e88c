import { expect, test } from "vitest";
import { spanOf } from "./periods.ts";
import { yearsToKeep } from "./years.ts";

test("periods are calendar ones, also over the turn of a year", () => {
  const on = "2026-01-15";
  expect(spanOf("lastMonth", on)).toEqual({ from: "2025-12-01", to: "2026-01-01" });
  expect(spanOf("thisMonth", on)).toEqual({ from: "2026-01-01", to: "2026-02-01" });
  expect(spanOf("lastQuarter", on)).toEqual({ from: "2025-10-01", to: "2026-01-01" });
  expect(spanOf("thisQuarter", on)).toEqual({ from: "2026-01-01", to: "2026-04-01" });
  expect(spanOf("lastYear", on)).toEqual({ from: "2025-01-01", to: "2026-01-01" });
  expect(spanOf("thisYear", on)).toEqual({ from: "2026-01-01", to: "2027-01-01" });
  expect(spanOf("own", on)).toBeUndefined();
});

test("a year can be kept once, when every month of it since the first house is closed", () => {
  const month = (at: number, isClosed = true) => ({
    month: `2025-${String(12 - at).padStart(2, "0")}`,
    ...(isClosed && { closed: { by: "", on: "2026-01-02T10:00:00Z" } }),
  });
  const months = Array.from({ length: 12 }, (_, at) => month(at));
  const year = { from: "2025-01-01", to: "2026-01-01" };
  expect(yearsToKeep({ months, reports: [] })).toEqual([year]);
  // Opened in April: the months before do not count.
  expect(yearsToKeep({ months: months.slice(0, 9), reports: [] })).toEqual([year]);
  expect(yearsToKeep({ months: months.with(3, month(3, false)), reports: [] })).toEqual([]);
  // December is not over.
  expect(yearsToKeep({ months: months.slice(1), reports: [] })).toEqual([]);
  const left = { report: "", by: "", madeAt: "", threshold: 5, columns: [] };
  const kept = { ...year, ...left, occasion: "year" as const };
  expect(yearsToKeep({ months, reports: [kept] })).toEqual([]);
});
