import type { MemberId, RecordId } from "./brand.ts";
import { equal } from "./bytes.ts";
import type { CommitFault } from "./faults.ts";
import { type Leaf, requestOf } from "./leaf.ts";
import type { LiveVersion } from "./log-state.ts";
import { epochAt, rightAt } from "./roster-queries.ts";
import type { Roster, Vault } from "./roster.ts";

/** What a commit's leaves are judged by: the log before it, and the author's standing. */
export interface Ground {
  readonly live: ReadonlyMap<RecordId, LiveVersion>;
  readonly roster: Roster;
  readonly vault: Vault;
  readonly rosterSize: number;
  readonly author: MemberId;
  readonly manages: boolean;
}

/** Tombstones and prunes in one commit touch at most this many records without manage and a reason. */
export const bulkLimit = 20;

/**
 * The first fault among a commit's leaves, each judged by the log before the commit: a record has one new version at
 * most in it. Every leaf but a prune is written for the newest epoch of the roster that the author names.
 * docs/protocol.md §4.
 */
export function leavesFault(leaves: readonly Leaf[], ground: Ground): CommitFault | undefined {
  const epoch = epochAt(ground.roster, ground.rosterSize, ground.vault.id)?.epoch;
  for (const leaf of leaves) {
    if (leaf.kind !== "prune" && leaf.epoch !== epoch) return "wrong-epoch";
    const fault = rules[leaf.kind](leaf, ground);
    if (fault !== undefined) return fault;
  }
  return repeats(leaves) ?? removalsFault(leaves, ground);
}

type Rule = (leaf: Leaf, ground: Ground) => CommitFault | undefined;

const rules: { readonly [Kind in Leaf["kind"]]: Rule } = {
  put(leaf, { live, vault }) {
    const version = live.get(leaf.record)?.version ?? 0;
    if (vault.writeOnce && version > 0) return "write-once";
    return leaf.version === version + 1 ? undefined : "wrong-version";
  },

  tombstone(leaf, { live }) {
    const current = live.get(leaf.record);
    if (current === undefined || current.kind === "tombstone") return "nothing-there";
    return leaf.version === current.version + 1 ? undefined : "wrong-version";
  },

  /** The same version with the same content for a later epoch: checked without any key. */
  reseal(leaf, { live }) {
    const current = live.get(leaf.record);
    if (current === undefined || current.kind === "tombstone") return "nothing-there";
    if (leaf.version !== current.version) return "wrong-version";
    if (leaf.epoch <= current.epoch) return "wrong-epoch";
    const same = leaf.schema === current.schema && equal(leaf.contentCommit, current.contentCommit);
    return same ? undefined : "other-content";
  },

  /** Names by record, version, epoch and hash an envelope that is not the live one. */
  prune(leaf, ground) {
    const { live } = ground;
    const current = live.get(leaf.record);
    if (current === undefined) return "nothing-there";
    if (requestOf(leaf) !== undefined && !isRequested(leaf, ground)) return "no-request";
    if (leaf.version > current.version) return "wrong-version";
    const older = leaf.version < current.version || leaf.epoch < current.epoch;
    return older && !equal(leaf.envelopeHash, current.envelopeHash) ? undefined : "still-live";
  },
};

function repeats(leaves: readonly Leaf[]): CommitFault | undefined {
  if (leaves.length === 1) return undefined;
  const seen = new Set<string>();
  for (const leaf of leaves) {
    const key =
      leaf.kind === "prune" ? `${leaf.record} ${leaf.version} ${leaf.epoch}` : leaf.record;
    if (seen.has(key)) return "repeated";
    seen.add(key);
  }
  return undefined;
}

/**
 * An erasure takes two who manage: one wrote the record that asks for it, the other prunes. Which versions it asks for
 * is sealed in it; who wrote it is public.
 */
function isRequested(leaf: Leaf, { live, roster, rosterSize, vault, author, manages }: Ground) {
  const request = requestOf(leaf);
  const asked = request === undefined ? undefined : live.get(request);
  if (asked === undefined || asked.kind === "tombstone" || asked.author === author) return false;
  return manages && rightAt(roster, rosterSize, { vault: vault.id, member: asked.author }) === 3;
}

/**
 * Removing in bulk, or from a write-once vault, needs manage and a reason: a put in the same commit, which says why,
 * or for prunes the request that they name.
 */
function removalsFault(
  leaves: readonly Leaf[],
  { manages, vault }: Ground,
): CommitFault | undefined {
  if (!vault.writeOnce && leaves.length <= bulkLimit) return undefined;
  const gone = leaves.filter((leaf) => leaf.kind === "tombstone" || leaf.kind === "prune");
  const many = new Set(gone.map((leaf) => leaf.record)).size > bulkLimit;
  if (!many && !(vault.writeOnce && gone.length > 0)) return undefined;
  if (!manages) return "needs-manage";
  const requested = gone.every((leaf) => requestOf(leaf) !== undefined);
  return requested || leaves.some((leaf) => leaf.kind === "put") ? undefined : "needs-reason";
}
