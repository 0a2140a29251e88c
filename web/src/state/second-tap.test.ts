import { expect, test } from "vitest";
import { SecondTap, type Tap } from "./second-tap.ts";

const tap = (at: number, on: string, more: Partial<Tap> = {}): Tap => ({
  at,
  x: 100,
  y: 700,
  on,
  mayBeSecond: true,
  ...more,
});

test("the second tap of a double tap does nothing to what a deed has put under the finger", () => {
  const taps = new SecondTap();
  expect(taps.swallows(tap(0, "write the departure"))).toBe(false);
  taps.change();
  expect(taps.swallows(tap(180, "people"))).toBe(true);
  expect(taps.swallows(tap(400, "people"))).toBe(true);
  expect(taps.swallows(tap(1200, "people"))).toBe(false);
});

test("no other tap is swallowed: elsewhere, later, on the same thing, by a mouse, or where nothing was done", () => {
  const second = (more: Tap, change = true): boolean => {
    const taps = new SecondTap();
    taps.swallows(tap(0, "button"));
    if (change) taps.change();
    return taps.swallows(more);
  };
  expect(second(tap(180, "undo", { y: 600 }))).toBe(false);
  expect(second(tap(500, "people"))).toBe(false);
  expect(second(tap(180, "button"))).toBe(false);
  expect(second(tap(180, "people", { mayBeSecond: false }))).toBe(false);
  expect(second(tap(180, "people"), false)).toBe(false);
});
