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
