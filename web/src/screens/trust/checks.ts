import type { MessageKey } from "../../i18n/en/index.ts";
import type { Alarm, Trust } from "../../vault/engine.ts";

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

/** Alarms that say that the signed list of all logs, and what this device has seen, cannot both be true. */
const againstList: ReadonlySet<Alarm["code"]> = new Set([
  "heads-unsigned",
  "heads-rolled-back",
  "heads-forked",
  "heads-inconsistent",
  "log-left-out",
  "append-torn",
]);

/** The signed list of all logs, as this device holds it against what it has read. `seen` is an instant, epoch ms. */
function listed({ heads }: Trust, alarms: readonly Alarm[]): Check {
  const bad = alarms.some(({ code }) => againstList.has(code));
  const state = bad ? "bad" : heads === undefined ? "going" : "done";
  const values = heads && { logs: heads.logs, size: heads.size, seen: heads.seenAt };
  return {
    what: "trust.listed",
    detail: `trust.listed.${state}`,
    state,
    values: values ?? {},
    ...at(heads?.checkedAt),
  };
}

/** What this device checked, from the engine's own numbers; nothing is said that it did not count. */
export function checksOf(trust: Trust, alarms: readonly Alarm[] = []): readonly Check[] {
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
    listed(trust, alarms),
    {
      what: "trust.allowed",
      detail: `trust.allowed.${writers}`,
      state: writers,
      values: { signatures, entries, members: trust.members, skipped: trust.skipped.length },
      ...at(verifiedAt),
    },
  ];
}
