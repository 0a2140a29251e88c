import type { MessageKey } from "../../i18n/en/index.ts";
import type { Trust } from "../../vault/engine.ts";

/** One line of what this device checked itself: what, with which numbers, and when (epoch ms). */
export interface Check {
  readonly what: MessageKey;
  readonly detail: MessageKey;
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
  const sealed = sum(trust.vaults.map((vault) => vault.sealed));
  const unreadable = sum(trust.vaults.map((vault) => vault.unreadable));
  const writers = trust.skipped.length > 0 ? "bad" : signatures < entries ? "going" : "done";
  const verifiedAt = latest(trust.vaults.map((vault) => vault.verifiedAt));
  return [
    {
      what: "trust.inLog",
      detail: `trust.inLog.${unreadable > 0 ? "bad" : sealed > 0 ? "sealed" : "done"}`,
      state: unreadable > 0 ? "bad" : "done",
      values: {
        entries,
        sealed,
        records: sealed + sum(trust.vaults.map((vault) => vault.records)),
        vaults: trust.vaults.length,
        unreadable,
      },
      ...at(trust.headsCheckedAt),
    },
    {
      what: "trust.onlyGrew",
      detail: "trust.onlyGrew.done",
      state: "done",
      values: { on: trust.firstSeen.on, from: trust.firstSeen.rosterSize, now: trust.rosterSize },
      ...at(trust.headsCheckedAt),
    },
    {
      what: "trust.allowed",
      detail: `trust.allowed.${writers}`,
      state: writers,
      values: { signatures, entries, members: trust.members, skipped: trust.skipped.length },
      ...at(verifiedAt),
    },
  ];
}
