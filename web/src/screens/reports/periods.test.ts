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

test("a year can be kept when its twelve months are closed, and once", () => {
  const month = (at: number) => ({
    month: `2025-${String(at + 1).padStart(2, "0")}`,
    closed: { by: "", on: "2026-01-02T10:00:00Z" },
  });
  const months = Array.from({ length: 12 }, (_, at) => month(at));
  expect(yearsToKeep({ months: months.slice(1), reports: [] })).toEqual([]);
  const [year] = yearsToKeep({ months, reports: [] });
  expect(year).toEqual({ from: "2025-01-01", to: "2026-01-01" });
  const kept = {
    ...year,
    report: "",
    occasion: "year",
    by: "",
    madeAt: "",
    threshold: 5,
    columns: [],
  };
  expect(yearsToKeep({ months, reports: [kept as never] })).toEqual([]);
});
