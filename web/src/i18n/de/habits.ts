import type { Translation } from "../catalogue.ts";
import type { habits as english } from "../en/habits.ts";

/** What every screen has in common, in German. */
export const habits = {
  "keys.held": "gehalten",
  "keys.hold": "Den verborgenen Namen lesen, der den Fokus hat",
  "discreet.toggle": "Namen verbergen oder zeigen",
  "settings.discreet": "Diskreter Modus",
  "settings.discreet.on": "Namen unscharf zeigen, bis sie gehalten werden",
  "settings.discreet.hint":
    "Halten Sie eine Zeile gedrückt, um sie zu lesen, oder die Leertaste dort, wo der Fokus ist. Die Taste D schaltet um. Namen sind vor Blicken verborgen; gesperrt wird nichts.",
  "list.reading": "Wird gelesen",
  "outbox.empty":
    "Alles, was Sie schreiben, geht hier durch: erst auf diesem Gerät behalten, dann gesendet, dann bewiesen. Was nicht mehr passt, kommt als Frage zurück, mit Ihren Worten.",
  "roomList.print": "Zimmerliste drucken",
  "roomList.title": "Zimmerliste",
  "roomList.persons": "{count, plural, one {# Person} other {# Personen}}",
  "roomList.away": "{count, plural, one {# Person abwesend} other {# Personen abwesend}}",
  "roomList.room": "Zimmer",
  "roomList.bed": "Bett",
  "roomList.who": "Wer",
  "roomList.seen": "Gesehen",
} as const satisfies Translation<typeof english>;
