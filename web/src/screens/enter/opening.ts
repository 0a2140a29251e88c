import type { Status } from "../../vault/engine.ts";

/** The steps of an unlock, in the order in which they are done and shown. */
export const openingSteps = ["key", "login", "roster", "boxes", "records", "compare"] as const;
type Step = (typeof openingSteps)[number];

/** One line of the opening: what is done, with its numbers and how long it took. */
export interface OpeningLine {
  readonly step: Step;
  readonly state: "done" | "now" | "later";
  readonly done: number;
  readonly of: number;
  readonly ms: number;
}

/** How far an unlock is: its lines, and when the present step began (epoch ms). */
export interface Opening {
  readonly lines: readonly OpeningLine[];
  readonly stepSince: number;
}

/** Nothing done yet. */
export const noOpening = (now: number): Opening => ({
  lines: openingSteps.map((step) => ({ step, state: "later", done: 0, of: 0, ms: 0 })),
  stepSince: now,
});

/** Takes in one report. Steps may be skipped (a device that knows the account offline), never come back. */
export function afterReport(before: Opening, report: Status, now: number): Opening {
  if (report.is !== "unlocking") return before;
  const at = openingSteps.indexOf(report.step);
  const moved = before.lines.findIndex((line) => line.state === "now") !== at;
  const since = moved ? now : before.stepSince;
  const lines = before.lines.map((line, index): OpeningLine => {
    if (index > at) return { ...line, state: "later" };
    if (index === at) return { ...line, state: "now", done: report.done, of: report.of };
    const ended = line.state === "now" ? { ms: now - before.stepSince } : {};
    return { ...line, ...ended, done: line.of || line.done, state: "done" };
  });
  return { lines, stepSince: since };
}

/** How much of the work is done, 0 to 1: each step counts the same, and its own numbers within it. */
export function share(opening: Opening): number {
  const parts = opening.lines.map((line) => {
    if (line.state === "done") return 1;
    return line.state === "now" && line.of > 0 ? line.done / line.of : 0;
  });
  return parts.reduce((sum, part) => sum + part, 0) / parts.length;
}
