import type { Translation } from "../catalogue.ts";
import type { settings as english } from "../en/settings.ts";

/** Settings of this person on this device, in French. */
export const settings = {
  "settings.title": "Réglages",
  "settings.theme": "Apparence",
  "theme.system": "Comme l’appareil",
  "theme.light": "Clair",
  "theme.dark": "Sombre",
  "pin.title": "Code PIN",
  "pin.has":
    "L’écran se couvre après {cover} sans activité et dès que l’onglet est caché. Le code PIN le découvre ; cinq essais manqués verrouillent.",
  "pin.none":
    "Avec un code PIN, l’écran se couvre après {cover} sans activité et dès que l’onglet est caché. Sans code, il se verrouille après {lock}.",
  "pin.first": "Nouveau code PIN, de quatre à huit chiffres",
  "pin.second": "Le même encore une fois",
  "pin.short": "De quatre à huit chiffres, s’il vous plaît.",
  "pin.easy": "C’est le premier que l’on essaierait. Choisissez-en un autre.",
  "pin.differs": "Les deux ne sont pas identiques.",
  "pin.save": "Enregistrer le code PIN",
  "pin.clear": "Le supprimer",
  "pin.cover": "Couvrir maintenant",
  "settings.lock": "Verrouiller",
  "settings.lock.hint":
    "Efface les clés de la mémoire. Ce qui est gardé sur cet appareil y reste, scellé.",
  "settings.lock.do": "Verrouiller maintenant",
  "settings.label": "Sur cet appareil",
  "settings.label.name": "Ce qu’il affiche avant d’être déverrouillé",
  "settings.label.hint":
    "Un mot neutre. Une personne étrangère qui tient cet appareil peut le voir.",
  "settings.kit": "Kit de secours",
  "settings.kit.hint":
    "Affichez-le ou imprimez-le de nouveau quand personne ne regarde par-dessus votre épaule.",
  "settings.kit.show": "Montrer mon kit",
  "settings.kit.hide": "Le cacher",
} as const satisfies Translation<typeof english>;
