import { expect, test } from "vitest";
import type { Placement } from "#domain/records.ts";
import type { HouseholdFile } from "#domain/records-people.ts";
import type { State } from "#domain/state.ts";
import { smallTown } from "../domain/steps.ts";
import { broken } from "./checker.ts";

/** A town in which all is well, as plain data that a test can spoil. */
function town(): { state: State; clock: number } {
  const { world } = smallTown();
  return { state: structuredClone(world.state), clock: world.clock };
}

const firstOf = <T>(state: State, table: "placement" | "householdFile"): T => {
  const [house] = [...state.houses.values()];
  const [record] = house?.[table].values() ?? [];
  return record as T;
};

test("the checker finds nothing where all is well", () => {
  const { state, clock } = town();
  expect(broken(state, clock)).toEqual([]);
});

test("the checker finds a person with two beds, an interval that runs backwards, and an end past the maximum", () => {
  const twice = town();
  const placement = firstOf<Placement>(twice.state, "placement");
  const [assignment] = placement.assignments;
  if (assignment === undefined) throw new Error("nobody");
  const [house] = [...twice.state.houses.values()];
  const other = [...(house?.bed.keys() ?? [])].at(-1) as typeof assignment.bed;
  (placement.assignments as unknown[]).push({ ...assignment, bed: other });
  expect(broken(twice.state, twice.clock).some((law) => law.startsWith("I-02"))).toBe(true);

  const back = town();
  const [first] = firstOf<Placement>(back.state, "placement").assignments;
  (first as { to?: string }).to = "2026-01-01";
  expect(broken(back.state, back.clock).some((law) => law.startsWith("I-06"))).toBe(true);

  const late = town();
  const [stay] = firstOf<HouseholdFile>(late.state, "householdFile").stays;
  (stay as { plannedEnd?: string }).plannedEnd = "2099-01-01";
  expect(broken(late.state, late.clock)).toContain(`I-08 ${stay?.stayRef}`);
});
