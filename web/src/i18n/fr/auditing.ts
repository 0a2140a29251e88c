import type { Translation } from "../catalogue.ts";
import type { auditing as english } from "../en/auditing.ts";

/** Everything checked once more, in French. */
export const auditing = {
  "auditing.title": "Tout vérifier",
  "auditing.lead":
    "Ceci lit chaque journal depuis son début, tel que le serveur vous le montre maintenant, et vérifie chaque signature, droit et changement de clé, chaque fiche scellée face à son entrée, et la liste de tous les journaux face à ce que cet appareil avait vu. Cela n’ouvre rien.",
  "auditing.begin": "Tout vérifier",
  "auditing.again": "Tout vérifier à nouveau",
  "auditing.looking": "{done, number} entrées sur {of, number}",
  "auditing.failed": "La vérification n’est pas allée au bout : elle ne dit donc rien.",
  "auditing.passed": "Tout a été vérifié, et rien n’est faux.",
  "auditing.wrong":
    "Quelque chose ne va pas. Les phrases ci-dessous disent quoi ; elles figurent aussi dans le rapport.",
  "auditing.signed":
    "Le rapport est signé avec votre clé. Qui le reçoit le vérifie par cette ligne, donnée par vous et non par le rapport :",
  "auditing.save.report": "Enregistrer le rapport",
  "auditing.save.signature": "Enregistrer la signature",
  "auditing.outside":
    "Une page regarde de l’extérieur. Ce qu’il y a d’autre dans la base, les sauvegardes et les lignes du serveur, et si cette page est bien celle qui a été publiée, revient à la ligne de commande de l’auditrice.",
  "again.begin": "Tout vérifier à nouveau",
  "again.looking": "{done, number} entrées sur {of, number}",
  "again.done":
    "À l’instant : {entries, number} entrées dans {logs, plural, one {# journal} other {# journaux}} lues depuis le début, chaque signature vérifiée, {envelopes, number} fiches scellées conformes à leur entrée.",
  "again.wrong":
    "Ce que montre le serveur ne concorde pas avec cet appareil. L’alarme ci-dessus dit en quoi.",
  "trust.sessions": "Vos appareils connectés",
  "trust.danger.do": "Donnez à une deuxième personne le droit de les gérer.",
  "trust.danger.team": "Vers l’équipe",
} as const satisfies Translation<typeof english>;
