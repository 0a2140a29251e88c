import type { Trust } from "../../vault/engine.ts";

/** One line of what this device checked itself: its name in the catalogue, its numbers, and when (epoch ms). */
export interface Check {
  readonly name: "inLog" | "onlyGrew" | "allowed" | "heads";
  readonly state: "done" | "going" | "bad";
  readonly values: Readonly<Record<string, number | string>>;
  readonly at?: number;
}

const sum = (numbers: readonly number[]): number => numbers.reduce((all, one) => all + one, 0);
const latest = (times: readonly (number | undefined)[]): number | undefined => {
  const known = times.filter((time) => time !== undefined);
  return known.length === 0 ? undefined : Math.max(...known);
};
const at = (time: number | undefined): { at?: number } => (time === undefined ? {} : { at: time });

/** What this device checked, from the engine's own numbers; nothing is said that it did not count. */
export function checksOf(trust: Trust): readonly Check[] {
  const entries = sum(trust.vaults.map((vault) => vault.entries));
  const signatures = sum(trust.vaults.map((vault) => vault.signaturesVerified));
  const unreadable = sum(trust.vaults.map((vault) => vault.unreadable));
  const verifiedAt = latest(trust.vaults.map((vault) => vault.verifiedAt));
  return [
    {
      name: "inLog",
      state: unreadable > 0 ? "bad" : "done",
      values: {
        entries,
        records: sum(trust.vaults.map((vault) => vault.records)),
        vaults: trust.vaults.length,
        unreadable,
      },
      ...at(trust.headsCheckedAt),
    },
    {
      name: "onlyGrew",
      state: "done",
      values: { on: trust.firstSeen.on, from: trust.firstSeen.rosterSize, now: trust.rosterSize },
      ...at(trust.headsCheckedAt),
    },
    {
      name: "allowed",
      state: trust.skipped.length > 0 ? "bad" : signatures < entries ? "going" : "done",
      values: { signatures, entries, members: trust.members, skipped: trust.skipped.length },
      ...at(verifiedAt),
    },
  ];
}
