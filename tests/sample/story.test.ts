import { expect, test } from "vitest";
import { type ActInput, type Deed, runAct } from "#domain/acts.ts";
import { id } from "#domain/ids.ts";
import { plusDays } from "#domain/dates.ts";
import { applyChange, emptyState, type State } from "#domain/state.ts";
import { tonight } from "#domain/view-tonight.ts";
import { calledNames } from "../../web/src/sample/names.ts";
import { type Story, invent } from "../../web/src/sample/story.ts";
import { timeZone } from "../../web/src/sample/stage.ts";
import { brokenLaws } from "../domain/laws.ts";

const at = Date.parse("2026-07-05T00:11:00Z");

/** The state that a story comes to, by the domain alone. */
function played({ houses, steps }: Story, began: number): State {
  const state = emptyState();
  const does = (deed: Deed, instant: number): void => {
    const manages = [...state.houses.keys()];
    const now = { instant, timeZone, member: "ee".repeat(16), manages, signsOff: manages };
    const outcome = runAct(state, deed, now);
    if (!outcome.ok) throw new Error(`${deed.act}: ${outcome.refusal.code}`);
    for (const change of outcome.changes) applyChange(state, change);
  };
  const names = { name: "Nordwind", neutralDisplayName: "Nordwind" };
  const organisation = id<"organisation">("ab".repeat(16));
  does({ act: "setOrganisation", input: { organisation, timeZone, ...names } }, began);
  for (const input of houses) does({ act: "setUpHouse", input }, began);
  for (const { at, deed } of steps) does(deed, at);
  return state;
}

const bedsIn = (input: ActInput<"setUpHouse">): number =>
  input.rooms.reduce((sum, { beds }) => sum + beds.length, 0);

test("the whole sample is seven houses of 2 to 10 beds, two transitional apartments, and some 160 stays", () => {
  const { stories } = invent(at, "whole");
  const houses = stories.flatMap((story) => story.houses);
  const flats = houses.filter(({ kind }) => kind === "transitional_apartment");
  const others = houses.filter((house) => !flats.includes(house)).map(bedsIn);
  expect(flats).toHaveLength(2);
  expect(others).toHaveLength(7);
  expect([Math.min(...others), Math.max(...others)]).toEqual([2, 10]);
  const steps = stories.flatMap((story) => story.steps);
  const stays = steps.filter(({ deed }) => deed.act === "placeHousehold");
  expect(stays.length).toBeGreaterThanOrEqual(150);
  expect(stays.length).toBeLessThanOrEqual(175);
  const acts = new Set(steps.map(({ deed }) => deed.act));
  for (const act of [
    "moveHousehold",
    "swapBeds",
    "transferHousehold",
    "departHousehold",
  ] as const) {
    expect(acts).toContain(act);
  }
  for (const act of [
    "extendStay",
    "blockBeds",
    "holdBeds",
    "confirmHold",
    "releaseHold",
    "recordIncident",
    "amendIncident",
    "signOffIncident",
  ] as const) {
    expect(acts).toContain(act);
  }
});

test("the same moment tells the same story; the clock in it only goes on, and ends now", () => {
  const story = JSON.stringify(invent(at, "whole"));
  expect(JSON.stringify(invent(at, "whole"))).toBe(story);
  for (const { steps } of invent(at, "whole").stories) {
    const times = steps.map((step) => step.at);
    expect(times.toSorted((a, b) => a - b)).toEqual(times);
    expect(times.at(-1)).toBeLessThanOrEqual(at);
  }
});

test("names come in every alphabet of the list, and somebody returns", () => {
  const { stories } = invent(at, "whole");
  const deeds = stories.flatMap(({ steps }) => steps.map(({ deed }) => deed));
  const persons = deeds.flatMap(({ act, input }) =>
    act === "placeHousehold" ? input.persons : [],
  );
  const names = new Set(persons.map(({ calledName }) => calledName));
  const unheard = Object.entries(calledNames).filter(
    ([, own]) => !own.some((one) => names.has(one)),
  );
  expect(unheard).toEqual([]);
  expect(new Set(persons.map(({ personRef }) => personRef)).size).toBeLessThan(persons.length);
});

/** Hours at which the sample may be written: also minutes after a new evening has begun, and over a change of clocks. */
const moments = [
  "2026-07-05T00:11:00Z",
  "2026-07-05T02:01:00Z",
  "2026-03-29T01:30:00Z",
  "2026-10-25T02:30:00Z",
  "2024-02-29T13:00:00Z",
];

test.each(moments)(
  "written at %s, no law is broken and the home house has one of everything",
  (moment) => {
    const now = Date.parse(moment);
    const { began, stories } = invent(now, moment === moments[0] ? "whole" : "small");
    for (const story of stories) {
      const state = played(story, began);
      const day = (ms: number): string => new Date(ms).toISOString().slice(0, 10);
      const broken = brokenLaws(state, { from: day(began), to: plusDays(day(now), 3), at: now });
      expect(broken).toEqual([]);
    }
    const [first] = stories as readonly [Story];
    const { house } = first.houses[0] as Story["houses"][number];
    const board = tonight(played(first, began), { house }, { instant: now, timeZone });
    if (board === undefined) throw new Error("no board");
    const { counts, arrivals, departures, rooms } = board;
    expect(counts).toMatchObject({ beds: 10, occupied: 6, blocked: 1, held: 1, outOfService: 1 });
    expect(counts.offerable).toBe(1);
    expect(arrivals.map(({ is }) => is).toSorted()).toEqual(["arrived", "expected"]);
    const due = departures.flatMap((line) => (line.is === "due" ? [line.overdueDays] : []));
    expect(due.toSorted()).toEqual([0, 3]);
    expect(departures.filter(({ is }) => is === "departed")).toHaveLength(1);
    const names = rooms.flatMap(({ beds }) =>
      beds.flatMap(({ now }) => (now.is === "occupied" ? [now.by.calledName] : [])),
    );
    expect(names).toContain("Πυγολαμπίδα");
  },
);
