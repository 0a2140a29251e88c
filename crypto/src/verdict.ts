import { type MemberId, type VaultId, rosterLog } from "./brand.ts";
import { equal } from "./bytes.ts";
import { type Commit, commitMessage, unsignedPart } from "./commit.ts";
import { type CommitFault, type Verdict, skip, stop, valid } from "./faults.ts";
import { namesItself } from "./joint.ts";
import { type Leaf, namesEnvelope } from "./leaf.ts";
import { leavesFault } from "./leaf-rules.ts";
import { type LiveVersion, type LogState, type Replaced, emptyLog } from "./log-state.ts";
import { appendLeaf, leafHash, rootOf } from "./merkle.ts";
import { fenceFor, memberAt, rightAt, rootAt } from "./roster-queries.ts";
import type { Roster, Vault } from "./roster.ts";
import { verifyDetached } from "./sodium.ts";

/** A commit that has arrived for a vault's log, with what it is judged by. */
export interface Case {
  /** At least as large as the roster that the commit names. */
  readonly roster: Roster;
  readonly state: LogState;
  readonly commit: Commit;
  /** Those that `commit` was parsed from. */
  readonly bytes: Uint8Array;
  /**
   * False leaves out the two checks that cost most, the signature and the base's root, where the bytes are known to
   * hash to a signed head. Whoever leaves them out judges the same commits again with true, in the background.
   */
  readonly checkSignature: boolean;
}

/**
 * The one verdict over a commit in a vault's log: a pure function of public bytes, the same in client, server and
 * auditor. It changes nothing; `applyCommit` does. [Note: Three classes of fault], docs/protocol.md §5.
 */
export function judge(arrived: Case): Verdict {
  const { roster, state, commit } = arrived;
  if (commit.log !== state.log || commit.log === rosterLog) return stop("wrong-log");
  if (commit.base.size !== state.frontier.size) return stop("wrong-base-size");
  if (arrived.checkSignature && !equal(commit.base.root, rootOf(state.frontier))) {
    return stop("wrong-base-root");
  }
  if (commit.roster.size > roster.head.size) return stop("roster-not-delivered");
  const vault = roster.vaults.get(commit.log as VaultId);
  if (vault === undefined || vault.from > commit.roster.size) return skip("unknown-vault");
  if (contradictsFence(vault, commit)) return stop("fence-contradicted");
  const fault = standingFault(arrived, vault) ?? contentsFault(arrived, vault);
  return fault === undefined ? valid : skip(fault);
}

/** Whether the server has signed another head of this size, for a fence: then it has signed two histories. */
function contradictsFence(vault: Vault, { base }: Commit): boolean {
  return vault.fences.some(({ head }) => head.size === base.size && !equal(head.root, base.root));
}

/**
 * What is wrong with who wrote a commit, by a roster at least as large as the one that it names: her keys, her right,
 * fences, her signature. What only the log before it shows (versions, the base) is not looked at.
 */
export const standingOf = (
  roster: Roster,
  commit: Commit,
  bytes: Uint8Array,
): CommitFault | undefined => {
  const vault = roster.vaults.get(commit.log as VaultId);
  if (vault === undefined || vault.from > commit.roster.size) return "unknown-vault";
  const state = emptyLog(vault.id);
  return standingFault({ roster, state, commit, bytes, checkSignature: true }, vault);
};

/** Who writes, by which roster, and whether she may. */
function standingFault(arrived: Case, vault: Vault): CommitFault | undefined {
  const { roster, state, commit } = arrived;
  const { size, root } = commit.roster;
  const known = rootAt(roster, size);
  if (known === undefined || !equal(known, root)) return "not-on-roster";
  if (size < state.rosterSize) return "roster-went-back";
  if (memberAt(roster, size, commit.author) === undefined) return "unknown-member";
  if (rightAt(roster, size, { vault: vault.id, member: commit.author }) < 2) return "no-right";
  if (isPastFence(roster, commit)) return "past-fence";
  if (arrived.checkSignature && !verifyCommitSignature(roster, commit, arrived.bytes)) {
    return "bad-signature";
  }
  return undefined;
}

function isPastFence(roster: Roster, { log, author, base, roster: { size } }: Commit): boolean {
  const fence = fenceFor(roster, { log, member: author, rosterSize: size });
  return fence !== undefined && base.size >= fence.head.size;
}

function contentsFault({ roster, state, commit }: Case, vault: Vault): CommitFault | undefined {
  if (!namesItself(commit)) return "wrong-joint";
  if (commit.items.is !== "leaves") return "wrong-joint";
  const right = rightAt(roster, commit.roster.size, { vault: vault.id, member: commit.author });
  return leavesFault(commit.items.leaves, {
    live: state.live,
    roster,
    vault,
    rosterSize: commit.roster.size,
    author: commit.author,
    manages: right === 3,
  });
}

/** Whether the signature is by the author's key of the generation that was current in the roster she names. */
export function verifyCommitSignature(roster: Roster, commit: Commit, bytes: Uint8Array): boolean {
  const keys = memberAt(roster, commit.roster.size, commit.author);
  if (keys === undefined) return false;
  const message = commitMessage(roster.org, unsignedPart(bytes));
  return verifyDetached(keys.sign, message, commit.signature);
}

/**
 * Takes a judged commit into the log: always into the tree, and into the live list if it is valid. Throws for a
 * tree fault, because nothing of it may be taken.
 */
export function applyCommit(
  state: LogState,
  { commit, bytes }: Pick<Case, "commit" | "bytes">,
  verdict: Verdict,
): void {
  if (verdict.is === "tree-fault") throw new Error("a commit with a tree fault is not taken");
  const position = state.frontier.size;
  state.frontier = appendLeaf(state.frontier, leafHash(bytes));
  if (verdict.is === "commit-fault") {
    state.skipped.push({ position, code: verdict.code });
    return;
  }
  state.rosterSize = commit.roster.size;
  if (commit.items.is !== "leaves") return;
  for (const leaf of commit.items.leaves)
    applyLeaf(state, leaf, { author: commit.author, position, under: commit.roster.size });
}

/** By whom, where in the log and under which roster a leaf was written. */
interface Written {
  readonly author: MemberId;
  readonly position: number;
  readonly under: number;
}

function applyLeaf({ live }: LogState, leaf: Leaf, { author, position, under }: Written): void {
  const { kind, version, schema, epoch, contentCommit, envelopeHash } = leaf;
  const before = live.get(leaf.record);
  if (kind === "prune") {
    if (before !== undefined) live.set(leaf.record, without(before, leaf));
    return;
  }
  const written = kind === "reseal" ? before : undefined;
  const replaced = [...(before?.replaced ?? []), ...(written ? [replacedOf(written)] : [])];
  live.set(leaf.record, {
    version,
    kind,
    schema,
    epoch,
    contentCommit,
    envelopeHash,
    author: written?.author ?? author,
    sealer: author,
    ...(replaced.length > 0 && { replaced }),
    position,
    writtenAt: written?.writtenAt ?? position,
    writtenUnder: written?.writtenUnder ?? under,
  });
}

const replacedOf = ({ version, kind, epoch, envelopeHash, sealer }: LiveVersion): Replaced => ({
  version,
  kind,
  epoch,
  envelopeHash,
  sealer,
});

/** A record whose envelope of this name is pruned. A prune that names it wrongly drops nothing anywhere. */
function without(version: LiveVersion, leaf: Leaf): LiveVersion {
  if (version.replaced === undefined) return version;
  const { replaced, ...rest } = version;
  const left = replaced.filter((one) => !namesEnvelope(leaf, one));
  return left.length === 0 ? rest : { ...rest, replaced: left };
}
