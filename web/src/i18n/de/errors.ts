import type { Translation } from "../catalogue.ts";
import type { errors as english } from "../en/errors.ts";

/** What a person is told about each error code, in German. */
export const errors = {
  "error.malformed":
    "Der Server hat das nicht verstanden. Laden Sie die Seite neu; bleibt es so, sagen Sie es Ihrer Leiterin.",
  "error.too-large": "Das ist zu groß, um aufbewahrt zu werden.",
  "error.wrong-commit":
    "Der Server hat einen Eintrag dieses Geräts abgelehnt. Er bleibt im Ausgang.",
  "error.wrong-envelope":
    "Der Server hat einen Umschlag dieses Geräts abgelehnt. Er bleibt im Ausgang.",
  "error.wrong-box":
    "Der Server hat ein Schlüsselfach dieses Geräts abgelehnt. Versuchen Sie es noch einmal.",
  "error.not-an-account":
    "Dieses Konto konnte nicht angelegt werden. Versuchen Sie es noch einmal.",
  "error.login-refused":
    "Das hat nicht geöffnet. Prüfen Sie Passphrase und Kontoschlüssel und versuchen Sie es noch einmal.",
  "error.session-ended":
    "Die Verbindung zum Server ist beendet. Sie wird von selbst wiederhergestellt.",
  "error.not-allowed": "Ihre Schlüssel erlauben das nicht.",
  "error.foreign-origin":
    "Diese Seite gehört nicht zu diesem Server. Öffnen Sie die Adresse, die Sie erhalten haben.",
  "error.unknown-log": "Der Server kennt dieses Fach nicht.",
  "error.no-such-thing": "Der Server kennt das nicht.",
  "error.name-taken": "Dieser Anmeldename ist vergeben. Wählen Sie einen anderen.",
  "error.moved": "Jemand war schneller. Es wird noch einmal geprüft.",
  "error.too-many": "Zu viele Versuche. Warten Sie einige Minuten.",
  "error.try-again": "Der Server ist ausgelastet. Versuchen Sie es gleich noch einmal.",
  "error.healing":
    "Der Server wurde aus einer Sicherung wiederhergestellt und nimmt noch nichts Neues an.",
  "error.our-fault": "Auf dem Server ist etwas schiefgegangen. Nichts von Ihnen ist verloren.",
  "error.offline": "Keine Verbindung zum Server. Versuchen Sie es, sobald es eine gibt.",
  "error.cannot-open": "Das lässt sich nicht öffnen.",
  "error.bad-salt":
    "Der Server hat etwas geschickt, das nicht stimmen kann. Ihm wurde nichts gesendet. Sagen Sie es Ihrer Leiterin.",
  "error.unknown-suite":
    "Der Server hat ein Verfahren verlangt, das diese Seite nicht kennt. Ihm wurde nichts gesendet.",
  "error.wrong-passphrase":
    "Das ist nicht die Passphrase. Großbuchstaben und zusätzliche Leerzeichen spielen keine Rolle.",
  "error.mistyped":
    "Im Kontoschlüssel stimmt ein Zeichen nicht. Vergleichen Sie Gruppe für Gruppe.",
  "error.not-a-code": "Das ist kein Code, der hier gelesen werden kann.",
  "error.invite-ended":
    "Diese Einladung wurde benutzt, zurückgezogen oder ist abgelaufen. Bitten Sie um eine neue.",
  "error.would-abandon":
    "Danach hätte ein Fach niemanden mehr, der Schlüssel dazu gibt, oder zu wenige würden über Mitglieder entscheiden. Geben Sie das Recht zuerst jemand anderem.",
  "error.device-fault":
    "Auf diesem Gerät ist etwas schiefgegangen. Gespeichertes ist nicht verloren. Laden Sie die Seite neu und versuchen Sie es noch einmal.",
  "error.bundle-mismatch":
    "Der Server hat Schlüssel geschickt, die nicht passen. Nichts wurde geöffnet.",
  "error.log-rolled-back":
    "Der Server hat ein Protokoll gezeigt, in dem Einträge fehlen, die er diesem Gerät bewiesen hatte.",
  "error.log-forked": "Der Server hat diesem Gerät ein anderes Protokoll gezeigt als zuvor.",
  "error.log-malformed": "Der Server hat ein Protokoll geschickt, das nicht in sich stimmt.",
  "error.roster-withheld": "Der Server hält einen Teil der Mitgliederliste zurück.",
  "error.acknowledgement-unsigned": "Der Server hat einen Eintrag ohne seine Signatur bestätigt.",
  "error.heads-unsigned": "Die Liste aller Protokolle des Servers trägt nicht seine Signatur.",
  "error.heads-rolled-back":
    "Der Server hat eine ältere Liste aller Protokolle gezeigt, als er zuvor signiert hatte.",
  "error.heads-forked": "Der Server hat zwei verschiedene Listen aller Protokolle signiert.",
  "error.heads-inconsistent":
    "Die Liste aller Protokolle des Servers setzt die zuvor signierte nicht fort.",
  "error.heads-withheld":
    "Der Server zeigt seine signierte Liste aller Protokolle nicht, obwohl sechsmal danach gefragt wurde.",
  "error.witness-stale":
    "In den letzten drei Tagen hat keine Zeugenstelle signiert, dass das Protokoll vollständig ist.",
  "error.log-left-out":
    "In der Liste aller Protokolle des Servers fehlen Einträge, die er diesem Gerät bestätigt hatte.",
  "error.append-torn":
    "Ein Eintrag, der in mehrere Fächer gehört, ist nur halb da. Was davon zu sehen ist, ist unvollständig.",
  "error.commit-skipped": "Ein Eintrag war nicht erlaubt und wird übergangen.",
  "error.box-missing": "Ein Schlüssel, der für Sie bestimmt ist, fehlt.",
  "error.envelope-withheld":
    "Der Server hält einen Datensatz zurück oder schickt etwas anderes an seiner Stelle.",
  "error.vault-meaning-wrong":
    "Ein Fach gibt sich für etwas anderes aus, als wofür es angelegt wurde.",
  "error.vault-twice":
    "Es gibt ein zweites Fach für das, wofür schon vorher eines angelegt wurde. Nichts daraus wird gezeigt und nichts hineingeschrieben. Fragen Sie, wer es angelegt hat.",
  "error.box-broken":
    "Ein Mitglied hat für Sie etwas anderes versiegelt als den Schlüssel eines Fachs. Es war nicht der Server.",
  "error.link-broken":
    "Ein Mitglied hat den Schlüssel zum Älteren in einem Fach weggelassen, sodass neue Kolleginnen es nicht lesen könnten.",
  "error.reseal-broken":
    "Ein Mitglied hat Einträge neu versiegelt, ohne dass etwas darin ist. Sie werden aus der früheren Fassung gezeigt, wo es sie noch gibt.",
  "error.faults-repeated":
    "Das Gerät eines Mitglieds sagt immer wieder, dass sich ein Schlüssel nicht öffnen lässt. Die Schlüssel werden dafür heute nicht mehr erneuert.",
  "error.false-recovery":
    "Ein Mitglied ist beigetreten, als wäre sie die Wiederherstellungsblätter. Sie hat dadurch nicht mehr Rechte, als ihre Einladung ihr gab.",
  "error.session-closed":
    "Dieses Gerät wurde von einem anderen Ihrer Geräte aus gesperrt. Ihre Passphrase öffnet es wieder.",
  "error.passphrase-changed":
    "Ihre Passphrase wurde auf einem anderen Gerät geändert. Nehmen Sie die neue.",
  "error.passphrase-unsure":
    "Es kam keine Antwort. Bis es wieder eine Verbindung gibt, öffnen beide Passphrasen dieses Gerät; danach die gültige.",
  "error.enrolment-unsure":
    "Es kam keine Antwort. Was angelegt wurde, ist auf diesem Gerät aufgehoben. Öffnen Sie es mit Ihrer Passphrase, sobald es eine Verbindung gibt.",
  "error.sheets-differ":
    "Diese beiden Blätter gehören nicht zusammen, oder es ist zweimal dasselbe.",
  "error.renewal-unsure":
    "Es kam keine Antwort. Ihre neuen Schlüssel gelten vielleicht, vielleicht nicht. Beim nächsten Mal werden beide Passphrasen versucht; die gültige öffnet.",
  "error.sheets-refused":
    "Diese Blätter öffnen nichts. Vielleicht wurden sie durch neuere ersetzt, oder der Anmeldename ist ein anderer.",
  "error.not-listed-yet":
    "Das wurde eben erst geschrieben. Der Server signiert seine Liste aller Protokolle jede Minute: versuchen Sie es dann noch einmal.",
} as const satisfies Translation<typeof english>;
