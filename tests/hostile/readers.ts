import type { Kysely } from "kysely";
import { type LogState, type OrgId, type Roster, type VaultId, rosterLog, toHex } from "#crypto";
import { Ledger } from "#server/ledger.ts";
import type { Tables } from "#server/store/tables.ts";
import { Book } from "#vault/book.ts";
import * as secondLog from "../second/log.ts";
import * as secondRoster from "../second/roster.ts";
import { storeLog } from "./stored.ts";

/** An organisation's bytes as they stand on a server. */
export interface Written {
  readonly org: OrgId;
  readonly roster: readonly Uint8Array[];
  readonly logs: ReadonlyMap<VaultId, readonly Uint8Array[]>;
}

/** What a reader makes of one log: how much of it she takes, what she skips and why, and what is live. */
export interface Reading {
  readonly size: number;
  readonly skipped: readonly (readonly [position: number, code: string])[];
  readonly live: readonly string[];
}

/** A reader's answer: of the roster, then of each vault. */
export type Answer = readonly Reading[];

/** The product's client, as it takes pages. With `later` signatures are checked once all of a log is read. */
export function readAsClient({ org, roster, logs }: Written, check: "now" | "later"): Answer {
  const book = new Book(org);
  for (const bytes of roster) if (!book.take(rosterLog, frame(bytes), "now").ok) break;
  book.agree(rosterLog);
  for (const [vault, commits] of logs) {
    for (const bytes of commits) if (!book.take(vault, frame(bytes), check).ok) break;
    const late = book.behind.get(vault)?.check(book.roster, commits.length);
    if (late?.is !== "false") continue;
    book.forget(vault);
    for (const bytes of commits) if (!book.take(vault, frame(bytes), "now").ok) break;
  }
  return [ofRoster(book.roster), ...[...logs.keys()].map((vault) => ofLog(book.state(vault)))];
}

/** The product's server, from tables into which somebody has written. */
export async function readAsServer(db: Kysely<Tables>, written: Written): Promise<Answer> {
  const { org, roster, logs } = written;
  await storeLog(db, org, rosterLog, roster);
  for (const [vault, commits] of logs) await storeLog(db, org, vault, commits);
  const ledger = new Ledger(db, new Uint8Array(32));
  const open = await ledger.organisation(org);
  if (open === undefined) return [{ size: 0, skipped: [], live: [] }];
  const readings = [ofRoster(open.roster)];
  for (const vault of logs.keys()) {
    const log = await ledger.log(open, vault);
    if (log !== undefined) readings.push(ofLog(log.state));
  }
  return readings;
}

/** The second implementation, which gives no reasons: every code is empty. */
export function readAsSecond({ roster, logs }: Written): Answer {
  let known = secondRoster.nothing();
  const skipped: [number, string][] = [];
  for (const [position, bytes] of roster.entries()) {
    const { class: is, roster: grown } = secondRoster.next(known, bytes);
    if (is === "tree-fault") break;
    if (is === "commit-fault") skipped.push([position, ""]);
    known = grown;
  }
  const of = (vault: VaultId, commits: readonly Uint8Array[]): Reading => {
    let log = secondLog.emptyLog(vault);
    const passed: [number, string][] = [];
    for (const [position, bytes] of commits.entries()) {
      const { class: is, log: grown } = secondLog.read(known, log, bytes);
      if (is === "tree-fault") break;
      if (is === "commit-fault") passed.push([position, ""]);
      log = grown;
    }
    const live = Object.entries(log.live).map(([record, one]) =>
      [record, one.kind, one.version, one.envelope, one.author].join(" "),
    );
    return { size: log.commits.length, skipped: passed, live: live.sort() };
  };
  return [
    { size: known.commits.length, skipped, live: [] },
    ...[...logs].map(([vault, commits]) => of(vault, commits)),
  ];
}

/** An answer without its reasons, to be compared with the second implementation's. */
export const withoutReasons = (answer: Answer): Answer =>
  answer.map(({ skipped, ...rest }) => ({
    ...rest,
    skipped: skipped.map(([position]) => [position, ""] as const),
  }));

const frame = (bytes: Uint8Array) => ({ bytes, envelopes: [] });

const ofRoster = ({ head, skipped }: Roster): Reading => ({
  size: head.size,
  skipped: skipped.map(({ position, code }) => [position, code] as const),
  live: [],
});

const ofLog = ({ frontier, skipped, live }: LogState): Reading => ({
  size: frontier.size,
  skipped: skipped.map(({ position, code }) => [position, code] as const),
  live: [...live]
    .map(([record, one]) =>
      [record, one.kind, one.version, toHex(one.envelopeHash), one.author].join(" "),
    )
    .sort(),
});
