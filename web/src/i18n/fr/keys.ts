import type { Translation } from "../catalogue.ts";
import type { keys as english } from "../en/keys.ts";

/** Her own secrets: passphrase, devices, sessions, in French. */
export const keys = {
  "ownKeys.title": "Vos clés",
  "keys.lead": "Phrase de passe, appareils, et que faire quand quelque chose a été perdu ou vu.",
  "keys.go": "Ouvrir vos clés",
  "keys.back": "Retour à vos clés",
  "keys.next": "Continuer",
  "keys.current": "Votre phrase de passe actuelle",
  "keys.passphrase": "Phrase de passe",
  "keys.passphrase.hint":
    "Une nouvelle pour les mêmes clés. Si quelqu’un a pu voir l’ancienne avec votre feuille ou un appareil, renouvelez plutôt vos clés.",
  "keys.passphrase.change": "Changer la phrase de passe",
  "keys.passphrase.lead":
    "Votre feuille reste valable. Vos autres appareils demanderont la nouvelle la prochaine fois.",
  "keys.passphrase.do": "La changer",
  "keys.passphrase.working": "Vos clés sont scellées sous la nouvelle",
  "keys.passphrase.done": "Votre phrase de passe est changée.",
  "keys.passphrase.then": "L’ancienne n’ouvre plus rien là où la nouvelle a servi une fois.",
  "keys.device": "Un autre appareil",
  "keys.device.hint":
    "Un second téléphone ou ordinateur s’ouvre avec un carré de cet écran et votre phrase de passe. Aucune feuille n’est nécessaire.",
  "keys.device.add": "Ajouter un appareil",
  "addDevice.title": "Ajouter un appareil",
  "addDevice.lead":
    "Il transmet votre clé du compte, et où en est la liste des membres, de cet écran à l’autre caméra. Rien ne passe par le serveur.",
  "addDevice.open": "Ouvrez cette adresse sur l’autre appareil.",
  "addDevice.choose": "Choisissez-y « J’ai mon kit ».",
  "addDevice.scan": "Dirigez sa caméra vers ce carré, puis tapez votre phrase de passe.",
  "addDevice.qr": "Code carré pour la caméra de l’autre appareil",
  "addDevice.hides": "Il se cache de lui-même dans {time}.",
  "addDevice.words": "L’autre appareil doit montrer les mêmes six mots :",
  "addDevice.hidden": "Le carré est caché, car il est resté ici deux minutes.",
  "addDevice.again": "Le montrer de nouveau",
  "addDevice.done": "Terminé",
  "sessions.title": "Connectés maintenant",
  "sessions.hint":
    "Ce que dit le serveur : sa parole, pas une preuve. Il ne connaît ni noms d’appareils ni lieux, et les heures à cinq minutes près. En fermer un verrouille cet appareil ; qui a la phrase de passe le rouvre.",
  "sessions.own": "Cet appareil",
  "sessions.other": "Appareil {number}",
  "sessions.times": "Depuis {began}, dernières nouvelles {used}",
  "sessions.close": "Verrouiller l’appareil {number}",
  "sessions.again": "Redemander",
  "renew.title": "Cela a pu être vu",
  "renew.hint":
    "Une feuille, une phrase de passe ou un appareil a été perdu, ou dans d’autres mains un moment. Vous recevez de nouvelles clés, et rien de ce qui s’écrit ensuite ne s’ouvre avec les anciennes.",
  "renew.go": "Renouveler mes clés",
  "renew.lead":
    "C’est votre décision : personne n’est consulté, et chacune voit que vos clés sont nouvelles.",
  "renew.ends":
    "Les anciennes clés ne signent plus rien et ne lisent rien de nouveau, où qu’elles soient.",
  "renew.anew":
    "Vous recevez une nouvelle phrase de passe et une nouvelle feuille. Détruisez l’ancienne.",
  "renew.devices":
    "Vos autres appareils se verrouillent. Ce qui attend dans leur boîte d’envoi est perdu : envoyez-le d’abord si vous le pouvez.",
  "renew.keeps": "Ce que quelqu’un a déjà lu avec les anciennes clés ne peut être oublié.",
  "renew.do": "Renouveler mes clés",
  "renew.working": "Création de nouvelles clés pour vous et pour chaque coffre que vous détenez",
  "refused.title":
    "Le serveur n’accepte plus les clés de cet appareil. Ce qui est gardé ici reste lisible.",
  "refused.do":
    "Si vous avez renouvelé vos clés ou été réinvitée, verrouillez et ouvrez avec la nouvelle phrase de passe et la nouvelle feuille. Sinon, demandez à votre directrice.",
  "authenticator.title": "Empreinte ou visage",
  "authenticator.hint":
    "Cet appareil peut s’ouvrir en vérifiant lui-même qui vous êtes. Votre phrase de passe l’ouvre comme avant et reste nécessaire partout ailleurs. Qui peut vous faire toucher l’appareil peut l’ouvrir.",
  "authenticator.on": "Cet appareil s’ouvre ainsi, en plus de votre phrase de passe.",
  "authenticator.add": "Ouvrir aussi cet appareil ainsi",
  "authenticator.known":
    "C’est bien votre phrase de passe. L’appareil va maintenant vous demander.",
  "authenticator.go": "Demander à l’appareil",
  "authenticator.remove": "Ne plus ouvrir ainsi",
  "authenticator.none":
    "Cet appareil ou ce navigateur n’a rien de tel qui puisse garder une clé ; ou plusieurs personnes l’utilisent.",
  "authenticator.declined": "Cela n’a pas été fait. Rien n’a changé.",
} as const satisfies Translation<typeof english>;
