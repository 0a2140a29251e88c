import type { Translation } from "../catalogue.ts";
import type { kit as english } from "../en/kit.ts";

/** The emergency kit and the recovery sheets, on the screen and on paper, in French. */
export const kit = {
  "kit.title": "Votre kit de secours",
  "kit.lead":
    "Il porte la clé de votre compte. Il vous la faut sur chaque nouvel appareil, avec votre phrase de passe. Imprimez-le ou recopiez-le avant de continuer.",
  "kit.for": "Kit de secours de {login}",
  "kit.printed": "Imprimé {at}",
  "kit.keep": "Gardez-le avec votre passeport.",
  "kit.never": "Jamais au travail, jamais en photo.",
  "kit.key": "Clé du compte",
  "kit.group": "Groupe {number} :",
  "kit.qr": "Code carré du kit, pour la caméra d’un nouvel appareil",
  "kit.login": "Identifiant",
  "kit.words": "Six mots",
  "kit.made":
    "Faite sur votre appareil. Personne d’autre ne l’a : ni votre directrice, ni le serveur.",
  "kit.both": "Il vous faut les deux",
  "kit.both.sheet": "Cette feuille",
  "kit.both.key": "la clé du compte ci-dessus",
  "kit.both.memory": "Votre phrase de passe, de mémoire",
  "kit.both.not": "ne l’écrivez pas ici",
  "kit.new": "Sur un nouveau téléphone ou ordinateur",
  "kit.new.address": "Ouvrez l’adresse qui vous a été donnée en personne :",
  "kit.new.choose":
    "Choisissez « J’ai mon kit », dirigez la caméra vers le carré ou tapez les sept groupes.",
  "kit.new.passphrase": "Tapez votre phrase de passe.",
  "kit.new.compare": "Comparez les six mots à l’écran :",
  "kit.new.differ": "S’ils sont différents, arrêtez et appelez.",
  "kit.lost": "Si cette feuille est perdue ou a été vue",
  "kit.lost.call": "Appelez, et dites seulement que vous devez être retirée :",
  "kit.lost.name": "Nom",
  "kit.lost.telephone": "Téléphone, à la main",
  "kit.start": "Point de départ {day}, entrée {entry}",
  "kit.destroy": "Détruisez cette feuille quand une plus récente est imprimée",
  "kit.print": "Imprimer la feuille",
  "kit.confirm":
    "Je l’ai imprimé ou écrit. Le {number, selectordinal, one {#er} other {#e}} groupe de la clé du compte est",
  "kit.confirm.hint": "Tapez les quatre caractères depuis votre papier, pas depuis cet écran.",
  "kit.confirm.wrong": "Ce n’est pas ce groupe. Regardez encore votre papier.",
  "kit.confirm.do": "Continuer",

  "share.title": "Trois feuilles de récupération",
  "share.lead":
    "Deux d’entre elles suffisent à rouvrir l’organisation si toutes les directrices ont perdu leur accès. Donnez-les à trois personnes qui ne vivent pas ensemble.",
  "share.sheet": "Feuille de récupération {number} sur 3",
  "share.show": "Montrer les mots, pour les écrire à la main",
  "share.print": "Imprimer",
  "share.again": "Imprimer de nouveau",
  "share.once": "Ils sont montrés maintenant et plus jamais.",
  "share.done": "Les trois sont sur papier",
  "share.two": "Il faut deux des trois feuilles.",
  "share.alone": "Une seule n’ouvre rien.",
  "share.keep": "Gardez-la dans un endroit sûr à vous. Pas de photo, pas de copie.",
  "share.custodian": "Gardée par",
  "share.login": "Identifiant des feuilles",
  "share.words": "Six mots de l’organisation, sur chaque feuille :",
  "share.notReplaced":
    "Les feuilles utilisées n’ont pas pu être remplacées : elles restent valables. Gardez-les en lieu sûr et réessayez.",
} as const satisfies Translation<typeof english>;
