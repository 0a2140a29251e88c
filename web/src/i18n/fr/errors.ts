import type { Translation } from "../catalogue.ts";
import type { errors as english } from "../en/errors.ts";

/** What a person is told about each error code, in French. */
export const errors = {
  "error.malformed":
    "Le serveur n’a pas compris. Rechargez la page ; si cela persiste, parlez-en à votre directrice.",
  "error.too-large": "C’est trop grand pour être gardé.",
  "error.wrong-commit":
    "Le serveur a refusé une entrée faite par cet appareil. Elle reste dans la boîte d’envoi.",
  "error.wrong-envelope":
    "Le serveur a refusé une enveloppe faite par cet appareil. Elle reste dans la boîte d’envoi.",
  "error.wrong-box": "Le serveur a refusé un coffre de clés fait par cet appareil. Réessayez.",
  "error.not-an-account": "Ce compte n’a pas pu être créé. Réessayez.",
  "error.login-refused":
    "Cela ne s’est pas ouvert. Vérifiez la phrase de passe et la clé du compte, et réessayez.",
  "error.session-ended": "La connexion au serveur s’est terminée. Elle se rétablit toute seule.",
  "error.not-allowed": "Vos clés ne le permettent pas.",
  "error.foreign-origin":
    "Cette page n’appartient pas à ce serveur. Ouvrez l’adresse qui vous a été donnée.",
  "error.unknown-log": "Le serveur ne connaît pas ce coffre.",
  "error.no-such-thing": "Le serveur ne connaît pas cela.",
  "error.name-taken": "Cet identifiant est déjà pris. Choisissez-en un autre.",
  "error.moved": "Quelqu’un a été plus rapide. C’est de nouveau examiné.",
  "error.too-many": "Trop d’essais. Attendez quelques minutes.",
  "error.try-again": "Le serveur est occupé. Réessayez dans un instant.",
  "error.healing":
    "Le serveur a été rétabli à partir d’une sauvegarde et ne prend encore rien de nouveau.",
  "error.our-fault":
    "Quelque chose s’est mal passé sur le serveur. Rien de ce que vous avez écrit n’est perdu.",
  "error.offline": "Pas de connexion au serveur. Réessayez quand il y en aura une.",
  "error.cannot-open": "Cela ne peut pas être ouvert.",
  "error.bad-salt":
    "Le serveur a envoyé quelque chose qui ne peut pas être juste. Rien ne lui a été envoyé. Parlez-en à votre directrice.",
  "error.unknown-suite":
    "Le serveur a demandé une méthode que cette page ne connaît pas. Rien ne lui a été envoyé.",
  "error.wrong-passphrase":
    "Ce n’est pas la phrase de passe. Les majuscules et les espaces en trop ne comptent pas.",
  "error.mistyped": "Une lettre de la clé du compte est fausse. Comparez groupe par groupe.",
  "error.not-a-code": "Ce n’est pas un code qui peut être lu ici.",
  "error.invite-ended":
    "Cette invitation a été utilisée, retirée ou a expiré. Demandez-en une nouvelle.",
  "error.would-abandon":
    "Cela laisserait un coffre sans personne pour en donner les clés, ou trop peu de personnes pour décider des membres. Donnez d’abord le droit à quelqu’un d’autre.",
  "error.device-fault":
    "Un problème est survenu sur cet appareil. Ce qui était enregistré n’est pas perdu. Rechargez la page et réessayez.",
  "error.bundle-mismatch":
    "Le serveur a envoyé des clés qui ne correspondent pas. Rien n’a été ouvert.",
  "error.log-rolled-back":
    "Le serveur a montré un journal où manquent des entrées qu’il avait prouvées à cet appareil.",
  "error.log-forked": "Le serveur a montré à cet appareil un autre journal qu’avant.",
  "error.log-malformed": "Le serveur a envoyé un journal qui ne se tient pas.",
  "error.roster-withheld": "Le serveur retient une partie de la liste des membres.",
  "error.acknowledgement-unsigned": "Le serveur a confirmé une entrée sans sa signature.",
  "error.heads-unsigned": "La liste de tous les journaux du serveur ne porte pas sa signature.",
  "error.heads-rolled-back":
    "Le serveur a montré une liste de tous les journaux plus ancienne que celle qu’il avait signée.",
  "error.heads-forked": "Le serveur a signé deux listes différentes de tous les journaux.",
  "error.heads-inconsistent":
    "La liste de tous les journaux du serveur ne continue pas celle qu’il avait signée.",
  "error.heads-withheld":
    "Le serveur ne montre pas sa liste signée de tous les journaux, bien qu’elle ait été demandée six fois.",
  "error.witness-stale":
    "Aucun témoin n’a signé ces trois derniers jours que le journal est entier.",
  "error.log-left-out":
    "Dans la liste de tous les journaux du serveur manquent des entrées qu’il avait confirmées à cet appareil.",
  "error.append-torn":
    "Une entrée qui appartient à plusieurs coffres n’est là qu’à moitié. Ce qui en est montré est incomplet.",
  "error.commit-skipped": "Une entrée n’était pas permise et a été ignorée.",
  "error.box-missing": "Une clé qui vous est destinée manque.",
  "error.envelope-withheld": "Le serveur retient une fiche, ou envoie autre chose à sa place.",
  "error.vault-meaning-wrong": "Un coffre dit être autre chose que ce pour quoi il a été fait.",
  "error.vault-twice":
    "Il existe un second coffre pour ce dont un autre a été fait auparavant. Rien n’en est montré et rien n’y est écrit. Demandez qui l’a fait.",
  "error.box-broken":
    "Une membre a scellé pour vous autre chose que la clé d’un coffre. Ce n’était pas le serveur.",
  "error.link-broken":
    "Une membre a omis la clé de ce qui est plus ancien dans un coffre, pour que de nouvelles collègues ne puissent pas le lire.",
  "error.reseal-broken":
    "Une membre a scellé à nouveau des fiches sans rien y mettre. Elles sont montrées d’après la copie d’avant, là où elle existe encore.",
  "error.faults-repeated":
    "L’appareil d’une membre dit sans cesse qu’une clé ne s’ouvre pas. Les clés ne sont plus renouvelées pour lui aujourd’hui.",
  "error.false-recovery":
    "Une membre est arrivée comme si elle était les feuilles de récupération. Elle n’a pas plus de droits que son invitation ne lui en a donné.",
  "error.session-closed":
    "Cet appareil a été verrouillé depuis un autre de vos appareils. Votre phrase de passe l’ouvre de nouveau.",
  "error.passphrase-changed":
    "Votre phrase de passe a été changée sur un autre appareil. Utilisez la nouvelle.",
  "error.passphrase-unsure":
    "Il n’y a pas eu de réponse. Jusqu’à la prochaine connexion, les deux phrases de passe ouvrent cet appareil ; ensuite, celle qui est valable.",
  "error.enrolment-unsure":
    "Il n’y a pas eu de réponse. Ce qui a été créé est gardé sur cet appareil. Ouvrez-le avec votre phrase de passe quand il y aura une connexion.",
  "error.sheets-differ": "Ces deux feuilles ne vont pas ensemble, ou c’est deux fois la même.",
  "error.renewal-unsure":
    "Il n’y a pas eu de réponse. Vos nouvelles clés sont peut-être en place, peut-être pas. La prochaine fois, les deux phrases de passe sont essayées ; celle qui vaut ouvre.",
  "error.sheets-refused":
    "Ces feuilles n’ouvrent rien. Elles ont peut-être été remplacées par de plus récentes, ou l’identifiant est un autre.",
  "error.not-listed-yet":
    "Cela vient d’être écrit. Le serveur signe sa liste de tous les journaux chaque minute : réessayez alors.",
} as const satisfies Translation<typeof english>;
