import type { Translation } from "../catalogue.ts";
import type { capacity as english } from "../en/capacity.ts";

/** Free places across the houses, in French. */
export const capacity = {
  "nav.capacity": "Capacité",
  "nav.allHouses": "Toutes les maisons",
  "capacity.title": "Places libres, nuit du {day}",
  "capacity.lead": "{now}.",
  "capacity.lead.noNames": "{now}. Aucun nom ici : votre clé ouvre des lits, pas des personnes.",
  "capacity.offerable":
    "{count, plural, =0 {disponibles} one {disponibles dans # maison} other {disponibles dans # maisons}}",
  "capacity.largest": "plus grand ménage, {house}",
  "capacity.held": "réservés",
  "capacity.occupied": "lits occupés, {share}",
  "capacity.used": "avec les lits bloqués, {share}",
  "capacity.table": "Chaque maison cette nuit",
  "capacity.house": "Maison",
  "capacity.beds": "Chaque lit cette nuit",
  "capacity.of": "{count, number} sur {of, number}",
  "capacity.none": "rien cette nuit",
  "capacity.all": "Toutes les maisons",
  "capacity.inService":
    "{beds, plural, one {# lit} other {# lits}}, dont {inService, number} en service",
  "capacity.bedline":
    "{occupied, number} occupés, {blocked, number} bloqués, {held, number} réservés, {free, number} libres, {out, number} hors service",
  "capacity.heldUntil": "réservés, jusqu’à {at}",
  "capacity.family": "chambres pour une famille",
  "capacity.houseTitle": "{house}, nuit du {day}",
  "capacity.board": "Son tableau de cette nuit",
  "outlook.title": "{count, plural, one {Prochaine nuit} other {Les # prochaines nuits}}",
  "outlook.range": "Jusqu’où",
  "outlook.nights": "{count, plural, one {# nuit} other {# nuits}}",
  "outlook.committed": "engagé : placé, et les lits que cela bloque",
  "outlook.likely": "probable : réservé, ou fin prévue dépassée",
  "outlook.unknown": "inconnu",
  "outlook.assumed.committed":
    "Engagé : une personne est placée et sa fin prévue vient après cette nuit ; les lits que sa chambre retire aux autres ; les réservations confirmées. Sans fin prévue, la durée maximale de la maison compte.",
  "outlook.assumed.likely":
    "Probable : réservations ouvertes, et toutes celles dont la fin prévue est dépassée, pour toutes les nuits.",
  "outlook.assumed.unknown":
    "Inconnu : tous les autres lits en service. Personne ne sort d’elle-même à la fin prévue.",
  "outlook.chart":
    "Lits pour chacune des {count, number} prochaines nuits : engagés, de {from, number} sur {of, number} à {to, number} sur {ofLast, number}",
  "outlook.twin": "La même chose en tableau",
  "outlook.night": "Nuit du",
  "outlook.col.committed": "Engagé",
  "outlook.col.likely": "Probable",
  "outlook.col.unknown": "Inconnu",
  "ending.title": "Séjours qui se terminent",
  "ending.none":
    "{count, plural, one {Aucun la prochaine nuit.} other {Aucun dans les # prochaines nuits.}}",
  "ending.code": "Code du séjour",
  "ending.where": "Où",
  "ending.plannedEnd": "Fin prévue",
  "ending.overdue": "{count, plural, one {dépassée de # jour} other {dépassée de # jours}}",
  "ending.assumed": "aucune prévue : durée maximale",
  "trend.title": "Mois par mois",
  "trend.lead": "Nuitées occupées sur celles en service, puis avec les lits bloqués.",
  "trend.chart":
    "{count, plural, one {Occupation sur # mois ; les nombres sont dans le tableau} other {Occupation sur # mois ; les nombres sont dans le tableau}}",
  "trend.month": "Mois",
  "trend.occupied": "Occupé",
  "trend.used": "Avec bloqués",
  "trend.nights": "Nuitées",
  "offers.title": "Ce que les autres maisons pourraient proposer",
  "offers.lead": "Lits libres par soir, selon la dernière indication de chaque maison.",
  "offers.none": "Aucune autre maison n’a dit ce qu’elle pourrait proposer.",
  "offers.tonight": "Cette nuit",
  "offers.largest": "{count, plural, one {jusqu’à # personne} other {jusqu’à # personnes}}",
  "offers.notSaid": "non indiqué",
  "offers.asOf": "À",
  "capacity.extensions": "Prolongations qui vous attendent",
  "capacity.extensions.lead": "Sans nom : la maison note ce que vous décidez.",
  "capacity.extension.approve": "Approuver",
  "capacity.extension.decline": "Refuser",
  "capacity.extension.approved": "La prolongation est approuvée",
  "capacity.extension.declined": "La prolongation est refusée",
} as const satisfies Translation<typeof english>;
