import type { Translation } from "../catalogue.ts";
import type { witnesses as english } from "../en/witnesses.ts";

/** Who watches that the logs only grow, in French. */
export const witnesses = {
  "witnesses.title": "Qui veille",
  "witnesses.name": "Désigner un témoin",
  "witnesses.lead":
    "Un témoin est une petite machine ailleurs qui signe, chaque heure, que la liste de tous les journaux n’a fait que grandir. Il ne voit ni fiche, ni nom, ni coffre.",
  "witnesses.never": "n’a signé aucune liste que cet appareil ait vue",
  "witnesses.signed": "a signé en dernier le {at}",
  "witnesses.remove": "Retirer {name}",
  "witnesses.needed": "Autant doivent avoir signé",
  "witnesses.line": "La ligne donnée par le témoin",
  "witnesses.line.hint":
    "Nom, signe plus, huit lettres ou chiffres, signe plus, clé. Demandez-la à la personne qui tient le témoin, pas au serveur.",
  "witnesses.add": "Désigner ce témoin",
  "witnesses.signs":
    "Vous le signez dans la liste des membres, et l’appareil de chacune vérifie dès lors le témoin.",
  "witnesses.wrong": "Ce n’est pas la ligne d’un témoin, ou une lettre est fausse.",
  "witnesses.taken": "Il y a déjà un témoin de ce nom.",
  "witnesses.full": "Il peut y avoir cinq témoins au plus.",
  "witnesses.back": "Retour à Confiance",
} as const satisfies Translation<typeof english>;
