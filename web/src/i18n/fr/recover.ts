import type { Translation } from "../catalogue.ts";
import type { recover as english } from "../en/recover.ts";

/** Coming back by two recovery sheets, in French. */
export const recover = {
  "recover.title": "Ouvrir avec deux feuilles de récupération",
  "recover.lead":
    "Pour quand tous les appareils et phrases de passe sont perdus. Chacune verra que cela a été fait, et les feuilles sont remplacées.",
  "recover.login.hint": "Il figure sur chaque feuille, sous les mots.",
  "recover.first": "Mots d’une feuille",
  "recover.second": "Mots de l’autre feuille",
  "recover.words.hint": "Les 29, dans l’ordre, séparés par des espaces.",
  "recover.missing": "L’identifiant et les deux feuilles, s’il vous plaît.",
  "recover.mistyped":
    "Un mot d’une des feuilles est faux, ou n’est pas à sa place. Comparez mot à mot.",
  "recover.read": "Ouvrir avec ces feuilles",
  "recover.reading": "Lecture de l’organisation",
  "recover.reading.lead": "Vérification de la liste signée des membres et de chaque coffre.",
  "recover.found": "L’organisation s’ouvre",
  "recover.found.lead": "Rien n’a encore été changé.",
  "recover.words": "Les deux feuilles doivent montrer ces six mots :",
  "recover.who": "Qui revient ?",
  "recover.new": "Une nouvelle personne",
  "recover.ends": "Ses anciennes clés prennent fin maintenant, où qu’elles soient.",
  "recover.all":
    "Vous gérerez tous les coffres, pour pouvoir redonner des clés aux autres. Remettez les maisons dès que possible.",
  "recover.do": "Revenir",
  "recover.working": "L’organisation est rétablie",
} as const satisfies Translation<typeof english>;
