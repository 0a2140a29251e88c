import type { FrozenArchive } from "#domain/view-leaving.ts";
import type { Span } from "./periods.ts";

/** Years whose twelve months are closed and whose figures are not kept yet. */
export function yearsToKeep({ months, reports }: FrozenArchive): readonly Span[] {
  const closed = months.flatMap(({ month, closed: is }) => (is ? [month.slice(0, 4)] : []));
  return [...new Set(closed)]
    .filter((year) => closed.filter((one) => one === year).length === 12)
    .map((year) => ({ from: `${year}-01-01`, to: `${Number(year) + 1}-01-01` }))
    .filter(({ from, to }) => !reports.some((one) => one.from === from && one.to === to));
}
