import type { Translation } from "../catalogue.ts";
import type { trust as english } from "../en/trust.ts";

/** Trust, and the alarm, in German. */
export const trust = {
  "trust.audit.title": "Sie können alles prüfen und nichts öffnen",
  "trust.audit.lead":
    "Dieses Gerät holt jedes Protokoll und jeden versiegelten Datensatz. Sie haben keinen Schlüssel erhalten, deshalb kann hier kein Name, kein Bett und keine Notiz stehen.",
  "trust.audit.server": "Was der Server weiß",
  "trust.nobody": "Niemand wacht",
  "trust.nobody.means":
    "Keine Zeugenstelle ist benannt, also signiert niemand von außen, dass das Protokoll vollständig ist. Dieses Gerät und die Ihrer Kolleginnen bemerken trotzdem, was sie zuvor gesehen haben und was fehlt.",
  "trust.never": "Noch keine Zeugenstelle hat signiert",
  "trust.never.means":
    "Eine Zeugenstelle ist benannt, hat aber nicht signiert, dass das Protokoll vollständig ist. Fragen Sie, wer sie betreibt.",
  "trust.witness":
    "seit eine Zeugenstelle zuletzt signiert hat, dass dieses Protokoll vollständig ist.",
  "trust.stale": "Das ist zu lange. Fragen Sie, wer die Zeugenstelle betreibt.",
  "trust.checked": "Was dieses Gerät selbst geprüft hat",
  "trust.inLog": "Jeder Datensatz, den es hat, steht im Protokoll",
  "trust.inLog.done":
    "{records, plural, one {# Datensatz} other {# Datensätze}} aus {entries, plural, one {# Eintrag} other {# Einträgen}} in {vaults, plural, one {# Fach} other {# Fächern}}",
  "trust.inLog.sealed":
    "{sealed, plural, one {# versiegelter Datensatz} other {# versiegelte Datensätze}} aus {entries, plural, one {# Eintrag} other {# Einträgen}} in {vaults, plural, one {# Fach} other {# Fächern}}, jeder so, wie ihn signiert hat, wer ihn schrieb",
  "trust.inLog.bad":
    "{unreadable, plural, one {# Datensatz} other {# Datensätze}} von {records, number} nicht lesbar",
  "trust.onlyGrew": "Nichts wurde herausgenommen oder dazwischengeschoben",
  "trust.onlyGrew.done":
    "Die Mitgliederliste ist seit {on} nur gewachsen: von {from, number} auf {now, number} Einträge",
  "trust.allowed": "Alle, die schrieben, durften schreiben",
  "trust.allowed.done":
    "{members, plural, one {# Person} other {# Personen}}, jede Signatur von {entries, number}",
  "trust.allowed.going": "{signatures, number} von {entries, number} Signaturen bisher geprüft",
  "trust.allowed.bad":
    "{skipped, plural, one {# Eintrag} other {# Einträge}} übergangen, weil nicht erlaubt",
  "trust.listed": "Jedes Protokoll ist dort, wo der Server es signiert hat",
  "trust.listed.done":
    "{logs, plural, one {# Protokoll} other {# Protokolle}} in der signierten Liste Nummer {size, number}, zuerst gesehen {seen}",
  "trust.listed.going": "Noch keine signierte Liste aller Protokolle ist angekommen",
  "trust.listed.bad":
    "Die signierte Liste des Servers stimmt nicht mit dem überein, was dieses Gerät gesehen hat",
  "trust.care": "Braucht Aufmerksamkeit",
  "trust.torn":
    "{count, plural, one {# Eintrag ist} other {# Einträge sind}} nur halb da. Was davon zu sehen ist, ist unvollständig.",
  "trust.danger":
    "{count, plural, one {Bei # Fach} other {Bei # Fächern}} kann nur eine Person Schlüssel geben. Verliert sie ihren Zugang, ist es verloren.",
  "trust.blind":
    "{count, plural, one {# Fach wartet} other {# Fächer warten}} auf die nächste Person mit dem Schlüssel, um erneuert zu werden.",
  "trust.keys": "Wer welche Schlüssel hat",
  "trust.keys.hint":
    "Wie die Mitgliederliste sagt, Eintrag für Eintrag. Wofür ein Fach ist und wie jemand heißt, steht in den Fächern.",
  "trust.keys.boxes": "Fächer",
  "trust.keys.role": "Rolle",
  "trust.keys.none": "keine",
  "trust.keys.someone": "Mitglied {code}",
  "trust.keys.member": "Mitglied",

  "notice.withheld.do": "Sie können weiterarbeiten. Dieses Gerät fragt jede Minute wieder.",
  "notice.healing.do":
    "Was Sie schreiben, wartet auf diesem Gerät. Unter Vertrauen steht, was fehlt, und eine Leiterin macht dort weiter.",
  "notice.witness.do": "Sie können weiterarbeiten. Fragen Sie, wer die Zeugenstelle betreibt.",
  "alarm.title": "Schreiben Sie nichts mehr. Das Protokoll des Servers stimmt nicht.",
  "alarm.when": "{at}: {what}",
  "alarm.safe":
    "Ihre eigene Kopie ist vollständig und weiter lesbar. Was Sie schreiben, bleibt auf diesem Gerät, bis der Server bewiesen hat, dass er es aufbewahrt.",
  "alarm.call":
    "Rufen Sie eine Leiterin unter der Nummer an, die Sie kennen, nicht unter einer aus einer Nachricht.",
  "alarm.compare":
    "Vergleichen Sie die sechs Wörter, die Vertrauen auf Ihren beiden Bildschirmen zeigt.",
  "alarm.paper": "Wenn es anders ist, arbeiten Sie heute Nacht auf Papier.",
  "alarm.codes": "{count, plural, one {# Befund} other {# Befunde}}, für die Prüferin",
  "alarm.proof": "Bericht für die Prüferin speichern",
  "recovered.title": "Die Wiederherstellungsblätter wurden benutzt",
  "recovered.entries":
    "Die Einträge {first} bis {last} der Mitgliederliste wurden mit zwei der drei Blätter signiert.",
  "recovered.who": "Die Schlüssel aller Fächer gingen an {names}.",
  "recovered.do":
    "Wenn Sie nichts davon wussten, fragen Sie die Menschen, die die Blätter aufbewahren, heute und nicht über dieses Gerät.",
  "recovered.known": "Ich weiß davon",
  "trust.compare": "Mit einer Kollegin vergleichen",
  "trust.compare.how":
    "Rufen Sie sie unter der Nummer an, die Sie kennen. Zeigen beide Bildschirme die Liste Nummer {size, number}, so sind diese sechs Wörter gleich; sind sie es nicht, zeigt der Server Ihnen Verschiedenes.",
  "trust.past": "Frühere Alarme",
  "trust.past.hint":
    "Ihr Grund ist vergangen. Sagen Sie es einer Leiterin, wenn Sie nichts davon gehört haben.",
  "trust.past.line": "{from} bis {to}",
  "trust.past.proof": "Beweise speichern",
  "trust.since": "Seit wann",
  "trust.since.hint":
    "Die Mitgliederliste kennt kein Datum. Hier steht, wann dieses Gerät es zuerst sah; die Organisation kennt es seit dem {day}.",
  "trust.since.day": "seit {day}",
  "trust.since.before": "seit vor dem {day}",
  "trust.since.box": "{house}: {box}",
  "alarm.member.title":
    "Eine Kollegin hat sich an Schlüsseln zu schaffen gemacht. Der Server ist nicht schuld.",
  "alarm.member.who": "Es kommt von {names}.",
  "alarm.member.do":
    "Fragen Sie sie persönlich danach. Wenn es Absicht war oder sie es nicht erklären kann, soll eine Leitung sie entfernen.",
  "alarm.member.safe":
    "Was Sie sehen, ist wahr. Was Sie schreiben, wartet auf diesem Gerät, wo ein Schlüssel fehlt.",
  "alarm.do.rollback":
    "Fragen Sie, wer den Server betreibt, ob eine alte Sicherung eingespielt wurde. Wenn nicht, wird etwas versteckt.",
  "alarm.do.fork":
    "Der Server hat Ihnen und jemand anderem Verschiedenes gezeigt. Entscheiden Sie nichts gemeinsam nach dem Bildschirm, bevor Sie verglichen haben.",
  "alarm.do.foreign":
    "Jemand wollte schreiben, was sie nicht darf. Niemand bekam dadurch ein Recht oder einen Schlüssel, und kein Bildschirm zeigt es.",
  "alarm.do.held":
    "Etwas wird zurückgehalten. Was Sie sehen, ist wahr, aber vielleicht nicht alles.",
} as const satisfies Translation<typeof english>;
