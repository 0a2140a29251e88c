import type { Translation } from "../catalogue.ts";
import type { restored as english } from "../en/restored.ts";

/** A server that was restored from a backup, in German. */
export const restored = {
  "restored.title": "Der Server wurde aus einer Sicherung wiederhergestellt",
  "restored.late": "Ein Gerät bringt spät, was verloren war",
  "restored.since":
    "Seit dem {day} fragt er nach dem, was er verloren hat. Jedes Gerät, mit dem seit der Sicherung gearbeitet wurde, gibt von selbst zurück, was es hat, sobald es offen ist.",
  "restored.waits":
    "Bis eine Leiterin signiert, dass die Organisation weitermacht, wartet, was Sie schreiben, auf diesem Gerät.",
  "restored.missing": "Noch nicht zurück:",
  "restored.all": "Alles, dessen Fehlen ein Gerät gezeigt hat, ist zurück.",
  "restored.members": "Mitgliederliste",
  "restored.box": "Fach {code}",
  "restored.part":
    "{box}: {count, plural, one {Eintrag {from, number}} other {Einträge {from, number} bis {to, number}}}",
  "restored.sign": "Signieren, dass es weitergeht",
  "restored.sign.loss": "Signieren, dass dies verloren ist, und weitermachen",
  "restored.sure":
    "Haben alle, die seit der Sicherung gearbeitet haben, ihr Gerät einmal geöffnet? Was bis dahin nicht zurück ist, ist für immer verloren, und alle werden sehen, dass Sie es signiert haben.",
  "restored.ask":
    "Bitten Sie eine Leiterin, es zu signieren, sobald alle ihr Gerät geöffnet haben.",
  "restored.by":
    "{name} hat signiert, dass die Organisation weitermacht, im Eintrag {entry} der Mitgliederliste.",
  "restored.seen": "Hier gesehen am {day}.",
  "restored.nothing": "Es ist kein Verlust bekannt.",
  "restored.lost": "Für immer verloren:",
  "restored.do":
    "Wenn Sie nichts davon wussten, fragen Sie sie, und nicht über dieses Gerät. Sehen Sie nach, ob da ist, was Sie in dieser Zeit geschrieben haben.",
  "restored.past": "Aus einer Sicherung wiederhergestellt",
} as const satisfies Translation<typeof english>;
