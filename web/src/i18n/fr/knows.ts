import type { Translation } from "../catalogue.ts";
import type { knows as english } from "../en/knows.ts";

/** What the server knows, in French. */
export const knows = {
  "knows.organisation.what": "Le numéro aléatoire de votre organisation",
  "knows.organisation.why": "Tout ce qui est gardé appartient à une organisation.",
  "knows.organisation.tells": "Combien d’organisations utilisent ce serveur.",
  "knows.member.what": "Un numéro aléatoire pour chaque personne qui travaille avec Linden",
  "knows.member.why": "Ses droits et ses signatures sont vérifiés avec lui.",
  "knows.member.tells":
    "Combien de personnes travaillent ici, et laquelle a ajouté quelque chose à quel coffre quel jour.",
  "knows.pseudonym.what": "Le pseudonyme avec lequel quelqu’un se connecte",
  "knows.pseudonym.why": "Son compte est trouvé grâce à lui.",
  "knows.pseudonym.tells":
    "Que le compte existe. Son appareil l’a inventé : ni nom, ni adresse, ni numéro n’est gardé.",
  "knows.loginProof.what": "Une clé faite de ses deux secrets, son empreinte, et un sel aléatoire",
  "knows.loginProof.why": "Ses clés scellées ne sont données à personne d’autre.",
  "knows.loginProof.tells":
    "Rien des secrets : l’un d’eux est fait de 128 bits aléatoires qui ne quittent jamais ses appareils.",
  "knows.bundle.what": "Ses propres clés, scellées par son appareil",
  "knows.bundle.why": "Elle peut se connecter sur un autre appareil.",
  "knows.bundle.tells": "Combien de fois elle a changé sa phrase de passe.",
  "knows.keys.what": "Des clés publiques, des générations de clés, et des signatures",
  "knows.keys.why": "Rien n’est gardé qui ne soit signé par quelqu’un qui a le droit de l’écrire.",
  "knows.keys.tells":
    "Qui a fait quelle étape, et que les clés de quelqu’un ont été remplacées, comme après la perte d’un appareil.",
  "knows.session.what": "Que quelqu’un est connecté, et jusqu’à quand",
  "knows.session.why": "Chaque demande ne reçoit de réponse que pour qui est connecté.",
  "knows.session.tells":
    "Qui travaille en ce moment, à cinq minutes près. C’est oublié quand elle s’est déconnectée ou est restée inactive une demi-heure.",
  "knows.challenge.what": "Un nombre tiré pour une seule connexion, et quand il expire",
  "knows.challenge.why": "Une réponse interceptée ne peut pas servir de nouveau.",
  "knows.challenge.tells": "Rien. Il est oublié au bout de deux minutes.",
  "knows.box.what": "Le numéro aléatoire d’un coffre",
  "knows.box.why": "Ce qui est écrit est gardé avec ce à quoi il appartient.",
  "knows.box.tells":
    "Combien de coffres il y a, donc à peu près combien de maisons ; lesquels sont écrits par qui.",
  "knows.length.what":
    "La longueur d’une liste, et des empreintes qui prouvent qu’elle n’a fait que grandir",
  "knows.length.why":
    "Deux personnes ne peuvent pas donner le même lit, et rien ne peut être enlevé sans être vu.",
  "knows.length.tells": "Combien a été ajouté à chaque coffre, et dans quel ordre.",
  "knows.day.what": "Le jour où quelque chose est arrivé",
  "knows.day.why": "Qui exploite le serveur peut dire depuis quand quelque chose ne va pas.",
  "knows.day.tells": "Quels jours une maison était active. C’est oublié après 30 jours.",
  "knows.hour.what":
    "L’heure à laquelle la liste de tous les coffres a été signée pour la dernière fois",
  "knows.hour.why": "Un appareil remarque quand on ne lui dit plus ce qui est nouveau.",
  "knows.hour.tells":
    "À quelle heure chaque coffre a grandi, depuis le premier jour : il y a une ligne par heure, et elle dit quels coffres avaient grandi.",
  "knows.together.what": "Quels coffres ont été écrits en une seule étape",
  "knows.together.why": "Toute une étape est gardée, ou rien.",
  "knows.together.tells":
    "Quelle sorte d’étape c’était peut-être : une arrivée écrit à la fois dans le coffre des lits, des résidentes et des chiffres.",
  "knows.record.what": "Le numéro aléatoire d’une fiche, et de quelle version il s’agit",
  "knows.record.why": "Une version plus récente remplace l’ancienne, jamais l’inverse.",
  "knows.record.tells":
    "Combien de fiches il y a, combien de fois chacune a changé, et lesquelles ont été retirées.",
  "knows.envelope.what": "Le texte scellé, d’une de quatre tailles, plus grandes par paliers",
  "knows.envelope.why": "Il est gardé pour celles qui ont la clé.",
  "knows.envelope.tells":
    "Que quelque chose a été écrit, et à peu près combien. Avec le reste : que quelqu’un est arrivé ou parti, et à combien.",
  "knows.fingerprint.what": "Des empreintes de choses scellées",
  "knows.fingerprint.why": "Rien ne peut être mis à la place d’autre chose.",
  "knows.fingerprint.tells": "Rien : ce dont elles sont prises est aléatoire ou scellé.",
  "knows.form.what":
    "De quelle sorte d’étape il s’agit : écrit, retiré, scellé de nouveau, invité, droit donné",
  "knows.form.why": "Chaque sorte a ses propres règles sur qui peut la faire.",
  "knows.form.tells":
    "Ce qui a été fait à la liste. Pas si une fiche est un lit, une personne ou une note.",
  "knows.epoch.what": "Le numéro d’une clé, et la précédente scellée sous elle",
  "knows.epoch.why": "Qui est parti ne peut pas lire ce qui est écrit ensuite.",
  "knows.epoch.tells":
    "Quand des clés ont été changées, donc aussi que quelqu’un est peut-être parti.",
  "knows.sealedKey.what": "Des clés, chacune scellée pour une personne",
  "knows.sealedKey.why": "Elle les prend quand un droit lui a été donné.",
  "knows.sealedKey.tells": "Qui peut ouvrir quel coffre.",
  "knows.right.what":
    "Quel droit chaque personne a sur chaque coffre, et qui administre ou vérifie",
  "knows.right.why":
    "Le serveur refuse ce qu’une personne n’a pas le droit de faire, comme l’appareil de chacune.",
  "knows.right.tells": "Qui travaille avec qui, qui dirige, qui a rejoint et qui est partie.",
  "knows.invite.what": "Que quelqu’un a été invité, par qui, et pour quels coffres",
  "knows.invite.why": "Une invitation ne sert qu’une fois.",
  "knows.invite.tells": "Qui va rejoindre. Pas son nom.",
  "knows.witness.what": "Qui veille sur le serveur de l’extérieur, et ce qu’ils ont signé",
  "knows.witness.why": "Un mensonge fait à une personne est remarqué par d’autres.",
  "knows.witness.tells": "À quels témoins l’organisation se fie.",
  "knows.asked.what": "Ce qu’un appareil demande : quel coffre, à partir d’où",
  "knows.asked.why": "Il reçoit ce qu’il n’a pas encore.",
  "knows.asked.tells":
    "Quels coffres quelqu’un suit, et depuis quand son appareil n’a pas servi. Ce n’est pas gardé.",
  "knows.address.what": "L’adresse sur le réseau, l’heure et la taille de chaque demande",
  "knows.address.why": "Une réponse doit aller quelque part, et les afflux sont contenus.",
  "knows.address.tells":
    "D’où et quand les gens travaillent, si quelqu’un l’observe ou le fait observer. Linden n’écrit ni l’un ni l’autre ; les adresses sont comptées en mémoire pendant une minute.",
  "knows.browser.what": "Quel navigateur, quel système et quelle langue a un appareil",
  "knows.browser.why": "Les navigateurs l’envoient à chaque demande. Rien ici ne le lit.",
  "knows.browser.tells":
    "Quels appareils les gens utilisent, si c’est observé. Ce n’est pas gardé.",
  "knows.transport.what": "Comment les octets voyagent, et des règles pour le navigateur",
  "knows.transport.why": "La page ne peut rien charger d’ailleurs.",
  "knows.transport.tells": "Rien.",
  "knows.refusal.what": "Pourquoi quelque chose a été refusé, en un mot d’une liste fermée",
  "knows.refusal.why": "L’appareil peut dire à une personne quoi faire.",
  "knows.refusal.tells": "Que quelqu’un a essuyé un refus.",
  "knows.count.what":
    "Combien de demandes de chaque sorte en une heure, comment elles ont fini et combien de temps elles ont pris",
  "knows.count.why": "Qui exploite le serveur voit qu’il fonctionne.",
  "knows.count.tells": "À quelles heures les gens sont actifs, sans qui.",
  "knows.report.what": "Qu’une page a enfreint les règles du navigateur",
  "knows.report.why":
    "Cela ne devrait jamais arriver : c’est une faute ou une attaque. Les rapports sont comptés et non lus.",
  "knows.report.tells": "Rien.",
  "knows.serverSecret.what":
    "Les secrets du serveur lui-même, et des marques qui les reconnaissent",
  "knows.serverSecret.why":
    "Il signe ce qu’il a gardé, et rend inutiles sans eux des empreintes de connexion volées.",
  "knows.serverSecret.tells": "Rien de personne. Ils n’ouvrent rien de ce qui a été scellé.",
  "knows.storage.what": "Les fichiers de PostgreSQL et son journal des changements",
  "knows.storage.why": "Ce qui a été confirmé est là après une coupure de courant.",
  "knows.storage.tells":
    "L’ordre des derniers changements et, dans le journal, à une fraction de seconde près, quand ils ont été faits, aussi longtemps que PostgreSQL le garde. D’anciennes versions d’une ligne pendant un temps.",
  "knows.upkeep.what":
    "Quelles étapes ont amené la base de données à sa forme présente, et des numéros pour ses lignes",
  "knows.upkeep.why": "Un Linden plus récent continue là où un plus ancien s’est arrêté.",
  "knows.upkeep.tells": "Depuis quand le serveur tourne, et quand il a été mis à jour.",
  "knows.sample.what": "Comment se connecter à l’exemple inventé",
  "knows.sample.why": "Il peut être essayé de nouveau. Seul --sample l’écrit.",
  "knows.sample.tells": "Tout de l’exemple, et rien des données de qui que ce soit.",
  "knows.pseudonym.short": "que vos comptes existent",
  "knows.right.short": "qui peut ouvrir quel coffre",
  "knows.day.short": "qui a ajouté à quel coffre quel jour",
  "knows.record.short": "combien de fiches",
  "knows.envelope.short": "dans laquelle de quatre tailles",
  "knows.together.short": "quels coffres ont été écrits en une seule étape",
  "knows.session.short": "qui est connectée",
  "knows.address.short": "pendant qu’une personne est connectée, d’où",
} as const satisfies Translation<typeof english>;
