import type { Translation } from "../catalogue.ts";
import type { entering as english } from "../en/entering.ts";

/** Founding, joining, unlocking, in German. */
export const entering = {
  "enter.version": "Linden {version}",
  "enter.knows": "Was der Server weiß",

  "welcome.title": "Willkommen",
  "welcome.lead": "Dieses Gerät kennt noch kein Konto.",
  "welcome.join": "Ich habe eine Einladung",
  "welcome.join.hint": "Von einer Kollegin: ein quadratischer Code zum Scannen oder ein Link.",
  "welcome.restore": "Ich habe mein Notfallblatt",
  "welcome.restore.hint":
    "Ihr Konto öffnet sich auf diesem Gerät mit dem gedruckten Blatt und Ihrer Passphrase.",
  "welcome.found": "Organisation gründen",
  "welcome.found.hint": "Sie werden ihre erste Leiterin. Alles wird auf diesem Gerät versiegelt.",

  "elsewhere.title": "In einem anderen Tab geöffnet",
  "elsewhere.lead":
    "Auf diesem Gerät kann immer nur ein Tab schreiben. Was Sie dort getippt haben, bleibt erhalten.",
  "elsewhere.take": "Hier verwenden",

  "found.title": "Organisation gründen",
  "found.lead": "Zwei Namen und eine Passphrase. Nichts Lesbares verlässt dieses Gerät.",
  "found.neutralName": "Neutraler Name",
  "found.neutralName.hint":
    "Steht auf Bildschirmen und gedruckten Blättern. Wählen Sie ein Wort, das nichts über die Arbeit sagt, etwa Nordwind.",
  "found.neutralName.missing": "Geben Sie einen neutralen Namen ein.",
  "found.displayName": "Ihr Name, wie Kolleginnen Sie nennen",
  "found.displayName.hint": "Versiegelt: Kolleginnen sehen ihn, der Server nicht.",
  "found.displayName.missing": "Geben Sie Ihren Namen ein.",
  "found.recovery": "Drei Wiederherstellungsblätter anlegen",
  "found.recovery.hint":
    "Wenn alle Leiterinnen ihren Zugang verlieren, öffnen zwei der drei die Organisation wieder. Ohne sie ist Verlorenes verloren.",
  "found.next": "Weiter",
  "found.do": "Organisation gründen",
  "found.working": "Schlüssel werden erzeugt",
  "found.working.lead": "Einige Sekunden, auf diesem Gerät.",

  "region.zone": "Zeitzone",
  "region.dates": "So sehen Daten aus",

  "account.login": "Ihr Anmeldename",
  "account.login.hint":
    "Ein erfundener Name, damit der Server Ihren nicht erfährt. Er steht auf Ihrem Notfallblatt.",
  "account.login.another": "Ein anderer",
  "account.shared": "Mehrere Personen nutzen dieses Gerät",
  "account.shared.hint":
    "Ihr Kontoschlüssel bleibt dann nicht hier: Sie scannen ihn jedes Mal von Ihrem Blatt.",

  "passphrase.title": "Ihre Passphrase",
  "passphrase.lead":
    "Durch Zufall entstanden, damit niemand sie erraten kann. Sie öffnet dieses Gerät jeden Tag.",
  "passphrase.kind": "Besteht aus",
  "passphrase.kind.english": "Englischen Wörtern",
  "passphrase.kind.french": "Französischen Wörtern",
  "passphrase.kind.digits": "Ziffern",
  "passphrase.another": "Eine andere",
  "passphrase.advice.learn":
    "Sprechen Sie sie einige Male laut. Bis Sie sie können, bewahren Sie sie auf Papier auf, nicht bei der Arbeit.",
  "passphrase.advice.nobody":
    "Niemand kann sie nachsehen oder zurücksetzen: keine Leiterin und nicht der Server.",
  "passphrase.known": "Ich kann sie",
  "passphrase.again": "Tippen Sie sie einmal",
  "passphrase.again.hint":
    "Zur Sicherheit. Großbuchstaben und zusätzliche Leerzeichen spielen keine Rolle.",
  "passphrase.differs":
    "Das ist nicht die gezeigte Passphrase. Versuchen Sie es noch einmal, oder zeigen Sie sie erneut an.",
  "passphrase.show": "Noch einmal zeigen",

  "join.title": "Mit Einladung beitreten",
  "join.lead":
    "Scannen Sie den quadratischen Code auf dem Bildschirm Ihrer Kollegin, oder fügen Sie den Link ein, den sie geschickt hat.",
  "join.code": "Link oder Code",
  "join.code.hint": "Er gilt einmal. Er wird aus der Adresszeile entfernt, sobald er gelesen ist.",
  "join.code.missing": "Bitte den quadratischen Code scannen oder den Link einfügen.",
  "join.read": "Lesen",
  "join.reading": "Einladung wird gelesen",
  "join.reading.lead": "Sie wird mit der signierten Mitgliederliste verglichen.",
  "join.names": "Sie sind eingeladen",
  "join.names.lead": "Vergewissern Sie sich zuerst, dass es die richtige Organisation ist.",
  "join.words.hint":
    "Fragen Sie Ihre Kollegin nach den sechs Wörtern auf ihrem Bildschirm. Es müssen diese sein:",
  "join.asDirector": "Sie sind als Leiterin eingeladen.",
  "join.asAuditor": "Sie sind als Prüferin eingeladen: Sie können alles prüfen und nichts öffnen.",
  "join.displayName": "Ihr Name, wie Kolleginnen Sie nennen",
  "join.displayName.hint": "Versiegelt: Kolleginnen sehen ihn, der Server nicht.",
  "join.displayName.missing": "Geben Sie Ihren Namen ein.",
  "join.deviceLabel": "Was dieses Gerät zeigt, bevor es entsperrt ist",
  "join.deviceLabel.hint":
    "Ein neutrales Wort. Eine fremde Person, die dieses Gerät in der Hand hält, kann es sehen.",
  "join.stop": "Nicht beitreten",
  "join.do": "Beitreten",
  "join.working": "Beitritt läuft",

  opening: "Wird geöffnet",
  "opening.part": "{done} von {of}",
  "opening.key.later": "Schlüssel aus Ihrer Passphrase bilden",
  "opening.key.now": "Schlüssel wird aus Ihrer Passphrase gebildet",
  "opening.key.done": "Schlüssel aus Ihrer Passphrase gebildet",
  "opening.login.later": "Anmelden",
  "opening.login.now": "Anmeldung läuft",
  "opening.login.done": "Angemeldet",
  "opening.roster.later": "Mitgliederliste prüfen",
  "opening.roster.now": "Mitgliederliste wird geprüft",
  "opening.roster.done":
    "{count, plural, =0 {Mitgliederliste geprüft} one {Mitgliederliste geprüft, # Eintrag} other {Mitgliederliste geprüft, # Einträge}}",
  "opening.boxes.later": "Ihre Fächer öffnen",
  "opening.boxes.now": "Ihre Fächer werden geöffnet",
  "opening.boxes.done":
    "{count, plural, =0 {Fächer geöffnet} one {# Fach geöffnet} other {# Fächer geöffnet}}",
  "opening.records.later": "Datensätze lesen",
  "opening.records.now": "Datensätze werden gelesen",
  "opening.records.done":
    "{count, plural, =0 {Datensätze gelesen} one {# Datensatz gelesen} other {# Datensätze gelesen}}",
  "opening.compare.later": "Protokoll mit dem vergleichen, was dieses Gerät zuvor gesehen hat",
  "opening.compare.now": "Protokoll wird mit dem verglichen, was dieses Gerät zuvor gesehen hat",
  "opening.compare.done": "Protokoll verglichen",

  "unlock.choose": "Wer sind Sie?",
  "unlock.since": "Auf diesem Gerät seit {day}",
  "unlock.passphrase": "Passphrase",
  "unlock.passphrase.missing": "Bitte Ihre Passphrase eintippen.",
  "unlock.own":
    "Dieses Gerät behält eine eigene versiegelte Kopie. Ist diese Seite einmal geladen, öffnet sie sich auch ohne Verbindung.",
  "unlock.open": "Öffnen",
  "unlock.stop": "Anhalten und sperren",
  "unlock.other": "Anderes Konto verwenden",
  "unlock.card": "Kontoschlüssel von Ihrem Blatt",
  "unlock.card.hint":
    "Dieses Gerät behält ihn nicht. Scannen Sie das Quadrat auf Ihrem Blatt, oder tippen Sie die sieben Gruppen.",
  "unlock.card.use": "Verwenden",

  "cover.title": "Verdeckt",
  "cover.lead": "Darunter noch geöffnet. Ihre PIN deckt es auf.",
  "cover.pin": "PIN",
  "cover.wrong": "Das ist nicht die PIN.",
  "cover.left":
    "{count, plural, one {Noch # Versuch, dann wird gesperrt.} other {Noch # Versuche, dann wird gesperrt.}}",
  "cover.lock": "Jetzt sperren",
  "unlock.pinTried":
    "Die PIN war fünfmal falsch, darum wurde gesperrt. Ihre Passphrase öffnet wieder.",

  "restore.title": "Mit Ihrem Notfallblatt öffnen",
  "restore.lead": "Scannen Sie das Quadrat auf Ihrem Blatt, oder tippen Sie die sieben Gruppen.",
  "restore.groups": "Kontoschlüssel",
  "restore.groups.hint": "Sieben Gruppen aus je vier Buchstaben und Ziffern, wie auf dem Blatt.",
  "restore.next": "Weiter",
  "restore.login": "Ihr Anmeldename",
  "restore.login.hint": "Er steht auf dem Blatt unter dem Namen.",
  "restore.login.missing": "Bitte den Anmeldenamen eintippen, der auf dem Blatt steht.",
  "restore.passphrase": "Nun Ihre Passphrase",
  "restore.passphrase.lead": "Das Blatt allein öffnet nichts.",
  "restore.notAKit":
    "Das ist kein Notfallblatt. Scannen Sie sein Quadrat, oder tippen Sie alle sieben Gruppen aus je vier Buchstaben und Ziffern.",
  "restore.groups.missing": "Bitte das Quadrat scannen oder die sieben Gruppen eintippen.",
  "restore.failed":
    "Das hat nicht geöffnet. Prüfen Sie den Anmeldenamen und die sieben Gruppen auf Ihrem Blatt sowie die Passphrase.",
  "restore.compare": "Sechs Wörter vergleichen",
  "restore.compare.lead": "Damit Sie wissen, dass es Ihre Organisation ist und keine Kopie.",
  "restore.compare.words": "Ihr Blatt muss dieselben Wörter zeigen:",
  "restore.same": "Es sind dieselben",
  "restore.differ": "Sie sind anders",
  "unsure.title": "Noch keine Antwort",
  "unsure.open": "Öffnen",
  "welcome.recover": "Wir haben zwei Wiederherstellungsblätter",
  "welcome.recover.hint":
    "Alle Leiterinnen haben ihren Zugang verloren. Zwei der drei Blätter öffnen die Organisation wieder.",
  "unlock.touch": "Mit Fingerabdruck oder Gesicht öffnen",
} as const satisfies Translation<typeof english>;
