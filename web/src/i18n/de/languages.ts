import type { Translation } from "../catalogue.ts";
import type { languages as english } from "../en/languages.ts";

/** The choice of a language, in German. */
export const languages = {
  "language.title": "Sprache",
  "language.use.en": "Sprache: Englisch, English",
  "language.use.fr": "Sprache: Französisch, Français",
  "language.use.de": "Sprache: Deutsch",
  "language.use.ar": "Sprache: Arabisch, العربية",
  "language.failed":
    "Diese Sprache konnte nicht geladen werden. Prüfen Sie die Verbindung und versuchen Sie es noch einmal.",
} as const satisfies Translation<typeof english>;
