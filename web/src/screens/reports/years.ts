import type { FrozenArchive } from "#domain/view-leaving.ts";
import type { Span } from "./periods.ts";

const listed = 24;

/** Years that are over, of which every month since the first house is closed, and whose figures are not kept yet. */
export function yearsToKeep({ months, reports }: FrozenArchive): readonly Span[] {
  const years = Map.groupBy(months, ({ month }) => month.slice(0, 4));
  const begins = months.length < listed ? months.at(-1)?.month : undefined;
  return [...years]
    .filter(([year, own]) => {
      const has = (month: string): boolean => own.some((one) => one.month === month);
      const whole =
        has(`${year}-12`) && (has(`${year}-01`) || (begins !== undefined && has(begins)));
      return whole && own.every(({ closed }) => closed !== undefined);
    })
    .map(([year]) => ({ from: `${year}-01-01`, to: `${Number(year) + 1}-01-01` }))
    .filter(({ from, to }) => !reports.some((one) => one.from === from && one.to === to));
}
