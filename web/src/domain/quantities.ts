import * as codes from "./codes.ts";

/** Nights of beds and rooms: whole numbers that say nothing about one person. */
export const bedQuantities = [
  "nights",
  "funded",
  "outOfService",
  "occupied",
  "occupiedExtra",
  "blocked",
  "roomNights",
  "roomNightsOccupied",
  "fullNights",
] as const;

/** Within how many days a return is looked for. */
export const returnWindows = [30, 90, 365] as const;

/** Counts of persons, stays and requests: cells, hidden from whatever leaves while they are small. */
export const cellQuantities = [
  "served",
  ...codes.personKinds.map((code) => `served.${code}` as const),
  "admissions",
  "admissions.linked",
  "admissions.unlinked",
  "departures",
  ...codes.departureReasons.map((code) => `departures.reason.${code}` as const),
  ...codes.destinations.map((code) => `departures.destination.${code}` as const),
  "transfers.in",
  "transfers.out",
  "open",
  "requests",
  "requests.decided",
  "requests.capacity",
  ...codes.requestDecisions.map((code) => `requests.decision.${code}` as const),
  ...codes.declineReasons.map((code) => `requests.reason.${code}` as const),
  ...returnWindows.flatMap((days) => [`elapsed.${days}`, `returned.${days}`] as const),
] as const;
export type CellCode = (typeof cellQuantities)[number];

/** Sums over the stays of a cell, for its mean and median; they go where the cell goes. */
export const sumQuantities = {
  "departures.nights": "departures",
  "departures.twiceMedian": "departures",
  "open.nights": "open",
  "open.twiceMedian": "open",
} as const satisfies { readonly [sum: string]: CellCode };
export type SumCode = keyof typeof sumQuantities;

export type QuantityCode = (typeof bedQuantities)[number] | CellCode | SumCode;

/** All quantities, in a fixed order. */
export const quantityCodes: readonly QuantityCode[] = [
  ...bedQuantities,
  ...cellQuantities,
  ...(Object.keys(sumQuantities) as SumCode[]),
];

/** The whole numbers from which every figure of one column is made. A missing one is hidden, or is not known. */
export type Quantities = { readonly [code in QuantityCode]?: number };

/** A whole and the parts that it is the sum of, within one column. */
export interface SumOf {
  readonly whole: CellCode;
  readonly parts: readonly CellCode[];
}

const decided = codes.requestDecisions.filter((code) => code !== "pending");

/** Cells that are printed in the same tables, with the sums that hold between them; whoever knows some computes others. */
export const cellGroups: readonly {
  readonly cells: readonly CellCode[];
  readonly sums: readonly SumOf[];
}[] = [
  group("served", [
    { whole: "served", parts: codes.personKinds.map((code) => `served.${code}` as const) },
  ]),
  group("admissions", []),
  group("departures", [
    {
      whole: "departures",
      parts: codes.departureReasons.map((code) => `departures.reason.${code}` as const),
    },
    {
      whole: "departures",
      parts: codes.destinations.map((code) => `departures.destination.${code}` as const),
    },
  ]),
  group("transfers", []),
  group("open", []),
  group("requests", [
    {
      whole: "requests",
      parts: codes.requestDecisions.map((code) => `requests.decision.${code}` as const),
    },
    {
      whole: "requests.decided",
      parts: decided.map((code) => `requests.decision.${code}` as const),
    },
    { whole: "requests.decision.declined_by_us", parts: reasons(codes.couldNotReasons) },
    {
      whole: "requests.decision.declined_by_survivor",
      parts: reasons(codes.choseOtherwiseReasons),
    },
    { whole: "requests.decision.inappropriate", parts: reasons(codes.notForUsReasons) },
    { whole: "requests.capacity", parts: reasons(codes.capacityReasons) },
  ]),
  group("returned", []),
  group("elapsed", []),
];

function group(name: string, sums: readonly SumOf[]) {
  const cells = cellQuantities.filter((code) => code === name || code.startsWith(`${name}.`));
  return { cells, sums };
}

function reasons(list: readonly codes.DeclineReason[]): CellCode[] {
  return list.map((code) => `requests.reason.${code}` as const);
}

/** Cells that are a stand at the period's end, so that two periods do not add up to a third. */
export const standing: ReadonlySet<CellCode> = new Set(["open"]);
