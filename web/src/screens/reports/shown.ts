import { figureOf, quantitiesOf, type Figure, type FigureCode } from "#domain/figures.ts";
import type { CellCode, Quantities } from "#domain/quantities.ts";
import { formatMean, formatNumber, formatShare } from "../../i18n/format.ts";
import { t } from "../../i18n/t.ts";

/** A column as a table shows it: what is exact here, and what of it does not leave. */
export interface ShownColumn {
  readonly key: string;
  readonly name: string;
  readonly quantities: Quantities;
  /** Why a quantity does not leave. */
  readonly hidden: { readonly [code: string]: "small" | "protects" | "rests" };
}

/** Why a figure does not leave: the first reason of the quantities that it is made of. */
export function hiddenFigure(
  code: FigureCode,
  { hidden }: ShownColumn,
): "small" | "protects" | "rests" | undefined {
  const reasons = quantitiesOf(code).flatMap((quantity) => hidden[quantity] ?? []);
  if (reasons.length === 0) return undefined;
  return quantitiesOf(code).length === 1 ? reasons[0] : "rests";
}

/** The figure as it is read: "46.53 %", "7.67", "154"; a dash where there is none. */
export function figureText({ unit, value }: Figure): string {
  if (value === undefined) return "–";
  switch (unit) {
    case "share":
      return formatShare(value);
    case "mean":
      return formatMean(value);
    case "nights":
    case "count":
      return formatNumber(value);
  }
}

/** Its two numbers, where it is made of two: "154 of 331". */
export function partsText({ numerator, denominator }: Figure): string | undefined {
  if (numerator === undefined || denominator === undefined) return undefined;
  return t("report.of", { numerator, denominator });
}

/** A count, or a dash where it is hidden. */
export const cellText = (cell: CellCode, { quantities }: ShownColumn): string => {
  const value = quantities[cell];
  return value === undefined ? "–" : formatNumber(value);
};

/** A figure of a column. */
export const figureIn = (code: FigureCode, column: ShownColumn): Figure =>
  figureOf(code, column.quantities);
