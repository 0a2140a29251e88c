import { expect, test } from "vitest";
import { framesOf } from "./scrolling.ts";

const thread = { pid: 1, tid: 2 };
const main = {
  name: "thread_name",
  ph: "M",
  ...thread,
  ts: 0,
  args: { name: "CrRendererMain" },
} as const;
const frame = (ts: number) => ({ name: "BeginMainThreadFrame", ph: "I", ...thread, ts });
const task = (ts: number, dur: number, tid = 2, tdur = dur) => ({
  name: "RunTask",
  ph: "X",
  pid: 1,
  tid,
  ts,
  dur,
  tdur,
});

test("work is counted in the frame in which it begins, once, and of the main thread alone", () => {
  const { work, processor, perSecond } = framesOf([
    main,
    frame(0),
    task(100, 4_000),
    task(200, 1_000),
    task(5_000, 9_000, 3),
    frame(20_000),
    task(20_100, 12_000, 2, 7_000),
    // It lies within the one before, whatever time its thread had.
    task(30_000, 2_000),
    task(33_000, 1_000),
    frame(40_000),
  ]);
  expect(work).toEqual([4, 13]);
  expect(processor).toEqual([4, 8]);
  expect(perSecond).toBe(50);
});

test("a trace without a main thread is no measure", () => {
  expect(() => framesOf([frame(0)])).toThrow(/main thread/);
});
