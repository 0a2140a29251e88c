import type { FrozenView } from "#domain/view-leaving.ts";
import { formatDay, formatMoment } from "../../i18n/format.ts";
import { t } from "../../i18n/t.ts";
import { lastNight } from "./periods.ts";
import { breakdowns, sections } from "./sections.ts";
import { figureIn, type ShownColumn } from "./shown.ts";

/** What stands in one field of a file: words, a number, or nothing. */
export type Field = string | number | undefined;

/** A report as rows of a file: what it is about, then a line for every figure of every house. */
export interface Rows {
  readonly about: readonly (readonly [string, string])[];
  readonly head: readonly string[];
  readonly lines: readonly (readonly Field[])[];
}

const dash = "–";

/** Writes a report that left as rows; what is hidden is a dash. */
export function rowsOf(report: FrozenView, label: string): Rows {
  const columns: readonly ShownColumn[] = report.columns.map((column) => ({
    key: column.house ?? "all",
    name: column.codeName ?? t("capacity.all"),
    quantities: column.quantities,
    hidden: {},
  }));
  return {
    about: [
      [t("report.file.of"), label],
      [t("report.from"), formatDay(report.from)],
      [t("report.last"), formatDay(lastNight(report))],
      [t("report.file.asOf"), formatMoment(Date.parse(report.madeAt))],
      [
        t("report.file.hidden"),
        t("report.file.hidden.says", { threshold: report.threshold, dash }),
      ],
    ],
    head: [
      t("report.file.part"),
      t("report.figure"),
      t("capacity.house"),
      t("report.file.value"),
      t("report.file.unit"),
      t("report.file.numerator"),
      t("report.file.denominator"),
      t("report.file.definition"),
    ],
    lines: sections.flatMap(({ name, figures }) => [
      ...figures.flatMap((code) =>
        columns.map((column): Field[] => {
          const { unit, value, numerator, denominator } = figureIn(code, column);
          const rounded = value && Math.round(value * (unit === "share" ? 10_000 : 100)) / 100;
          const two = denominator !== undefined || unit === "share";
          return [
            t(`report.section.${name}`),
            t(`report.${code}`),
            column.name,
            value === undefined ? dash : rounded,
            unit === "share" ? "%" : t(`report.unit.${unit}`),
            two ? (numerator ?? dash) : undefined,
            two ? (denominator ?? dash) : undefined,
            t(`report.${code}.says`),
          ];
        }),
      ),
      ...breakdowns
        .filter(({ under }) => under === name)
        .flatMap((breakdown) =>
          breakdown.lines.flatMap(({ cell, says }) =>
            columns.map((column): Field[] => [
              t(`report.table.${breakdown.name}`),
              says(),
              column.name,
              column.quantities[cell] ?? dash,
              t("report.unit.count"),
              undefined,
              undefined,
              undefined,
            ]),
          ),
        ),
    ]),
  };
}

/** Words that a spreadsheet would read as a formula, made harmless; a unit alone is none. */
export const harmless = (words: string): string =>
  /^(?:[=+\-@\t\r\n|]|%.)/.test(words) ? `'${words}` : words;
