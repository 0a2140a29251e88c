import { expect, test } from "vitest";
import type { Status } from "../../vault/engine.ts";
import { afterReport, noOpening, share, type Opening } from "./opening.ts";

type Step = Extract<Status, { is: "unlocking" }>["step"];
const report = (step: Step, done = 0, of = 0): Status => ({ is: "unlocking", step, done, of });
const after = (reports: readonly [Status, number][]): Opening =>
  reports.reduce((opening, [status, now]) => afterReport(opening, status, now), noOpening(0));

test("a step that has begun ends the one before, with its time", () => {
  const { lines } = after([
    [report("key"), 10],
    [report("login"), 1_110],
  ]);
  expect(lines[0]).toMatchObject({ step: "key", state: "done", ms: 1_100 });
  expect(lines[1]).toMatchObject({ step: "login", state: "now" });
  expect(lines[2]).toMatchObject({ step: "roster", state: "later" });
});

test("numbers within a step do not restart its clock", () => {
  const { lines } = after([
    [report("records", 1, 100), 0],
    [report("records", 50, 100), 400],
    [report("compare"), 900],
  ]);
  expect(lines[4]).toMatchObject({ state: "done", ms: 900, done: 100 });
});

test("a step that was skipped counts as done", () => {
  const { lines } = after([
    [report("key"), 0],
    [report("records", 0, 10), 5],
  ]);
  expect(lines.map((line) => line.state)).toEqual(["done", "done", "done", "done", "now", "later"]);
});

test("the share only grows, and is whole only when everything is done", () => {
  let opening = noOpening(0);
  let last = share(opening);
  expect(last).toBe(0);
  for (const step of ["key", "login", "roster", "boxes", "records", "compare"] as const) {
    for (const done of [0, 3, 7]) {
      opening = afterReport(opening, report(step, done, 7), 0);
      expect(share(opening)).toBeGreaterThanOrEqual(last);
      last = share(opening);
    }
  }
  expect(last).toBe(1);
});

test("a state that is no unlocking changes nothing", () => {
  const before = after([[report("key"), 0]]);
  expect(afterReport(before, { is: "locked" }, 99)).toBe(before);
});
