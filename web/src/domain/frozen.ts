import type { HouseId } from "./compartments.ts";
import { overlap } from "./intervals.ts";
import { quantityCodes } from "./quantities.ts";
import type { FrozenReport } from "./records-reports.ts";
import type { Period } from "./report.ts";
import type { State } from "./state.ts";
import type { ReportColumn } from "./view-report.ts";

/** Why a number does not leave: it is small, it would give a small one away, or it is made of one that is hidden. */
export type Reason = "small" | "protects" | "rests";

/** The record of a report that leaves. */
export const frozenRows = (columns: readonly ReportColumn[]): FrozenReport["rows"] =>
  quantityCodes.map((code) => ({
    code,
    values: columns.map(({ quantities }) => quantities[code] ?? -1),
  }));

/** A frozen report as columns again. */
export function columnsIn({ houses, rows }: FrozenReport): ReportColumn[] {
  const width = rows[0]?.values.length ?? 0;
  const names = width > houses.length ? [undefined, ...houses] : houses;
  return names.map((house, at) => {
    const shown = rows.filter(({ values }) => (values[at] ?? -1) >= 0);
    return {
      ...house,
      quantities: Object.fromEntries(shown.map(({ code, values }) => [code, values[at]])),
    };
  });
}

/** Reports that have left and that share nights with a period, or with one that does. */
export function releasesNear(state: State, period: Period): FrozenReport[] {
  let rest = [...state.organisation.frozenReport.values()].toSorted((a, b) =>
    a.madeAt < b.madeAt ? -1 : 1,
  );
  const near: FrozenReport[] = [];
  let reached: readonly Period[] = [period];
  while (reached.length > 0) {
    const found = rest.filter((one) => reached.some((other) => overlap(one, other)));
    rest = rest.filter((one) => !found.includes(one));
    near.push(...found);
    reached = found;
  }
  return near;
}

/** The houses of a report's columns. */
export const housesOf = (columns: readonly ReportColumn[]): HouseId[] =>
  columns.flatMap(({ house }) => (house === undefined ? [] : [house]));
