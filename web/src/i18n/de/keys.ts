import type { Translation } from "../catalogue.ts";
import type { keys as english } from "../en/keys.ts";

/** Her own secrets: passphrase, devices, sessions, in German. */
export const keys = {
  "ownKeys.title": "Ihre Schlüssel",
  "keys.lead": "Passphrase, Geräte, und was zu tun ist, wenn etwas verloren oder gesehen wurde.",
  "keys.go": "Ihre Schlüssel öffnen",
  "keys.back": "Zurück zu Ihren Schlüsseln",
  "keys.next": "Weiter",
  "keys.current": "Ihre jetzige Passphrase",
  "keys.passphrase": "Ihre Passphrase",
  "keys.passphrase.hint":
    "Eine neue für dieselben Schlüssel. Könnte jemand die alte zusammen mit Ihrem Blatt oder einem Gerät gesehen haben, erneuern Sie stattdessen Ihre Schlüssel.",
  "keys.passphrase.change": "Passphrase ändern",
  "keys.passphrase.lead":
    "Ihr Blatt bleibt gültig. Ihre anderen Geräte fragen beim nächsten Mal nach der neuen.",
  "keys.passphrase.do": "Ändern",
  "keys.passphrase.working": "Ihre Schlüssel werden unter der neuen versiegelt",
  "keys.passphrase.done": "Ihre Passphrase ist geändert.",
  "keys.passphrase.then": "Die alte öffnet nichts mehr, wo die neue einmal benutzt wurde.",
  "keys.device": "Ein weiteres Gerät",
  "keys.device.hint":
    "Ein zweites Telefon oder ein Rechner öffnet sich mit einem Quadrat von diesem Bildschirm und Ihrer Passphrase. Ein Blatt ist nicht nötig.",
  "keys.device.add": "Gerät hinzufügen",
  "addDevice.title": "Gerät hinzufügen",
  "addDevice.lead":
    "Es übergibt Ihren Kontoschlüssel und den Stand der Mitgliederliste von diesem Bildschirm an die andere Kamera. Nichts davon geht über den Server.",
  "addDevice.open": "Öffnen Sie diese Adresse auf dem anderen Gerät.",
  "addDevice.choose": "Wählen Sie dort „Ich habe mein Notfallblatt“.",
  "addDevice.scan": "Richten Sie seine Kamera auf dieses Quadrat, dann tippen Sie Ihre Passphrase.",
  "addDevice.qr": "Quadratischer Code für die Kamera des anderen Geräts",
  "addDevice.hides": "Es verbirgt sich von selbst in {time}.",
  "addDevice.words": "Das andere Gerät muss dieselben sechs Wörter zeigen:",
  "addDevice.hidden": "Das Quadrat ist verborgen, weil es zwei Minuten hier stand.",
  "addDevice.again": "Noch einmal zeigen",
  "addDevice.done": "Fertig",
  "sessions.title": "Jetzt angemeldet",
  "sessions.hint":
    "Was der Server sagt: sein Wort, kein Beweis. Er kennt keine Gerätenamen und keine Orte, und Zeiten nur auf fünf Minuten. Schließen sperrt das Gerät; wer die Passphrase hat, öffnet es wieder.",
  "sessions.own": "Dieses Gerät",
  "sessions.other": "Gerät {number}",
  "sessions.times": "Seit {began}, zuletzt gehört {used}",
  "sessions.close": "Gerät {number} sperren",
  "sessions.again": "Noch einmal fragen",
  "renew.title": "Es könnte gesehen worden sein",
  "renew.hint":
    "Ein Blatt, eine Passphrase oder ein Gerät ging verloren oder war eine Weile in anderen Händen. Sie bekommen neue Schlüssel, und nichts, was danach geschrieben wird, öffnet sich mit den alten.",
  "renew.go": "Meine Schlüssel erneuern",
  "renew.lead":
    "Ihre eigene Entscheidung: niemand wird gefragt, und alle sehen, dass Ihre Schlüssel neu sind.",
  "renew.ends":
    "Die alten Schlüssel signieren nichts mehr und lesen nichts Neues, wo immer sie sind.",
  "renew.anew": "Sie bekommen eine neue Passphrase und ein neues Blatt. Vernichten Sie das alte.",
  "renew.devices":
    "Ihre anderen Geräte sperren sich. Was dort im Ausgang wartet, geht verloren: senden Sie es vorher, wenn Sie noch können.",
  "renew.keeps": "Was jemand mit den alten Schlüsseln schon gelesen hat, bleibt gelesen.",
  "renew.do": "Meine Schlüssel erneuern",
  "renew.working": "Neue Schlüssel für Sie und für jedes Fach, das Sie haben, entstehen",
  "refused.title":
    "Der Server nimmt die Schlüssel dieses Gerätes nicht mehr an. Was hier aufgehoben ist, bleibt lesbar.",
  "refused.do":
    "Wenn Sie Ihre Schlüssel erneuert haben oder neu eingeladen wurden, sperren Sie und öffnen Sie mit der neuen Passphrase und dem neuen Blatt. Sonst fragen Sie Ihre Leiterin.",
  "authenticator.title": "Fingerabdruck oder Gesicht",
  "authenticator.hint":
    "Dieses Gerät kann sich öffnen, indem es selbst prüft, wer Sie sind. Ihre Passphrase öffnet es wie bisher und ist überall sonst weiter nötig. Wer Sie dazu bringen kann, das Gerät zu berühren, kann es öffnen.",
  "authenticator.on": "Dieses Gerät öffnet sich so, neben Ihrer Passphrase.",
  "authenticator.add": "Dieses Gerät auch so öffnen",
  "authenticator.known": "Das ist Ihre Passphrase. Nun fragt Sie das Gerät.",
  "authenticator.go": "Jetzt das Gerät fragen lassen",
  "authenticator.remove": "Nicht mehr so öffnen",
  "authenticator.none":
    "Dieses Gerät oder dieser Browser hat nichts dergleichen, das einen Schlüssel halten kann; oder mehrere benutzen es.",
  "authenticator.declined": "Es wurde nicht getan. Nichts hat sich geändert.",
} as const satisfies Translation<typeof english>;
