import type { Translation } from "../catalogue.ts";
import type { seen as english } from "../en/seen.ts";

/** The page that says what the server knows, in German. */
export const seen = {
  "trust.title": "Der Server weiß nur dies",
  "trust.sees": "Er sieht, {clauses}.",
  "trust.kept": "Was er behält",
  "trust.passing": "Was er im Vorbeigehen sieht und nicht behält",
  "trust.why": "Warum: {why}",
  "trust.tells": "Was sich erraten lässt: {tells}",
  "trust.places": "{count, plural, one {An # Stelle} other {An # Stellen}}",
  "trust.manifest":
    "Diese Liste entsteht aus derselben Datei, mit der jede Version des Servers geprüft wird: Eine Stelle, die nicht darauf steht, lässt die Prüfung scheitern.",
  "trust.noKey":
    "Er hat keinen Schlüssel. Er kann keinen Namen, keine Notiz, kein Bett, kein Datum eines Aufenthalts, keine Adresse lesen und nicht, wie ein Haus heißt.",
} as const satisfies Translation<typeof english>;
