import type { Translation } from "../catalogue.ts";
import type { recover as english } from "../en/recover.ts";

/** Coming back by two recovery sheets, in German. */
export const recover = {
  "recover.title": "Mit zwei Wiederherstellungsblättern öffnen",
  "recover.lead":
    "Für den Fall, dass alle Geräte und Passphrasen verloren sind. Alle sehen, dass es geschah, und die Blätter werden ersetzt.",
  "recover.login.hint": "Er steht auf jedem Blatt, unter den Wörtern.",
  "recover.first": "Wörter des einen Blattes",
  "recover.second": "Wörter des anderen Blattes",
  "recover.words.hint": "Alle 29, der Reihe nach, mit Leerzeichen dazwischen.",
  "recover.missing": "Den Anmeldenamen und beide Blätter, bitte.",
  "recover.mistyped":
    "Ein Wort auf einem der Blätter ist falsch oder nicht an seinem Platz. Vergleichen Sie Wort für Wort.",
  "recover.read": "Mit diesen Blättern öffnen",
  "recover.reading": "Die Organisation wird gelesen",
  "recover.reading.lead": "Die signierte Mitgliederliste und jedes Fach werden geprüft.",
  "recover.found": "Die Organisation öffnet sich",
  "recover.found.lead": "Noch ist nichts geändert.",
  "recover.words": "Beide Blätter müssen diese sechs Wörter zeigen:",
  "recover.who": "Wer kommt zurück?",
  "recover.new": "Jemand Neues",
  "recover.ends": "Ihre alten Schlüssel enden jetzt, wo immer sie sind.",
  "recover.all":
    "Sie verwalten dann jedes Fach, damit Sie den anderen wieder Schlüssel geben können. Übergeben Sie die Häuser, sobald es geht.",
  "recover.do": "Zurückkommen",
  "recover.working": "Die Organisation wird zurückgeholt",
} as const satisfies Translation<typeof english>;
