import type { Translation } from "../catalogue.ts";
import type { shell as english } from "../en/shell.ts";

/** The frame around every screen, in French. */
export const shell = {
  nav: "Principal",
  "nav.home": "Accueil",
  "nav.tonight": "Cette nuit",
  "nav.incidents": "Incidents",
  "nav.team": "Équipe",
  "nav.trust": "Confiance",
  "nav.settings": "Réglages",
  "nav.more": "Plus",
  "nav.houses": "Choisir une maison",
  "nav.newHouse": "Nouvelle maison",
  "nav.beds": "{count, plural, one {# lit} other {# lits}}",
  "nav.free": "{count, plural, one {# libre} other {# libres}}",
  palette: "Chercher ou faire",
  "palette.hint": "Chercher ou faire",
  "palette.lines": "Ce qui peut être fait",
  "palette.none": "Rien de tel.",
  "palette.house": "Aller à {house}",
  "palette.move": "Déplacer {name}",
  "palette.departure": "Départ de {name}",
  "keys.title": "Touches",
  "keys.palette": "Chercher ou faire quoi que ce soit",
  "keys.undo": "Revenir sur ce qui vient d’être fait",
  "keys.exit": "Quitter cette page tout de suite",
  "keys.thrice": "trois fois",
  "keys.list": "Cette liste",
  offline: "Hors connexion.",
  "offline.go":
    "Vous pouvez continuer à travailler. Ce que vous écrivez est gardé sur cet appareil et envoyé plus tard.",
  "outbox.foot.kept": "Tout est gardé",
  "outbox.foot.sending": "Envoi de {count}",
  "outbox.foot.waiting": "{count} sur cet appareil",
  "outbox.foot.question":
    "{count, plural, one {Une question pour vous} other {# questions pour vous}}",
  "outbox.brief.kept": "Tout est gardé",
  "outbox.brief.sending": "{count}",
  "outbox.brief.waiting": "{count} ici",
  "outbox.brief.question": "{count, plural, one {Une question} other {# questions}}",
  "outbox.checked": "vérifié {at}",
} as const satisfies Translation<typeof english>;
