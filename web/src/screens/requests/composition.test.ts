import { expect, test } from "vitest";
import { oneWoman, step } from "./composition.ts";

test("someone always asks, and nobody can be fewer than none", () => {
  let who = oneWoman();
  for (const what of ["women", "children", "otherAdults"] as const) who = step(who, what, -1);
  expect(who).toEqual(oneWoman());
  who = step(step(who, "children", 1), "women", -1);
  expect(who).toEqual({
    women: 0,
    otherAdults: 0,
    children: [{ ageBand: "unknown", boy: "not_asked" }],
  });
  expect(step(who, "children", -1)).toEqual(oneWoman());
});
