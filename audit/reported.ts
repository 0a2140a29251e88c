import { sha256, toHex } from "#crypto/verify";
import { type CheckName, type Outcome, checkNames, passed } from "./check.ts";

/** An outcome as it is kept until the report is written, and in it. */
export interface Kept extends Outcome {
  readonly passed: boolean;
  /** What was looked at, as it was named. */
  readonly from: string;
  readonly began: string;
  readonly seconds: number;
}

/** The outcome of a check that ends now. */
export const keptOf = (
  outcome: Outcome,
  of: { readonly from: string; readonly began: Date; readonly now: Date },
): Kept => ({
  ...outcome,
  passed: passed(outcome),
  from: of.from,
  began: of.began.toISOString(),
  seconds: Math.round((of.now.getTime() - of.began.getTime()) / 100) / 10,
});

/** A state of this tool: its version, and the commit of its clone where there is one, with `-dirty` where it was changed. */
export interface Tool {
  readonly version: string;
  readonly commit?: string;
}

/** What an auditor signs about one visit. */
export interface Report {
  readonly format: "linden/1/audit-report";
  readonly made: string;
  /** Her key, as others are told it. */
  readonly key: string;
  /** By which state of the tool it was made. */
  readonly tool?: Tool;
  /** SHA-256 in hex of the page beside it, without the signature at its end. */
  readonly page?: string;
  readonly checks: readonly Kept[];
  /** What was asked for and not done. */
  readonly notRun: readonly CheckName[];
  /** What nobody asked for at this visit. */
  readonly leftOut: readonly CheckName[];
  readonly passed: boolean;
}

/** The report over what was done of what was wanted. */
export function reportOf(
  kept: ReadonlyMap<CheckName, Kept>,
  {
    wanted,
    key,
    made,
    tool,
  }: {
    readonly wanted: readonly CheckName[];
    readonly key: string;
    readonly made: Date;
    readonly tool?: Tool;
  },
): Report {
  const checks = wanted.flatMap((check) => kept.get(check) ?? []);
  const notRun = wanted.filter((check) => !kept.has(check));
  return {
    format: "linden/1/audit-report",
    made: made.toISOString(),
    key,
    ...(tool !== undefined && { tool }),
    checks,
    notRun,
    leftOut: checkNames.filter((check) => !wanted.includes(check)),
    passed: notRun.length === 0 && checks.length > 0 && checks.every((check) => check.passed),
  };
}

/** The report as it is written. */
export const reportText = (report: Report): string => `${JSON.stringify(report, null, 2)}\n`;

/** What is signed about the bytes of a report. */
export const noteTextOf = (json: Uint8Array): string =>
  `linden/1/audit-report\n${toHex(sha256(json))}\n`;
