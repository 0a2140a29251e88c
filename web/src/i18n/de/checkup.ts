import type { Translation } from "../catalogue.ts";
import type { checkup as english } from "../en/checkup.ts";

/** The page that examines this installation, in German. */
export const checkup = {
  "checkup.title": "Ist diese Installation in Ordnung?",
  "checkup.lead":
    "Diese Seite prüft den Server, der sie geschickt hat, und diesen Browser. Nichts von irgendjemandem wird geöffnet.",
  "checkup.verdict.going": "Wird geprüft…",
  "checkup.verdict.good": "Nichts ist kaputt.",
  "checkup.verdict.bad": "Etwas ist kaputt. Zeigen Sie diese Seite, wer den Server betreibt.",
  "checkup.progress": "{done, number} von {of, number} Dateien verglichen",
  "checkup.again": "Noch einmal prüfen",
  "checkup.failed": "Das konnte nicht geprüft werden.",
  "checkup.browser": "Dieser Browser",
  "checkup.browser.good": "Er kann alles, was nötig ist.",
  "checkup.browser.noTypes":
    "Er kann alles, was nötig ist. Trusted Types, eine zweite Mauer gegen fremde Skripte, kennt er nicht; ein neuerer Browser kennt sie.",
  "checkup.browser.bad":
    "Ihm fehlt etwas, ohne das hier nichts versiegelt oder geöffnet werden kann. Nehmen Sie einen neueren Browser, oder öffnen Sie die Adresse mit https.",
  "checkup.headers": "Die Regeln, die der Server mit jeder Seite schickt",
  "checkup.headers.good":
    "Sie sind, wie sie sein müssen, auf der Seite und auf ihren beiden Helfern: nichts von anderswo kann geladen oder erreicht werden.",
  "checkup.headers.bad":
    "Einige fehlen oder sind anders. Ein Proxy vor dem Server kann sie verändert haben.",
  "checkup.answers": "Der Server und seine Datenbank",
  "checkup.answers.good":
    "Sie antworten, und kein Browser hat einen Verstoß gegen die Regeln gemeldet.",
  "checkup.answers.bad": "Der Server erreicht seine Datenbank nicht.",
  "checkup.answers.reports":
    "Sie antworten, aber Browser haben {count, plural, one {# Verstoß} other {# Verstöße}} gegen die Regeln gemeldet. Das sollte nie sein.",
  "checkup.live": "Die offene Leitung zum Server",
  "checkup.live.good": "Sie kommt zustande: was Kolleginnen schreiben, ist sofort da.",
  "checkup.live.bad":
    "Sie kommt nicht zustande, was Kolleginnen schreiben, kommt also spät. Ein Proxy davor muss WebSockets auf /v1/live durchlassen.",
  "checkup.worker": "Der Teil, der Schlüssel hält",
  "checkup.worker.good": "Er läuft getrennt von der Seite und kann rechnen.",
  "checkup.worker.bad": "Er antwortet nicht. Etwas hindert hier WebAssembly oder Worker.",
  "checkup.storage": "Der Speicher auf diesem Gerät",
  "checkup.storage.good":
    "Was geschrieben wird, kann wieder gelesen werden, und der Browser wirft es nicht von selbst weg.",
  "checkup.storage.mayGo":
    "Was geschrieben wird, kann wieder gelesen werden. Ist das Gerät voll, kann der Browser es wegwerfen; was der Server bestätigt hat, geht dadurch nicht verloren.",
  "checkup.storage.bad":
    "Hier kann nichts geschrieben werden. Ein privates Fenster oder ein volles Gerät kann der Grund sein.",
  "checkup.files": "Die Dateien, die der Server schickt",
  "checkup.files.good": "Alle {count, number} sind, wie die Liste der Version {version} sie nennt.",
  "checkup.files.bad":
    "{count, plural, one {# Datei ist} other {# Dateien sind}} nicht wie gelistet. Melden Sie sich hier nicht an, bevor Sie wissen, warum.",
  "checkup.files.noList": "Der Server gibt keine lesbare Liste seiner Dateien.",
  "checkup.signed": "Wer diese Dateien gemacht hat",
  "checkup.signed.good": "Die Liste ist signiert von {by}.",
  "checkup.signed.nobody":
    "Niemand hat die Liste signiert. Wer diese Kopie gebaut hat, kann es auf anderem Weg sagen.",
  "checkup.signed.unknown":
    "Die Liste ist signiert, aber mit keinem Schlüssel, den diese Kopie kennt.",
  "checkup.signed.bad":
    "Die Signatur unter der Liste der Dateien ist falsch. Melden Sie sich hier nicht an.",
  "checkup.kept": "Die Kopie der Dateien auf diesem Gerät",
  "checkup.kept.good":
    "Alle {count, number} Dateien, die für die Arbeit ohne Netz behalten sind, sind wie gelistet.",
  "checkup.kept.none":
    "Hier ist keine Kopie. Sie entsteht, wenn jemand angemeldet ist, wo die Organisation es erlaubt.",
  "checkup.kept.other":
    "Die Kopie auf diesem Gerät ist von einer anderen Version als die des Servers. Schließen Sie alle Tabs dieser Adresse und öffnen Sie sie wieder.",
  "checkup.kept.bad":
    "Einige Dateien der Kopie auf diesem Gerät sind nicht wie gelistet. Löschen Sie die Daten dieser Website im Browser.",
  "checkup.kept.foreign":
    "Ein Skript, das nicht unseres ist, steht zwischen dieser Seite und dem Server.",
  "checkup.cannot": "Was diese Seite nicht beweisen kann",
  "checkup.cannot.host":
    "Dass der Server ehrlich ist. Auch diese Seite kam von ihm: ein Server, der täuschen will, schickt eine Seite, die nichts findet. Nur wer von außen vergleicht, merkt es: eine Prüferin mit dem Werkzeug oder eine Kopie dieser Seite auf einem anderen Host.",
  "checkup.cannot.others":
    "Dass die nächste Seite oder die einer Kollegin dieselbe ist. Sie sah, was hier und jetzt geschickt wurde.",
  "checkup.cannot.device":
    "Irgendetwas über dieses Gerät: ein Programm darauf oder eine Erweiterung des Browsers kann mitlesen.",
  "trust.checkup": "Ist diese Installation in Ordnung?",
} as const satisfies Translation<typeof english>;
