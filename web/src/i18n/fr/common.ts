import type { Translation } from "../catalogue.ts";
import type { common as english } from "../en/common.ts";

/** Words that stand on many screens, in French. */
export const common = {
  page: "Accueil",
  back: "Retour",
  cancel: "Annuler",
  undo: "Revenir en arrière",
  save: "Enregistrer",
  saved: "Enregistré.",
  undone: "C’est annulé.",
  copy: "Copier",
  copied: "Copié",
  exit: "Quitter",
  "exit.how": "Quitter cette page tout de suite. Ou appuyez trois fois sur Maj.",
  "secret.show": "Montrer ce qui est tapé",
  "secret.hide": "Cacher ce qui est tapé",
  "scan.start": "Utiliser la caméra",
  "scan.stop": "Arrêter la caméra",
  "scan.picture": "Ce que voit la caméra",
  "scan.looking": "Dirigez-la vers le code carré.",
  "scan.blocked": "La caméra ne peut pas être utilisée ici. Tapez ou collez le code.",
  "home.noHouse": "Pas encore de maison",
  "home.noHouse.lead":
    "Créez la première : ses chambres, ses lits et quelques règles. Cela prend environ cinq minutes et peut être changé plus tard.",
  "home.noHouse.do": "Créer une maison",
  "home.waiting": "Vous êtes entrée. Vos clés arrivent.",
  "home.waiting.lead":
    "La personne qui vous a invitée les donne en un clic. Lisez-lui ces trois mots ; elle voit les mêmes.",
  "home.waiting.words": "Si ses mots sont différents, arrêtez et dites-le-lui.",
  "home.waiting.then": "Cette page continue toute seule.",
  "load.failed": "Cette partie n’a pas pu être chargée. Vérifiez la connexion et réessayez.",
  "load.again": "Réessayer",
} as const satisfies Translation<typeof english>;
