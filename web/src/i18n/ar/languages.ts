import type { Translation } from "../catalogue.ts";
import type { languages as english } from "../en/languages.ts";

/** The choice of a language, in Arabic. */
export const languages = {
  "language.title": "اللغة",
  "language.use.en": "اللغة: الإنجليزية، English",
  "language.use.fr": "اللغة: الفرنسية، Français",
  "language.use.de": "اللغة: الألمانية، Deutsch",
  "language.use.ar": "اللغة: العربية",
  "language.failed": "تعذّر تحميل هذه اللغة. تحقّقي من الاتصال وأعيدي المحاولة.",
} as const satisfies Translation<typeof english>;
