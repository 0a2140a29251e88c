import type { Language } from "./language.ts";

/** Each language in itself: whoever looks for hers cannot read the others. */
export const languageNames: Readonly<Record<Language, string>> = {
  en: "English",
  fr: "Français",
  de: "Deutsch",
  ar: "العربية",
};
