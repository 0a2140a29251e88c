import type { Translation } from "../catalogue.ts";
import type { knows as english } from "../en/knows.ts";

/** What the server knows, in German. */
export const knows = {
  "knows.organisation.what": "Die zufällige Nummer Ihrer Organisation",
  "knows.organisation.why": "Alles, was aufbewahrt wird, gehört zu einer Organisation.",
  "knows.organisation.tells": "Wie viele Organisationen diesen Server nutzen.",
  "knows.member.what": "Eine zufällige Nummer für jede Person, die mit Linden arbeitet",
  "knows.member.why": "Rechte und Signaturen werden damit geprüft.",
  "knows.member.tells":
    "Wie viele Personen hier arbeiten und wer an welchem Tag welchem Fach etwas hinzugefügt hat.",
  "knows.pseudonym.what": "Das Pseudonym, mit dem sich jemand anmeldet",
  "knows.pseudonym.why": "Damit wird das Konto gefunden.",
  "knows.pseudonym.tells":
    "Dass es das Konto gibt. Das Gerät hat es erfunden: Kein Name, keine Adresse, keine Nummer wird aufbewahrt.",
  "knows.loginProof.what":
    "Ein Schlüssel aus beiden Geheimnissen, ein Hash davon und ein zufälliges Salt",
  "knows.loginProof.why": "Ihre versiegelten Schlüssel bekommt sonst niemand.",
  "knows.loginProof.tells":
    "Nichts über die Geheimnisse: Eines davon sind 128 zufällige Bit, die ihre Geräte nie verlassen.",
  "knows.bundle.what": "Ihre eigenen Schlüssel, von ihrem Gerät versiegelt",
  "knows.bundle.why": "Sie kann sich auf einem anderen Gerät anmelden.",
  "knows.bundle.tells": "Wie oft sie ihre Passphrase geändert hat.",
  "knows.keys.what": "Öffentliche Schlüssel, Schlüsselgenerationen und Signaturen",
  "knows.keys.why": "Aufbewahrt wird nur, was jemand signiert hat, der es schreiben darf.",
  "knows.keys.tells":
    "Wer welchen Schritt getan hat, und dass jemandes Schlüssel ersetzt wurden, etwa nach einem verlorenen Gerät.",
  "knows.session.what": "Dass jemand angemeldet ist, und bis wann",
  "knows.session.why": "Anfragen werden nur angemeldeten Personen beantwortet.",
  "knows.session.tells":
    "Wer gerade arbeitet, auf fünf Minuten genau. Es wird vergessen, wenn sie sich abgemeldet hat oder eine halbe Stunde untätig war.",
  "knows.challenge.what": "Eine Zahl, die für eine Anmeldung gezogen wurde, und wann sie endet",
  "knows.challenge.why": "Eine mitgehörte Antwort lässt sich nicht noch einmal verwenden.",
  "knows.challenge.tells": "Nichts. Sie wird nach zwei Minuten vergessen.",
  "knows.box.what": "Die zufällige Nummer eines Fachs",
  "knows.box.why": "Was geschrieben wird, liegt bei dem, wozu es gehört.",
  "knows.box.tells":
    "Wie viele Fächer es gibt, also ungefähr wie viele Häuser; in welche davon wer schreibt.",
  "knows.length.what":
    "Wie lang eine Liste ist, und Fingerabdrücke, die beweisen, dass sie nur gewachsen ist",
  "knows.length.why":
    "Zwei Personen können nicht dasselbe Bett vergeben, und nichts lässt sich unbemerkt herausnehmen.",
  "knows.length.tells": "Wie viel jedem Fach hinzugefügt wurde, und in welcher Reihenfolge.",
  "knows.day.what": "Der Tag, an dem etwas ankam",
  "knows.day.why": "Wer den Server betreibt, kann sagen, seit wann etwas nicht stimmt.",
  "knows.day.tells":
    "An welchen Tagen in einem Haus viel los war. Es wird nach 30 Tagen vergessen.",
  "knows.hour.what": "Die Stunde, in der die Liste aller Fächer zuletzt signiert wurde",
  "knows.hour.why": "Ein Gerät bemerkt, wenn ihm nichts Neues mehr gesagt wird.",
  "knows.hour.tells":
    "In welcher Stunde jedes Fach gewachsen ist, seit dem ersten Tag: Für jede Stunde gibt es eine Zeile, und sie sagt, welche Fächer gewachsen waren.",
  "knows.together.what": "In welche Fächer in einem Schritt geschrieben wurde",
  "knows.together.why": "Ein Schritt wird ganz aufbewahrt oder gar nicht.",
  "knows.together.tells":
    "Welche Art Schritt es gewesen sein mag: Eine Ankunft schreibt zugleich in das Fach der Betten, der Bewohnerinnen und der Zahlen.",
  "knows.record.what": "Die zufällige Nummer eines Datensatzes, und welche Fassung es ist",
  "knows.record.why": "Eine neuere Fassung tritt an die Stelle der älteren, nie umgekehrt.",
  "knows.record.tells":
    "Wie viele Datensätze es gibt, wie oft jeder geändert wurde und welche entfernt wurden.",
  "knows.envelope.what": "Der versiegelte Text, in einer von vier Größen, größere in Stufen",
  "knows.envelope.why": "Er wird für die aufbewahrt, die den Schlüssel haben.",
  "knows.envelope.tells":
    "Dass etwas geschrieben wurde, und ungefähr wie viel. Zusammen mit dem Übrigen: dass jemand kam oder ging, und mit wie vielen.",
  "knows.fingerprint.what": "Fingerabdrücke versiegelter Dinge",
  "knows.fingerprint.why": "Nichts kann an die Stelle von etwas anderem gesetzt werden.",
  "knows.fingerprint.tells": "Nichts: Wovon sie genommen sind, ist zufällig oder versiegelt.",
  "knows.form.what":
    "Welche Art Schritt es war: geschrieben, entfernt, neu versiegelt, eingeladen, Recht gegeben",
  "knows.form.why": "Jede Art hat eigene Regeln, wer sie tun darf.",
  "knows.form.tells":
    "Was mit der Liste geschah. Nicht, ob ein Datensatz ein Bett, eine Person oder eine Notiz ist.",
  "knows.epoch.what": "Die Nummer eines Schlüssels, und der vorige darunter versiegelt",
  "knows.epoch.why": "Wer gegangen ist, kann nicht lesen, was danach geschrieben wird.",
  "knows.epoch.tells":
    "Wann Schlüssel gewechselt wurden, also auch, dass vielleicht jemand gegangen ist.",
  "knows.sealedKey.what": "Schlüssel, jeder für eine Person versiegelt",
  "knows.sealedKey.why": "Sie holt sie, wenn sie ein Recht erhalten hat.",
  "knows.sealedKey.tells": "Wer welches Fach öffnen kann.",
  "knows.right.what": "Welches Recht jede Person auf jedes Fach hat, und wer verwaltet oder prüft",
  "knows.right.why": "Der Server lehnt ab, was jemand nicht darf, wie es jedes Gerät tut.",
  "knows.right.tells": "Wer mit wem arbeitet, wer leitet, wer beitrat und wer ging.",
  "knows.invite.what": "Dass jemand eingeladen wurde, von wem, und für welche Fächer",
  "knows.invite.why": "Eine Einladung gilt einmal.",
  "knows.invite.tells": "Wer bald beitritt. Nicht ihr Name.",
  "knows.witness.what": "Wer den Server von außen bezeugt, und was signiert wurde",
  "knows.witness.why": "Eine Lüge gegenüber einer Person bemerken andere.",
  "knows.witness.tells": "Welchen Zeugenstellen die Organisation vertraut.",
  "knows.asked.what": "Wonach ein Gerät fragt: welches Fach, ab wo",
  "knows.asked.why": "Es bekommt, was es noch nicht hat.",
  "knows.asked.tells":
    "Welchen Fächern jemand folgt, und seit wann das Gerät nicht benutzt wurde. Es wird nicht aufbewahrt.",
  "knows.address.what": "Die Adresse im Netz, die Zeit und die Größe jeder Anfrage",
  "knows.address.why": "Eine Antwort muss irgendwohin gehen, und Fluten werden gebremst.",
  "knows.address.tells":
    "Von wo und wann gearbeitet wird, wenn jemand es beobachtet oder beobachten lässt. Linden schreibt beides nicht auf; Adressen werden eine Minute lang im Speicher gezählt.",
  "knows.browser.what": "Welchen Browser, welches System und welche Sprache ein Gerät hat",
  "knows.browser.why": "Browser senden es mit jeder Anfrage. Hier liest es niemand.",
  "knows.browser.tells":
    "Welche Geräte benutzt werden, wenn es beobachtet wird. Es wird nicht aufbewahrt.",
  "knows.transport.what": "Wie Bytes reisen, und Regeln für den Browser",
  "knows.transport.why": "Die Seite darf nichts von anderswo laden.",
  "knows.transport.tells": "Nichts.",
  "knows.refusal.what": "Warum etwas abgelehnt wurde, als ein Wort einer festen Liste",
  "knows.refusal.why": "Das Gerät kann sagen, was zu tun ist.",
  "knows.refusal.tells": "Dass jemand abgelehnt wurde.",
  "knows.count.what":
    "Wie viele Anfragen jeder Art es in einer Stunde gab, wie sie endeten und wie lange sie dauerten",
  "knows.count.why": "Wer den Server betreibt, sieht, dass er läuft.",
  "knows.count.tells": "In welchen Stunden viel los ist, ohne wer.",
  "knows.report.what": "Dass eine Seite die Regeln des Browsers verletzt hat",
  "knows.report.why":
    "Das sollte nie vorkommen: Es ist ein Fehler oder ein Angriff. Meldungen werden gezählt und nicht gelesen.",
  "knows.report.tells": "Nichts.",
  "knows.serverSecret.what": "Die eigenen Geheimnisse des Servers und Kennzeichen dafür",
  "knows.serverSecret.why":
    "Er signiert, was er aufbewahrt, und macht gestohlene Anmelde-Hashes ohne sie nutzlos.",
  "knows.serverSecret.tells":
    "Nichts über irgendjemanden. Sie öffnen nichts, was versiegelt wurde.",
  "knows.storage.what": "Die eigenen Dateien von PostgreSQL und sein Änderungsprotokoll",
  "knows.storage.why": "Was bestätigt wurde, ist nach einem Stromausfall noch da.",
  "knows.storage.tells":
    "Die Reihenfolge der letzten Änderungen und, im Änderungsprotokoll, auf Bruchteile einer Sekunde, wann sie waren, solange PostgreSQL es behält. Ältere Fassungen einer Zeile eine Zeit lang.",
  "knows.upkeep.what":
    "Welche Schritte die Datenbank in ihre heutige Form brachten, und Nummern für ihre Zeilen",
  "knows.upkeep.why": "Ein neueres Linden macht dort weiter, wo ein älteres aufgehört hat.",
  "knows.upkeep.tells": "Seit wann der Server läuft, und wann er erneuert wurde.",
  "knows.sample.what": "Wie man sich beim erfundenen Beispiel anmeldet",
  "knows.sample.why": "Es lässt sich wieder ausprobieren. Nur --sample schreibt es.",
  "knows.sample.tells": "Alles über das Beispiel und nichts über irgendjemandes eigene Daten.",
  "knows.pseudonym.short": "dass es Ihre Konten gibt",
  "knows.right.short": "wer welches Fach öffnen darf",
  "knows.day.short": "wer an welchem Tag welchem Fach etwas hinzugefügt hat",
  "knows.record.short": "wie viele Datensätze",
  "knows.envelope.short": "in welcher von vier Größen",
  "knows.together.short": "in welche Fächer in einem Schritt geschrieben wurde",
  "knows.session.short": "wer angemeldet ist",
  "knows.address.short": "solange jemand verbunden ist, von wo",
} as const satisfies Translation<typeof english>;
