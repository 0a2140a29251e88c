import type { FigureCode } from "#domain/figures.ts";
import * as codes from "#domain/codes.ts";
import type { CellCode } from "#domain/quantities.ts";
import { t } from "../../i18n/t.ts";

/** Figures that are read together. */
export const sections = [
  {
    name: "beds",
    figures: [
      "utilisation",
      "fundedUtilisation",
      "effectiveUtilisation",
      "roomOccupancy",
      "averageCensus",
      "fullNights",
      "funded",
      "outOfService",
      "operational",
      "occupied",
      "occupiedExtra",
      "blocked",
    ],
  },
  {
    name: "people",
    figures: ["served", "admissions", "departures", "transfersIn", "transfersOut"],
  },
  {
    name: "lengths",
    figures: ["averageLength", "medianLength", "open", "openLength", "openMedian"],
  },
  { name: "requests", figures: ["decided", "turnAway", "capacityTurnAway", "survivorDeclined"] },
  { name: "returns", figures: ["return30", "return90", "return365", "returnsUnlinked"] },
] as const satisfies readonly { readonly name: string; readonly figures: readonly FigureCode[] }[];
export type SectionName = (typeof sections)[number]["name"];

/** A table of counts under a section: one line for each code. */
export interface Breakdown {
  readonly name: BreakdownName;
  readonly under: SectionName;
  readonly lines: readonly { readonly cell: CellCode; readonly says: () => string }[];
}
export type BreakdownName =
  | "kinds"
  | "departureReasons"
  | "destinations"
  | "decisions"
  | "couldNot"
  | "chose"
  | "notForUs";

const reasons = (list: readonly codes.DeclineReason[]): Breakdown["lines"] =>
  list.map((code) => ({
    cell: `requests.reason.${code}`,
    says: () => t(`declineReason.${code}`),
  }));

/** Every table of counts, in the order in which they are read. */
export const breakdowns: readonly Breakdown[] = [
  {
    name: "kinds",
    under: "people",
    lines: codes.personKinds.map((code) => ({
      cell: `served.${code}`,
      says: () => t(`report.kind.${code}`),
    })),
  },
  {
    name: "departureReasons",
    under: "people",
    lines: codes.departureReasons.map((code) => ({
      cell: `departures.reason.${code}`,
      says: () => t(`departureReason.${code}`),
    })),
  },
  {
    name: "destinations",
    under: "people",
    lines: codes.destinations.map((code) => ({
      cell: `departures.destination.${code}`,
      says: () => t(`destination.${code}`),
    })),
  },
  {
    name: "decisions",
    under: "requests",
    lines: codes.requestDecisions.map((code) => ({
      cell: `requests.decision.${code}`,
      says: () => t(`report.decision.${code}`),
    })),
  },
  { name: "couldNot", under: "requests", lines: reasons(codes.couldNotReasons) },
  { name: "chose", under: "requests", lines: reasons(codes.choseOtherwiseReasons) },
  { name: "notForUs", under: "requests", lines: reasons(codes.notForUsReasons) },
];
