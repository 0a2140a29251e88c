import type { Translation } from "../catalogue.ts";
import type { entering as english } from "../en/entering.ts";

/** Founding, joining, unlocking, in French. */
export const entering = {
  "enter.version": "Linden {version}",
  "enter.knows": "Ce que le serveur sait",

  "welcome.title": "Bienvenue",
  "welcome.lead": "Cet appareil ne connaît pas encore de compte.",
  "welcome.join": "J’ai une invitation",
  "welcome.join.hint": "D’une collègue : un code carré à scanner, ou un lien.",
  "welcome.restore": "J’ai mon kit",
  "welcome.restore.hint":
    "Votre compte s’ouvre sur cet appareil avec la feuille imprimée et votre phrase de passe.",
  "welcome.found": "Fonder une organisation",
  "welcome.found.hint": "Vous en devenez la première directrice. Tout est scellé sur cet appareil.",

  "elsewhere.title": "Ouvert dans un autre onglet",
  "elsewhere.lead":
    "Un seul onglet à la fois peut écrire sur cet appareil. Ce que vous y avez tapé est gardé.",
  "elsewhere.take": "L’utiliser ici",

  "found.title": "Fonder une organisation",
  "found.lead": "Deux noms et une phrase de passe. Rien de lisible ne quitte cet appareil.",
  "found.neutralName": "Nom neutre",
  "found.neutralName.hint":
    "Il figure sur les écrans et les feuilles imprimées. Choisissez un mot qui ne dit rien du travail, comme Nordwind.",
  "found.neutralName.missing": "Saisissez un nom neutre.",
  "found.displayName": "Votre nom, tel que vos collègues vous appellent",
  "found.displayName.hint": "Scellé : vos collègues le voient, le serveur non.",
  "found.displayName.missing": "Saisissez votre nom.",
  "found.recovery": "Faire trois feuilles de récupération",
  "found.recovery.hint":
    "Si toutes les directrices perdaient leur accès, deux des trois suffisent à rouvrir l’organisation. Sans elles, ce qui est perdu est perdu.",
  "found.next": "Continuer",
  "found.do": "Fonder l’organisation",
  "found.working": "Création des clés",
  "found.working.lead": "Quelques secondes, sur cet appareil.",

  "region.zone": "Fuseau horaire",
  "region.dates": "Les dates s’écrivent",

  "account.login": "Votre identifiant",
  "account.login.hint":
    "Un nom inventé, pour que le serveur n’apprenne pas le vôtre. Il figure sur votre kit.",
  "account.login.another": "Un autre",
  "account.shared": "Plusieurs personnes utilisent cet appareil",
  "account.shared.hint":
    "La clé de votre compte n’est alors pas gardée ici : vous la scannez chaque fois depuis votre feuille.",

  "passphrase.title": "Votre phrase de passe",
  "passphrase.lead":
    "Tirée au hasard, pour que personne ne puisse la deviner. Elle ouvre cet appareil chaque jour.",
  "passphrase.kind": "Composée de",
  "passphrase.kind.english": "Mots anglais",
  "passphrase.kind.french": "Mots français",
  "passphrase.kind.digits": "Chiffres",
  "passphrase.another": "Une autre",
  "passphrase.advice.learn":
    "Dites-la à voix haute plusieurs fois. Tant que vous ne la savez pas, gardez-la sur papier, loin du travail.",
  "passphrase.advice.nobody":
    "Personne ne peut la consulter ni la réinitialiser : ni une directrice, ni le serveur.",
  "passphrase.known": "Je la sais",
  "passphrase.again": "Tapez-la une fois",
  "passphrase.again.hint": "Pour être sûre. Les majuscules et les espaces en trop ne comptent pas.",
  "passphrase.differs":
    "Ce n’est pas la phrase qui a été montrée. Réessayez, ou affichez-la encore une fois.",
  "passphrase.show": "La montrer de nouveau",

  "join.title": "Rejoindre sur invitation",
  "join.lead":
    "Scannez le code carré sur l’écran de votre collègue, ou collez le lien qu’elle a envoyé.",
  "join.code": "Lien ou code",
  "join.code.hint": "Il ne sert qu’une fois. Il est retiré de la barre d’adresse dès qu’il est lu.",
  "join.code.missing": "Scannez le code carré, ou collez le lien.",
  "join.read": "Lire",
  "join.reading": "Lecture de l’invitation",
  "join.reading.lead": "Elle est comparée à la liste signée des membres.",
  "join.names": "Vous êtes invitée",
  "join.names.lead": "Assurez-vous d’abord que c’est la bonne organisation.",
  "join.words.hint":
    "Demandez à votre collègue les six mots sur son écran. Ce doivent être ceux-ci :",
  "join.asDirector": "Vous êtes invitée comme directrice.",
  "join.asAuditor":
    "Vous êtes invitée comme auditrice : vous pouvez tout vérifier et ne rien ouvrir.",
  "join.displayName": "Votre nom, tel que vos collègues vous appellent",
  "join.displayName.hint": "Scellé : vos collègues le voient, le serveur non.",
  "join.displayName.missing": "Saisissez votre nom.",
  "join.deviceLabel": "Ce que cet appareil affiche avant d’être déverrouillé",
  "join.deviceLabel.hint":
    "Un mot neutre. Une personne étrangère qui tient cet appareil peut le voir.",
  "join.stop": "Ne pas rejoindre",
  "join.do": "Rejoindre",
  "join.working": "En train de rejoindre",

  opening: "Ouverture",
  "opening.part": "{done} sur {of}",
  "opening.key.later": "Faire la clé à partir de votre phrase de passe",
  "opening.key.now": "Création de la clé à partir de votre phrase de passe",
  "opening.key.done": "Clé faite à partir de votre phrase de passe",
  "opening.login.later": "Se connecter",
  "opening.login.now": "Connexion",
  "opening.login.done": "Connectée",
  "opening.roster.later": "Vérifier la liste des membres",
  "opening.roster.now": "Vérification de la liste des membres",
  "opening.roster.done":
    "{count, plural, =0 {Liste des membres vérifiée} one {Liste des membres vérifiée, # entrée} other {Liste des membres vérifiée, # entrées}}",
  "opening.boxes.later": "Ouvrir vos coffres",
  "opening.boxes.now": "Ouverture de vos coffres",
  "opening.boxes.done":
    "{count, plural, =0 {Coffres ouverts} one {# coffre ouvert} other {# coffres ouverts}}",
  "opening.records.later": "Lire les fiches",
  "opening.records.now": "Lecture des fiches",
  "opening.records.done":
    "{count, plural, =0 {Fiches lues} one {# fiche lue} other {# fiches lues}}",
  "opening.compare.later": "Comparer le journal avec ce que cet appareil a vu avant",
  "opening.compare.now": "Comparaison du journal avec ce que cet appareil a vu avant",
  "opening.compare.done": "Journal comparé",

  "unlock.choose": "Qui êtes-vous ?",
  "unlock.since": "Sur cet appareil depuis le {day}",
  "unlock.passphrase": "Phrase de passe",
  "unlock.passphrase.missing": "Tapez votre phrase de passe.",
  "unlock.own":
    "Cet appareil garde sa propre copie scellée. Une fois cette page chargée, elle s’ouvre aussi sans connexion.",
  "unlock.open": "Ouvrir",
  "unlock.stop": "Arrêter et verrouiller",
  "unlock.other": "Utiliser un autre compte",
  "unlock.card": "Clé du compte, sur votre feuille",
  "unlock.card.hint":
    "Cet appareil ne la garde pas. Scannez le carré de votre feuille, ou tapez les sept groupes.",
  "unlock.card.use": "Utiliser",

  "cover.title": "Couvert",
  "cover.lead": "Encore ouvert dessous. Votre code PIN le découvre.",
  "cover.pin": "Code PIN",
  "cover.wrong": "Ce n’est pas le code PIN.",
  "cover.left":
    "{count, plural, one {Encore # essai, puis verrouillage.} other {Encore # essais, puis verrouillage.}}",
  "cover.lock": "Verrouiller maintenant",
  "unlock.pinTried":
    "Le code PIN était faux cinq fois : l’écran a été verrouillé. Votre phrase de passe l’ouvre de nouveau.",

  "restore.title": "Ouvrir avec votre kit",
  "restore.lead": "Scannez le carré de votre feuille, ou tapez ses sept groupes.",
  "restore.groups": "Clé du compte",
  "restore.groups.hint": "Sept groupes de quatre lettres et chiffres, comme sur la feuille.",
  "restore.next": "Continuer",
  "restore.login": "Votre identifiant",
  "restore.login.hint": "Il figure sur la feuille, sous le nom.",
  "restore.login.missing": "Tapez l’identifiant qui figure sur la feuille.",
  "restore.passphrase": "Maintenant votre phrase de passe",
  "restore.passphrase.lead": "La feuille seule n’ouvre rien.",
  "restore.notAKit":
    "Ce n’est pas un kit. Scannez son carré, ou tapez les sept groupes de quatre lettres et chiffres.",
  "restore.groups.missing": "Scannez le carré, ou tapez les sept groupes.",
  "restore.failed":
    "Cela ne s’est pas ouvert. Vérifiez l’identifiant et les sept groupes sur votre feuille, et la phrase de passe.",
  "restore.compare": "Comparez six mots",
  "restore.compare.lead": "Pour savoir que c’est votre organisation, et non une copie.",
  "restore.compare.words": "Votre feuille doit montrer les mêmes mots :",
  "restore.same": "Ce sont les mêmes",
  "restore.differ": "Ils sont différents",
  "unsure.title": "Pas encore de réponse",
  "unsure.open": "L’ouvrir",
  "welcome.recover": "Nous avons deux feuilles de récupération",
  "welcome.recover.hint":
    "Toutes les directrices ont perdu leur accès. Deux des trois feuilles rouvrent l’organisation.",
  "unlock.touch": "Ouvrir par empreinte ou visage",
} as const satisfies Translation<typeof english>;
