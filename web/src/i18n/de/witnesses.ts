import type { Translation } from "../catalogue.ts";
import type { witnesses as english } from "../en/witnesses.ts";

/** Who watches that the logs only grow, in German. */
export const witnesses = {
  "witnesses.title": "Wer zusieht",
  "witnesses.name": "Eine Zeugenstelle benennen",
  "witnesses.lead":
    "Eine Zeugenstelle ist ein kleiner Rechner anderswo, der jede Stunde signiert, dass die Liste aller Protokolle nur gewachsen ist. Er sieht keinen Datensatz, keinen Namen und kein Fach.",
  "witnesses.never": "hat keine Liste signiert, die dieses Gerät gesehen hat",
  "witnesses.signed": "hat zuletzt am {at} signiert",
  "witnesses.remove": "{name} wegnehmen",
  "witnesses.needed": "So viele müssen signiert haben",
  "witnesses.line": "Die Zeile, die die Zeugenstelle ausgegeben hat",
  "witnesses.line.hint":
    "Name, Pluszeichen, acht Buchstaben oder Ziffern, Pluszeichen, Schlüssel. Lassen Sie sie sich von der Person geben, die die Zeugenstelle betreibt, nicht vom Server.",
  "witnesses.add": "Diese Zeugenstelle benennen",
  "witnesses.signs":
    "Sie signieren dies in der Mitgliederliste, und von da an prüft jedes Gerät die Zeugenstelle.",
  "witnesses.wrong": "Das ist keine Zeile einer Zeugenstelle, oder ein Buchstabe stimmt nicht.",
  "witnesses.taken": "Eine Zeugenstelle dieses Namens gibt es schon.",
  "witnesses.full": "Mehr als fünf Zeugenstellen gehen nicht.",
  "witnesses.back": "Zurück zu Vertrauen",
} as const satisfies Translation<typeof english>;
