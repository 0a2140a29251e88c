import { expect, test } from "vitest";
import type { LogId, OrgId } from "#crypto";
import { Alarms } from "./alarms.ts";
import type { Facts } from "./facts.ts";

const log = "11".repeat(16) as LogId;

test("however often one thing goes wrong and ends, no alarm of another kind is put away by it", () => {
  const facts = {
    known: { alarms: [] as unknown[], past: [] },
    change: async (change: object) => Object.assign(facts.known, change),
  };
  const ports = { clock: () => 1, changed: () => undefined };
  const alarms = new Alarms(facts as unknown as Facts, "22".repeat(32) as OrgId, ports);
  alarms.raise(log, "log-rolled-back");
  alarms.agreed(log);
  for (let i = 0; i < 1_000; i++) {
    alarms.raise(log, "acknowledgement-unsigned");
    alarms.agreed(log);
  }
  expect(alarms.all).toEqual([]);
  expect(alarms.past.map(({ code }) => code)).toContain("log-rolled-back");
  expect(alarms.past.length).toBeLessThan(50);
});
