import { expect, test } from "vitest";
import { formatDay, formatNumber, formatPercent } from "./format.ts";
import { firstSpoken, languages, speak } from "./language.ts";
import { t } from "./t.ts";

test("the first of a person's languages that is spoken here is chosen, whatever its region", () => {
  expect(firstSpoken(["uk", "ar-SY", "fr"])).toBe("ar");
  expect(firstSpoken(["DE-at"])).toBe("de");
  expect(firstSpoken(["uk", "am"])).toBe("en");
  expect(firstSpoken([])).toBe("en");
});

test("a language that is chosen speaks at once, with its own numbers and dates", async () => {
  const said: string[] = [];
  for (const language of languages) {
    await speak(language, "whole");
    said.push(`${t("undo")} ${formatNumber(12_410)} ${formatDay("2026-05-02")}`);
  }
  expect(said).toEqual([
    "Undo 12,410 May 2, 2026",
    "Revenir en arrière 12\u202f410 2 mai 2026",
    "Rückgängig 12.410 2. Mai 2026",
    "تراجع 12,410 2 مايو 2026",
  ]);
});

test("Arabic writes the digits that stand on beds and codes, and has six forms of number", async () => {
  await speak("ar", "whole");
  expect(formatPercent(0.68)).toMatch(/68/);
  const said = [0, 1, 2, 3, 11, 100].map((count) => t("nav.beds", { count }));
  expect(new Set(said).size).toBe(6);
  expect(said[3]).toBe("3 أسرّة");
});

test("a text that runs the other way is kept apart in the sentence that holds it, and no other is", async () => {
  await speak("ar", "whole");
  expect(t("palette.house", { house: "Linde" })).toContain("\u2068Linde\u2069");
  await speak("en", "whole");
  expect(t("palette.house", { house: "Linde" })).toBe("Go to Linde");
  expect(t("palette.house", { house: "أمل" })).toBe("Go to \u2068أمل\u2069");
});

test("what a message chooses by is compared as it is", async () => {
  await speak("ar", "whole");
  const words = { bed: "ب", reason: "إصلاح", until: "" };
  expect(t("refusal.bed-blocked", { ...words, open: "yes" })).not.toBe(
    t("refusal.bed-blocked", { ...words, open: "no" }),
  );
});
