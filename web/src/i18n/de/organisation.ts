import type { Translation } from "../catalogue.ts";
import type { organisation as english } from "../en/organisation.ts";

/** The organisation's settings, and the roles that it composes, in German. */
export const organisation = {
  "nav.organisation": "Organisation",
  "organisation.title": "Organisation",
  "organisation.lead":
    "Dies gilt für alle, in jedem Haus. Nur mit Schlüsseln zum Team lässt es sich ändern.",
  "organisation.names": "Namen",
  "organisation.name": "Name der Organisation",
  "organisation.name.hint": "Versiegelt: nur Mitglieder lesen ihn. Er steht auf Berichten.",
  "organisation.name.missing": "Geben Sie einen Namen ein.",
  "organisation.neutral": "Neutraler Name",
  "organisation.neutral.hint":
    "Steht auf Bildschirmen und Blättern anstelle des wirklichen. Er sollte Fremden nichts sagen.",
  "organisation.time": "Zeit",
  "organisation.week": "Eine Woche beginnt am",
  "organisation.census.hint": "Für neue Häuser. Jedes Haus kann seine eigene Stunde haben.",
  "organisation.devices": "Geräte",
  "organisation.cover": "Minuten, bis ein unbenutzter Bildschirm verdeckt wird",
  "organisation.cover.hint": "Wo eine PIN gesetzt ist. Die PIN deckt ihn wieder auf.",
  "organisation.lock": "Minuten, bis ein unbenutztes Gerät gesperrt wird",
  "organisation.lock.hint": "Danach wird wieder die Passphrase gebraucht.",
  "organisation.lock.wrong":
    "Eine ganze Zahl von {least} bis {most}, und nicht weniger als bis zum Verdecken.",
  "organisation.number": "Bitte eine ganze Zahl von {least} bis {most}.",
  "organisation.offline": "Geräte dürfen ohne Netz benutzt werden",
  "organisation.offline.hint":
    "Versiegelte Einträge bleiben auf jedem Gerät, damit es sich auch ohne Netz öffnen lässt. Ohne dies behält ein Gerät nichts, was sich öffnen ließe; was geschrieben wird, wartet trotzdem, bis es gesendet ist.",
  "organisation.exit": "Wohin Verlassen führt",
  "organisation.exit.hint":
    "Eine gewöhnliche Seite, etwa das Wetter. Bleibt es leer: eine neutrale eigene Seite, von der draußen niemand erfährt.",
  "organisation.exit.wrong": "Eine Adresse, die mit https:// beginnt, oder nichts.",
  "organisation.danger": "In Gefahr",
  "organisation.emergency": "Notrufnummer",
  "organisation.emergency.hint":
    "Was die Checkliste eines kritischen Vorfalls mit einem Tipp anruft. 112 geht in Europa und in den meisten Mobilfunknetzen.",
  "organisation.emergency.wrong": "Schreiben Sie die Nummer mit zwei bis sechs Ziffern.",
  "organisation.figures": "Zahlen, die das Haus verlassen",
  "organisation.threshold": "Zahlen ausblenden, die kleiner sind als",
  "organisation.threshold.hint":
    "Kleine Zahlen zeigen auf eine einzelne Frau. Sie werden in allem ausgeblendet, was ausgegeben oder gedruckt wird.",

  "roles.title": "Rollen",
  "roles.lead":
    "Eine Rolle ist ein Satz von Schlüsseln für den Anfang. Sie zu ändern ändert keinen Schlüssel, den jemand schon hat.",
  "roles.given": "Rollen, die es immer gibt",
  "roles.own": "Ihre eigenen Rollen",
  "roles.none":
    "Noch keine. Stellen Sie eine zusammen, etwa für eine Ehrenamtliche in der Nacht oder eine Buchhalterin.",
  "roles.new": "Rolle zusammenstellen",
  "roles.edit": "{name} ändern",
  "roles.name": "Name der Rolle",
  "roles.name.missing": "Geben Sie einen Namen ein.",
  "roles.from": "Ausgehen von",
  "roles.rights": "Was sie tun darf",
  "roles.right.0": "kein Schlüssel",
  "roles.right.1": "liest",
  "roles.right.2": "schreibt",
  "roles.right.3": "verwaltet",
  "roles.save": "Rolle behalten",
  "roles.saved": "Die Rolle ist gespeichert",
  "roles.remove": "{name} von der Liste nehmen",
  "roles.removed": "{name} steht nicht mehr auf der Liste",
  "roles.nothing": "Gar kein Schlüssel.",
} as const satisfies Translation<typeof english>;
