import type { Page } from "playwright-core";
import { expect } from "vitest";
import { type MessageFormatElement, TYPE, parse } from "@formatjs/icu-messageformat-parser";
import { ar } from "../../web/src/i18n/ar/index.ts";
import { de } from "../../web/src/i18n/de/index.ts";
import { en, type MessageKey } from "../../web/src/i18n/en/index.ts";
import { fr } from "../../web/src/i18n/fr/index.ts";
import type { Language } from "../../web/src/i18n/language.ts";
import { languageNames } from "../../web/src/i18n/names.ts";

const catalogues: { readonly [L in Language]: Partial<Record<MessageKey, string>> } = {
  en,
  fr,
  de,
  ar,
};

/** What stands on a screen in one language, to be looked for by the name of its message. */
export interface Words {
  readonly language: Language;
  /** A message without gaps, as it stands. */
  said(key: MessageKey): string;
  /** A message whatever fills its gaps, alone on its line. */
  like(key: MessageKey): RegExp;
}

/** The words of a language, as the client says them. */
export function wordsIn(language: Language): Words {
  const said = (key: MessageKey): string => catalogues[language][key] ?? en[key];
  const like = (key: MessageKey): RegExp =>
    new RegExp(`^${patternOf(parse(said(key), { ignoreTag: true }))}$`);
  return { language, said, like };
}

/** Changes the language by the palette, where each is called by its own name. */
export async function speak(page: Page, language: Language): Promise<void> {
  if ((await page.evaluate(() => document.documentElement.lang)) === language) return;
  await page.keyboard.press("Control+k");
  await page.getByRole("dialog").getByRole("combobox").fill(languageNames[language]);
  await page.keyboard.press("Enter");
  await expect.poll(() => page.evaluate(() => document.documentElement.lang)).toBe(language);
}

function patternOf(message: readonly MessageFormatElement[]): string {
  return message
    .map((element) => {
      if (element.type === TYPE.literal)
        return element.value.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
      if (element.type !== TYPE.plural && element.type !== TYPE.select) return ".*";
      return `(?:${Object.values(element.options)
        .map(({ value }) => patternOf(value))
        .join("|")})`;
    })
    .join("");
}
