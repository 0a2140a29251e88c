import { expect, test } from "vitest";
import type { TeamMember } from "../../vault/engine.ts";
import { leadsTo } from "./words.ts";

const member = (...rights: readonly object[]): TeamMember =>
  ({ member: "a".repeat(32), rights }) as unknown as TeamMember;

test("keys to boxes that this device cannot name are keys all the same", () => {
  const here = { vault: "v", right: 1, house: "h", compartment: "capacity" };
  const unnamed = { vault: "w", right: 3 };
  const team = { vault: "x", right: 1, compartment: "team" };
  expect(leadsTo(member(here, unnamed))).toBe("house");
  expect(leadsTo(member(team, unnamed))).toBe("elsewhere");
  expect(leadsTo(member(team))).toBe("nowhere");
  expect(leadsTo(member())).toBe("nowhere");
});
