import type { Translation } from "../catalogue.ts";
import type { capacity as english } from "../en/capacity.ts";

/** Free places across the houses, in German. */
export const capacity = {
  "nav.capacity": "Kapazität",
  "nav.allHouses": "Alle Häuser",
  "capacity.title": "Freie Plätze, Nacht vom {day}",
  "capacity.lead": "{now}.",
  "capacity.lead.noNames":
    "{now}. Hier steht kein Name: Ihr Schlüssel öffnet Betten, keine Personen.",
  "capacity.offerable":
    "{count, plural, =0 {verfügbar} one {verfügbar in # Haus} other {verfügbar in # Häusern}}",
  "capacity.largest": "größter Haushalt, {house}",
  "capacity.held": "vorgemerkt",
  "capacity.occupied": "belegte Betten, {share}",
  "capacity.used": "mit blockierten Betten, {share}",
  "capacity.table": "Jedes Haus heute Nacht",
  "capacity.house": "Haus",
  "capacity.beds": "Jedes Bett heute Nacht",
  "capacity.of": "{count, number} von {of, number}",
  "capacity.none": "heute Nacht keins",
  "capacity.all": "Alle Häuser",
  "capacity.inService":
    "{beds, plural, one {# Bett} other {# Betten}}, {inService, number} in Betrieb",
  "capacity.bedline":
    "{occupied, number} belegt, {blocked, number} blockiert, {held, number} vorgemerkt, {free, number} frei, {out, number} außer Betrieb",
} as const satisfies Translation<typeof english>;
