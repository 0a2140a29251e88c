import { plusDays } from "#domain/dates.ts";
import { recordTypeNames, isHouseType } from "#domain/record-types.ts";
import type { State } from "#domain/state.ts";
import { brokenLaws } from "../domain/laws.ts";
import { brokenOverdue } from "../domain/stay-laws.ts";

/** Every law of the house that a state breaks around a moment; empty when all is well. */
export function broken(state: State, clock: number): readonly string[] {
  const today = new Date(clock).toISOString().slice(0, 10);
  return brokenLaws(state, { from: plusDays(today, -12), to: plusDays(today, 9), at: clock });
}

/** What time alone would break: in three years every stay that goes on is overdue, and nothing has changed by itself. */
export function brokenLater(state: State, clock: number): readonly string[] {
  const years = 3 * 366 * 86_400_000;
  const before = JSON.stringify(recordsOf(state));
  const broken = [clock, clock + years].flatMap((instant) => brokenOverdue(state, instant));
  return JSON.stringify(recordsOf(state)) === before ? broken : [...broken, "I-09: by itself"];
}

/** What was written once stands as it was: text by the id of its record (I-16). */
export function onceWritten(state: State): ReadonlyMap<string, string> {
  return new Map(
    [...state.houses.values()].flatMap(({ handoverNote, incident }) =>
      [...handoverNote, ...incident].map(([id, record]) => [id, JSON.stringify(record)] as const),
    ),
  );
}

/** All records of a state in one order, for two devices to be compared. Offers are refreshed by each client for itself. */
export function recordsOf(state: State): Readonly<Record<string, unknown>> {
  const found: Record<string, unknown> = {};
  for (const type of recordTypeNames.filter((name) => name !== "houseOffer")) {
    if (!isHouseType(type)) {
      for (const [id, record] of state.organisation[type]) found[`${type} ${id}`] = record;
      continue;
    }
    for (const house of state.houses.values()) {
      for (const [id, record] of house[type]) found[`${house.house} ${type} ${id}`] = record;
    }
  }
  return Object.fromEntries(Object.entries(found).toSorted(([a], [b]) => (a < b ? -1 : 1)));
}
