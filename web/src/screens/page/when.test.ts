import { expect, test } from "vitest";
import { speak } from "../../i18n/language.ts";
import { momentOf } from "../../state/wall-clock.ts";
import { edgeText } from "./own-errors.ts";
import { againstWhen } from "./when.ts";

const timeZone = "Europe/Berlin";
const at = (wall: string): number => momentOf(wall, timeZone) ?? 0;
const now = at("2026-11-27T02:11");
const from = "2026-03-01T04:00";

test("a moment before anybody can have come, and one to come, are answered with what is allowed", async () => {
  await speak("en", "whole");
  const range = `This must lie between ${edgeText(from)} and now, ${edgeText("2026-11-27T02:11")}.`;
  const against = (wall: string): string | undefined =>
    againstWhen(at(wall), { from, timeZone }, now);
  expect(against("1999-11-26T22:00")).toBe(range);
  expect(against("2026-03-01T03:59")).toBe(range);
  expect(against("2026-11-27T02:12")).toBe(range);
  expect(against("2026-03-01T04:00")).toBeUndefined();
  expect(against("2026-11-27T02:11")).toBeUndefined();
  expect(againstWhen(undefined, { from, timeZone }, now)).toBeUndefined();
  expect(againstWhen(now + 60_000, { timeZone }, now)).toBe(
    `No later than ${edgeText("2026-11-27T02:11")}.`,
  );
});
