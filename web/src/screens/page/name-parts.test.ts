import { expect, test } from "vitest";
import { partsOf } from "./name-parts.ts";

const marked = (text: string, names: Parameters<typeof partsOf>[1]): string =>
  partsOf(text, names)
    .map((part) => (part.isName ? `[${part.text}]` : part.text))
    .join("");

test("a sentence is cut exactly where names stand in it, and nothing of it is lost", () => {
  expect(marked("Mina moved to Room 4", "Mina")).toBe("[Mina] moved to Room 4");
  expect(marked("Shared with Mina and Nura", ["Nura", "Mina"])).toBe(
    "Shared with [Mina] and [Nura]",
  );
  expect(marked("نقل ندى إلى الغرفة", "ندى")).toBe("نقل [ندى] إلى الغرفة");
  expect(marked("Free", undefined)).toBe("Free");
});

test("a name that stands within a longer one is not cut out of it", () => {
  expect(marked("Ana with Anabel", ["Ana", "Anabel"])).toBe("[Ana] with [Anabel]");
});
