import {
  type Grant,
  type Head,
  type LogHead,
  type LogId,
  type MemberId,
  type Result,
  type Roster,
  type SealedBox,
  type VaultId,
  Writer,
  boxHash,
  boxLength,
  checkEpochBoxes,
  equal,
  err,
  fold,
  headOf,
  ok,
  rosterLog,
} from "#crypto/verify";
import type { Append } from "#contract/append.ts";
import type { ServerError } from "#contract/errors.ts";
import { type Arrival, type Arrived, readArrivals } from "./arrivals.ts";
import { DraftLog } from "./draft-log.ts";
import { type Ledger, type OpenLog, type OpenOrg, firstHead, keepLast } from "./ledger.ts";
import { type OwnPorts, untrueHere } from "./own-entries.ts";
import type { Growth } from "./push.ts";
import { prunesIn } from "./pruning.ts";
import {
  type Db,
  type Fenced,
  type Move,
  type StoredCommit,
  appendCommits,
  commitsFrom,
  makeLogs,
} from "./store/logs.ts";
import type { Prune } from "./store/prunes.ts";

/** What an append came to: where the logs stand now, or why nothing of it was taken. */
export type Appended = Result<
  readonly LogHead[],
  | { readonly code: Exclude<ServerError, "moved"> }
  | { readonly code: "moved"; readonly seen: readonly Seen[] }
>;

/** How much of a log the writer of an append had seen. */
export interface Seen {
  readonly log: LogId;
  readonly size: number;
}

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
    appended,
    heals,
    ...own
  }: OwnPorts & {
    notify: (open: OpenOrg, moves: readonly LogId[]) => string;
    /** Whether it is taken while the organisation is being healed: it is the one with which that ends. */
    heals: boolean;
    /** Called once the database has it; not for what was there already. */
    appended: (open: OpenOrg, moves: readonly Growth[]) => void;
  },
  open: OpenOrg,
  append: Append,
  author: MemberId,
): Promise<Appended> {
  const arrivals = readArrivals(append, author);
  if (!arrivals.ok) return refuse(arrivals.error);
  const rosterChain = arrivals.value.find((arrival) => arrival.log === rosterLog);

  const before = open.roster;
  const folded = foldChain(before, rosterChain?.commits ?? []);
  if (folded.is === "moved") return movedOrKnown(db, ledger, open, arrivals.value);
  if (folded.is === "refused") return refuse("wrong-commit");
  const { roster } = folded;
  const untrue = await untrueHere({ db, ledger, ...own }, open, rosterChain?.commits ?? []);
  if (untrue === "moved") return movedOrKnown(db, ledger, open, arrivals.value);
  if (untrue !== undefined) return refuse(untrue);
  const fitting =
    roster === before
      ? append.boxes.length === 0
      : claimedBoxes(before, roster, append.boxes).is === "exact";
  if (!fitting) return refuse("wrong-box");

  const fresh = arrivals.value.filter(
    ({ log }) => roster.vaults.has(log as VaultId) && !before.vaults.has(log as VaultId),
  );
  await makeLogs(
    db,
    open.org,
    fresh.map((chain) => chain.log),
    firstHead(),
  );

  const drafts: { readonly opened: OpenLog; readonly draft: DraftLog; readonly move: Move }[] = [];
  const moves: Move[] = [];
  const heads: LogHead[] = [];
  const prunes: Prune[] = [];
  for (const { log, commits } of arrivals.value) {
    if (log === rosterLog) {
      moves.push(moveOf(open.rosterId, { from: before.head, to: roster.head, commits }));
      heads.push({ log, ...roster.head });
      continue;
    }
    const opened = await ledger.log(open, log);
    if (opened === undefined) return refuse("unknown-log");
    const draft = new DraftLog(opened.state);
    const dropped = prunesIn(opened, commits);
    const judged = draft.take(roster, commits);
    if (judged === "moved") return movedOrKnown(db, ledger, open, arrivals.value);
    if (judged === "refused") return refuse("wrong-commit");
    const mark = ledger.markOf(open.org, opened.state, draft.after);
    const move = moveOf(opened.id, { from: draft.before, to: draft.after, commits, mark });
    drafts.push({ opened, draft, move });
    moves.push(move);
    prunes.push(...dropped);
    heads.push({ log, ...draft.after });
  }

  try {
    const outcome = await appendCommits(db, {
      org: open.org,
      rosterSize: roster.head.size,
      moves,
      boxes: append.boxes,
      fences: fencesIn(before, roster),
      prunes,
      heals,
      notice: notify(
        open,
        heads.map(({ log }) => log),
      ),
    });
    if (outcome === "moved") return movedOrKnown(db, ledger, open, arrivals.value);
    if (outcome === "healing") return refuse("healing");
  } catch (error) {
    ledger.forget(open.org);
    throw error;
  }
  // Another append may have moved the roster on while this one was being stored.
  if (roster.head.size > open.roster.head.size) open.roster = roster;
  for (const { opened, draft, move } of drafts) {
    draft.settle();
    keepLast(opened, move);
  }
  appended(
    open,
    heads.map(({ log, size }, i) => ({ log, from: (moves[i] as Move).from, to: size })),
  );
  return ok(heads);
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

/** The fences that an append adds. */
const fencesIn = (before: Roster, after: Roster): Fenced[] =>
  [...after.vaults.values()].flatMap(({ id, fences }) =>
    fences
      .slice(before.vaults.get(id)?.fences.length ?? 0)
      .map(({ member, head }) => ({ log: id as LogId, size: head.size, member })),
  );

/**
 * The boxes that new epochs (each with all of its own) and new grants name; `exact` where nothing of what they name is
 * missing, and no other box is there.
 */
export function claimedBoxes(
  before: Roster,
  after: Roster,
  boxes: readonly SealedBox[],
): { readonly is: "exact" | "other"; readonly boxes: readonly SealedBox[] } {
  const claimed = new Set<SealedBox>();
  let isWhole = true;
  for (const vault of after.vaults.values()) {
    const old = before.vaults.get(vault.id);
    for (const epoch of vault.epochs.slice(old?.epochs.length ?? 0)) {
      const holders = new Set(epoch.holders.map((holder) => holder.member));
      const own = boxes.filter(
        (box) => box.vault === vault.id && box.epoch === epoch.epoch && holders.has(box.member),
      );
      if (checkEpochBoxes(epoch, own)) for (const box of own) claimed.add(box);
      else isWhole = false;
    }
    for (const grant of vault.grants.slice(old?.grants.length ?? 0)) {
      const box = boxes.find((candidate) => isGranted(candidate, vault.id, grant));
      if (box === undefined) isWhole = false;
      else claimed.add(box);
    }
  }
  const sized = [...claimed].filter((box) => box.bytes.length === boxLength);
  const exact = isWhole && sized.length === boxes.length;
  return { is: exact ? "exact" : "other", boxes: sized };
}

const isGranted = (box: SealedBox, vault: VaultId, grant: Grant): boolean =>
  box.vault === vault &&
  box.epoch === grant.epoch &&
  box.member === grant.member &&
  equal(boxHash(box.bytes), grant.boxHash);

/** What moves a log on by these commits. */
export const moveOf = (
  id: number,
  of: {
    readonly from: Head;
    readonly to: Head;
    readonly commits: readonly Arrived[];
    readonly mark?: Buffer | undefined;
  },
): Move => ({
  id,
  from: of.from.size,
  to: of.to,
  mark: of.mark,
  commits: of.commits.map(({ frame }): StoredCommit => ({
    bytes: frame.bytes,
    envelopes: joined(frame.envelopes),
  })),
});

/** Envelopes as they stand in a row and in a page: a u16 count, each behind its u32 length. */
const joined = (envelopes: readonly Uint8Array[]): Uint8Array =>
  new Writer().list(envelopes, (w, envelope) => w.block(envelope)).done();

/** Reads on, then: all of it stands already, or the heads that the writer has not seen. */
async function movedOrKnown(
  db: Db,
  ledger: Ledger,
  open: OpenOrg,
  arrivals: readonly Arrival[],
): Promise<Appended> {
  await ledger.readRoster(open);
  // Beside entries of the roster, a commit names the roster as it will be; the entries, as their writer saw it.
  const entries = arrivals.find(({ log }) => log === rosterLog) ?? (arrivals[0] as Arrival);
  const { roster } = (entries.commits[0] as Arrived).commit;
  const seen: Seen[] = [{ log: rosterLog, size: roster.size }];
  const heads: LogHead[] = [];
  let known = true;
  for (const { log, commits } of arrivals) {
    const opened = log === rosterLog ? undefined : await ledger.log(open, log);
    if (opened === undefined && log !== rosterLog) return refuse("unknown-log");
    if (opened !== undefined) await ledger.readLog(open, opened);
    const { base } = (commits[0] as Arrived).commit;
    const id = opened?.id ?? open.rosterId;
    const stored = await commitsFrom(db, id, { from: base.size, most: commits.length });
    known &&=
      stored.length === commits.length &&
      stored.every((row, i) => equal(row.bytes, (commits[i] as Arrived).frame.bytes));
    heads.push({
      log,
      ...(opened === undefined ? open.roster.head : headOf(opened.state.frontier)),
    });
    if (log !== rosterLog) seen.push({ log, size: base.size });
  }
  return known ? ok(heads) : err({ code: "moved", seen });
}
