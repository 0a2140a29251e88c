import type { Translation } from "../catalogue.ts";
import type { languages as english } from "../en/languages.ts";

/** The choice of a language, in French. */
export const languages = {
  "language.title": "Langue",
  "language.use.en": "Langue : anglais, English",
  "language.use.fr": "Langue : français",
  "language.use.de": "Langue : allemand, Deutsch",
  "language.use.ar": "Langue : arabe, العربية",
  "language.failed": "Cette langue n’a pas pu être chargée. Vérifiez la connexion et réessayez.",
} as const satisfies Translation<typeof english>;
