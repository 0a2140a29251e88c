import type { Hash, LogId, MemberId, RecordId } from "./brand.ts";
import type { LeafKind } from "./leaf.ts";
import { type Frontier, emptyFrontier } from "./merkle.ts";

/** The newest version of one record, as the public leaves tell it. */
export interface LiveVersion {
  readonly version: number;
  readonly kind: Exclude<LeafKind, "prune">;
  readonly schema: number;
  readonly epoch: number;
  readonly contentCommit: Hash;
  readonly envelopeHash: Hash;
  /** Who wrote this version; sealing it anew does not change that. */
  readonly author: MemberId;
  /** Who sealed the newest envelope: the author, or whoever sealed it anew. */
  readonly sealer: MemberId;
  /** Envelopes of this record that were sealed anew and are not pruned yet; left out where there are none. */
  readonly replaced?: readonly Replaced[];
  /** The commit that carries the envelope. */
  readonly position: number;
  /** The commit that wrote the version; differs from `position` once it was sealed anew. */
  readonly writtenAt: number;
  /** Size of the roster that its author named when she wrote it: what her rights were then can be looked up. */
  readonly writtenUnder: number;
}

/** An envelope in whose place another says the same under a later key. */
export interface Replaced extends Pick<
  LiveVersion,
  "version" | "kind" | "epoch" | "envelopeHash" | "sealer"
> {}

/** A log as far as it has been read. Changed in place by `applyCommit`, because a new client reads 100,000 commits. */
export interface LogState {
  readonly log: LogId;
  frontier: Frontier;
  /** Every record that was ever put, tombstones included. */
  readonly live: Map<RecordId, LiveVersion>;
  /** Largest roster that a valid commit has named. */
  rosterSize: number;
  /** Commits that stand in the tree and count for nothing. */
  readonly skipped: { readonly position: number; readonly code: string }[];
}

/** A log of which nothing has been read. */
export const emptyLog = (log: LogId): LogState => ({
  log,
  frontier: emptyFrontier,
  live: new Map(),
  rosterSize: 0,
  skipped: [],
});
