import { type MessageFormatElement, TYPE } from "@formatjs/icu-messageformat-parser";
import { directionOf, type Language } from "./language.ts";
import type { Values } from "./t.ts";

const begin = "\u2068";
const end = "\u2069";
const rightToLeft = /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}]/u;
/** Letters that are not Arabic; and several numbers in a row, as of a telephone, which would change places. */
const leftToRight = /[^\P{L}\p{Script=Arabic}]|^[^\p{L}]*\d[^\p{L}\d]+\d[^\p{L}]*$/u;

const foreignTo = (language: Language): RegExp =>
  directionOf(language) === "rtl" ? leftToRight : rightToLeft;

/** A text kept apart from the words around it, where it may run the other way than they do. */
export const apart = (text: string, language: Language): string =>
  foreignTo(language).test(text) ? `${begin}${text}${end}` : text;

/** Texts that fill gaps, each kept apart where it may run the other way: a Latin name in an Arabic sentence, or the reverse. */
export function isolated(
  values: Values,
  message: readonly MessageFormatElement[],
  language: Language,
): Values {
  const entries = Object.entries(values);
  const foreign = foreignTo(language);
  if (!entries.some(([, value]) => typeof value === "string" && foreign.test(value))) return values;
  const asked = choices(message);
  return Object.fromEntries(
    entries.map(([name, value]) => {
      const keep = typeof value !== "string" || asked.has(name);
      return [name, keep ? value : apart(value, language)];
    }),
  );
}

/** The names by which a message chooses; what they hold is compared, not shown. */
function choices(message: readonly MessageFormatElement[]): Set<string> {
  const found = new Set<string>();
  for (const element of message) {
    if (element.type !== TYPE.select && element.type !== TYPE.plural) continue;
    found.add(element.value);
    for (const option of Object.values(element.options)) {
      for (const name of choices(option.value)) found.add(name);
    }
  }
  return found;
}
