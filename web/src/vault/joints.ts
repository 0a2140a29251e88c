import {
  type Hash,
  type Head,
  type JointPart,
  type LogId,
  type Result,
  appendLeaf,
  emptyFrontier,
  err,
  fromHex,
  headOf,
  leafHash,
  ok,
  parseCommit,
  sameHead,
  toHex,
} from "#crypto";
import type { ErrorCode } from "#contract/errors.ts";
import type { Api } from "../sync/api.ts";
import type { Taken } from "./book.ts";

/** An append to several logs of which some parts have been read and some have not. */
export interface OpenJoint {
  readonly list: readonly JointPart[];
  /** Where each part that has been read stands in its log. */
  readonly seen: Map<LogId, number>;
  /** The smallest roster that a part names. */
  under: number;
  /** Covered by a list of heads, and not in its log all the same. */
  torn: boolean;
}

/** An open joint as JSON: its list, and where the parts stand that have been read. */
type KeptJoint = readonly [
  list: readonly (readonly [LogId, string])[],
  seen: readonly (readonly [LogId, number])[],
  under?: number,
];

/** Whether this client reads a log, and so can know whether a part stands in it. */
type Reads = (log: LogId) => boolean;

/**
 * Appends to several logs that are under way or torn: a part has not been read, or the newest list of heads does not
 * reach to all of them. All others are forgotten at once. docs/protocol.md §5.
 */
export class Joints {
  readonly #open = new Map<string, OpenJoint>();
  /** How much of each log the newest list covers; undefined while there is no list. */
  listed: ((log: LogId) => number) | undefined;
  /** Whether an administrator has signed that the end of a log is lost, after a roster of this size. */
  isLost: (log: LogId, under: number) => boolean = () => false;

  /** Those that are not settled. */
  get open(): readonly OpenJoint[] {
    return [...this.#open.values()];
  }

  /**
   * Notes a part that was read. Parts in logs that are not read are not waited for, and none for a commit that counts for
   * nothing.
   */
  take({ log, position, commit, verdict }: Taken, reads: Reads): void {
    const { joint } = commit;
    if (joint.length === 0 || verdict.is !== "valid") return;
    const name = nameOf(joint);
    const under = commit.roster.size;
    const open = this.#open.get(name) ?? { list: joint, seen: new Map(), torn: false, under };
    open.seen.set(log, position);
    open.under = Math.min(open.under, under);
    if (this.#isSettled(open, reads)) this.#open.delete(name);
    else this.#open.set(name, open);
  }

  /** What stood in a log from a place on was let go of: it will pass here again, or never stood there. */
  forget(log: LogId, from = 0): void {
    for (const [name, { seen }] of this.#open) {
      if ((seen.get(log) ?? -1) >= from) seen.delete(log);
      if (seen.size === 0) this.#open.delete(name);
    }
  }

  /** Lets go of those of which nothing is missing any more. */
  settle(reads: Reads): void {
    for (const [name, open] of this.#open) {
      if (this.#isSettled(open, reads)) this.#open.delete(name);
    }
  }

  #isSettled(open: OpenJoint, reads: Reads): boolean {
    if (this.missing(open, reads).length > 0) return false;
    return this.listed === undefined || uncoveredOf(this.listed, open, reads).length === 0;
  }

  /** The logs that are read, in which no part of it has been seen, and in which one may still be. */
  missing({ list, seen, under }: OpenJoint, reads: Reads): readonly LogId[] {
    return list
      .map((part) => part.log)
      .filter((log) => !seen.has(log) && reads(log) && !this.isLost(log, under));
  }

  /** All of them, for the cache. */
  kept(): readonly KeptJoint[] {
    return this.open.map(({ list, seen, under }) => [
      list.map(({ log, itemsHash }) => [log, toHex(itemsHash)] as const),
      [...seen],
      under,
    ]);
  }

  /** Takes back what `kept` gave. */
  restore(kept: readonly KeptJoint[]): void {
    for (const [parts, seen, under = 0] of kept) {
      const list = parts.map(([log, hex]) => ({ log, itemsHash: fromHex(hex) as Hash }));
      this.#open.set(nameOf(list), { list, seen: new Map(seen), torn: false, under });
    }
  }
}

/** Whether a list of heads that covers so much of each log covers any part. */
export const isCovered = (listed: (log: LogId) => number, { seen }: OpenJoint): boolean =>
  [...seen].some(([log, position]) => listed(log) > position);

/** The logs in which a part stands past what a list covers. */
export const uncoveredOf = (
  listed: (log: LogId) => number,
  { seen }: OpenJoint,
  reads: Reads,
): readonly LogId[] =>
  [...seen].flatMap(([log, position]) => (reads(log) && listed(log) <= position ? [log] : []));

/** A log as far as it was verified, and what in it counts for nothing. */
interface Verified {
  readonly log: LogId;
  readonly head: Head;
  readonly skipped: readonly { readonly position: number }[];
}

/**
 * Looks for parts in all of a log as far as it was verified, and notes where they stand. What is read again here is
 * believed only if it hashes to the head that was verified.
 */
export async function lookFor(
  api: Api,
  { log, head, skipped }: Verified,
  wanted: readonly OpenJoint[],
): Promise<Result<void, ErrorCode>> {
  const nothing = new Set(skipped.map(({ position }) => position));
  const names = new Map(wanted.map((one) => [nameOf(one.list), one]));
  const found = new Map<OpenJoint, number>();
  let frontier = emptyFrontier;
  while (frontier.size < head.size) {
    const answer = await api.pull(log, frontier.size);
    if (!answer.ok) return answer;
    const { from, commits } = answer.value;
    if (from !== frontier.size || commits.length === 0) return err("log-malformed");
    for (const { bytes } of commits.slice(0, head.size - from)) {
      const commit = parseCommit(bytes);
      const counts = commit.ok && !nothing.has(frontier.size);
      const open = counts ? names.get(nameOf(commit.value.joint)) : undefined;
      if (open !== undefined) found.set(open, frontier.size);
      frontier = appendLeaf(frontier, leafHash(bytes));
    }
  }
  if (!sameHead(headOf(frontier), head)) return err("log-forked");
  for (const [open, position] of found) open.seen.set(log, position);
  return ok(undefined);
}

const nameOf = (list: readonly JointPart[]): string =>
  list.map((part) => `${part.log} ${toHex(part.itemsHash)}`).join(" ");
