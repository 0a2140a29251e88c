import { expect, test } from "vitest";
import { isHalf, noCallback } from "./asking.svelte.ts";

test("one time of a range without the other is no range, and not any time either", () => {
  const draft = { ...noCallback(), value: "0123" };
  expect(isHalf(draft)).toBe(false);
  expect(isHalf({ ...draft, from: "22:00" })).toBe(true);
  expect(isHalf({ ...draft, to: "06:00" })).toBe(true);
  expect(isHalf({ ...draft, from: "22:00", to: "06:00" })).toBe(false);
});
