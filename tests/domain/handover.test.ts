// Over 300 lines: one sheet, from its draft to its last reading mark.
import { describe, expect, test } from "vitest";
import type { HouseId } from "#domain/compartments.ts";
import { instantOf } from "#domain/dates.ts";
import { draftOf } from "#domain/handover-draft.ts";
import type { Id } from "#domain/ids.ts";
import type { HandoverLine } from "#domain/records-handover.ts";
import { shiftOf } from "#domain/shifts.ts";
import { runView } from "#domain/views.ts";
import { World } from "./world.ts";

interface Made {
  readonly world: World;
  readonly house: HouseId;
}

/** 21:00 in Paris. */
function linde(at = "2026-07-05T19:00:00Z"): Made {
  const world = new World(at);
  const house = world.house("Linde", [
    { label: "1", mode: "household_exclusive", beds: ["A", "B"] },
    { label: "2", mode: "shared", beds: ["A", "B", "C"] },
  ]);
  return { world, house };
}

const draft = ({ world, house }: Made): readonly HandoverLine[] =>
  draftOf(world.state, house, world.now).map(({ line }) => line);
const told = (made: Made) => draft(made).map(({ is }) => is);
const view = ({ world, house }: Made, member?: string) => {
  const now = member === undefined ? world.now : { ...world.now, member };
  const shown = runView(world.state, { name: "handover", args: { house } }, now);
  if (shown === undefined) throw new Error("nothing is shown");
  return shown;
};

function close(made: Made, more: { lines?: HandoverLine[]; items?: string[] } = {}) {
  const { world, house } = made;
  const note = world.id<"handoverNote">();
  const { shift, date, since, open } = view(made);
  const carried = open.map(({ item }) => item);
  const items = (more.items ?? []).map((text) => ({
    item: world.id<"openItem">(),
    section: "house" as const,
    text,
  }));
  const lines = more.lines ?? draft(made);
  world.do("closeHandover", { house, note, shift, date, since, lines, carried, items });
  return { note, items: items.map(({ item }) => item) };
}

const bea = "be".repeat(16);

/** Somebody else than the world's own member acts. */
function as(world: World, member: string, deed: () => void): void {
  const mine = world.member;
  world.member = member;
  deed();
  world.member = mine;
}

describe("a drafted sheet", () => {
  test("tells who came, moved, left, is expected and is due since the last one, and what is out of service", () => {
    const made = linde();
    const { world, house } = made;
    const iris = world.place(house, [{ name: "Iris", bed: "2 A" }], { plannedEnd: "2026-07-07" });
    const fern = world.place(house, [{ name: "Fern", bed: "2 B" }]);
    world.at("2026-07-05T20:00:00Z");
    world.do("moveHousehold", {
      house,
      stayRef: iris,
      reason: "request",
      moves: [{ personRef: personOf(world, house, iris), bed: world.bed(house, "2 C") }],
    });
    world.depart(house, fern);
    world.do("blockBeds", {
      house,
      block: world.id<"block">(),
      on: { bed: world.bed(house, "1 B") },
      reason: "repair",
    });
    world.do("holdBeds", {
      house,
      hold: world.id<"hold">(),
      beds: [world.bed(house, "2 A")],
      nights: 1,
    });
    expect(told(made).toSorted()).toEqual([
      "arrived",
      "arrived",
      "departed",
      "expected",
      "moved",
      "out_of_service",
      "planned_end",
    ]);
    expect(draft(made).find(({ is }) => is === "moved")).toEqual({
      is: "moved",
      section: "residents",
      stayRef: iris,
      calledName: "Iris",
      persons: 1,
      on: "2026-07-05",
      from: { room: "2", bed: "A" },
      to: { room: "2", bed: "C" },
    });
  });

  test("does not tell the same news twice, but says again how things stand", () => {
    const made = linde();
    const { world, house } = made;
    world.place(house, [{ name: "Iris", bed: "2 A" }], { plannedEnd: "2026-07-06" });
    close(made);
    expect(told(made)).toEqual(["planned_end"]);
    world.at("2026-07-06T05:00:00Z");
    world.place(house, [{ name: "Fern", bed: "2 B" }]);
    expect(told(made).toSorted()).toEqual(["arrived", "planned_end"]);
  });

  test("tells on the next sheet what was written down later than it happened", () => {
    const made = linde();
    const { world, house } = made;
    close(made);
    world.at("2026-07-05T20:00:00Z");
    world.place(house, [{ name: "Iris", bed: "2 A" }], { at: "2026-07-05T18:30:00Z" });
    expect(told(made)).toEqual(["arrived"]);
    close(made);
    expect(told(made)).toEqual([]);
  });

  test("leaves out a line that the writer left out, also the next time", () => {
    const made = linde();
    const { world, house } = made;
    world.place(house, [{ name: "Iris", bed: "2 A" }]);
    world.at("2026-07-05T20:00:00Z");
    close(made, { lines: [] });
    world.at("2026-07-06T05:00:00Z");
    expect(told(made)).toEqual([]);
  });

  test("holds tasks that ask for somebody now, and no planned end twice", () => {
    const made = linde();
    const { world, house } = made;
    const add = (text: string, dueOn: string) =>
      world.do("addTask", { house, task: world.id<"task">(), text, dueOn });
    add("Call the school", "2026-07-05");
    add("Order cots", "2026-07-09");
    world.place(house, [{ name: "Iris", bed: "2 A" }], { plannedEnd: "2026-07-05" });
    world.at("2026-07-06T19:00:00Z");
    const lines = draft(made);
    expect(lines.filter(({ is }) => is === "task")).toMatchObject([{ text: "Call the school" }]);
    expect(lines.filter(({ is }) => is === "planned_end")).toHaveLength(1);
  });
});

describe("a closed sheet", () => {
  test("is written once: the same id again is refused, and nothing in it changes afterwards", () => {
    const made = linde();
    const { world, house } = made;
    const stayRef = world.place(house, [{ name: "Iris", bed: "2 A" }]);
    const { note } = close(made);
    const before = structuredClone(world.state.houses.get(house)?.handoverNote.get(note));
    const { shift, date, since } = view(made);
    const again = { house, note, shift, date, since, lines: [], carried: [], items: [] };
    expect(world.refusal("closeHandover", again).code).toBe("already-there");
    world.at("2026-07-05T21:00:00Z");
    world.depart(house, stayRef);
    expect(world.state.houses.get(house)?.handoverNote.get(note)).toEqual(before);
    expect(view(made).notes[0]?.lines).toMatchObject([{ is: "arrived", calledName: "Iris" }]);
  });

  test("written twice for one shift is two sheets, and the other shift reads both", () => {
    const made = linde();
    const { world, house } = made;
    const notes = [world.id<"handoverNote">(), world.id<"handoverNote">()];
    const { shift, date, since } = view(made);
    const outcomes = notes.map((note) =>
      world.try("closeHandover", {
        house,
        note,
        shift,
        date,
        since,
        lines: [],
        carried: [],
        items: [],
      }),
    );
    for (const outcome of outcomes) world.take(outcome);
    expect(view(made, bea).notes.map(({ mine }) => mine)).toEqual(["unread", "unread"]);
    as(world, bea, () =>
      world.do("readHandover", {
        house,
        marks: notes.map((note) => ({ note, mark: world.id<"handoverRead">() })),
      }),
    );
    expect(view(made, bea).notes.map(({ mine }) => mine)).toEqual(["read", "read"]);
  });

  test("shows who read it and when; nobody reads her own, nor twice", () => {
    const made = linde();
    const { world, house } = made;
    const { note } = close(made);
    const marks = () => [{ note, mark: world.id<"handoverRead">() }];
    expect(world.refusal("readHandover", { house, marks: marks() }).code).toBe("nothing-to-do");
    world.at("2026-07-06T04:00:00Z");
    as(world, bea, () => {
      world.do("readHandover", { house, marks: marks() });
      expect(world.refusal("readHandover", { house, marks: marks() }).code).toBe("nothing-to-do");
    });
    expect(view(made).notes[0]?.reads).toEqual([
      { by: bea, at: Date.parse("2026-07-06T04:00:00Z") },
    ]);
  });

  test("can be taken back at once, and not once it was read, built on, or by somebody else", () => {
    const made = linde();
    const { world, house } = made;
    const before = structuredClone(world.state);
    const first = close(made, { items: ["Cellar lamp"] });
    as(world, bea, () =>
      expect(world.refusal("undoHandover", { house, ...first }).code).toBe("changed-since"),
    );
    world.do("undoHandover", { house, ...first });
    expect(world.state).toEqual(before);
    const { note, items } = close(made);
    const mark = world.id<"handoverRead">();
    as(world, bea, () => world.do("readHandover", { house, marks: [{ note, mark }] }));
    expect(world.refusal("undoHandover", { house, note, items })).toEqual({
      code: "changed-since",
      what: "handover",
    });
    as(world, bea, () => world.do("unreadHandover", { house, marks: [mark] }));
    world.at("2026-07-05T19:10:00Z");
    close(made);
    expect(world.refusal("undoHandover", { house, note, items }).code).toBe("changed-since");
  });

  test("older than three days need not be read by somebody new, and leaves the list after 90", () => {
    const made = linde();
    close(made);
    made.world.at("2026-07-10T19:00:00Z");
    close(made);
    expect(view(made, bea).notes.map(({ mine }) => mine)).toEqual(["unread", "earlier"]);
    made.world.at("2026-10-05T19:00:00Z");
    expect(view(made, bea).notes.map(({ mine }) => mine)).toEqual(["unread"]);
  });
});

describe("an open item", () => {
  test("is carried from sheet to sheet until it is settled, and the sheets before still show it", () => {
    const made = linde();
    const { world, house } = made;
    const first = close(made, { items: ["Cellar lamp"] });
    const [item] = first.items as [Id<"openItem">];
    expect(view(made).open.map(({ text }) => text)).toEqual(["Cellar lamp"]);
    world.at("2026-07-06T05:00:00Z");
    const second = close(made);
    world.at("2026-07-06T06:00:00Z");
    world.do("settleOpenItem", { house, item });
    expect(view(made).open).toEqual([]);
    close(made);
    const carried = view(made).notes.map((note) => note.carried.map(({ text }) => text));
    expect(carried).toEqual([[], ["Cellar lamp"], ["Cellar lamp"]]);
    expect(view(made).notes[1]?.note).toBe(second.note);
    expect(view(made).notes[1]?.carried[0]?.closedAt).toBe(world.clock);
    world.do("reopenOpenItem", { house, item });
    expect(view(made).open).toHaveLength(1);
  });

  test("settled by two at once is settled; the second is told that nothing is left to do", () => {
    const made = linde();
    const { world, house } = made;
    const item = world.id<"openItem">();
    world.do("addOpenItem", { house, item, section: "house", text: "Cellar lamp" });
    world.do("settleOpenItem", { house, item });
    expect(world.refusal("settleOpenItem", { house, item }).code).toBe("nothing-to-do");
  });

  test("that no sheet carries can be taken away, one that a sheet carries only settled", () => {
    const made = linde();
    const { world, house } = made;
    const before = structuredClone(world.state);
    const item = world.id<"openItem">();
    const add = () =>
      world.do("addOpenItem", { house, item, section: "other", text: "Keys of the shed" });
    add();
    world.do("dropOpenItem", { house, item });
    expect(world.state).toEqual(before);
    add();
    close(made);
    expect(world.refusal("dropOpenItem", { house, item }).code).toBe("changed-since");
  });
});

describe("the shift by the clock", () => {
  test.each([
    ["2026-07-05T04:10:00Z", "night", "2026-07-04"],
    ["2026-07-05T12:30:00Z", "early", "2026-07-05"],
    ["2026-07-05T20:15:00Z", "late", "2026-07-05"],
    ["2026-07-05T23:45:00Z", "night", "2026-07-05"],
    ["2026-07-06T01:00:00Z", "night", "2026-07-05"],
    ["2026-10-25T05:30:00Z", "night", "2026-10-24"],
  ])("that hands over at %s in Paris is the %s of %s", (at, shift, date) => {
    expect(shiftOf(Date.parse(at), "Europe/Paris")).toEqual({ shift, date });
    expect(instantOf(Date.parse(at))).toBe(at);
  });
});

function personOf(world: World, house: HouseId, stay: string) {
  const placements = [...(world.state.houses.get(house)?.placement.values() ?? [])];
  const found = placements.find(({ stayRef }) => stayRef === stay)?.assignments[0]?.personRef;
  if (found === undefined) throw new Error("nobody");
  return found;
}

describe("a sheet about incidents and absences", () => {
  test("tells an incident by type and severity alone, and once", () => {
    const made = linde();
    const { world, house } = made;
    world.do("recordIncident", {
      house,
      incident: world.id<"incident">(),
      type: "theft_or_damage",
      severity: 2,
      people: [],
      facts: "The word that must not leave its compartment",
      immediateActions: [],
      notified: [],
      safeguarding: "no_concern",
      staffSupportOffered: "not_needed",
      followUps: [{ followUp: world.id<"followUp">(), task: "Secret step", due: "2026-07-05" }],
    });
    expect(draft(made).find(({ is }) => is === "incident")).toMatchObject({
      section: "safety",
      type: "theft_or_damage",
      severity: 2,
    });
    expect(JSON.stringify(draft(made))).not.toMatch(/must not leave|Secret/);
    close(made);
    expect(told(made)).not.toContain("incident");
  });

  test("says who is away on every sheet, that she is back once, and never that she left", () => {
    const made = linde();
    const { world, house } = made;
    const stayRef = world.place(house, [{ name: "Iris", bed: "2 A" }]);
    close(made);
    const person = personOf(world, house, stayRef);
    world.do("recordAbsence", {
      house,
      stayRef,
      persons: [person],
      kind: "hospital",
      bedKept: false,
      expectedOn: "2026-07-08",
    });
    const away = { is: "away", calledName: "Iris", kind: "hospital", back: "2026-07-08" };
    expect(draft(made).filter(({ is }) => is !== "task")).toMatchObject([away]);
    close(made);
    world.at("2026-07-06T19:00:00Z");
    expect(draft(made).filter(({ is }) => is !== "task")).toMatchObject([away]);
    world.do("endAbsence", {
      house,
      stayRef,
      persons: [{ personRef: person, bed: world.bed(house, "2 A") }],
    });
    expect(told(made)).toContain("back");
    expect(told(made)).not.toContain("departed");
    close(made);
    expect(told(made)).toEqual([]);
  });
});

test("sheets go after ninety days, with who has read them and what was settled; what is open stays", () => {
  const made = linde();
  const { world, house } = made;
  const { note, items } = close(made, { items: ["Cellar lamp", "Key of room 2"] });
  const mark = world.id<"handoverRead">();
  as(world, bea, () => world.do("readHandover", { house, marks: [{ note, mark }] }));
  const [lamp, key] = items as [Id<"openItem">, Id<"openItem">];
  world.do("settleOpenItem", { house, item: lamp });
  const keep = (at: string) =>
    world
      .at(at)
      .do("keepRetention", { house })
      .map(({ is, id }) => [is, id]);
  expect(keep("2026-10-02T10:00:00Z")).toEqual([]);
  expect(keep("2026-10-03T10:00:00Z")).toEqual([
    ["remove", mark],
    ["remove", note],
    ["remove", lamp],
  ]);
  expect(keep("2027-10-03T10:00:00Z")).toEqual([]);
  expect([...(world.state.houses.get(house)?.openItem.keys() ?? [])]).toEqual([key]);
});
