import type { Now } from "./change.ts";
import { columnsIn, releasesNear, type Reason } from "./frozen.ts";
import { organisationOf, tonightOf } from "./house.ts";
import { sumQuantities, type CellCode } from "./quantities.ts";
import type { FrozenReport } from "./records-reports.ts";
import { sourceOf } from "./report-cells.ts";
import { hiddenCells, type Hiding } from "./release-cells.ts";
import type { Period } from "./report.ts";
import type { State } from "./state.ts";
import { columnsOf, reportedHouses, type ReportColumn } from "./view-report.ts";

/** A report as it may leave. */
export interface Release {
  readonly period: Period;
  readonly threshold: number;
  readonly columns: readonly ReleaseColumn[];
  /** A report of the same period and numbers has left already: the same numbers are hidden again. */
  readonly again: boolean;
  /** Days that do not begin and end a month: then no count of persons leaves. */
  readonly uneven: boolean;
}

/** A column without what is hidden. */
export interface ReleaseColumn extends ReportColumn {
  readonly hidden: { readonly [code: string]: Reason };
}

/** Makes the report of a period ready to leave: small cells hidden, and what would give them away (I-17). */
export function release(state: State, period: Period, now: Now): Release {
  const source = sourceOf(state, reportedHouses(state), tonightOf(state, undefined, now));
  const threshold = organisationOf(state)?.kThreshold ?? 5;
  const columns = columnsOf(source, period, now.instant);
  const earlier = releasesNear(state, period);
  const same = earlier.find((one) => isSame(one, period, columns, threshold));
  const uneven = !isWholeMonths(period);
  const hiding: Hiding = same
    ? hiddenIn(same)
    : hiddenCells({ source, period, columns, earlier, threshold, nothing: uneven });
  return {
    period,
    threshold,
    uneven,
    again: same !== undefined,
    columns: columns.map((column, at) => withHidden(column, hiding[at] ?? new Map())),
  };
}

function withHidden(column: ReportColumn, cells: ReadonlyMap<CellCode, Reason>): ReleaseColumn {
  const hidden: Record<string, Reason> = Object.fromEntries(cells);
  for (const [sum, cell] of Object.entries(sumQuantities)) {
    if (hidden[cell] !== undefined) hidden[sum] = "rests";
  }
  const shown = Object.entries(column.quantities).filter(([code]) => hidden[code] === undefined);
  return { ...column, quantities: Object.fromEntries(shown), hidden };
}

/** Whether a report that left says the same as this one would, hidden numbers apart. */
function isSame(
  report: FrozenReport,
  period: Period,
  columns: readonly ReportColumn[],
  threshold: number,
): boolean {
  const before = columnsIn(report);
  return (
    report.from === period.from &&
    report.to === period.to &&
    report.threshold === threshold &&
    before.length === columns.length &&
    columns.every(({ house, quantities }, at) => {
      const then = before[at];
      if (then?.house !== house) return false;
      return Object.entries(then?.quantities ?? {}).every(
        ([code, number]) => quantities[code as CellCode] === number,
      );
    })
  );
}

const hiddenIn = (report: FrozenReport): Hiding =>
  columnsIn(report).map(
    (_, at) =>
      new Map(
        report.rows
          .filter(({ code, values }) => (values[at] ?? -1) < 0 && !(code in sumQuantities))
          .map(({ code }) => [code as CellCode, "protects" as const]),
      ),
  );

/** Whether a period begins and ends with a month. */
export const isWholeMonths = ({ from, to }: Period): boolean =>
  from.endsWith("-01") && to.endsWith("-01") && from < to;
