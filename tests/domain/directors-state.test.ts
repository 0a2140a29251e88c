import { expect, test } from "vitest";
import { presets } from "#domain/compartments.ts";
import { putIn } from "#domain/change.ts";
import type { HouseId } from "#domain/compartments.ts";
import { recordTypeNames, recordTypes, isHouseType } from "#domain/record-types.ts";
import { applyChange, emptyState, type State } from "#domain/state.ts";
import { houses } from "#domain/view-houses.ts";
import { leaving } from "#domain/view-leaving.ts";
import { outlook } from "#domain/view-outlook.ts";
import { report } from "#domain/view-report.ts";
import { julyExample } from "./july.ts";

/** What a director's keys open of a state: the records of the compartments that her preset reads. */
function openedBy(state: State, reads: (compartment: string) => boolean): State {
  const opened = emptyState();
  for (const type of recordTypeNames) {
    if (!reads(recordTypes[type].compartment)) continue;
    const tables: [HouseId | undefined, ReadonlyMap<string, unknown>][] = isHouseType(type)
      ? [...state.houses].map(([house, there]) => [house, there[type]])
      : [[undefined, state.organisation[type as "house"]]];
    for (const [house, table] of tables) {
      for (const [id, payload] of table)
        applyChange(opened, putIn(house)(type, id, payload as never));
    }
  }
  return opened;
}

test("a director, who reads no resident's file, sees every figure of capacity and reports, and no name", () => {
  const { world } = julyExample();
  const rights: { readonly [compartment: string]: number } = presets.director;
  const hers = openedBy(world.state, (compartment) => (rights[compartment] ?? 0) > 0);
  const july = { from: "2026-07-01", to: "2026-08-01" };
  expect(report(hers, july, world.now)).toEqual(report(world.state, july, world.now));
  expect(leaving(hers, july, world.now)).toEqual(leaving(world.state, july, world.now));
  expect(outlook(hers, {}, world.now)).toEqual(outlook(world.state, {}, world.now));
  expect(houses(hers, {}, world.now)).toEqual(houses(world.state, {}, world.now));
  expect([...hers.houses.values()].every((house) => house.householdFile.size === 0)).toBe(true);
  const names = [...world.state.houses.values()]
    .flatMap((house) => [...house.householdFile.values()])
    .flatMap(({ persons }) => persons.map(({ calledName }) => calledName));
  expect(names).toContain("child of S1");
  const shown = JSON.stringify([
    report(hers, july, world.now),
    leaving(hers, july, world.now),
    outlook(hers, {}, world.now),
  ]);
  expect(names.filter((name) => shown.includes(`"${name}"`))).toEqual([]);
});
