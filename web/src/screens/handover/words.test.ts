import { expect, test } from "vitest";
import type { Id, StayRef } from "#domain/ids.ts";
import { formatList } from "../../i18n/format.ts";
import { speak } from "../../i18n/language.ts";
import { lineText } from "./words.ts";

const read = { timeZone: "UTC", date: "2026-11-26" };
const stayRef = "ab".repeat(16) as StayRef;

/** What is left of a line when all that was kept apart is taken out: words of the reader's language, in order. */
function between(text: string): string {
  const inmost = /\u2068[^\u2068\u2069]*\u2069/gu;
  let [before, after] = ["", text];
  while (before !== after) [before, after] = [after, after.replace(inmost, "…")];
  return after;
}

test("a line of a handover runs as its reader's language does, whatever script the name in it is in", async () => {
  await speak("en", "whole");
  const household = { section: "residents", stayRef, persons: 2 } as const;
  const left = { ...household, is: "departed", destination: "own_tenancy" } as const;
  expect(between(lineText({ ...left, calledName: "غيمة" }, read))).toBe("… left: own tenancy");
  await speak("ar", "whole");
  const moved = {
    ...household,
    is: "moved",
    persons: 1,
    calledName: "Ласточка",
    on: "2026-11-26",
    from: { room: "3", bed: "A" },
    to: { room: "4", bed: "B" },
  } as const;
  expect(between(lineText(moved, read))).toBe("…: نقل من … إلى …");
});

test("a line whose time is of another day than its sheet says which", async () => {
  await speak("en", "whole");
  const incident = "cd".repeat(16) as Id<"incident">;
  const line = {
    is: "incident",
    section: "safety",
    incident,
    type: "self_harm",
    severity: 4,
  } as const;
  const told = (at: string) => lineText({ ...line, at }, read);
  expect(told("2026-11-26T10:00:00Z")).toBe("Self-harm, Critical");
  expect(told("2026-11-27T02:10:00Z")).toBe("Self-harm, Critical");
  expect(told("2026-09-01T10:00:00Z")).toBe("Self-harm, Critical (September 1, 2026)");
});

test("what somebody typed into a handover, and each name of several, is kept apart where it runs the other way", async () => {
  await speak("en", "whole");
  const said = { is: "said", section: "other", text: "الحساء في القدر." } as const;
  expect(between(lineText(said, read))).toBe("…");
  expect(formatList(["Iris", "غيمة"])).toBe("Iris and \u2068غيمة\u2069");
});
