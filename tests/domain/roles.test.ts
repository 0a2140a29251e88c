import { expect, test } from "vitest";
import { runAct, type ActInput, type ActName } from "#domain/acts.ts";
import { undoOf } from "#domain/undo.ts";
import { presets } from "#domain/compartments.ts";
import { type Id, id } from "#domain/ids.ts";
import { applyChange, emptyState, type State } from "#domain/state.ts";
import { idleOf } from "#domain/house.ts";
import { roles } from "#domain/view-houses.ts";

const now = { instant: Date.UTC(2026, 6, 4, 21), timeZone: "Europe/Paris" };
const role = (at: number): Id<"role"> => id(String(at).padStart(32, "0"));

function attempt<N extends ActName>(state: State, act: N, input: ActInput<N>) {
  const outcome = runAct(state, { act, input }, now);
  if (outcome.ok) for (const change of outcome.changes) applyChange(state, change);
  return outcome.ok ? "done" : outcome.refusal;
}

test("a role is composed, changed under its id, and taken off the list; two may not have one name", () => {
  const state = emptyState();
  const { staff, volunteer } = presets;
  expect(attempt(state, "setRole", { role: role(1), name: " Night ", rights: staff })).toBe("done");
  expect(attempt(state, "setRole", { role: role(2), name: "NIGHT", rights: staff })).toEqual({
    code: "label-twice",
    label: "NIGHT",
  });
  expect(attempt(state, "setRole", { role: role(1), name: "Night", rights: volunteer })).toBe(
    "done",
  );
  expect(attempt(state, "setRole", { role: role(2), name: "Books", rights: staff })).toBe("done");
  expect(roles(state).map(({ name }) => name)).toEqual(["Books", "Night"]);
  expect(roles(state)[1]?.rights).toEqual(volunteer);
  const night = { role: role(1), name: "Night", rights: volunteer };
  expect(attempt(state, "removeRole", night)).toBe("done");
  expect(attempt(state, "removeRole", night)).toMatchObject({ code: "not-found" });
  expect(undoOf({ act: "removeRole", input: night }, () => "")).toEqual({
    act: "setRole",
    input: night,
  });
});

test("a role holds every compartment and a right from 0 to 3, or it is not written", () => {
  const state = emptyState();
  const { capacity: _, ...less } = presets.staff;
  for (const rights of [less, { ...presets.staff, team: 4 }, { ...presets.staff, attic: 1 }]) {
    const input = { role: role(1), name: "Odd", rights } as unknown as ActInput<"setRole">;
    expect(attempt(state, "setRole", input)).toMatchObject({ code: "not-well-formed" });
  }
});

test("the organisation says how long a screen may be left alone; until then it is 3 and 30 minutes", () => {
  const state = emptyState();
  expect(idleOf(state)).toEqual({ coverMs: 180_000, lockMs: 1_800_000 });
  const organisation = id<"organisation">("0".repeat(32));
  const input = { organisation, name: "L", neutralDisplayName: "L", coverAfterMinutes: 1 };
  expect(attempt(state, "setOrganisation", { ...input, lockAfterMinutes: 5 })).toBe("done");
  expect(idleOf(state)).toEqual({ coverMs: 60_000, lockMs: 300_000 });
  for (const exitTo of ["http://a.example", "https://", "javascript:alert(1)", "https://a b"]) {
    expect(attempt(state, "setOrganisation", { ...input, exitTo })).toMatchObject({
      code: "not-well-formed",
    });
  }
  expect(attempt(state, "setOrganisation", { ...input, exitTo: "https://a.example/x" })).toBe(
    "done",
  );
  expect(attempt(state, "setOrganisation", { ...input, exitTo: "" })).toBe("done");
});
