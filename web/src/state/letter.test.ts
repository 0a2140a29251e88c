import { expect, test } from "vitest";
import { letterOf } from "./letter.ts";

test("a Latin keyboard means the letter that it writes, wherever it stands", () => {
  expect(letterOf({ key: "a", code: "KeyQ" })).toBe("a");
  expect(letterOf({ key: "K", code: "KeyK" })).toBe("k");
  expect(letterOf({ key: "?", code: "Slash" })).toBe("?");
  expect(letterOf({ key: "Enter", code: "Enter" })).toBe("enter");
});

test("another alphabet means the letter that stands there on a Latin keyboard", () => {
  expect(letterOf({ key: "ن", code: "KeyK" })).toBe("k");
  expect(letterOf({ key: "ш", code: "KeyI" })).toBe("i");
  expect(letterOf({ key: "؟", code: "Slash" })).toBe("?");
  expect(letterOf({ key: "ظ", code: "Slash" })).toBe("ظ");
});
