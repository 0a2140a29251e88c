import {
  type Commit,
  type Head,
  type LogHead,
  type LogId,
  type LogState,
  type OrgId,
  type Result,
  type Roster,
  type SignPublic,
  type VaultId,
  type Verdict,
  applyCommit,
  emptyLog,
  emptyRoster,
  err,
  fold,
  headOf,
  judge,
  leafHash,
  ok,
  parseCommit,
  refold,
  rosterLog,
  sameHead,
  toHex,
  verifyAcknowledgement,
} from "#crypto";
import type { Page } from "#contract/pull.ts";

/** A lie, or damage on the way, by its code; each is an alarm. */
export type Lie =
  | "acknowledgement-unsigned"
  | "log-forked"
  | "log-rolled-back"
  | "log-malformed"
  | "roster-withheld";

/** A commit that was taken, for whoever opens what it carries. */
export interface Taken {
  readonly log: LogId;
  readonly position: number;
  readonly commit: Commit;
  readonly bytes: Uint8Array;
  readonly envelopes: readonly Uint8Array[];
  readonly verdict: Verdict;
}

/**
 * The organisation's logs as this client has verified them. Everything passes here, from the network and from the
 * cache alike; a page is taken whole or up to its first tree fault, and what was taken is what the rest believes.
 */
export class Book {
  readonly org: OrgId;
  roster: Roster = emptyRoster();
  readonly logs = new Map<VaultId, LogState>();
  /** Hashes of the commits that stand, newest positions by log: how one's own are recognised. */
  readonly #standing = new Map<LogId, Set<string>>();
  /** Commits whose signature is still to be checked: cold pages are hashed first. */
  readonly unchecked: Taken[] = [];

  constructor(org: OrgId) {
    this.org = org;
  }

  /** Where a log stands here. */
  head(log: LogId): Head {
    return log === rosterLog ? this.roster.head : headOf(this.state(log as VaultId).frontier);
  }

  /** The state of a vault's log, begun if nothing of it is known. */
  state(vault: VaultId): LogState {
    let state = this.logs.get(vault);
    if (state === undefined) this.logs.set(vault, (state = emptyLog(vault)));
    return state;
  }

  /** Whether the server's log key, as the roster has it, signed these heads. */
  signed(standing: {
    readonly heads: readonly LogHead[];
    readonly signature: Parameters<typeof verifyAcknowledgement>[2]["signature"];
  }): boolean {
    const { logKey } = this.roster;
    return logKey.length === 32 && verifyAcknowledgement(this.org, logKey as SignPublic, standing);
  }

  /**
   * Takes a page from the server. It must begin where this log stands, continue it, be signed for, and reach exactly
   * the signed head when it ends there; a signed head below what is held is a roll-back, another root a fork.
   */
  takePage(page: Page, checkSignature: boolean): Result<readonly Taken[], Lie> {
    const { log, from } = page;
    const standing = page.standing.heads.find((head) => head.log === log);
    if (standing === undefined || page.standing.heads.length !== 1) return err("log-malformed");
    const held = this.head(log);
    if (log !== rosterLog && !this.signed(page.standing)) return err("acknowledgement-unsigned");
    if (standing.size < held.size) return err("log-rolled-back");
    if (from > held.size) return err("log-malformed");
    const fresh = page.commits.slice(held.size - from);
    const taken: Taken[] = [];
    for (const { bytes, envelopes } of fresh) {
      const one = this.take(log, { bytes, envelopes }, checkSignature);
      if (!one.ok) return one;
      taken.push(one.value);
    }
    if (log === rosterLog && !this.signed(page.standing)) return err("acknowledgement-unsigned");
    const now = this.head(log);
    if (now.size > standing.size) return err("log-malformed");
    if (now.size === standing.size && !sameHead(now, standing)) return err("log-forked");
    return ok(taken);
  }

  /** Takes one commit on top of a log; `checkSignature` false leaves that for later. */
  take(
    log: LogId,
    frame: { readonly bytes: Uint8Array; readonly envelopes: readonly Uint8Array[] },
    checkSignature: boolean,
  ): Result<Taken, Lie> {
    const bytes = frame.bytes.slice();
    const parsed = parseCommit(bytes);
    if (!parsed.ok || parsed.value.log !== log) return err("log-malformed");
    const commit = parsed.value;
    const position = this.head(log).size;
    const verdict = this.#judge(log, commit, bytes, checkSignature);
    if (verdict.is === "tree-fault") return err(lieOf(verdict.code));
    const standing = this.#standing.get(log) ?? new Set();
    this.#standing.set(log, standing.add(toHex(leafHash(bytes))));
    const taken = { log, position, commit, bytes, envelopes: frame.envelopes, verdict };
    if (!checkSignature && log !== rosterLog) this.unchecked.push({ ...taken, envelopes: [] });
    return ok(taken);
  }

  #judge(log: LogId, commit: Commit, bytes: Uint8Array, checkSignature: boolean): Verdict {
    if (log === rosterLog) {
      const folded = (checkSignature ? fold : refold)(this.roster, commit, bytes);
      const founded = folded.roster.org;
      if (founded !== "" && founded !== this.org) return { is: "tree-fault", code: "no-genesis" };
      this.roster = folded.roster;
      return folded.verdict;
    }
    const state = this.state(log as VaultId);
    const verdict = judge({ roster: this.roster, state, commit, bytes, checkSignature });
    if (verdict.is !== "tree-fault") applyCommit(state, { commit, bytes }, verdict);
    return verdict;
  }

  /** Whether this very commit stands in a log as it is verified here. */
  holds(log: LogId, bytes: Uint8Array): boolean {
    return this.#standing.get(log)?.has(toHex(leafHash(bytes))) ?? false;
  }

  /** Whether an acknowledgement says exactly where this client's own append leaves each log. */
  agrees(heads: readonly LogHead[], expected: readonly LogHead[]): boolean {
    return (
      heads.length === expected.length &&
      expected.every((one) => heads.some((head) => head.log === one.log && sameHead(head, one)))
    );
  }
}

const lieOf = (code: string): Lie => {
  if (code === "wrong-base-root" || code === "fence-contradicted") return "log-forked";
  if (code === "roster-not-delivered") return "roster-withheld";
  return "log-malformed";
};
