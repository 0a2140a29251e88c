import type { Translation } from "../catalogue.ts";
import type { trust as english } from "../en/trust.ts";

/** Trust, and the alarm, in French. */
export const trust = {
  "trust.audit.title": "Vous pouvez tout vérifier et ne rien ouvrir",
  "trust.audit.lead":
    "Cet appareil reçoit chaque journal et chaque fiche scellée. Aucune clé ne vous a été donnée : aucun nom, lit ou note ne peut être montré ici.",
  "trust.audit.server": "Ce que le serveur sait",
  "trust.nobody": "Personne ne veille",
  "trust.nobody.means":
    "Aucun témoin n’est nommé, donc personne d’extérieur ne signe que le journal est entier. Cet appareil et ceux de vos collègues remarquent tout de même ce qu’ils ont vu et qui a disparu.",
  "trust.never": "Aucun témoin n’a encore signé",
  "trust.never.means":
    "Un témoin est nommé, mais n’a pas signé que le journal est entier. Demandez à qui le tient.",
  "trust.witness": "depuis qu’un témoin a signé pour la dernière fois que ce journal est entier.",
  "trust.stale": "C’est trop long. Demandez à qui tient le témoin.",
  "trust.checked": "Ce que cet appareil a vérifié lui-même",
  "trust.inLog": "Chaque fiche qu’il garde est dans le journal",
  "trust.inLog.done":
    "{records, plural, one {# fiche} other {# fiches}} de {entries, plural, one {# entrée} other {# entrées}} dans {vaults, plural, one {# coffre} other {# coffres}}",
  "trust.inLog.sealed":
    "{sealed, plural, one {# fiche scellée} other {# fiches scellées}} de {entries, plural, one {# entrée} other {# entrées}} dans {vaults, plural, one {# coffre} other {# coffres}}, chacune telle que signée par qui l’a écrite",
  "trust.inLog.bad":
    "{unreadable, plural, one {# fiche} other {# fiches}} sur {records, number} n’ont pas pu être lues",
  "trust.onlyGrew": "Rien n’a été enlevé ni intercalé",
  "trust.onlyGrew.done":
    "La liste des membres n’a fait que grandir depuis le {on} : de {from, number} à {now, number} entrées",
  "trust.allowed": "Chacune avait le droit d’écrire ce qu’elle a écrit",
  "trust.allowed.done":
    "{members, plural, one {# personne} other {# personnes}}, chaque signature sur {entries, number}",
  "trust.allowed.going":
    "{signatures, number} signatures sur {entries, number} vérifiées jusqu’ici",
  "trust.allowed.bad":
    "{skipped, plural, one {# entrée ignorée} other {# entrées ignorées}}, car non permises",
  "trust.listed": "Chaque journal est là où le serveur a signé qu’il est",
  "trust.listed.done":
    "{logs, plural, one {# journal} other {# journaux}} dans la liste signée numéro {size, number}, vue d’abord {seen}",
  "trust.listed.going": "Aucune liste signée de tous les journaux n’est encore arrivée",
  "trust.listed.bad": "La liste signée du serveur ne concorde pas avec ce que cet appareil a vu",
  "trust.care": "Demande attention",
  "trust.torn":
    "{count, plural, one {# entrée n’est là} other {# entrées ne sont là}} qu’à moitié. Ce qui en est montré est incomplet.",
  "trust.danger":
    "{count, plural, one {Pour # coffre} other {Pour # coffres}}, une seule personne peut donner des clés. Si elle perd son accès, c’est perdu.",
  "trust.blind":
    "{count, plural, one {# coffre attend} other {# coffres attendent}} la prochaine personne qui a sa clé pour être renouvelés.",
  "trust.keys": "Qui détient quelles clés",
  "trust.keys.hint":
    "Selon la liste des membres, entrée par entrée. À quoi sert un coffre, et comment chacune s’appelle, est écrit dans les coffres.",
  "trust.keys.boxes": "Coffres",
  "trust.keys.role": "Rôle",
  "trust.keys.none": "aucun",
  "trust.keys.someone": "Membre {code}",
  "trust.keys.member": "Membre",

  "notice.withheld.do": "Vous pouvez continuer. Cet appareil redemande chaque minute.",
  "notice.healing.do":
    "Ce que vous écrivez attend sur cet appareil. La page Confiance dit ce qui manque, et une directrice y fait continuer.",
  "notice.witness.do": "Vous pouvez continuer. Demandez à qui tient le témoin.",
  "alarm.title": "N’écrivez plus. Le journal du serveur ne concorde pas.",
  "alarm.when": "{at} : {what}",
  "alarm.safe":
    "Votre propre copie est entière et toujours lisible. Ce que vous écrivez reste sur cet appareil jusqu’à ce que le serveur ait prouvé qu’il le garde.",
  "alarm.call": "Appelez une directrice au numéro que vous connaissez, pas à celui d’un message.",
  "alarm.compare": "Comparez les six mots que Confiance montre sur vos deux écrans.",
  "alarm.paper": "Si c’est différent, utilisez du papier cette nuit.",
  "alarm.codes": "{count, plural, one {# constat} other {# constats}}, pour l’auditrice",
  "alarm.proof": "Enregistrer le rapport pour l’auditrice",
  "recovered.title": "Les feuilles de récupération ont été utilisées",
  "recovered.entries":
    "Les entrées {first} à {last} de la liste des membres ont été signées par deux des trois feuilles.",
  "recovered.who": "Les clés de tous les coffres sont allées à {names}.",
  "recovered.do":
    "Si vous ne le saviez pas, demandez aux personnes qui gardent les feuilles, aujourd’hui et pas par cet appareil.",
  "recovered.known": "Je suis au courant",
  "trust.compare": "Comparer avec une collègue",
  "trust.compare.how":
    "Appelez-la au numéro que vous connaissez. Quand les deux écrans montrent la liste numéro {size, number}, ces six mots sont les mêmes ; sinon, le serveur vous montre des choses différentes.",
  "trust.past": "Alarmes passées",
  "trust.past.hint":
    "Leur cause a disparu. Dites-le à une directrice si vous n’en avez pas entendu parler.",
  "trust.past.line": "{from} jusqu’à {to}",
  "trust.past.proof": "Enregistrer les preuves",
  "trust.since": "Depuis quand",
  "trust.since.hint":
    "La liste des membres ne connaît pas de dates. Voici quand cet appareil l’a vu d’abord ; il connaît l’organisation depuis le {day}.",
  "trust.since.day": "depuis le {day}",
  "trust.since.before": "depuis avant le {day}",
  "trust.since.box": "{house} : {box}",
  "alarm.member.title": "Une collègue a touché aux clés. Le serveur n’y est pour rien.",
  "alarm.member.who": "Cela vient de {names}.",
  "alarm.member.do":
    "Parlez-lui-en, de vive voix. Si c’était voulu, ou si elle ne peut pas l’expliquer, qu’une directrice la retire.",
  "alarm.member.safe":
    "Ce que vous voyez est vrai. Ce que vous écrivez attend sur cet appareil là où une clé manque.",
  "alarm.do.rollback":
    "Demandez à qui s’occupe du serveur si une ancienne sauvegarde a été remise. Sinon, on cache quelque chose.",
  "alarm.do.fork":
    "Le serveur vous a montré, à vous et à quelqu’un d’autre, des choses différentes. Ne décidez rien ensemble d’après l’écran avant d’avoir comparé.",
  "alarm.do.foreign":
    "Quelqu’un a essayé d’écrire ce qui ne lui est pas permis. Personne n’a reçu de droit ni de clé, et aucun écran ne le montre.",
  "alarm.do.held": "Quelque chose est retenu. Ce que vous voyez est vrai, et peut-être pas tout.",
} as const satisfies Translation<typeof english>;
