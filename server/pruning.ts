import type { Kysely } from "kysely";
import {
  type Leaf,
  Writer,
  envelopeName,
  hasEnvelope,
  namesEnvelope,
  parseCommit,
  requestOf,
  toHex,
} from "#crypto/verify";
import type { Arrived } from "./arrivals.ts";
import type { OpenLog } from "./ledger.ts";
import { readEnvelopes } from "./pages.ts";
import { type StoredCommit, commitsFrom } from "./store/logs.ts";
import { type Prune, duePrunes, endPrunes, keepEnvelopes } from "./store/prunes.ts";
import type { Tables } from "./store/tables.ts";

/** Days until bytes go that nobody has sealed anew and for which no second person asked. */
const waitDays = 7;
/** Commits looked through at once. */
const step = 500;

/**
 * The envelopes that commits prune, before they are taken. What was sealed anew, and what two who manage have asked for,
 * goes at once; an older version after a week, in which a mistake can be undone by whoever keeps the backups.
 * docs/protocol.md §4.
 */
export function prunesIn({ id, state }: OpenLog, commits: readonly Arrived[]): Prune[] {
  const prunes: Prune[] = [];
  for (const { commit } of commits) {
    if (commit.items.is !== "leaves") continue;
    for (const leaf of commit.items.leaves) {
      if (leaf.kind !== "prune") continue;
      const sealedAnew = state.live.get(leaf.record)?.replaced ?? [];
      const atOnce =
        requestOf(leaf) !== undefined || sealedAnew.some((one) => namesEnvelope(leaf, one));
      prunes.push({ log: id, hash: leaf.envelopeHash, afterDays: atOnce ? 0 : waitDays });
    }
  }
  return prunes;
}

/**
 * Drops the bytes that prunes have named, log by log. Each log is one transaction, so that a server that dies in it has
 * either dropped and struck off, or will begin again.
 */
export class Pruning {
  readonly #db: Kysely<Tables>;
  readonly #everyMs: number;
  #timer: NodeJS.Timeout | undefined;
  #working: Promise<void> = Promise.resolve();

  constructor(db: Kysely<Tables>, everyMs = 60_000) {
    this.#db = db;
    this.#everyMs = everyMs;
  }

  /** Begins to look by itself. */
  start(): void {
    this.#timer = setInterval(() => void this.tick(), this.#everyMs).unref();
    void this.tick();
  }

  /** Stops, after the log that is being gone through. */
  async stop(): Promise<void> {
    clearInterval(this.#timer);
    await this.#working;
  }

  /** Drops what is due now. What fails is tried again at the next tick. */
  tick(): Promise<void> {
    this.#working = this.#working.then(() => this.#dropAll()).catch(() => undefined);
    return this.#working;
  }

  async #dropAll(): Promise<void> {
    for (let after = 0; ;) {
      const due = await duePrunes(this.#db, after);
      if (due === undefined) return;
      after = due.log;
      // What fails in one log keeps no other waiting.
      await this.#drop(due.log, due.hashes).catch(() => undefined);
    }
  }

  async #drop(log: number, hashes: readonly Uint8Array[]): Promise<void> {
    const named = new Set(hashes.map(toHex));
    await this.#db.transaction().execute(async (transaction) => {
      const going = new Set<string>();
      const holding: number[] = [];
      for (let from = 0; ; from += step) {
        const rows = await commitsFrom(transaction, log, { from, most: step });
        if (rows.length === 0) break;
        for (const [i, row] of rows.entries()) {
          const leaves = leavesOf(row).filter((leaf) => named.has(toHex(leaf.envelopeHash)));
          for (const leaf of leaves) if (leaf.kind === "prune") going.add(envelopeName(leaf));
          if (leaves.some(({ kind }) => hasEnvelope(kind))) holding.push(from + i);
        }
      }
      for (const position of holding) {
        const [row] = await commitsFrom(transaction, log, { from: position, most: 1 });
        const without = row && withoutEnvelopes(row, going);
        if (without !== undefined) await keepEnvelopes(transaction, { log, position }, without);
      }
      await endPrunes(transaction, log, hashes);
    });
  }
}

const leavesOf = ({ bytes }: StoredCommit): readonly Leaf[] => {
  const commit = parseCommit(bytes);
  return commit.ok && commit.value.items.is === "leaves" ? commit.value.items.leaves : [];
};

/** A commit's envelopes with an empty one in the place of each that is named; undefined where it has none of them. */
function withoutEnvelopes(row: StoredCommit, named: ReadonlySet<string>): Uint8Array | undefined {
  const sealed = leavesOf(row).filter((leaf) => hasEnvelope(leaf.kind));
  let found = false;
  const envelopes = readEnvelopes(row.envelopes).map((envelope, i) => {
    const leaf = sealed[i];
    if (leaf === undefined || !named.has(envelopeName(leaf))) return envelope;
    found = true;
    return new Uint8Array(0);
  });
  if (!found) return undefined;
  return new Writer().list(envelopes, (w, envelope) => w.block(envelope)).done();
}
