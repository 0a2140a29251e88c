import { expect, test } from "vitest";
import { keptOf } from "./kept-fields.ts";

test("a name that was emptied and refused is not kept; what else was typed is", () => {
  const blank = { calledName: "Lark", diet: "" };
  expect(keptOf({ calledName: " ", diet: "" }, blank, ["calledName"])).toEqual(blank);
  const typed = { calledName: "", diet: "no nuts" };
  expect(keptOf(typed, blank, ["calledName"])).toEqual({ calledName: "Lark", diet: "no nuts" });
  expect(keptOf({ ...blank, calledName: "Wren" }, blank, ["calledName"]).calledName).toBe("Wren");
});
