// Over 300 lines: one record, from its checklist to its sign-off.
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type ActInput } from "#domain/acts.ts";
import { undoOf } from "#domain/undo.ts";
import { type Author, type Change, putIn, removeFrom } from "#domain/change.ts";
import { incidentTypes, usualSeverity } from "#domain/codes-incidents.ts";
import type { HouseId } from "#domain/compartments.ts";
import { instantOf } from "#domain/dates.ts";
import { dueTasks } from "#domain/due.ts";
import { draftOf } from "#domain/handover-draft.ts";
import { type Id, id } from "#domain/ids.ts";
import { storyOf } from "#domain/incidents.ts";
import type { HouseOffer } from "#domain/records.ts";
import { applyChange } from "#domain/state.ts";
import { incident as incidentView } from "#domain/view-incident.ts";
import { incidentForm, incidents as incidentsView } from "#domain/view-incidents.ts";
import { type RoomPlan, World } from "./world.ts";

const rooms: readonly RoomPlan[] = [
  { label: "1", mode: "household_exclusive", beds: ["A", "B"] },
  { label: "2", mode: "shared", beds: ["A", "B"] },
];

function night(): { world: World; linde: HouseId } {
  const world = new World("2026-07-05T00:31:00Z");
  return { world, linde: world.house("Linde", rooms) };
}

type Told = ActInput<"recordIncident">;
function told(world: World, house: HouseId, more: Partial<Told> = {}): Told {
  return {
    house,
    incident: world.id<"incident">(),
    type: "violence_to_staff",
    severity: 2,
    people: [],
    facts: "A plate was thrown; nobody was hurt.",
    immediateActions: [],
    notified: [],
    safeguarding: "not_asked",
    staffSupportOffered: "not_needed",
    followUps: [],
    ...more,
  };
}

function write(world: World, house: HouseId, more: Partial<Told> = {}): Id<"incident"> {
  const input = told(world, house, more);
  world.do("recordIncident", input);
  return input.incident;
}

type Added = ActInput<"amendIncident">;
function amend(
  world: World,
  house: HouseId,
  incident: Id<"incident">,
  more: Partial<Added> = {},
): Id<"amendment"> {
  const amendment = world.id<"amendment">();
  const nothing = { text: "It was a cup.", notified: [], followUps: [] };
  world.do("amendIncident", { house, amendment, incident, ...nothing, ...more });
  return amendment;
}

function signOff(
  world: World,
  house: HouseId,
  incident: Id<"incident">,
  of: Partial<ActInput<"signOffIncident">> = {},
): Id<"signOff"> {
  const input = { house, signOff: world.id<"signOff">(), incident, amendments: [], ...of };
  world.do("signOffIncident", { decision: "reviewed", ...input });
  return input.signOff;
}

const story = (world: World, house: HouseId, incident: Id<"incident">) => {
  const known = world.state.houses.get(house);
  const found = known && storyOf(known, incident);
  if (!found) throw new Error("no such incident");
  return found;
};

/** What another member's client would have written, with no act to stop it. */
function forge(world: World, change: Change, by: Author): void {
  applyChange(world.state, { ...change, by } as Change);
}

describe("an incident", () => {
  test("is written with the moment of writing and its reporter, into the compartment of incidents alone", () => {
    const { world, linde } = night();
    const written = world.do("recordIncident", told(world, linde, { occurredAt: world.clock }));
    expect(written.map(({ place, type }) => [type, place])).toEqual([
      ["incident", { compartment: "incidents", house: linde }],
    ]);
    expect(written[0]).toMatchObject({
      payload: {
        occurredAt: "2026-07-05T00:31:00Z",
        reportedAt: "2026-07-05T00:31:00Z",
        reporter: "ee".repeat(16),
      },
    });
  });

  test("may be of an unknown time, but not of one that is still to come", () => {
    const { world, linde } = night();
    const [written] = world.do("recordIncident", told(world, linde));
    expect(written).not.toHaveProperty("payload.occurredAt");
    const ahead = told(world, linde, { occurredAt: world.clock + 86_400_000 });
    expect(world.refusal("recordIncident", ahead)).toMatchObject({ code: "in-the-future" });
    const soon = told(world, linde, { occurredAt: world.clock + 60_000 });
    expect(world.refusal("recordIncident", soon)).toEqual({ code: "time-to-come" });
  });

  test("is not of a day more than ninety days ago, and may be of one before the house was set up here", () => {
    const { world, linde } = night();
    const refusal = (at: string) =>
      world.refusal("recordIncident", told(world, linde, { occurredAt: Date.parse(at) }));
    const early = { code: "too-long-ago", date: "1980-01-01", earliest: "2026-04-05" };
    expect(refusal("1980-01-01T10:00:00Z")).toEqual(early);
    world.do(
      "recordIncident",
      told(world, linde, { occurredAt: Date.parse("2026-04-05T10:00:00Z") }),
    );
    const anew = world.house("Birke", rooms, { openedOn: "2026-07-01" });
    const before = told(world, anew, { occurredAt: Date.parse("2026-06-30T10:00:00Z") });
    world.do("recordIncident", before);
  });

  test("without a word of what happened is not well formed", () => {
    const { world, linde } = night();
    expect(world.refusal("recordIncident", told(world, linde, { facts: "" }))).toEqual({
      code: "not-well-formed",
      what: "incident",
    });
  });

  test("of a type about the place itself is critical until somebody says otherwise; no other is", () => {
    expect(incidentTypes.filter((type) => usualSeverity(type) === 4)).toEqual([
      "location_disclosed",
      "perpetrator_or_unknown_at_premises",
    ]);
    expect(incidentTypes).toHaveLength(23);
  });

  test("is kept three years, and five where it was ever critical", () => {
    const { world, linde } = night();
    const plain = write(world, linde, { severity: 3 });
    expect(story(world, linde, plain).keptUntil).toBe("2029-07-05");
    expect(story(world, linde, write(world, linde, { severity: 4 })).keptUntil).toBe("2031-07-05");
    amend(world, linde, plain, { severity: 4 });
    amend(world, linde, plain, { severity: 1 });
    expect(story(world, linde, plain)).toMatchObject({ severity: 1, keptUntil: "2031-07-05" });
  });
});

describe("what is written once", () => {
  test("is changed or taken away by no act, whatever its input (I-16)", () => {
    const { world, linde } = night();
    world.manages = [linde];
    const incident = write(world, linde);
    const amendment = amend(world, linde, incident);
    const signed = signOff(world, linde, incident, { amendments: [amendment] });
    const before = structuredClone(world.state.houses.get(linde));
    const refused = (type: string) => ({ code: "written-once", what: type });
    expect(world.refusal("recordIncident", told(world, linde, { incident }))).toEqual(
      refused("incident"),
    );
    const about = { house: linde, incident };
    const added = { ...about, amendment, text: "Nothing happened.", notified: [], followUps: [] };
    expect(world.refusal("amendIncident", added)).toEqual(refused("amendment"));
    const closed = { ...about, signOff: signed, decision: "closed" as const, amendments: [] };
    expect(world.refusal("signOffIncident", closed)).toEqual(refused("signOff"));
    expect(world.state.houses.get(linde)).toEqual(before);
  });

  test("has no undo: its words stand from the first moment", () => {
    const { world, linde } = night();
    const newId = (): string => world.id();
    const recorded = { act: "recordIncident", input: told(world, linde) } as const;
    expect(undoOf(recorded, newId)).toBeUndefined();
    const incident = write(world, linde);
    expect(story(world, linde, incident).incident.facts).toMatch(/^A plate/);
  });
});

describe("a sign-off", () => {
  test("takes a manager of the house", () => {
    const { world, linde } = night();
    const incident = write(world, linde);
    const input = { house: linde, incident, decision: "closed" as const, amendments: [] };
    const one = { ...input, signOff: world.id<"signOff">() };
    expect(world.refusal("signOffIncident", one)).toEqual({ code: "manager-only" });
    world.manages = [linde];
    world.do("signOffIncident", one);
    expect(story(world, linde, incident).status).toBe("closed");
  });

  test("by somebody who did not manage the house counts for nothing and is shown as not valid", () => {
    const { world, linde } = night();
    const incident = write(world, linde, { severity: 4 });
    const record = {
      incident,
      at: "2026-07-05T01:00:00Z",
      decision: "closed" as const,
      amendments: [],
    };
    const signOff = world.id<"signOff">();
    const put = putIn(linde)("signOff", signOff, record);
    forge(world, put, { member: "aa".repeat(16), manages: false });
    expect(story(world, linde, incident).status).toBe("submitted");
    expect(incidentView(world.state, { house: linde, incident }, world.now)?.signOffs).toEqual([
      {
        signOff,
        at: Date.parse(record.at),
        by: "aa".repeat(16),
        decision: "closed",
        isValid: false,
        isOfAll: true,
      },
    ]);
  });

  test("of which nobody knows the author counts for nothing", () => {
    const { world, linde } = night();
    const incident = write(world, linde);
    const record = { incident, at: "2026-07-05T01:00:00Z", decision: "closed", amendments: [] };
    applyChange(world.state, putIn(linde)("signOff", world.id<"signOff">(), record as never));
    expect(story(world, linde, incident).status).toBe("submitted");
  });

  test("covers the amendments that it names; one that came since, or from another device, waits again", () => {
    const { world, linde } = night();
    world.manages = [linde];
    const incident = write(world, linde);
    const first = amend(world, linde, incident);
    signOff(world, linde, incident, { amendments: [first], decision: "closed" });
    expect(story(world, linde, incident)).toMatchObject({
      status: "closed",
      isAmendedSince: false,
    });
    const second = amend(world, linde, incident);
    expect(story(world, linde, incident)).toMatchObject({
      status: "submitted",
      isAmendedSince: true,
    });
    signOff(world, linde, incident, { amendments: [first, second] });
    expect(story(world, linde, incident).status).toBe("reviewed");
  });

  test("comes to the same status in whatever order the records arrive", () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom("amend", "sign", "close", "false"), { maxLength: 8 }),
        fc.infiniteStream(fc.integer({ min: 0, max: 1_000_000 })),
        (steps, order) => {
          const { world, linde } = night();
          world.manages = [linde];
          const incident = write(world, linde);
          const known: Id<"amendment">[] = [];
          for (const step of steps) {
            world.clock += 60_000;
            const decision = step === "close" ? "closed" : "reviewed";
            if (step === "amend") known.push(amend(world, linde, incident));
            else signOff(world, linde, incident, { amendments: [...known], decision });
          }
          const status = story(world, linde, incident).status;
          const house = world.state.houses.get(linde);
          const records = (["amendment", "signOff"] as const).flatMap((type) =>
            [...(house?.[type] ?? [])].map(([record, payload]) => ({ type, record, payload })),
          );
          const puts = records.map(({ type, record, payload }) => ({
            ...putIn(linde)(type, record, payload as never),
            by: house?.authors.get(record),
          }));
          for (const { type, record } of records)
            applyChange(world.state, removeFrom(linde)(type, record));
          const shuffled = puts
            .map((put) => ({ put, at: order.next().value ?? 0 }))
            .toSorted((a, b) => a.at - b.at);
          for (const { put } of shuffled) applyChange(world.state, put as Change);
          expect(story(world, linde, incident).status).toBe(status);
        },
      ),
      { numRuns: 60 },
    );
  });
});

describe("who wrote", () => {
  test("is whom the log names, whatever the record says", () => {
    const { world, linde } = night();
    const record = world.do("recordIncident", told(world, linde))[0];
    if (record?.is !== "put" || record.type !== "incident") throw new Error("no incident");
    forge(world, record, { member: "ab".repeat(16), manages: false });
    const view = incidentsView(world.state, { house: linde }, world.now);
    expect(record.payload.reporter).toBe("ee".repeat(16));
    expect(view?.lines[0]?.reporter).toBe("ab".repeat(16));
  });

  test("is forgotten and remembered with the record", () => {
    const { world, linde } = night();
    const record = world.do("recordIncident", told(world, linde))[0] as Change;
    const authors = () => world.state.houses.get(linde)?.authors;
    expect(authors()?.get(record.id)?.member).toBe("ee".repeat(16));
    const back = applyChange(world.state, removeFrom(linde)("incident", record.id));
    expect(authors()?.size).toBe(0);
    applyChange(world.state, back);
    expect(authors()?.get(record.id)?.member).toBe("ee".repeat(16));
  });
});

describe("what is due", () => {
  const due = (world: World, house: HouseId) =>
    dueTasks(world.state, house, world.now).map(({ kind, dueOn, dueAt, text, owner, asks }) => ({
      kind,
      dueOn,
      asks,
      ...(dueAt !== undefined && { dueAt }),
      ...(text !== undefined && { text }),
      ...(owner !== undefined && { owner }),
    }));

  test("of something serious: a manager within 24 hours, support for the team on the next day", () => {
    const { world, linde } = night();
    const incident = write(world, linde, { severity: 3, staffSupportOffered: "not_yet" });
    expect(due(world, linde)).toEqual([
      {
        kind: "incident_review",
        dueOn: "2026-07-05",
        dueAt: "2026-07-06T00:31:00Z",
        asks: true,
      },
      { kind: "staff_support", dueOn: "2026-07-05", asks: false },
    ]);
    world.manages = [linde];
    signOff(world, linde, incident);
    amend(world, linde, incident, { staffSupportOffered: "accepted" });
    // The amendment has not been read yet.
    expect(due(world, linde).map(({ kind }) => kind)).toEqual(["incident_review"]);
    const [amendment] = story(world, linde, incident).amendments;
    signOff(world, linde, incident, { amendments: amendment ? [amendment.id] : [] });
    expect(due(world, linde)).toEqual([]);
  });

  test("of something critical comes first, and says its kind and severity to those who have its keys", () => {
    const { world, linde } = night();
    const task = { house: linde, task: world.id<"task">(), text: "Boiler", dueOn: "2026-07-01" };
    world.do("addTask", task);
    write(world, linde, { severity: 3, type: "self_harm" });
    world.at("2026-07-05T02:00:00Z");
    write(world, linde, { severity: 4, type: "medical_emergency" });
    const first = dueTasks(world.state, linde, world.now).map(({ kind, incident }) => ({
      kind,
      ...incident,
    }));
    expect(first).toEqual([
      { kind: "incident_review", type: "medical_emergency", severity: 4 },
      { kind: "manual" },
      { kind: "incident_review", type: "self_harm", severity: 3 },
    ]);
  });

  test("of something that turned out to be serious: 24 hours from when that was said", () => {
    const { world, linde } = night();
    const incident = write(world, linde, { severity: 1 });
    expect(due(world, linde)).toEqual([]);
    world.at("2026-07-07T10:00:00Z");
    amend(world, linde, incident, { severity: 3 });
    expect(due(world, linde)).toMatchObject([
      { kind: "incident_review", dueAt: "2026-07-08T10:00:00Z" },
    ]);
  });

  test("of follow-ups: each on its day, for its owner, until it is marked as done, also after closing", () => {
    const { world, linde } = night();
    world.manages = [linde];
    const followUp = world.id<"followUp">();
    const owner = "cd".repeat(16);
    const task = "Change the lock of the yard door";
    const incident = write(world, linde, {
      followUps: [{ followUp, task, due: "2026-07-08", owner }],
    });
    signOff(world, linde, incident, { decision: "closed" });
    const line = { kind: "follow_up", dueOn: "2026-07-08", asks: false, text: task, owner };
    expect(due(world, linde)).toEqual([line]);
    const [open] = dueTasks(world.state, linde, world.now);
    const key = open?.key ?? "";
    world.do("finishTask", { house: linde, mark: world.id<"taskDone">(), key });
    expect(due(world, linde)).toEqual([]);
    const view = incidentView(world.state, { house: linde, incident }, world.now);
    expect(view?.followUps).toMatchObject([{ done: true }]);
  });
});

test("a sheet of handover tells that a follow-up is due, and not a word of the incident", () => {
  const { world, linde } = night();
  const task = "Ask Zinnia about the man at the gate";
  write(world, linde, {
    severity: 4,
    facts: "Zinnia saw him.",
    followUps: [{ followUp: world.id<"followUp">(), task, due: "2026-07-04" }],
  });
  const drafted = draftOf(world.state, linde, world.now).map(({ line }) => line);
  expect(drafted.flatMap((line) => (line.is === "task" ? [line.kind] : []))).toContain("follow_up");
  expect(JSON.stringify(drafted)).not.toContain("Zinnia");
});

describe("what a screen is shown", () => {
  test("a resident by her called-name and code; without the key to residents only that she lives here", () => {
    const { world, linde } = night();
    const arrival = world.arrival(linde, [{ name: "Iris", bed: "1 A" }]);
    world.do("placeHousehold", arrival);
    const { stayRef } = arrival;
    const personRef = arrival.persons[0]?.personRef ?? id<"person">("0".repeat(32));
    const incident = write(world, linde, {
      people: [
        { role: "affected", who: { personRef, stayRef } },
        { role: "threat", who: { initials: "K. L." } },
      ],
    });
    const people = () => incidentView(world.state, { house: linde, incident }, world.now)?.people;
    expect(people()).toMatchObject([
      { role: "affected", calledName: "Iris" },
      { role: "threat", initials: "K. L." },
    ]);
    applyChange(world.state, removeFrom(linde)("householdFile", arrival.file));
    expect(people()).toEqual([
      { role: "affected", personRef },
      { role: "threat", initials: "K. L." },
    ]);
  });

  test("free beds of other houses where the place itself may not be safe, and nowhere else", () => {
    const { world, linde } = night();
    const weide = world.house("Weide", rooms);
    world.do("refreshOffer", { house: weide, offer: world.id<"offer">() });
    const at = (incident: Id<"incident">) =>
      incidentView(world.state, { house: linde, incident }, world.now)?.elsewhere;
    const disclosed = write(world, linde, { type: "location_disclosed", severity: 4 });
    expect(at(disclosed)).toMatchObject([{ codeName: "Weide", offerable: 4, largest: 2 }]);
    // Two people wrote it down at once. The newer word counts, also where it is that nothing is free.
    const [[, offer]] = [...world.state.organisation.houseOffer] as [[string, HouseOffer]];
    const later = world.id<"offer">();
    const full = {
      ...offer,
      asOf: instantOf(world.now.instant + 60_000),
      evenings: offer.evenings.map(({ evening }) => ({ evening, offerable: 0, largest: 0 })),
    };
    applyChange(world.state, putIn()("houseOffer", later, full));
    expect(at(disclosed)).toEqual([]);
    applyChange(world.state, removeFrom()("houseOffer", later));
    expect(at(write(world, linde))).toBeUndefined();
    const form = incidentForm(world.state, { house: linde }, world.now);
    expect(form?.elsewhere).toMatchObject([{ codeName: "Weide" }]);
    expect(form?.emergencyNumber).toBe("112");
  });

  test("the emergency number that the organisation has set", () => {
    const { world, linde } = night();
    world.do("setOrganisation", {
      organisation: world.id<"organisation">(),
      emergencyNumber: "111",
    });
    expect(incidentForm(world.state, { house: linde }, world.now)?.emergencyNumber).toBe("111");
  });
});
