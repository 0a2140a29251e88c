import { authority } from "./authority.ts";
import { type SignPublic, rosterLog } from "./brand.ts";
import { equal } from "./bytes.ts";
import { type Commit, commitMessage, parseCommit, unsignedPart } from "./commit.ts";
import * as members from "./effects-members.ts";
import * as org from "./effects-org.ts";
import * as vaults from "./effects-vaults.ts";
import type { Entry } from "./entry.ts";
import { type CommitFault, type TreeFault, type Verdict, skip, stop, valid } from "./faults.ts";
import { orgIdOf } from "./genesis.ts";
import { namesItself } from "./joint.ts";
import { appendLeaf, headOf, leafHash } from "./merkle.ts";
import { keysOf } from "./roster-queries.ts";
import type { Roster } from "./roster.ts";
import { type Of, type Scene, openScene } from "./scene.ts";
import { endInvites, settle } from "./settle.ts";
import { verifyDetached } from "./sodium.ts";

/** What a roster commit did: the verdict, and the roster after it (unchanged by a tree fault). */
export interface Folded {
  readonly verdict: Verdict;
  readonly roster: Roster;
}

/**
 * The roster after one more commit of its log, by a pure function that is the same in client, server and auditor.
 * `bytes` are those that `commit` was parsed from. A commit with a fault stays in the tree and changes nothing else.
 * docs/protocol.md §3.
 */
export const fold = (roster: Roster, commit: Commit, bytes: Uint8Array): Folded =>
  foldOnce(roster, { commit, bytes, checkSignature: true });

/** `fold` without the signature, for bytes alone whose signature this process, or whoever sealed them, has checked. */
export const refold = (roster: Roster, commit: Commit, bytes: Uint8Array): Folded =>
  foldOnce(roster, { commit, bytes, checkSignature: false });

/** Folds commits one after another, up to the first tree fault. */
export function foldAll(
  start: Roster,
  commits: readonly Uint8Array[],
  by: typeof fold = fold,
): { readonly roster: Roster; readonly stopped: TreeFault | undefined } {
  let roster = start;
  for (const bytes of commits) {
    const commit = parseCommit(bytes);
    if (!commit.ok) return { roster, stopped: commit.error };
    const folded = by(roster, commit.value, bytes);
    if (folded.verdict.is === "tree-fault") return { roster, stopped: folded.verdict.code };
    roster = folded.roster;
  }
  return { roster, stopped: undefined };
}

interface Arrived {
  readonly commit: Commit;
  readonly bytes: Uint8Array;
  readonly checkSignature: boolean;
}

function foldOnce(roster: Roster, arrived: Arrived): Folded {
  const { commit } = arrived;
  if (commit.log !== rosterLog || commit.items.is !== "entries") {
    return { verdict: stop("wrong-log"), roster };
  }
  if (commit.base.size !== roster.head.size) return { verdict: stop("wrong-base-size"), roster };
  if (!equal(commit.base.root, roster.head.root)) {
    return { verdict: stop("wrong-base-root"), roster };
  }
  const scene = openScene(roster, commit);
  const fault = faultOf(scene, commit.items.entries, arrived);
  if (fault === undefined) {
    return { verdict: valid, roster: grown(roster, scene.draft, arrived.bytes) };
  }
  if (roster.head.size === 0) return { verdict: stop("no-genesis"), roster };
  const skipped = [...roster.skipped, { position: roster.head.size, code: fault }];
  return { verdict: skip(fault), roster: grown(roster, { ...roster, skipped }, arrived.bytes) };
}

function faultOf(
  scene: Scene,
  entries: readonly Entry[],
  { commit, bytes, checkSignature }: Arrived,
): CommitFault | undefined {
  const key = signingKey(scene, entries[0] as Entry);
  if (key === undefined) return "unknown-member";
  if (checkSignature) {
    const message = commitMessage(key.org, unsignedPart(bytes));
    if (!verifyDetached(key.sign, message, commit.signature)) return "bad-signature";
  }
  if (!namesItself(commit)) return "wrong-joint";
  for (const entry of entries) {
    const fault = applyEntry(scene, entry);
    if (fault !== undefined) return fault;
    scene.draft.entries++;
  }
  const fault = settle(scene);
  if (fault === undefined) endInvites(scene);
  return fault;
}

/** The key under a roster commit: the author's own, or the one with which she comes. */
function signingKey(
  { before, author }: Scene,
  first: Entry,
): { readonly org: Roster["org"]; readonly sign: SignPublic } | undefined {
  if (first.is === "genesis" && before.head.size === 0) {
    return { org: orgIdOf(first), sign: first.sign };
  }
  if (first.is === "accept") return { org: before.org, sign: first.sign };
  const keys = keysOf(before, author);
  return keys && { org: before.org, sign: keys.sign };
}

const effects: {
  readonly [Is in Entry["is"]]: (scene: Scene, entry: Of<Is>) => CommitFault | undefined;
} = {
  genesis: members.genesis,
  invite: members.invite,
  accept: members.accept,
  "revoke-invite": members.revokeInvite,
  grant: vaults.grant,
  revoke: vaults.revoke,
  role: members.role,
  remove: members.remove,
  "rotate-identity": members.rotateIdentity,
  "create-vault": vaults.createVault,
  epoch: vaults.epoch,
  link: vaults.link,
  "box-fault": vaults.boxFault,
  fence: vaults.fence,
  abandon: org.abandon,
  witness: org.witness,
  "log-key": org.logKey,
  reset: org.reset,
};

function applyEntry<Is extends Entry["is"]>(scene: Scene, entry: Of<Is>): CommitFault | undefined {
  const is: Is = entry.is as Is;
  if (!authority[is](scene, entry)) {
    return is === "genesis" ? "second-genesis" : "no-right";
  }
  return effects[is](scene, entry);
}

/** `next` with one more leaf in the log's tree. The list of roots is shared, so it is only ever added to at its end. */
function grown(before: Roster, next: Roster, bytes: Uint8Array): Roster {
  const frontier = appendLeaf(before.frontier, leafHash(bytes));
  const head = headOf(frontier);
  const roots = before.roots as Roster["roots"][number][];
  const own = roots.length === head.size ? roots : roots.slice(0, head.size);
  own.push(head.root);
  return { ...next, frontier, head, roots: own };
}
