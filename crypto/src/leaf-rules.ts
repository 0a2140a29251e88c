import type { RecordId } from "./brand.ts";
import { equal } from "./bytes.ts";
import type { CommitFault } from "./faults.ts";
import type { Leaf } from "./leaf.ts";
import type { LiveVersion } from "./log-state.ts";
import { epochAt } from "./roster-queries.ts";
import type { Roster, Vault } from "./roster.ts";

/** What a commit's leaves are judged by: the log before it, and the author's standing. */
export interface Ground {
  readonly live: ReadonlyMap<RecordId, LiveVersion>;
  readonly roster: Roster;
  readonly vault: Vault;
  readonly rosterSize: number;
  readonly manages: boolean;
}

/** Tombstones and prunes in one commit touch at most this many records without manage. */
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
  return leaves.length === 1 ? undefined : (repeats(leaves) ?? tooMany(leaves, ground));
}

type Rule = (leaf: Leaf, ground: Ground) => CommitFault | undefined;

const rules: { readonly [Kind in Leaf["kind"]]: Rule } = {
  put(leaf, { live, vault }) {
    const version = live.get(leaf.record)?.version ?? 0;
    if (vault.writeOnce && version > 0) return "write-once";
    return leaf.version === version + 1 ? undefined : "wrong-version";
  },

  tombstone(leaf, { live, vault, manages }) {
    const current = live.get(leaf.record);
    if (current === undefined || current.kind === "tombstone") return "nothing-there";
    if (vault.writeOnce && !manages) return "needs-manage";
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
  prune(leaf, { live, vault, manages }) {
    const current = live.get(leaf.record);
    if (current === undefined) return "nothing-there";
    if (vault.writeOnce && !manages) return "needs-manage";
    if (leaf.version > current.version) return "wrong-version";
    const older = leaf.version < current.version || leaf.epoch < current.epoch;
    return older && !equal(leaf.envelopeHash, current.envelopeHash) ? undefined : "still-live";
  },
};

function repeats(leaves: readonly Leaf[]): CommitFault | undefined {
  const seen = new Set<string>();
  for (const leaf of leaves) {
    const key =
      leaf.kind === "prune" ? `${leaf.record} ${leaf.version} ${leaf.epoch}` : leaf.record;
    if (seen.has(key)) return "repeated";
    seen.add(key);
  }
  return undefined;
}

function tooMany(leaves: readonly Leaf[], { manages }: Ground): CommitFault | undefined {
  if (manages || leaves.length <= bulkLimit) return undefined;
  const gone = leaves.filter((leaf) => leaf.kind === "tombstone" || leaf.kind === "prune");
  return new Set(gone.map((leaf) => leaf.record)).size > bulkLimit ? "needs-manage" : undefined;
}
