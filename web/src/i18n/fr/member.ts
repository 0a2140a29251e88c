import type { Translation } from "../catalogue.ts";
import type { member as english } from "../en/member.ts";

/** One member: what she can open, and what is taken from her, in French. */
export const member = {
  "member.holds": "Ce qu’elle peut ouvrir",
  "member.holds.self": "Ce que vous pouvez ouvrir",
  "member.nothing": "N’a aucune clé.",
  "member.since": "au plus tard depuis le {on}",
  "member.since.how":
    "Le journal n’a pas d’horloge. Une date est celle de la première chose écrite après la remise de la clé, selon la personne qui l’a écrite.",
  "member.organisation": "Toute l’organisation",
  "member.untold": "Coffres que vos clés n’ouvrent pas",
  "member.untold.count":
    "{count, plural, one {# coffre} other {# coffres}} que vos propres clés n’ouvrent pas",
  "member.change": "Changer ce qu’elle peut faire",
  "member.change.self": "Renoncer à certains de vos droits",
  "member.change.hint":
    "Voici ce dont vous décidez vous-même. Pour un autre coffre, c’est la personne qui le gère qui décide.",
  "member.admin": "Décide des membres (directrice)",
  "member.next": "Montrer ce que cela signifie",
  "member.remove": "La retirer",
  "member.leave": "Quitter l’organisation",
  "member.confirm.remove": "Retirer {name} ?",
  "member.confirm.leave": "Quitter l’organisation ?",
  "member.confirm.change": "Changer ce que {name} peut faire ?",
  "member.nothingChanged": "Rien ne changerait.",
  "member.loses": "Elle ne peut plus ouvrir, ou peut moins faire avec",
  "member.loses.self": "Vous ne pouvez plus ouvrir, ou pouvez moins faire avec",
  "member.gains": "Elle reçoit",
  "member.will": "Ce qui se passe",
  "member.will.keys":
    "En une seule étape, {count, plural, =0 {son accès prend fin} one {l’ancien droit prend fin et # coffre reçoit une nouvelle clé} other {les anciens droits prennent fin et # coffres reçoivent de nouvelles clés}}. Tout est valable, ou rien.",
  "member.will.sealed":
    "Ce qu’une ancienne clé pourrait ouvrir est scellé de nouveau en arrière-plan, puis le serveur supprime les anciennes enveloppes.",
  "member.wont": "Ce qui ne se passe pas",
  "member.wont.kept":
    "Ce que ses appareils contiennent déjà, elle le garde. Ce qu’elle a lu reste lu.",
  "member.wont.kept.self":
    "Ce que vos appareils contiennent déjà y reste. Ce que vous avez lu reste lu.",
  "member.wont.written": "Ce qui a été écrit reste, et le journal dit toujours par qui.",
  "member.wont.back":
    "On ne peut pas revenir en arrière. Pour revenir, il faut une nouvelle invitation.",
  "member.alone.vaults":
    "Plus personne ne donnerait les clés de {count, plural, one {# coffre} other {# coffres}} : {places}. Si toutes celles qui y lisent perdent leur accès, il est perdu.",
  "member.alone.admin": "Il ne resterait qu’une personne pour décider des membres.",
  "member.alone.first": "Mieux : donnez d’abord le droit à quelqu’un d’autre.",
  "member.alone.last":
    "C’est la dernière personne qui décide des membres. Nommez d’abord une autre directrice.",
  "member.alone.agree": "Je le sais et je le fais quand même",
  "member.do.remove": "La retirer maintenant",
  "member.do.leave": "Quitter maintenant",
  "member.do.change": "Changer maintenant",
  "member.working": "Création de nouvelles clés",
  "member.done.remove": "{name} n’est plus membre.",
  "member.done.change": "C’est changé. Les nouvelles clés sont données.",
  "member.gone": "Cette personne n’est plus membre.",
  "member.toTeam": "Retour à l’équipe",
  "member.toTrust": "Voir Confiance",
  "resealing.title": "Scellé de nouveau après un départ",
  "resealing.going":
    "{done, number} fiches sur {of, number} sont scellées de nouveau avec de nouvelles clés.",
  "resealing.paused":
    "En pause sur cet appareil : {done, number} fiches sur {of, number} sont scellées de nouveau. Un autre appareil peut continuer.",
  "resealing.prune":
    "Tout est scellé de nouveau. {count, plural, one {# ancienne enveloppe disparaît} other {# anciennes enveloppes disparaissent}} dès que les nouvelles figurent dans une liste signée.",
  "resealing.done":
    "Tout ce qu’une ancienne clé pouvait ouvrir est scellé de nouveau, et les anciennes enveloppes sont supprimées.",
  "resealing.pause": "Mettre en pause sur cet appareil",
  "resealing.goOn": "Continuer",
} as const satisfies Translation<typeof english>;
