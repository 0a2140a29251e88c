import type { Kysely } from "kysely";
import {
  type Commit,
  type Grant,
  type Head,
  type LogHead,
  type LogId,
  type LogState,
  type MemberId,
  type Result,
  type Roster,
  type SealedBox,
  type VaultId,
  Writer,
  applyCommit,
  boxHash,
  boxLength,
  checkEpochBoxes,
  equal,
  err,
  fold,
  headOf,
  judge,
  ok,
  rosterLog,
} from "#crypto/verify";
import type { Append } from "#contract/append.ts";
import type { ServerError } from "#contract/errors.ts";
import { type Arrival, type Arrived, readArrivals } from "./arrivals.ts";
import { type Ledger, type OpenLog, type OpenOrg, firstHead } from "./ledger.ts";
import {
  type Db,
  type Move,
  type StoredCommit,
  appendCommits,
  commitsFrom,
  findLog,
  makeLogs,
} from "./store/logs.ts";
import type { Tables } from "./store/tables.ts";

/** What an append came to: where the logs stand now, or why nothing of it was taken. */
export type Appended = Result<
  readonly LogHead[],
  | { readonly code: Exclude<ServerError, "moved"> }
  | { readonly code: "moved"; readonly heads: readonly LogHead[] }
>;

const refuse = (code: Exclude<ServerError, "moved">): Appended => err({ code });

/**
 * Takes an append, or refuses all of it: reads it, checks what can be checked of it alone, judges every commit as any
 * reader would, and moves the logs on in one statement. A commit that already stands where it says is answered as
 * taken, before its base is looked at: a lost reply does no harm. docs/protocol.md §5.
 */
export async function takeAppend(
  {
    db,
    ledger,
    notify,
  }: { db: Kysely<Tables>; ledger: Ledger; notify: (open: OpenOrg, moves: readonly LogId[]) => string },
  open: OpenOrg,
  append: Append,
  author: MemberId,
): Promise<Appended> {
  const arrivals = readArrivals(append, author);
  if (!arrivals.ok) return refuse(arrivals.error);
  const rosterChain = arrivals.value.find((arrival) => arrival.log === rosterLog);

  const folded = foldChain(open.roster, rosterChain?.commits ?? []);
  if (folded.is === "moved") return movedOrKnown(db, ledger, open, arrivals.value);
  if (folded.is === "refused") return refuse("wrong-commit");
  const { roster } = folded;
  const fitting = boxesFit(open.roster, roster, append.boxes);
  if (!fitting) return refuse("wrong-box");

  const vaultChains = arrivals.value.filter((arrival) => arrival.log !== rosterLog);
  const fresh = vaultChains.filter(
    ({ log }) => roster.vaults.has(log as VaultId) && !open.roster.vaults.has(log as VaultId),
  );
  await makeLogs(
    db,
    open.org,
    fresh.map((chain) => chain.log),
    firstHead(),
  );

  const journal: (() => void)[] = [];
  const moves: Move[] = [];
  const undo = (): void => {
    for (const step of journal.toReversed()) step();
  };
  if (rosterChain !== undefined) {
    moves.push(moveOf(open.rosterId, open.roster.head, roster.head, rosterChain.commits));
  }
  for (const chain of vaultChains) {
    const log = await ledger.log(open, chain.log);
    if (log === undefined) {
      undo();
      return refuse("unknown-log");
    }
    const before = headOf(log.state.frontier);
    const judged = judgeChain(roster, log.state, chain.commits, journal);
    if (judged !== "taken") {
      undo();
      return judged === "moved"
        ? movedOrKnown(db, ledger, open, arrivals.value)
        : refuse("wrong-commit");
    }
    moves.push(moveOf(log.id, before, headOf(log.state.frontier), chain.commits));
  }

  const notice = notify(
    open,
    arrivals.value.map((arrival) => arrival.log),
  );
  try {
    const outcome = await appendCommits(db, {
      org: open.org,
      rosterSize: roster.head.size,
      moves,
      boxes: append.boxes,
      notice,
    });
    if (outcome === "moved") {
      undo();
      return movedOrKnown(db, ledger, open, arrivals.value);
    }
  } catch (error) {
    ledger.forget(open.org);
    throw error;
  }
  // Another append may have moved the roster on while this one was being stored.
  if (roster.head.size > open.roster.head.size) open.roster = roster;
  return ok(headsOf(open, arrivals.value));
}

type FoldedChain =
  | { readonly is: "folded"; readonly roster: Roster }
  | { readonly is: "moved" }
  | { readonly is: "refused" };

function foldChain(start: Roster, commits: readonly Arrived[]): FoldedChain {
  let roster = start;
  for (const { commit, frame } of commits) {
    const folded = fold(roster, commit, frame.bytes);
    if (folded.verdict.is === "tree-fault") {
      return folded.verdict.code.startsWith("wrong-base") ? { is: "moved" } : { is: "refused" };
    }
    if (folded.verdict.is === "commit-fault") return { is: "refused" };
    roster = folded.roster;
  }
  return { is: "folded", roster };
}

function judgeChain(
  roster: Roster,
  state: LogState,
  commits: readonly Arrived[],
  journal: (() => void)[],
): "taken" | "moved" | "refused" {
  for (const { commit, frame } of commits) {
    const verdict = judge({ roster, state, commit, bytes: frame.bytes, checkSignature: true });
    if (verdict.is === "tree-fault") {
      const elsewhere =
        verdict.code.startsWith("wrong-base") || verdict.code === "roster-not-delivered";
      return elsewhere ? "moved" : "refused";
    }
    if (verdict.is === "commit-fault")
      return verdict.code === "roster-went-back" ? "moved" : "refused";
    journal.push(wayBack(state, commit));
    applyCommit(state, { commit, bytes: frame.bytes }, verdict);
  }
  return "taken";
}

/** How a state is put back to what it was before `commit`. */
function wayBack(state: LogState, commit: Commit): () => void {
  const { frontier, rosterSize } = state;
  const leaves = commit.items.is === "leaves" ? commit.items.leaves : [];
  const were = leaves.map((leaf) => [leaf.record, state.live.get(leaf.record)] as const);
  return () => {
    state.frontier = frontier;
    state.rosterSize = rosterSize;
    for (const [record, was] of were) {
      if (was === undefined) state.live.delete(record);
      else state.live.set(record, was);
    }
  };
}

/** Whether every new epoch comes with exactly its boxes, every new grant with its own, and no other box comes. */
function boxesFit(before: Roster, after: Roster, boxes: readonly SealedBox[]): boolean {
  const claimed = new Set<SealedBox>();
  for (const vault of after.vaults.values()) {
    const old = before.vaults.get(vault.id);
    for (const epoch of vault.epochs.slice(old?.epochs.length ?? 0)) {
      const holders = new Set(epoch.holders.map((holder) => holder.member));
      const own = boxes.filter(
        (box) => box.vault === vault.id && box.epoch === epoch.epoch && holders.has(box.member),
      );
      if (!checkEpochBoxes(epoch, own)) return false;
      for (const box of own) claimed.add(box);
    }
    for (const grant of vault.grants.slice(old?.grants.length ?? 0)) {
      const box = boxes.find((candidate) => isGranted(candidate, vault.id, grant));
      if (box === undefined) return false;
      claimed.add(box);
    }
  }
  return claimed.size === boxes.length && boxes.every((box) => box.bytes.length === boxLength);
}

const isGranted = (box: SealedBox, vault: VaultId, grant: Grant): boolean =>
  box.vault === vault &&
  box.epoch === grant.epoch &&
  box.member === grant.member &&
  equal(boxHash(box.bytes), grant.boxHash);

const moveOf = (id: number, from: Head, to: Head, commits: readonly Arrived[]): Move => ({
  id,
  from: from.size,
  to,
  commits: commits.map(({ frame }): StoredCommit => ({
    bytes: frame.bytes,
    envelopes: joined(frame.envelopes),
  })),
});

/** Envelopes as they stand in a row and in a page: a u16 count, each behind its u32 length. */
const joined = (envelopes: readonly Uint8Array[]): Uint8Array =>
  new Writer().list(envelopes, (w, envelope) => w.block(envelope)).done();

const headsOf = (open: OpenOrg, arrivals: readonly Arrival[]): LogHead[] =>
  arrivals.map(({ log }) =>
    log === rosterLog
      ? { log, ...open.roster.head }
      : { log, ...headOf((open.logs.get(log) as OpenLog).state.frontier) },
  );

/** Reads on, then: all of it stands already, or the heads that the writer has not seen. */
async function movedOrKnown(
  db: Db,
  ledger: Ledger,
  open: OpenOrg,
  arrivals: readonly Arrival[],
): Promise<Appended> {
  await ledger.readRoster(open);
  let known = true;
  const heads: LogHead[] = [];
  for (const { log, commits } of arrivals) {
    const id = log === rosterLog ? open.rosterId : (await findLog(db, open.org, log))?.id;
    if (id === undefined) return refuse("unknown-log");
    if (log !== rosterLog) {
      const opened = await ledger.log(open, log);
      if (opened !== undefined) await ledger.readLog(open, opened);
    }
    const from = (commits[0] as Arrived).commit.base.size;
    const stored = await commitsFrom(db, id, { from, most: commits.length });
    known &&=
      stored.length === commits.length &&
      stored.every((row, i) => equal(row.bytes, (commits[i] as Arrived).frame.bytes));
    const opened = open.logs.get(log);
    const head = log === rosterLog ? open.roster.head : opened && headOf(opened.state.frontier);
    if (head !== undefined) heads.push({ log, ...head });
  }
  return known ? ok(heads) : err({ code: "moved", heads });
}
