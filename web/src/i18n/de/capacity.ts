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
  "capacity.heldUntil": "vorgemerkt, bis {at}",
  "capacity.family": "Zimmer für eine Familie",
  "capacity.houseTitle": "{house}, Nacht vom {day}",
  "capacity.board": "Die Übersicht heute Nacht",
  "outlook.title": "{count, plural, one {Nächste Nacht} other {Nächste # Nächte}}",
  "outlook.range": "Wie weit",
  "outlook.nights": "{count, plural, one {# Nacht} other {# Nächte}}",
  "outlook.committed": "zugesagt: belegt, und die Betten, die das blockiert",
  "outlook.likely": "wahrscheinlich: vorgemerkt oder Ende überschritten",
  "outlook.unknown": "unbekannt",
  "outlook.assumed.committed":
    "Zugesagt: Jemand hat das Bett, und das geplante Ende liegt nach dieser Nacht; Betten, die ihr Zimmer anderen entzieht; bestätigte Vormerkungen. Ohne geplantes Ende zählt der längste Aufenthalt des Hauses.",
  "outlook.assumed.likely":
    "Wahrscheinlich: offene Vormerkungen und alle, deren geplantes Ende überschritten ist, für alle Nächte.",
  "outlook.assumed.unknown":
    "Unbekannt: alle übrigen Betten in Betrieb. Niemand zieht am geplanten Ende von selbst aus.",
  "outlook.chart":
    "Betten in jeder der nächsten {count, number} Nächte: zugesagt von {from, number} von {of, number} bis {to, number} von {ofLast, number}",
  "outlook.twin": "Dasselbe als Tabelle",
  "outlook.night": "Nacht von",
  "outlook.col.committed": "Zugesagt",
  "outlook.col.likely": "Wahrscheinlich",
  "outlook.col.unknown": "Unbekannt",
  "ending.title": "Aufenthalte, die enden",
  "ending.none":
    "{count, plural, one {Keiner in der nächsten Nacht.} other {Keiner in den nächsten # Nächten.}}",
  "ending.code": "Code des Aufenthalts",
  "ending.where": "Wo",
  "ending.plannedEnd": "Geplantes Ende",
  "ending.overdue":
    "{count, plural, one {seit # Tag überschritten} other {seit # Tagen überschritten}}",
  "ending.assumed": "keines geplant: längster Aufenthalt",
  "trend.title": "Monat für Monat",
  "trend.lead": "Belegte Bettennächte von denen in Betrieb, und mit den blockierten.",
  "trend.chart":
    "{count, plural, one {Auslastung über # Monat; die Zahlen stehen in der Tabelle} other {Auslastung über # Monate; die Zahlen stehen in der Tabelle}}",
  "trend.month": "Monat",
  "trend.occupied": "Belegt",
  "trend.used": "Mit blockierten",
  "trend.nights": "Bettennächte",
  "offers.title": "Was die anderen Häuser anbieten könnten",
  "offers.lead": "Freie Betten je Abend, wie jedes Haus zuletzt gesagt hat.",
  "offers.none": "Kein anderes Haus hat gesagt, was es anbieten könnte.",
  "offers.tonight": "Heute Nacht",
  "offers.largest": "{count, plural, one {bis # Person} other {bis # Personen}}",
  "offers.notSaid": "nicht gesagt",
  "offers.asOf": "Stand",
  "capacity.extensions": "Verlängerungen, die auf Sie warten",
  "capacity.extensions.lead": "Ohne Namen: Das Haus schreibt auf, was Sie entscheiden.",
  "capacity.extension.approve": "Zustimmen",
  "capacity.extension.decline": "Ablehnen",
  "capacity.extension.approved": "Der Verlängerung ist zugestimmt",
  "capacity.extension.declined": "Die Verlängerung ist abgelehnt",
} as const satisfies Translation<typeof english>;
