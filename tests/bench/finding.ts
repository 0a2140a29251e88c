import type { HouseId } from "#domain/compartments.ts";
import { houseId } from "#domain/compartments.ts";
import { id } from "#domain/ids.ts";
import type { HouseholdFile } from "#domain/records-people.ts";
import { applyChange, emptyState, type State } from "#domain/state.ts";
import { people } from "#domain/view-people.ts";
import { calledNames } from "../../web/src/sample/names.ts";
import type { Measured } from "./compare.ts";
import { quantile } from "./work.ts";

const house: HouseId = houseId("a".repeat(32));
const asked = [
  "oksana",
  "zeitouna",
  "jnuiper",
  "Ласточка",
  "gansebl",
  "K7P2",
  "petaluda",
  "mohamed",
  "زعتر",
];

/** W8, the search half: a keystroke in the search over 10,000 people, in milliseconds. */
export function finding(persons = 10_000): Measured {
  const state = crowd(persons);
  const now = { instant: Date.now(), timeZone: "Europe/Paris" };
  const began = performance.now();
  people(state, { text: "a" }, now);
  const first = performance.now() - began;
  const times: number[] = [];
  for (let round = 0; round < 5; round++) {
    for (const name of asked) {
      for (let letters = 1; letters <= name.length; letters++) {
        const start = performance.now();
        people(state, { text: name.slice(0, letters) }, now);
        times.push(performance.now() - start);
      }
    }
  }
  const beside = (what: string, value: number) => ({
    what: `W8 search over ${persons.toLocaleString("en")} people, ${what}`,
    value,
    unit: "ms",
  });
  return {
    figures: [],
    beside: [
      beside("a keystroke, median", quantile(times)),
      beside("a keystroke, 95th percentile (aim: 16)", quantile(times, 0.95)),
      beside("a keystroke, the longest", Math.max(...times)),
      beside("the first one, which prepares every name", first),
    ],
  };
}

/** A house with so many people, two to a household, called by invented names with a number. */
function crowd(persons: number): State {
  const state = emptyState();
  const names = Object.values(calledNames).flat();
  for (let at = 0; at < persons / 2; at++) {
    const payload = fileOf(at, names);
    const place = { compartment: "residents", house } as const;
    applyChange(state, { is: "put", place, type: "householdFile", id: hex(at, "f"), payload });
  }
  return state;
}

const hex = (at: number, kind: string): string => kind + at.toString(16).padStart(31, "0");

function fileOf(at: number, names: readonly string[]): HouseholdFile {
  const day = `2026-0${1 + (at % 9)}-1${at % 9}`;
  const person = (which: number) => ({
    personRef: id<"person">(hex(2 * at + which, "b")),
    kind: "woman" as const,
    calledName: `${names[(2 * at + which) % names.length]}${at < names.length ? "" : ` ${String.fromCharCode(97 + (at % 26))}${at}`}`,
    code: (1_000_000 + 2 * at + which).toString(36).toUpperCase().slice(-5).padStart(5, "0"),
    ageBand: "25-34" as const,
    languages: [],
    alerts: [],
    needs: [],
  });
  const persons = [person(0), person(1)];
  return {
    persons,
    members: persons.map(({ personRef }) => ({ personRef, from: day, relation: "other" as const })),
    episode: {
      episode: id<"episode">(hex(at, "e")),
      openedOn: day,
      source: "self",
      coordinators: [],
      step: "engagement",
      status: "active",
    },
    stays: [
      {
        stayRef: id<"stay">(hex(at, "c")),
        arrivedOn: day,
        arrivedAt: `${day}T10:00:00Z`,
        arrivalKind: "planned",
        source: "self",
        maxOnArrival: "2027-12-31",
        extensions: [],
        overrides: [],
        phases: [],
        absences: [],
      },
    ],
  };
}
