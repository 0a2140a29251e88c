import type { Translation } from "../catalogue.ts";
import type { settings as english } from "../en/settings.ts";

/** Settings of this person on this device, in German. */
export const settings = {
  "settings.title": "Einstellungen",
  "settings.theme": "Darstellung",
  "theme.system": "Wie das Gerät",
  "theme.light": "Hell",
  "theme.dark": "Dunkel",
  "pin.title": "PIN",
  "pin.has":
    "Der Bildschirm wird nach {cover} ohne Eingabe verdeckt und sobald der Tab nicht sichtbar ist. Die PIN deckt ihn auf; fünf falsche Versuche sperren.",
  "pin.none":
    "Mit einer PIN wird der Bildschirm nach {cover} ohne Eingabe verdeckt und sobald der Tab nicht sichtbar ist. Ohne PIN sperrt er nach {lock}.",
  "pin.first": "Neue PIN, vier bis acht Ziffern",
  "pin.second": "Noch einmal dieselbe",
  "pin.short": "Bitte vier bis acht Ziffern.",
  "pin.easy": "Diese würde jeder zuerst versuchen. Bitte eine andere wählen.",
  "pin.differs": "Die beiden sind nicht gleich.",
  "pin.save": "PIN festlegen",
  "pin.clear": "PIN entfernen",
  "pin.cover": "Jetzt verdecken",
  "settings.lock": "Sperren",
  "settings.lock.hint":
    "Löscht die Schlüssel aus dem Speicher. Was auf diesem Gerät liegt, bleibt versiegelt erhalten.",
  "settings.lock.do": "Jetzt sperren",
  "settings.label": "Auf diesem Gerät",
  "settings.label.name": "Was es zeigt, bevor es entsperrt ist",
  "settings.label.hint":
    "Ein neutrales Wort. Eine fremde Person, die dieses Gerät in der Hand hält, kann es sehen.",
  "settings.kit": "Notfallblatt",
  "settings.kit.hint":
    "Zeigen oder drucken Sie es noch einmal, wenn Ihnen niemand über die Schulter sieht.",
  "settings.kit.show": "Mein Notfallblatt zeigen",
  "settings.kit.hide": "Verbergen",
} as const satisfies Translation<typeof english>;
