import type { Translation } from "../catalogue.ts";
import type { kit as english } from "../en/kit.ts";

/** The emergency kit and the recovery sheets, on the screen and on paper, in German. */
export const kit = {
  "kit.title": "Ihr Notfallblatt",
  "kit.lead":
    "Darauf steht Ihr Kontoschlüssel. Sie brauchen ihn auf jedem neuen Gerät, zusammen mit Ihrer Passphrase. Drucken Sie es oder schreiben Sie es ab, bevor Sie weitergehen.",
  "kit.for": "Notfallblatt für {login}",
  "kit.printed": "Gedruckt {at}",
  "kit.keep": "Bewahren Sie es bei Ihrem Pass auf.",
  "kit.never": "Nie bei der Arbeit, nie als Foto.",
  "kit.key": "Kontoschlüssel",
  "kit.group": "Gruppe {number}:",
  "kit.qr": "Quadratischer Code des Notfallblatts, für die Kamera eines neuen Geräts",
  "kit.login": "Anmeldename",
  "kit.words": "Sechs Wörter",
  "kit.made":
    "Auf Ihrem Gerät erzeugt. Niemand sonst hat ihn: weder Ihre Leiterin noch der Server.",
  "kit.both": "Sie brauchen beides",
  "kit.both.sheet": "Dieses Blatt",
  "kit.both.key": "den Kontoschlüssel oben",
  "kit.both.memory": "Ihre Passphrase, aus dem Gedächtnis",
  "kit.both.not": "nicht hier aufschreiben",
  "kit.new": "Auf einem neuen Telefon oder Computer",
  "kit.new.address": "Öffnen Sie die Adresse, die Sie persönlich erhalten haben:",
  "kit.new.choose":
    "Wählen Sie „Ich habe mein Notfallblatt“, richten Sie die Kamera auf das Quadrat oder tippen Sie die sieben Gruppen.",
  "kit.new.passphrase": "Tippen Sie Ihre Passphrase.",
  "kit.new.compare": "Vergleichen Sie die sechs Wörter auf dem Bildschirm:",
  "kit.new.differ": "Wenn sie anders sind, hören Sie auf und rufen Sie an.",
  "kit.lost": "Wenn dieses Blatt verloren ist oder gesehen wurde",
  "kit.lost.call": "Rufen Sie an und sagen Sie nur, dass Sie entfernt werden müssen:",
  "kit.lost.name": "Name",
  "kit.lost.telephone": "Telefon, von Hand",
  "kit.start": "Startpunkt {day}, Eintrag {entry}",
  "kit.destroy": "Dieses Blatt vernichten, wenn ein neueres gedruckt ist",
  "kit.print": "Blatt drucken",
  "kit.confirm":
    "Ich habe es gedruckt oder abgeschrieben. Die {number, selectordinal, other {#.}} Gruppe des Kontoschlüssels lautet",
  "kit.confirm.hint":
    "Tippen Sie die vier Zeichen von Ihrem Papier ab, nicht von diesem Bildschirm.",
  "kit.confirm.wrong": "Das ist nicht diese Gruppe. Sehen Sie noch einmal auf Ihr Papier.",
  "kit.confirm.do": "Weiter",

  "share.title": "Drei Wiederherstellungsblätter",
  "share.lead":
    "Zwei davon zusammen öffnen die Organisation wieder, wenn alle Leiterinnen ihren Zugang verloren haben. Geben Sie sie drei Personen, die nicht zusammen wohnen.",
  "share.sheet": "Wiederherstellungsblatt {number} von 3",
  "share.show": "Wörter zeigen, um sie von Hand zu schreiben",
  "share.print": "Drucken",
  "share.again": "Noch einmal drucken",
  "share.once": "Sie werden jetzt gezeigt und nie wieder.",
  "share.done": "Alle drei sind auf Papier",
  "share.two": "Zwei der drei Blätter sind nötig.",
  "share.alone": "Eines allein öffnet nichts.",
  "share.keep": "Bewahren Sie es an einem sicheren eigenen Ort auf. Kein Foto, keine Kopie.",
  "share.custodian": "Aufbewahrt von",
  "share.login": "Anmeldename der Blätter",
  "share.words": "Sechs Wörter der Organisation, auf jedem Blatt:",
  "share.notReplaced":
    "Die benutzten Blätter konnten nicht ersetzt werden: sie bleiben gültig. Bewahren Sie sie sicher auf und versuchen Sie es noch einmal.",
} as const satisfies Translation<typeof english>;
