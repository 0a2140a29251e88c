import { expect, test } from "vitest";
import { houseId } from "#domain/compartments.ts";
import { recordTypes } from "#domain/record-types.ts";
import type { IncidentLine } from "#domain/view-incidents.ts";
import { emptyDraft, incidentInput } from "./incident-draft.ts";
import { filtered } from "./incident-filter.ts";

const house = houseId("ab".repeat(16));
const at = Date.parse("2026-07-05T00:31:00Z");

test("a draft of one sentence comes to an incident that is well formed", () => {
  const draft = { ...emptyDraft(), begunAt: at, facts: "  The bell rang twice. " };
  const { house: _, incident: __, occurredAt, ...said } = incidentInput(house, "other", draft);
  expect(occurredAt).toBe(at);
  const record = { ...said, reportedAt: "2026-07-05T00:40:00Z", reporter: "ee".repeat(16) };
  expect(record.facts).toBe("The bell rang twice.");
  expect(recordTypes.incident.check(record)).toBe(true);
});

test("ticks become what was done at once, with their time, and a called manager was told", () => {
  const draft = {
    ...emptyDraft(),
    begunAt: at,
    facts: "A man at the gate.",
    ticks: [
      { code: "manager_called", at },
      { code: "doors_locked", at: at + 60_000 },
    ] as const,
    alsoDone: "Curtains closed",
  };
  const input = incidentInput(house, "perpetrator_or_unknown_at_premises", {
    ...draft,
    ticks: [...draft.ticks],
  });
  expect(input.immediateActions).toEqual([
    { did: { code: "manager_called" }, at: "2026-07-05T00:31:00Z" },
    { did: { code: "doors_locked" }, at: "2026-07-05T00:32:00Z" },
    { did: { words: "Curtains closed" } },
  ]);
  expect(input.notified).toEqual([{ who: "manager", at: "2026-07-05T00:31:00Z" }]);
});

test("what was left empty is left out: people without initials, follow-ups without words, an unknown time", () => {
  const input = incidentInput(house, "other", {
    ...emptyDraft(),
    begunAt: at,
    when: { is: "unknown" },
    facts: "Nobody saw it.",
    people: [{ role: "involved", initials: "  " }],
    followUps: [{ task: " ", due: "2026-07-06", owner: "" }],
  });
  expect(input).not.toHaveProperty("occurredAt");
  expect(input.people).toEqual([]);
  expect(input.followUps).toEqual([]);
});

test("a filter shows what is not closed, of the wanted severity and kind", () => {
  const line = (status: IncidentLine["status"], more: Partial<IncidentLine>): IncidentLine => ({
    incident: "0" as IncidentLine["incident"],
    type: "other",
    severity: 2,
    status,
    isAmendedSince: false,
    reportedAt: at,
    reporter: "",
    people: [],
    beginning: "",
    ...more,
  });
  const lines = [
    line("submitted", { severity: 4, type: "self_harm" }),
    line("reviewed", {}),
    line("closed", {}),
  ];
  const all = { which: "all", severity: undefined, type: undefined } as const;
  expect(filtered(lines, all)).toHaveLength(3);
  expect(filtered(lines, { ...all, which: "open" })).toHaveLength(2);
  expect(filtered(lines, { ...all, severity: 4 })).toEqual([lines[0]]);
  expect(filtered(lines, { ...all, type: "other", which: "open" })).toEqual([lines[1]]);
});
