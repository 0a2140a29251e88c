import { expect, test } from "vitest";
import { ShiftThrice } from "./leave.ts";

const shift = { key: "Shift", repeat: false };

test("Shift three times within five seconds leaves", () => {
  const keys = new ShiftThrice();
  expect(keys.press(shift, 0)).toBe(false);
  expect(keys.press(shift, 2_400)).toBe(false);
  expect(keys.press(shift, 4_900)).toBe(true);
});

test("three presses spread over more than five seconds do not", () => {
  const keys = new ShiftThrice();
  keys.press(shift, 0);
  keys.press(shift, 3_000);
  expect(keys.press(shift, 5_100)).toBe(false);
  expect(keys.press(shift, 6_000)).toBe(true);
});

test("typing a capital letter in between starts the count again", () => {
  const keys = new ShiftThrice();
  keys.press(shift, 0);
  keys.press(shift, 100);
  keys.press({ key: "A", repeat: false }, 150);
  expect(keys.press(shift, 200)).toBe(false);
});

test("a held Shift counts once", () => {
  const keys = new ShiftThrice();
  keys.press(shift, 0);
  keys.press({ key: "Shift", repeat: true }, 10);
  expect(keys.press({ key: "Shift", repeat: true }, 20)).toBe(false);
});
