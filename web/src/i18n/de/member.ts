import type { Translation } from "../catalogue.ts";
import type { member as english } from "../en/member.ts";

/** One member: what she can open, and what is taken from her, in German. */
export const member = {
  "member.holds": "Was sie öffnen kann",
  "member.holds.self": "Was Sie öffnen können",
  "member.nothing": "Hat keinen Schlüssel.",
  "member.since": "spätestens seit {on}",
  "member.since.how":
    "Das Protokoll hat keine Uhr. Ein Datum ist das des Ersten, was nach der Schlüsselgabe geschrieben wurde, nach dem Wort derer, die es schrieb.",
  "member.organisation": "Die ganze Organisation",
  "member.untold": "Fächer, die Ihre Schlüssel nicht öffnen",
  "member.untold.count":
    "{count, plural, one {# Fach, das} other {# Fächer, die}} Ihre eigenen Schlüssel nicht öffnen",
  "member.change": "Ändern, was sie darf",
  "member.change.self": "Eigene Rechte abgeben",
  "member.change.hint":
    "Hier steht, worüber Sie selbst entscheiden. Über ein anderes Fach entscheidet, wer es verwaltet.",
  "member.admin": "Entscheidet über Mitglieder (Leiterin)",
  "member.next": "Zeigen, was das bedeutet",
  "member.remove": "Entfernen",
  "member.leave": "Organisation verlassen",
  "member.confirm.remove": "{name} entfernen?",
  "member.confirm.leave": "Die Organisation verlassen?",
  "member.confirm.change": "Ändern, was {name} darf?",
  "member.nothingChanged": "Es würde sich nichts ändern.",
  "member.loses": "Sie kann nicht mehr öffnen oder darf weniger mit",
  "member.loses.self": "Sie können nicht mehr öffnen oder dürfen weniger mit",
  "member.gains": "Sie bekommt",
  "member.will": "Was geschieht",
  "member.will.keys":
    "In einem Schritt {count, plural, =0 {endet ihr Zugang} one {endet das alte Recht, und # Fach bekommt einen neuen Schlüssel} other {enden die alten Rechte, und # Fächer bekommen neue Schlüssel}}. Alles davon gilt oder nichts.",
  "member.will.sealed":
    "Was ein alter Schlüssel öffnen könnte, wird im Hintergrund neu versiegelt; danach löscht der Server die alten Umschläge.",
  "member.wont": "Was nicht geschieht",
  "member.wont.kept":
    "Was ihre Geräte schon haben, behält sie. Was sie gelesen hat, bleibt gelesen.",
  "member.wont.kept.self":
    "Was Ihre Geräte schon haben, bleibt dort. Was Sie gelesen haben, bleibt gelesen.",
  "member.wont.written": "Was geschrieben wurde, bleibt, und das Protokoll sagt weiter, von wem.",
  "member.wont.back":
    "Es lässt sich nicht rückgängig machen. Zurück geht es nur mit einer neuen Einladung.",
  "member.alone.vaults":
    "Für {count, plural, one {# Fach} other {# Fächer}} gäbe niemand mehr Schlüssel: {places}. Verlieren alle, die es lesen, ihren Zugang, ist es verloren.",
  "member.alone.admin": "Nur noch eine Person würde über Mitglieder entscheiden.",
  "member.alone.first": "Besser: Geben Sie das Recht zuerst jemand anderem.",
  "member.alone.last":
    "Sie ist die letzte Person, die über Mitglieder entscheidet. Machen Sie zuerst jemand anderen zur Leiterin.",
  "member.alone.agree": "Ich weiß das und tue es trotzdem",
  "member.do.remove": "Jetzt entfernen",
  "member.do.leave": "Jetzt verlassen",
  "member.do.change": "Jetzt ändern",
  "member.working": "Neue Schlüssel entstehen",
  "member.done.remove": "{name} ist kein Mitglied mehr.",
  "member.done.change": "Geändert. Die neuen Schlüssel sind gegeben.",
  "member.gone": "Diese Person ist kein Mitglied mehr.",
  "member.toTeam": "Zurück zum Team",
  "member.toTrust": "Zu Vertrauen",
  "resealing.title": "Neu versiegelt, nachdem jemand gegangen ist",
  "resealing.going":
    "{done, number} von {of, number} Datensätzen sind mit neuen Schlüsseln versiegelt.",
  "resealing.paused":
    "Auf diesem Gerät angehalten: {done, number} von {of, number} Datensätzen sind neu versiegelt. Ein anderes Gerät kann weitermachen.",
  "resealing.prune":
    "Alles ist neu versiegelt. {count, plural, one {# alter Umschlag geht} other {# alte Umschläge gehen}}, sobald die neuen in einer signierten Liste stehen.",
  "resealing.done":
    "Alles, was ein alter Schlüssel öffnen konnte, ist neu versiegelt, und die alten Umschläge sind gelöscht.",
  "resealing.pause": "Auf diesem Gerät anhalten",
  "resealing.goOn": "Weitermachen",
} as const satisfies Translation<typeof english>;
