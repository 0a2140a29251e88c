import type { Now } from "./change.ts";
import type { IsoDate } from "./dates.ts";
import { columnsIn } from "./frozen.ts";
import { tonightOf } from "./house.ts";
import type { FrozenReport } from "./records-reports.ts";
import { release, type Release } from "./release.ts";
import type { State } from "./state.ts";
import type { ReportArgs, ReportColumn } from "./view-report.ts";

/** A report as it left. */
export interface FrozenView {
  readonly report: string;
  readonly from: IsoDate;
  readonly to: IsoDate;
  readonly occasion: FrozenReport["occasion"];
  readonly by: string;
  readonly madeAt: string;
  readonly threshold: number;
  readonly columns: readonly ReportColumn[];
}

/** A month that is over, and whether it is closed. */
export interface MonthLine {
  readonly month: string;
  readonly closed?: { readonly by: string; readonly on: string };
}

/** What has left, and which months are closed. */
export interface FrozenArchive {
  readonly reports: readonly FrozenView[];
  /** The last two years of months that are over, from the first house on, newest first. */
  readonly months: readonly MonthLine[];
}

/** A report as it would leave now. */
export const leaving = (state: State, { from, to }: ReportArgs, now: Now): Release =>
  release(state, { from, to }, now);

/** Every report that has left, newest first, and the months. */
export function frozen(state: State, _: object, now: Now): FrozenArchive {
  const reports = [...state.organisation.frozenReport]
    .map(([report, record]) => {
      const { from, to, occasion, by, madeAt, threshold } = record;
      return { report, from, to, occasion, by, madeAt, threshold, columns: columnsIn(record) };
    })
    .toSorted((a, b) => (a.madeAt < b.madeAt ? 1 : -1));
  const closed = new Map(
    [...state.organisation.monthClosed.values()].map(({ month, by, on }) => [month, { by, on }]),
  );
  const tonight = tonightOf(state, undefined, now);
  const first = [...state.organisation.house.values()].map((one) => one.openedOn).toSorted()[0];
  const months = monthsBefore(tonight).filter((month) => month >= (first ?? tonight).slice(0, 7));
  return { reports, months: months.map((month) => lineOf(month, closed.get(month))) };
}

const lineOf = (month: string, closed: MonthLine["closed"]): MonthLine => ({
  month,
  ...(closed && { closed }),
});

function monthsBefore(tonight: IsoDate): string[] {
  const now = Number(tonight.slice(0, 4)) * 12 + Number(tonight.slice(5, 7)) - 1;
  return Array.from({ length: 24 }, (_, at) => {
    const then = now - 1 - at;
    return `${Math.floor(then / 12)}-${String((then % 12) + 1).padStart(2, "0")}`;
  });
}
