import type { Translation } from "../catalogue.ts";
import type { restored as english } from "../en/restored.ts";

/** A server that was restored from a backup, in French. */
export const restored = {
  "restored.title": "Le serveur a été rétabli à partir d’une sauvegarde",
  "restored.late": "Un appareil apporte tardivement ce qui était perdu",
  "restored.since":
    "Depuis le {day}, il demande ce qu’il a perdu. Chaque appareil qui a servi depuis la sauvegarde rend de lui-même ce qu’il détient, une fois ouvert.",
  "restored.waits":
    "Jusqu’à ce qu’une directrice signe que l’organisation continue, ce que vous écrivez attend sur cet appareil.",
  "restored.missing": "Pas encore revenu :",
  "restored.all": "Tout ce dont un appareil a montré l’absence est revenu.",
  "restored.members": "Liste des membres",
  "restored.box": "Coffre {code}",
  "restored.part":
    "{box} : {count, plural, one {entrée {from, number}} other {entrées {from, number} à {to, number}}}",
  "restored.sign": "Signer que l’on continue",
  "restored.sign.loss": "Signer que cela est perdu, et continuer",
  "restored.sure":
    "Toutes celles qui ont travaillé depuis la sauvegarde ont-elles ouvert une fois leur appareil ? Ce qui n’est pas revenu d’ici là est perdu pour toujours, et chacune verra que vous l’avez signé.",
  "restored.ask":
    "Demandez à une directrice de le signer, une fois que chacune a ouvert son appareil.",
  "restored.by":
    "{name} a signé que l’organisation continue, dans l’entrée {entry} de la liste des membres.",
  "restored.seen": "Vu ici le {day}.",
  "restored.nothing": "On ne connaît aucune perte.",
  "restored.lost": "Perdu pour toujours :",
  "restored.do":
    "Si vous n’en saviez rien, demandez-lui, et pas par cet appareil. Regardez si ce que vous avez écrit pendant ce temps est là.",
  "restored.past": "Rétabli à partir d’une sauvegarde",
} as const satisfies Translation<typeof english>;
