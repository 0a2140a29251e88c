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
} as const satisfies Translation<typeof english>;
