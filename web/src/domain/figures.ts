import type { Quantities, QuantityCode } from "./quantities.ts";

/** A figure of a report as it is computed: of what, by what, and in which unit it is read. */
interface Formula {
  readonly numerator: readonly QuantityCode[];
  /** Subtracted from the first. */
  readonly less?: QuantityCode;
  readonly by?: readonly QuantityCode[];
  readonly byLess?: QuantityCode;
  /** A constant that the numerator holds too often. */
  readonly halved?: true;
  readonly unit: Unit;
}

/** How a figure is read: whole nights or counts, a share, or a number of nights or people with decimals. */
export type Unit = "nights" | "count" | "share" | "mean";

const operational = { by: ["funded"], byLess: "outOfService" } as const;

/** Every figure, in the order in which they are read; the definitions in words stand in the catalogue. */
export const formulas = {
  utilisation: { numerator: ["occupied"], ...operational, unit: "share" },
  fundedUtilisation: { numerator: ["occupied"], by: ["funded"], unit: "share" },
  effectiveUtilisation: { numerator: ["occupied", "blocked"], ...operational, unit: "share" },
  roomOccupancy: { numerator: ["roomNightsOccupied"], by: ["roomNights"], unit: "share" },
  averageCensus: { numerator: ["occupied"], by: ["nights"], unit: "mean" },
  fullNights: { numerator: ["fullNights"], unit: "nights" },
  funded: { numerator: ["funded"], unit: "nights" },
  outOfService: { numerator: ["outOfService"], unit: "nights" },
  operational: { numerator: ["funded"], less: "outOfService", unit: "nights" },
  occupied: { numerator: ["occupied"], unit: "nights" },
  occupiedExtra: { numerator: ["occupiedExtra"], unit: "nights" },
  blocked: { numerator: ["blocked"], unit: "nights" },
  served: { numerator: ["served"], unit: "count" },
  admissions: { numerator: ["admissions"], unit: "count" },
  departures: { numerator: ["departures"], unit: "count" },
  transfersIn: { numerator: ["transfers.in"], unit: "count" },
  transfersOut: { numerator: ["transfers.out"], unit: "count" },
  averageLength: { numerator: ["departures.nights"], by: ["departures"], unit: "mean" },
  medianLength: { numerator: ["departures.twiceMedian"], halved: true, unit: "mean" },
  open: { numerator: ["open"], unit: "count" },
  openLength: { numerator: ["open.nights"], by: ["open"], unit: "mean" },
  openMedian: { numerator: ["open.twiceMedian"], halved: true, unit: "mean" },
  decided: { numerator: ["requests.decided"], unit: "count" },
  turnAway: {
    numerator: ["requests.decision.declined_by_us"],
    by: ["requests.decided"],
    unit: "share",
  },
  capacityTurnAway: { numerator: ["requests.capacity"], by: ["requests.decided"], unit: "share" },
  survivorDeclined: {
    numerator: ["requests.decision.declined_by_survivor"],
    by: ["requests.decided"],
    unit: "share",
  },
  return30: { numerator: ["returned.30"], by: ["elapsed.30"], unit: "share" },
  return90: { numerator: ["returned.90"], by: ["elapsed.90"], unit: "share" },
  return365: { numerator: ["returned.365"], by: ["elapsed.365"], unit: "share" },
  returnsUnlinked: { numerator: ["admissions.unlinked"], unit: "count" },
} as const satisfies { readonly [code: string]: Formula };
export type FigureCode = keyof typeof formulas;

/** A figure of one column: its two numbers, and what they come to. A hidden number leaves no figure. */
export interface Figure {
  readonly unit: Unit;
  readonly numerator?: number;
  readonly denominator?: number;
  /** Undefined where there is nothing to divide by, or a part is hidden. */
  readonly value?: number;
}

/** Makes a figure from the quantities that are there. */
export function figureOf(code: FigureCode, quantities: Quantities): Figure {
  const formula: Formula = formulas[code];
  const whole = total(quantities, formula.numerator, formula.less);
  const numerator = whole !== undefined && formula.halved ? whole / 2 : whole;
  const { unit, by } = formula;
  if (by === undefined) {
    return numerator === undefined ? { unit } : { unit, numerator, value: numerator };
  }
  const denominator = total(quantities, by, formula.byLess);
  return {
    unit,
    ...(numerator !== undefined && { numerator }),
    ...(denominator !== undefined && { denominator }),
    ...(numerator !== undefined &&
      denominator !== undefined &&
      denominator !== 0 && { value: numerator / denominator }),
  };
}

/** The quantities that a figure needs. */
export const quantitiesOf = (code: FigureCode): readonly QuantityCode[] => {
  const { numerator, less, by = [], byLess }: Formula = formulas[code];
  return [...numerator, ...by, ...(less ? [less] : []), ...(byLess ? [byLess] : [])];
};

function total(
  quantities: Quantities,
  codes: readonly QuantityCode[],
  less: QuantityCode | undefined,
): number | undefined {
  let sum = 0;
  for (const code of codes) {
    const one = quantities[code];
    if (one === undefined) return undefined;
    sum += one;
  }
  if (less === undefined) return sum;
  const taken = quantities[less];
  return taken === undefined ? undefined : sum - taken;
}
