import { Type, type Static } from "typebox";
import * as field from "./fields.ts";
import { closed, oneOf } from "./fields.ts";
import { quantityCodes } from "./quantities.ts";

/** A month whose nights no longer change, except by a correction. Nothing closes by itself. */
export const MonthClosed = closed({
  month: Type.String({ pattern: "^\\d{4}-(0[1-9]|1[0-2])$" }),
  by: field.aMember,
  on: field.anInstant,
});
export type MonthClosed = Static<typeof MonthClosed>;

/** Who changed nights of a closed month, and why. */
export const Correction = closed({
  by: field.aMember,
  at: field.anInstant,
  reason: field.aText,
});
export type Correction = Static<typeof Correction>;

/** What made a report leave: a month or a year that is closed, or somebody who took a file. */
export const reportOccasions = ["month", "year", "file"] as const;
export type ReportOccasion = (typeof reportOccasions)[number];

/**
 * The figures of a period as they left, small ones hidden. They stay when the records behind them are erased, and every
 * later report is made with them in mind.
 */
export const FrozenReport = closed({
  from: field.aDate,
  to: field.aDate,
  occasion: oneOf(reportOccasions),
  by: field.aMember,
  madeAt: field.anInstant,
  threshold: Type.Integer({ minimum: 2, maximum: 100 }),
  houses: Type.Array(closed({ house: field.aHouse, codeName: field.aLabel }), { maxItems: 200 }),
  /** A number for all together, where there are several houses, then for each; −1 where it is hidden. */
  rows: Type.Array(
    closed({
      code: oneOf(quantityCodes),
      values: Type.Array(Type.Integer({ minimum: -1 }), { maxItems: 201 }),
    }),
    { maxItems: 200 },
  ),
});
export type FrozenReport = Static<typeof FrozenReport>;
