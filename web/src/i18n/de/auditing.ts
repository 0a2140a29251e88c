import type { Translation } from "../catalogue.ts";
import type { auditing as english } from "../en/auditing.ts";

/** Everything checked once more, in German. */
export const auditing = {
  "auditing.title": "Alles prüfen",
  "auditing.lead":
    "Dies liest jedes Protokoll von Anfang an, wie der Server es Ihnen jetzt zeigt, und prüft jede Signatur, jedes Recht und jeden Schlüsselwechsel, jeden versiegelten Datensatz gegen seinen Eintrag und die Liste aller Protokolle gegen das, was dieses Gerät vorher gesehen hat. Es öffnet nichts.",
  "auditing.begin": "Alles prüfen",
  "auditing.again": "Alles noch einmal prüfen",
  "auditing.looking": "{done, number} von {of, number} Einträgen",
  "auditing.failed": "Die Prüfung kam nicht zu Ende, sie sagt also nichts.",
  "auditing.passed": "Alles wurde geprüft, und nichts ist falsch.",
  "auditing.wrong":
    "Etwas stimmt nicht. Die Sätze darunter sagen, was; sie stehen auch im Bericht.",
  "auditing.signed":
    "Der Bericht ist mit Ihrem Schlüssel signiert. Wer ihn bekommt, prüft ihn mit dieser Zeile, von Ihnen gesagt und nicht vom Bericht:",
  "auditing.save.report": "Bericht speichern",
  "auditing.save.signature": "Signatur speichern",
  "auditing.outside":
    "Eine Seite sieht von außen. Was sonst in der Datenbank, in Sicherungen und in den Zeilen des Servers steht, und ob diese Seite die veröffentlichte ist, ist Sache der Kommandozeile der Prüferin.",
  "again.begin": "Alles noch einmal prüfen",
  "again.looking": "{done, number} von {of, number} Einträgen",
  "again.done":
    "Gerade eben: {entries, number} Einträge in {logs, plural, one {# Protokoll} other {# Protokollen}} von Anfang an gelesen, jede Signatur geprüft, {envelopes, number} versiegelte Datensätze wie ihr Eintrag sagt.",
  "again.wrong":
    "Was der Server zeigt, stimmt nicht mit diesem Gerät überein. Der Alarm oben sagt, was.",
  "trust.sessions": "Ihre angemeldeten Geräte",
  "trust.danger.do": "Geben Sie einer zweiten Person das Recht, sie zu verwalten.",
  "trust.danger.team": "Zum Team",
} as const satisfies Translation<typeof english>;
