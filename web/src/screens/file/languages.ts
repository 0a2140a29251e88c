import { language } from "../../i18n/language.ts";

/** Languages that are often spoken in such houses, as BCP 47 tags; any other is written out. */
export const offeredLanguages: readonly string[] =
  "am ar bg bn cs de el en es fa fr hi hr hu hy ka km ku lo mn ne pa pl ps pt ro ru rw so sq sr sv sw ta th ti tl tr uk ur vi wo yo zh".split(
    " ",
  );

/** A language by its name in the reader's own; what is no tag stands as it was written. */
export function languageName(tag: string): string {
  try {
    return new Intl.DisplayNames(language(), { type: "language" }).of(tag) ?? tag;
  } catch {
    return tag;
  }
}

/** The languages to choose from, by name. */
export const languageChoices = (): readonly { readonly tag: string; readonly name: string }[] =>
  offeredLanguages
    .map((tag) => ({ tag, name: languageName(tag) }))
    .toSorted((a, b) => a.name.localeCompare(b.name, language()));
