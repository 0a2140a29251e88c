import { plusDays, plusDuration, type IsoDate } from "#domain/dates.ts";

/** Spans of time that are asked for by name. */
export const periodNames = [
  "lastMonth",
  "thisMonth",
  "lastQuarter",
  "thisQuarter",
  "lastYear",
  "thisYear",
  "own",
] as const;
export type PeriodName = (typeof periodNames)[number];

/** From the first night up to, not including, `to`. */
export interface Span {
  readonly from: IsoDate;
  readonly to: IsoDate;
}

/** The span that a name means on an evening; undefined for her own. */
export function spanOf(name: PeriodName, tonight: IsoDate): Span | undefined {
  const month = `${tonight.slice(0, 7)}-01`;
  const year = `${tonight.slice(0, 4)}-01-01`;
  const quarter = quarterStart(tonight);
  switch (name) {
    case "lastMonth":
      return { from: monthsLater(month, -1), to: month };
    case "thisMonth":
      return { from: month, to: monthsLater(month, 1) };
    case "lastQuarter":
      return { from: monthsLater(quarter, -3), to: quarter };
    case "thisQuarter":
      return { from: quarter, to: monthsLater(quarter, 3) };
    case "lastYear":
      return { from: monthsLater(year, -12), to: year };
    case "thisYear":
      return { from: year, to: monthsLater(year, 12) };
    case "own":
      return undefined;
  }
}

/** Her own days: the nights that they mean, or what stands against one of the two. */
export type OwnDays =
  | { readonly span: Span }
  | { readonly field: "from" | "last"; readonly wrong: "missing" }
  | { readonly field: "from" | "last"; readonly wrong: "early" | "late"; readonly edge: IsoDate };

/** How many years back a report looks. A year half typed is one of long ago, whose nights nobody waits for. */
const yearsBack = 20;

/** What she means by a first and a last night, on an evening. */
export function ownDays(first: string, last: string, tonight: IsoDate): OwnDays {
  const year = Number(tonight.slice(0, 4));
  const earliest = `${year - yearsBack}-01-01`;
  const latest = `${year}-12-31`;
  if (first === "") return { field: "from", wrong: "missing" };
  if (first < earliest) return { field: "from", wrong: "early", edge: earliest };
  if (first > tonight) return { field: "from", wrong: "late", edge: tonight };
  if (last === "") return { field: "last", wrong: "missing" };
  if (last < first) return { field: "last", wrong: "early", edge: first };
  if (last > latest) return { field: "last", wrong: "late", edge: latest };
  return { span: { from: first, to: plusDays(last, 1) } };
}

/** The first day of a month so many months away. */
export function monthsLater(first: IsoDate, months: number): IsoDate {
  const at = Number(first.slice(0, 4)) * 12 + Number(first.slice(5, 7)) - 1 + months;
  return `${Math.floor(at / 12)}-${String((at % 12) + 1).padStart(2, "0")}-01`;
}

/** A month, "2026-07", as the span of its nights. */
export const monthSpan = (month: string): Span => ({
  from: `${month}-01`,
  to: plusDuration(`${month}-01`, "P1M"),
});

/** The last night of a span. */
export const lastNight = ({ to }: Span): IsoDate => plusDays(to, -1);

const quarterStart = (date: IsoDate): IsoDate => {
  const month = Math.floor((Number(date.slice(5, 7)) - 1) / 3) * 3 + 1;
  return `${date.slice(0, 4)}-${String(month).padStart(2, "0")}-01`;
};
