/** The choice of a language. Each is named in itself as well, for whoever reads nothing else. */
export const languages = {
  "language.title": "Language",
  "language.use.en": "Language: English",
  "language.use.fr": "Language: French, Français",
  "language.use.de": "Language: German, Deutsch",
  "language.use.ar": "Language: Arabic, العربية",
  "language.failed": "This language could not be loaded. Check the connection and try again.",
} as const;
