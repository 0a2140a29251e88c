import type { Translation } from "../catalogue.ts";
import type { habits as english } from "../en/habits.ts";

/** What every screen has in common, in French. */
export const habits = {
  "keys.held": "maintenue",
  "keys.hold": "Lire le nom masqué qui a le focus",
  "discreet.toggle": "Masquer les noms, ou les montrer",
  "settings.discreet": "Mode discret",
  "settings.discreet.on": "Flouter les noms tant qu’ils ne sont pas maintenus",
  "settings.discreet.hint":
    "Appuyez longuement sur une ligne pour la lire, ou maintenez la barre d’espace là où est le focus. La touche D bascule ce mode. Il cache les noms aux regards ; il ne verrouille rien.",
  "list.reading": "Lecture",
  "outbox.empty":
    "Tout ce que vous écrivez passe par ici : gardé d’abord sur cet appareil, puis envoyé, puis prouvé. Ce qui ne convient plus revient comme une question, avec vos mots.",
  "roomList.print": "Imprimer la liste des chambres",
  "roomList.title": "Liste des chambres",
  "roomList.persons": "{count, plural, one {# personne} other {# personnes}}",
  "roomList.away": "{count, plural, one {# personne absente} other {# personnes absentes}}",
  "roomList.room": "Chambre",
  "roomList.bed": "Lit",
  "roomList.who": "Qui",
  "roomList.seen": "Vue",
} as const satisfies Translation<typeof english>;
