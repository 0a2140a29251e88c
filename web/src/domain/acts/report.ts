import { changes, putIn, refuse, removeFrom, type Act, type Now } from "../change.ts";
import { instantOf, plusDuration, type IsoDate } from "../dates.ts";
import { frozenRows } from "../frozen.ts";
import { tonightOf } from "../house.ts";
import type { Id } from "../ids.ts";
import type { ReportOccasion } from "../records-reports.ts";
import { release } from "../release.ts";
import type { State } from "../state.ts";

/** Closes a month: from now on its nights change only with a reason (I-15). */
export interface CloseMonth {
  readonly monthClosed: Id<"monthClosed">;
  /** `2026-07`. */
  readonly month: string;
}

/** What takes it back needs of it. */
export interface ReopenMonth {
  readonly month: string;
}

/** Keeps the figures of a period as they leave; nothing leaves that was not kept. */
export interface ReleaseReport {
  readonly report: Id<"report">;
  readonly from: IsoDate;
  readonly to: IsoDate;
  readonly occasion: ReportOccasion;
}

/** Closes a month that is over. */
export const closeMonth: Act<CloseMonth> = (state, { monthClosed, month }, now) => {
  if (closedMonth(state, month)) return refuse({ code: "already-there", what: "monthClosed" });
  if (!isOver(state, monthEnd(month), now)) return refuse({ code: "month-goes-on", month });
  const by = now.member ?? "";
  return changes(putIn()("monthClosed", monthClosed, { month, by, on: instantOf(now.instant) }));
};

/** Opens a month again, right after it was closed by mistake. */
export const reopenMonth: Act<ReopenMonth> = (state, { month }) => {
  const found = closedMonth(state, month);
  if (!found) return refuse({ code: "not-found", what: "monthClosed" });
  return changes(removeFrom()("monthClosed", found[0]));
};

/** Writes a report as it leaves, small cells hidden with every earlier one in mind (I-17). */
export const releaseReport: Act<ReleaseReport> = (state, input, now) => {
  const { report, from, to, occasion } = input;
  if (from >= to) return refuse({ code: "end-before-start", from, to });
  if (!isOver(state, to, now)) {
    return refuse({ code: "in-the-future", date: to, tonight: tonightOf(state, undefined, now) });
  }
  const leaving = release(state, { from, to }, now);
  if (leaving.columns.length === 0) return refuse({ code: "not-found", what: "house" });
  if (leaving.again && occasion === "file") return changes();
  return changes(
    putIn()("frozenReport", report, {
      from,
      to,
      occasion,
      by: now.member ?? "",
      madeAt: instantOf(now.instant),
      threshold: leaving.threshold,
      houses: leaving.columns.flatMap(({ house, codeName }) =>
        house === undefined ? [] : [{ house, codeName: codeName ?? "" }],
      ),
      rows: frozenRows(leaving.columns),
    }),
  );
};

/** The record that closes a month, and its id. */
const closedMonth = (state: State, month: string) =>
  [...state.organisation.monthClosed].find(([, record]) => record.month === month);

/** The first day after a month. */
const monthEnd = (month: string): IsoDate => plusDuration(`${month}-01`, "P1M");

/** Whether every night before a day has begun. */
const isOver = (state: State, to: IsoDate, now: Now): boolean =>
  to <= tonightOf(state, undefined, now);
