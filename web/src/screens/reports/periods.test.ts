import { expect, test } from "vitest";
import { ownDays, spanOf } from "./periods.ts";
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

test("her own days are nights that can be counted, or say what stands against them", () => {
  const on = "2026-07-05";
  expect(ownDays("2026-06-01", "2026-06-30", on)).toEqual({
    span: { from: "2026-06-01", to: "2026-07-01" },
  });
  expect(ownDays("2026-07-05", "2026-12-31", on)).toHaveProperty("span");
  expect(ownDays("", "2026-06-30", on)).toEqual({ field: "from", wrong: "missing" });
  expect(ownDays("2026-06-01", "", on)).toEqual({ field: "last", wrong: "missing" });
  const against = (first: string, last: string) =>
    Object.values(ownDays(first, last, on)).join(" ");
  expect(against("2026-06-20", "2026-06-01")).toBe("last early 2026-06-20");
  // What stands in the field while 2026 is typed digit by digit.
  for (const year of ["0002", "0020", "0202"])
    expect(against(`${year}-06-01`, "2026-06-30")).toBe("from early 2006-01-01");
  expect(against("2026-07-06", "2026-07-31")).toBe("from late 2026-07-05");
  expect(against("2026-06-01", "9999-12-31")).toBe("last late 2026-12-31");
  expect(against("2026-06-01", "20266-06-30")).toBe("last late 2026-12-31");
  expect(against("20266-06-01", "2026-06-30")).toBe("from late 2026-07-05");
});
