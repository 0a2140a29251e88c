import type { Translation } from "../catalogue.ts";
import type { organisation as english } from "../en/organisation.ts";

/** The organisation's settings, and the roles that it composes, in French. */
export const organisation = {
  "nav.organisation": "Organisation",
  "organisation.title": "Organisation",
  "organisation.lead":
    "Ces réglages valent pour toutes, dans chaque maison. Seules les clés de l’équipe permettent de les changer.",
  "organisation.names": "Noms",
  "organisation.name": "Nom de l’organisation",
  "organisation.name.hint": "Scellé : seules les membres le lisent. Il figure sur les rapports.",
  "organisation.name.missing": "Saisissez un nom.",
  "organisation.neutral": "Nom neutre",
  "organisation.neutral.hint":
    "Il remplace le vrai nom sur les écrans et les feuilles. Il ne devrait rien dire à une personne étrangère.",
  "organisation.time": "Temps",
  "organisation.week": "La semaine commence le",
  "organisation.census.hint":
    "Pour les nouvelles maisons. Chaque maison peut avoir sa propre heure.",
  "organisation.devices": "Appareils",
  "organisation.cover": "Minutes avant qu’un écran inactif soit couvert",
  "organisation.cover.hint": "Lorsqu’un code PIN est défini. Le code PIN le découvre.",
  "organisation.lock": "Minutes avant qu’un appareil inactif soit verrouillé",
  "organisation.lock.hint": "La phrase secrète est alors de nouveau nécessaire.",
  "organisation.lock.wrong":
    "Un nombre entier de {least} à {most}, et pas moins que pour la couverture.",
  "organisation.number": "Un nombre entier de {least} à {most}, s’il vous plaît.",
  "organisation.offline": "Les appareils peuvent servir sans réseau",
  "organisation.offline.hint":
    "Les fiches scellées restent sur chaque appareil, qui s’ouvre ainsi même quand le réseau manque. Sans cela, un appareil ne garde rien qui puisse être ouvert ; ce qui est écrit attend tout de même d’être envoyé.",
  "organisation.exit": "Où mène Quitter",
  "organisation.exit.hint":
    "Une page ordinaire, comme la météo. Si le champ est vide, une page neutre à nous, dont personne au-dehors n’apprend rien.",
  "organisation.exit.wrong": "Une adresse qui commence par https://, ou rien.",
  "organisation.danger": "En cas de danger",
  "organisation.emergency": "Numéro d’urgence",
  "organisation.emergency.hint":
    "Ce que la liste d’un incident critique appelle d’un geste. Le 112 marche en Europe et sur la plupart des réseaux mobiles.",
  "organisation.emergency.wrong": "Écrivez le numéro en deux à six chiffres.",
  "organisation.figures": "Chiffres qui sortent de la maison",
  "organisation.threshold": "Masquer les nombres inférieurs à",
  "organisation.threshold.hint":
    "Les petits nombres désignent une femme. Ils sont masqués dans tout ce qui est exporté ou imprimé.",

  "roles.title": "Rôles",
  "roles.lead":
    "Un rôle est un ensemble de clés de départ. Le modifier ne change aucune clé que quelqu’un détient déjà.",
  "roles.given": "Rôles toujours présents",
  "roles.own": "Vos propres rôles",
  "roles.none":
    "Aucun pour l’instant. Composez-en un, par exemple pour une bénévole de nuit ou une comptable.",
  "roles.new": "Composer un rôle",
  "roles.edit": "Modifier {name}",
  "roles.name": "Nom du rôle",
  "roles.name.missing": "Saisissez un nom.",
  "roles.from": "Partir de",
  "roles.rights": "Ce qu’elle peut faire",
  "roles.right.0": "aucune clé",
  "roles.right.1": "lit",
  "roles.right.2": "écrit",
  "roles.right.3": "gère",
  "roles.save": "Garder le rôle",
  "roles.saved": "Le rôle est gardé",
  "roles.remove": "Retirer {name} de la liste",
  "roles.removed": "{name} n’est plus sur la liste",
  "roles.nothing": "Aucune clé.",
} as const satisfies Translation<typeof english>;
