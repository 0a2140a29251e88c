import { expect, test } from "vitest";
import { places } from "#contract/manifest.ts";
import { facts, summary } from "#contract/manifest-facts.ts";
import { en } from "../../i18n/en/index.ts";
import { known } from "./knows.ts";

test("every place of the manifest is shown once, and nothing is shown that has no place", () => {
  const shown = known.flatMap(({ at }) => at);
  expect(shown.toSorted()).toEqual(places.map((place) => place.at).toSorted());
  expect(known.filter(({ at }) => at.length === 0)).toEqual([]);
});

test("every kind of thing has its words: what it is, why it is needed, what can be guessed", () => {
  const wanted = Object.keys(facts).flatMap((fact) =>
    ["what", "why", "tells"].map((part) => `knows.${fact}.${part}`),
  );
  wanted.push(...Object.keys(summary).map((fact) => `knows.${fact}.short`));
  const words = Object.entries(en).filter(([key]) => key.startsWith("knows."));
  expect(words.map(([key]) => key).toSorted()).toEqual(wanted.toSorted());
  expect(words.filter(([, text]) => text.trim() === "")).toEqual([]);
});

test("what is in the database, in files or in the log is shown as kept; what only travels is not", () => {
  const kept = (fact: string) => known.find((one) => one.fact === fact)?.kept;
  expect(["pseudonym", "day", "envelope", "count", "serverSecret"].map(kept)).toEqual([
    true,
    true,
    true,
    true,
    true,
  ]);
  expect(["address", "browser", "asked", "transport"].map(kept)).toEqual([
    false,
    false,
    false,
    false,
  ]);
});
