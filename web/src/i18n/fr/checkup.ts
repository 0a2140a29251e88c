import type { Translation } from "../catalogue.ts";
import type { checkup as english } from "../en/checkup.ts";

/** The page that examines this installation, in French. */
export const checkup = {
  "checkup.title": "Cette installation est-elle saine ?",
  "checkup.lead":
    "Cette page examine le serveur qui l’a envoyée et ce navigateur. Rien de personne n’est ouvert.",
  "checkup.verdict.going": "Examen en cours…",
  "checkup.verdict.good": "Rien n’est abîmé.",
  "checkup.verdict.bad": "Quelque chose ne va pas. Montrez cette page à qui s’occupe du serveur.",
  "checkup.progress": "{done, number} fichiers comparés sur {of, number}",
  "checkup.again": "Vérifier à nouveau",
  "checkup.failed": "Cela n’a pas pu être examiné.",
  "checkup.browser": "Ce navigateur",
  "checkup.browser.good": "Il sait faire tout ce qu’il faut.",
  "checkup.browser.noTypes":
    "Il sait faire tout ce qu’il faut. Il ne connaît pas les Trusted Types, un second rempart contre un script étranger ; un navigateur plus récent les connaît.",
  "checkup.browser.bad":
    "Il lui manque quelque chose sans quoi rien ne peut être scellé ni ouvert ici. Prenez un navigateur plus récent, ou ouvrez l’adresse en https.",
  "checkup.headers": "Les règles que le serveur envoie avec chaque page",
  "checkup.headers.good":
    "Elles sont comme il faut, sur la page et sur ses deux auxiliaires : rien d’ailleurs ne peut être chargé ni joint.",
  "checkup.headers.bad":
    "Certaines manquent ou diffèrent. Un intermédiaire devant le serveur les a peut-être changées.",
  "checkup.answers": "Le serveur et sa base de données",
  "checkup.answers.good": "Ils répondent, et aucun navigateur n’a signalé d’infraction aux règles.",
  "checkup.answers.bad": "Le serveur n’atteint pas sa base de données.",
  "checkup.answers.reports":
    "Ils répondent, mais des navigateurs ont signalé {count, plural, one {# infraction} other {# infractions}} aux règles. Cela ne devrait jamais arriver.",
  "checkup.live": "La ligne ouverte vers le serveur",
  "checkup.live.good": "Elle peut s’établir : ce que des collègues écrivent arrive aussitôt.",
  "checkup.live.bad":
    "Elle ne peut pas s’établir ; ce que des collègues écrivent arrive tard. Un intermédiaire doit laisser passer les WebSockets sur /v1/live.",
  "checkup.worker": "La partie qui tient les clés",
  "checkup.worker.good": "Elle tourne à part de la page, et sait calculer.",
  "checkup.worker.bad": "Elle ne répond pas. Quelque chose empêche ici WebAssembly ou les workers.",
  "checkup.storage": "La réserve sur cet appareil",
  "checkup.storage.good":
    "Ce qui est écrit peut être relu, et le navigateur ne l’efface pas de lui-même.",
  "checkup.storage.mayGo":
    "Ce qui est écrit peut être relu. Si l’appareil est plein, le navigateur peut l’effacer ; ce que le serveur a confirmé n’en est pas perdu.",
  "checkup.storage.bad":
    "Rien ne peut être écrit ici. Une fenêtre privée ou un appareil plein peut en être la cause.",
  "checkup.files": "Les fichiers que le serveur envoie",
  "checkup.files.good":
    "Tous les {count, number} sont comme les donne la liste de la version {version}.",
  "checkup.files.bad":
    "{count, plural, one {# fichier n’est pas conforme} other {# fichiers ne sont pas conformes}} à la liste. Ne vous connectez pas ici avant de savoir pourquoi.",
  "checkup.files.noList": "Le serveur ne donne aucune liste lisible de ses fichiers.",
  "checkup.signed": "Qui a fait ces fichiers",
  "checkup.signed.good": "La liste est signée par {by}.",
  "checkup.signed.nobody":
    "Personne n’a signé la liste. Qui a construit cette copie peut le dire par une autre voie.",
  "checkup.signed.unknown": "La liste est signée, mais par aucune clé que cette copie connaisse.",
  "checkup.signed.bad":
    "La signature sous la liste des fichiers est fausse. Ne vous connectez pas ici.",
  "checkup.kept": "La copie des fichiers sur cet appareil",
  "checkup.kept.good":
    "Les {count, number} fichiers gardés pour travailler sans réseau sont conformes à la liste.",
  "checkup.kept.none":
    "Aucune copie n’est gardée ici. Elle se fait quand quelqu’un est entré, si l’organisation le permet.",
  "checkup.kept.other":
    "La copie sur cet appareil est d’une autre version que celle du serveur. Fermez tous les onglets de cette adresse et rouvrez-la.",
  "checkup.kept.bad":
    "Des fichiers de la copie sur cet appareil ne sont pas conformes. Effacez les données de ce site dans le navigateur.",
  "checkup.kept.foreign":
    "Un script qui n’est pas le nôtre se tient entre cette page et le serveur.",
  "checkup.cannot": "Ce que cette page ne peut pas prouver",
  "checkup.cannot.host":
    "Que le serveur est honnête. Cette page aussi vient de lui : un serveur qui veut tromper envoie une page qui ne trouve rien. Seul quelqu’un qui compare de l’extérieur peut le dire : une auditrice avec l’outil, ou une copie de cette page sur un autre hôte.",
  "checkup.cannot.others":
    "Que la prochaine page, ou celle d’une collègue, soit la même. Elle a vu ce qui a été envoyé ici et maintenant.",
  "checkup.cannot.device":
    "Quoi que ce soit sur cet appareil : un programme ou une extension du navigateur peut lire avec vous.",
  "trust.checkup": "Cette installation est-elle saine ?",
} as const satisfies Translation<typeof english>;
