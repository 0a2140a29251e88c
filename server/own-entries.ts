import type { Kysely } from "kysely";
import { type Entry, type LogId, equal, headOf, rosterLog, sameHead } from "#crypto/verify";
import type { Arrived } from "./arrivals.ts";
import type { Ledger, OpenOrg } from "./ledger.ts";
import { missingOf } from "./missing.ts";
import type { Tables } from "./store/tables.ts";

/** What entries are held against that speak of this server. */
export interface OwnPorts {
  readonly db: Kysely<Tables>;
  readonly ledger: Ledger;
  /** This server's own. */
  readonly logKey: Uint8Array;
  /** Whether anything is missing that was once signed. */
  readonly mayReset: (open: OpenOrg) => Promise<boolean>;
}

/**
 * Why entries are refused that any reader would take: they say of this server what is not so. It signs by its own key
 * and no other, and a log goes on where it stands here, after something of it was lost.
 */
export async function untrueHere(
  { db, ledger, logKey, mayReset }: OwnPorts,
  open: OpenOrg,
  commits: readonly Arrived[],
): Promise<"wrong-commit" | "not-allowed" | "moved" | undefined> {
  const entries = commits.flatMap(({ commit: { items } }): readonly Entry[] =>
    items.is === "entries" ? items.entries : [],
  );
  let resets = false;
  for (const entry of entries) {
    if (entry.is === "log-key" && !equal(entry.logKey, logKey)) return "wrong-commit";
    if (entry.is !== "reset") continue;
    resets = true;
    // Where the roster's own reset stands is every reader's to judge.
    if (entry.log === rosterLog) continue;
    const opened = await ledger.log(open, entry.log as LogId);
    if (opened === undefined) return "wrong-commit";
    await ledger.readLog(open, opened);
    if (sameHead(headOf(opened.state.frontier), entry.head)) continue;
    const named = { log: entry.log as LogId, ...entry.head };
    // It stood there a moment ago: more of it has come back.
    return (await missingOf(db, open, [named]))(named) === undefined ? "moved" : "wrong-commit";
  }
  return resets && !(await mayReset(open)) ? "not-allowed" : undefined;
}
