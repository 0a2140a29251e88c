import type { Kysely } from "kysely";
import {
  type Acknowledgement,
  type Hash,
  type Head,
  type LogHead,
  type LogId,
  type OrgId,
  type Result,
  type SignPublic,
  type VaultId,
  Writer,
  appendLeaf,
  checkEnvelope,
  err,
  fold,
  hasEnvelope,
  headOf,
  leafHash,
  ok,
  parse,
  parseCommit,
  rosterLog,
  sameHead,
  verifyAcknowledgement,
  writeHeads,
} from "#crypto/verify";
import { type Append, type CommitFrame, readAcknowledgement } from "#contract/append.ts";
import type { HealingReply, HealingRequest, Returned } from "#contract/healing.ts";
import type { ServerError } from "#contract/errors.ts";
import { claimedBoxes, moveOf } from "./append.ts";
import type { Arrived } from "./arrivals.ts";
import { DraftLog } from "./draft-log.ts";
import { type Ledger, type OpenOrg, firstHead } from "./ledger.ts";
import { missingOf } from "./missing.ts";
import { prunesIn } from "./pruning.ts";
import type { Push } from "./push.ts";
import { beginHealing, claimsOf, endHealing, healingSince, keepClaim } from "./store/healing.ts";
import { type Move, appendCommits, findLog, makeLogs } from "./store/logs.ts";
import type { Tables } from "./store/tables.ts";

/** What healing stands on. */
export interface HealingPorts {
  readonly db: Kysely<Tables>;
  readonly ledger: Ledger;
  readonly push: Pick<Push, "notice" | "appended">;
  /** This server's own. */
  readonly logKey: SignPublic;
}

/**
 * What a server does that was restored from a backup: it says so, takes nothing new, and takes back from those who hold
 * it what it lost, until an administrator has signed that the organisation goes on.
 *
 * [Note: A signed head proves its tail] A commit is taken back only where it leads, with those after it, to a head that
 * this very server signed before. So nobody can put anything into a log by handing it back, and what comes back stands
 * where it stood, byte for byte: also a commit that counted for nothing.
 */
export class Healing {
  readonly #ports: HealingPorts;

  constructor(ports: HealingPorts) {
    this.#ports = ports;
  }

  /** The civil date since when this organisation is being healed; undefined where it is not. */
  since(org: OrgId): Promise<string | undefined> {
    return healingSince(this.#ports.db, org);
  }

  /** Whether an administrator may sign that something is lost: while it is asked for, or where somebody missed it. */
  async misses(org: OrgId): Promise<boolean> {
    const { db } = this.#ports;
    return (await this.since(org)) !== undefined || (await claimsOf(db, org)).length > 0;
  }

  /** The append with which an organisation goes on was taken: nothing more is asked for. */
  async ended(org: OrgId): Promise<void> {
    await endHealing(this.#ports.db, org);
  }

  /** Takes note of what was once signed and is not here. A head that is missing begins the healing by itself. */
  async claim(open: OpenOrg, { claims: shown, rosterSize }: HealingRequest): Promise<HealingReply> {
    const { db, ledger } = this.#ports;
    await ledger.readRoster(open);
    const signed = shown.filter((one) => this.#signed(open, one));
    const claimed = [...signed, ...(await this.#claims(open.org))].flatMap(({ heads }) => heads);
    const missing = await missingOf(db, open, claimed);
    for (const one of signed) {
      for (const head of one.heads) {
        const isSigned = open.roster.resets.some(
          ({ at, from, lost }) =>
            at.log === head.log && from > rosterSize && lost.size >= head.size,
        );
        const is = isSigned ? undefined : missing(head);
        if (is === undefined) continue;
        if (is === "larger") await beginHealing(db, open.org);
        const acknowledgement = writeHeads(new Writer(), one.heads).bytes(one.signature).done();
        await keepClaim(db, open.org, { log: head.log, size: head.size, acknowledgement });
      }
    }
    const kept = await this.#claims(open.org);
    const claims = kept.filter((one) => one.heads.some((head) => missing(head) !== undefined));
    return { since: (await this.since(open.org)) ?? "", claims };
  }

  /** What was shown of what is missing. */
  async #claims(org: OrgId): Promise<readonly Acknowledgement[]> {
    const kept = (await claimsOf(this.#ports.db, org)).map((bytes) =>
      parse(bytes, readAcknowledgement),
    );
    return kept.filter((one) => one !== undefined);
  }

  /** Whether this server, or the one whose key the roster named before, signed these heads. */
  #signed({ org, roster }: OpenOrg, said: Acknowledgement): boolean {
    const keys = [this.#ports.logKey, ...roster.logKeys.map(({ value }) => value)];
    return keys.some((key) => verifyAcknowledgement(org, key, said));
  }

  /** Takes back a part of a log. [Note: A signed head proves its tail] */
  async takeBack(
    open: OpenOrg,
    given: Returned,
  ): Promise<Result<readonly LogHead[], Exclude<ServerError, "moved">>> {
    const { db, ledger } = this.#ports;
    if ((await this.since(open.org)) === undefined) return err("not-allowed");
    if (!this.#signed(open, given.signed)) return err("wrong-commit");
    const goal = given.signed.heads.find(({ log }) => log === given.log);
    if (goal === undefined) return err("malformed");
    await ledger.readRoster(open);
    const done =
      given.log === rosterLog
        ? await this.#takeRoster(open, given, goal)
        : await this.#takeVault(open, given, goal);
    if (done === "taken" || done === "known") {
      const row = await findLog(db, open.org, given.log);
      return row === undefined ? err("unknown-log") : ok([{ log: given.log, ...row.head }]);
    }
    return err(done);
  }

  async #takeRoster(open: OpenOrg, given: Returned, goal: Head): Promise<Taking> {
    const before = open.roster;
    const fresh = freshOf(given, before.head.size);
    if (fresh === undefined) return "malformed";
    if (fresh.length === 0) return "known";
    if (!leads(before.frontier, { ...given, fresh }, goal)) return "wrong-commit";
    let roster = before;
    for (const { commit, frame } of fresh) {
      const folded = fold(roster, commit, frame.bytes);
      if (folded.verdict.is === "tree-fault") return "wrong-commit";
      roster = folded.roster;
    }
    const made = [...roster.vaults.keys()].filter((vault) => !before.vaults.has(vault));
    await makeLogs(this.#ports.db, open.org, made as string[] as LogId[], firstHead());
    const move = moveOf(open.rosterId, { from: before.head, to: roster.head, commits: fresh });
    const { boxes } = claimedBoxes(before, roster, given.boxes);
    const stored = await this.#store(open, {
      log: rosterLog,
      move,
      boxes,
      rosterSize: roster.head.size,
    });
    if (stored && roster.head.size > open.roster.head.size) open.roster = roster;
    return stored ? "taken" : "known";
  }

  async #takeVault(open: OpenOrg, given: Returned, goal: Head): Promise<Taking> {
    const { ledger } = this.#ports;
    const opened = open.roster.vaults.has(given.log as string as VaultId)
      ? await ledger.log(open, given.log)
      : undefined;
    if (opened === undefined) return "unknown-log";
    await ledger.readLog(open, opened);
    const { frontier } = opened.state;
    const fresh = freshOf(given, frontier.size);
    if (fresh === undefined) return "malformed";
    if (fresh.length === 0) return "known";
    if (!leads(frontier, { ...given, fresh }, goal)) return "wrong-commit";
    const draft = new DraftLog(opened.state);
    const prunes = prunesIn(opened, fresh);
    if (draft.take(open.roster, fresh, true) !== "taken") return "wrong-commit";
    const mark = ledger.markOf(open.org, opened.state, draft.after);
    const move = moveOf(opened.id, { from: draft.before, to: draft.after, commits: fresh, mark });
    const rosterSize = open.roster.head.size;
    const stored = await this.#store(open, { log: given.log, move, prunes, rosterSize });
    if (stored) draft.settle();
    return stored ? "taken" : "known";
  }

  async #store(
    open: OpenOrg,
    part: { readonly log: LogId; readonly move: Move } & Pick<
      Parameters<typeof appendCommits>[1],
      "rosterSize"
    > &
      Partial<Pick<Parameters<typeof appendCommits>[1], "boxes" | "prunes">>,
  ): Promise<boolean> {
    const { db, push } = this.#ports;
    const { log, move, rosterSize, boxes = [], prunes = [] } = part;
    const notice = push.notice(open, [log]);
    const moves = [move];
    const given = { org: open.org, rosterSize, moves, boxes, fences: [], prunes, notice };
    if ((await appendCommits(db, { ...given, heals: true })) === "moved") return false;
    push.appended(open.org, [{ log, from: move.from, to: move.to.size }], undefined);
    return true;
  }
}

type Taking =
  | "taken"
  /** Somebody else was faster, or all of it stood here. */
  | "known"
  | Exclude<ServerError, "moved">;

/** Whether an append is the one with which an organisation goes on: one entry of the roster that resets the roster. */
export function endsHealing({ chains }: Append): boolean {
  const [chain] = chains;
  if (chains.length !== 1 || chain?.log !== rosterLog || chain.commits.length !== 1) return false;
  const commit = parseCommit((chain.commits[0] as CommitFrame).bytes);
  if (!commit.ok || commit.value.items.is !== "entries") return false;
  const { entries } = commit.value.items;
  return entries.some((entry) => entry.is === "reset" && entry.log === rosterLog);
}

/** The commits that a log of this size does not have, read; undefined where they do not begin within it. */
function freshOf({ log, from, commits }: Returned, size: number): readonly Arrived[] | undefined {
  if (from > size) return undefined;
  const fresh: Arrived[] = [];
  for (const frame of commits.slice(size - from)) {
    const commit = parseCommit(frame.bytes);
    if (!commit.ok || commit.value.log !== log) return undefined;
    fresh.push({ commit: commit.value, frame: fitted(commit.value, frame) });
  }
  return fresh;
}

/** The commit with those envelopes that fit their leaves; what the one who held it did not have stays empty. */
function fitted(commit: Arrived["commit"], { bytes, envelopes }: CommitFrame): CommitFrame {
  const leaves = commit.items.is === "leaves" ? commit.items.leaves : [];
  const sealed = leaves.filter(({ kind }) => hasEnvelope(kind));
  const kept = sealed.map((leaf, i) => {
    const envelope = envelopes[i];
    return envelope !== undefined && checkEnvelope(leaf, envelope).ok ? envelope : nothing;
  });
  return { bytes, envelopes: kept };
}

const nothing = new Uint8Array(0);

/** Whether a log, with these commits and those whose hashes follow, comes to the signed head. */
function leads(
  frontier: Parameters<typeof appendLeaf>[0],
  { fresh, rest }: { readonly fresh: readonly Arrived[]; readonly rest: readonly Hash[] },
  goal: Head,
): boolean {
  let at = frontier;
  for (const { frame } of fresh) at = appendLeaf(at, leafHash(frame.bytes));
  for (const hash of rest) at = appendLeaf(at, hash);
  return sameHead(headOf(at), goal);
}
