import { expect, test } from "vitest";
import { speak } from "../../i18n/language.ts";
import { lengthText } from "./bed-words.ts";

const minute = 60_000;

test("what is left is never longer than what was begun, though the clock on the screen is half a minute behind", async () => {
  await speak("en", "whole");
  const whole = 4 * 60 * minute;
  expect(lengthText(whole)).toBe("4 h 0 min");
  expect(lengthText(whole + 29_000)).toBe("4 h 0 min");
  expect(lengthText(whole - 29_000)).toBe("4 h 0 min");
  expect(lengthText(whole - minute)).toBe("3 h 59 min");
  expect(lengthText(20_000)).toBe("1 min");
  expect(lengthText(0)).toBe("0 min");
  expect(lengthText(-minute)).toBe("0 min");
});
