import {
  type Hash,
  type LogId,
  type MemberId,
  type OrgId,
  type Signature,
  idBytes,
  idFrom,
  rosterLog,
} from "./brand.ts";
import { type Reader, Writer, concat, parse } from "./bytes.ts";
import { ascending, readEntry, readHead, writeEntry, writeHead } from "./entries.ts";
import type { Entry, Head } from "./entry.ts";
import { H, lengthPrefixed } from "./hash.ts";
import { labels } from "./labels.ts";
import { type Leaf, encodeLeaf, leafLength, readLeaf } from "./leaf.ts";
import { sameHead } from "./merkle.ts";
import { type Result, err, ok } from "./result.ts";

/** What a commit carries: leaves in a vault's log, entries in the roster's. */
export type Items =
  | { readonly is: "leaves"; readonly leaves: readonly Leaf[] }
  | { readonly is: "entries"; readonly entries: readonly Entry[] };

/** One log's part in an append to several: the log, and the hash of what its commit carries. */
export interface JointPart {
  readonly log: LogId;
  readonly itemsHash: Hash;
}

/** A signed batch appended to one log, and one leaf of that log's Merkle tree. docs/protocol.md §5. */
export interface Commit {
  readonly log: LogId;
  /** The log that the author had seen. */
  readonly base: Head;
  /** The roster under which she acts; in a roster commit the same as `base`. */
  readonly roster: Head;
  readonly author: MemberId;
  /** Every log of a joint append, this one included, sorted; empty where the append has one log. */
  readonly joint: readonly JointPart[];
  readonly items: Items;
  readonly signature: Signature;
}

/** A commit before its author signs it. */
export type Draft = Omit<Commit, "signature">;

/** Most leaves or entries in one commit. */
export const itemsCap = 1_024;
/** Most logs in one append. */
export const jointCap = 1_024;
/** Longest commit in bytes. */
export const commitCap = 1 << 20;
const version = 1;
const signatureLength = 64;

/** The bytes of a commit: version 1 · log 16 · base 40 · roster 40 · author 16 · joint · items · signature 64. */
export const encodeCommit = (commit: Commit): Uint8Array =>
  concat(encodeUnsigned(commit), commit.signature);

/** Everything before the signature. */
export function encodeUnsigned(draft: Draft): Uint8Array {
  const writer = new Writer().u8(version).bytes(idBytes(draft.log));
  writeHead(writeHead(writer, draft.base), draft.roster).bytes(idBytes(draft.author));
  writer.list(draft.joint, (w, part) => w.bytes(idBytes(part.log)).bytes(part.itemsHash));
  return writer.bytes(encodeItems(draft.items)).done();
}

/** Kind (1 leaves, 2 entries), u16 count, the items. */
function encodeItems(items: Items): Uint8Array {
  const writer = new Writer();
  if (items.is === "leaves") {
    writer.u8(1).list(items.leaves, (w, leaf) => w.bytes(encodeLeaf(leaf)));
  } else {
    writer.u8(2).list(items.entries, writeEntry);
  }
  return writer.done();
}

/** What the joint list says of a commit: the hash of what it carries, independent of where it stands. */
export const itemsHash = (items: Items): Hash =>
  H(32, undefined, labels.leavesHash, encodeItems(items)) as Hash;

/** The message under a commit's signature: label, organisation and unsigned bytes, each behind its length. */
export const commitMessage = (org: OrgId, unsigned: Uint8Array): Uint8Array =>
  lengthPrefixed(labels.commit, [idBytes(org), unsigned]);

/** The part of a commit's bytes that its signature covers. */
export const unsignedPart = (bytes: Uint8Array): Uint8Array =>
  bytes.subarray(0, Math.max(0, bytes.length - signatureLength));

/**
 * Reads a commit. Total: any bytes give a commit or "malformed", and nothing is allocated before its length is known
 * to fit. The roster's log takes entries and every other log leaves; a roster commit names its base as its roster.
 */
export function parseCommit(bytes: Uint8Array): Result<Commit, "malformed"> {
  if (bytes.length > commitCap) return err("malformed");
  const commit = parse(bytes, readCommit);
  return commit === undefined ? err("malformed") : ok(commit);
}

function readCommit(r: Reader): Commit {
  if (r.u8() !== version) r.fail();
  const log = idFrom.log(r.bytes(16));
  const base = readHead(r);
  const roster = readHead(r);
  const author = idFrom.member(r.bytes(16));
  const joint = ascending(r, r.list(jointCap, readPart), (part) => part.log);
  if (joint.length === 1) r.fail();
  const items = readItems(r);
  if ((log === rosterLog) !== (items.is === "entries")) r.fail();
  if (log === rosterLog && !sameHead(base, roster)) r.fail();
  return { log, base, roster, author, joint, items, signature: r.copy(64) as Signature };
}

const readPart = (r: Reader): JointPart => ({
  log: idFrom.log(r.bytes(16)),
  itemsHash: r.copy(32) as Hash,
});

function readItems(r: Reader): Items {
  const kind = r.u8();
  if (kind !== 1 && kind !== 2) r.fail();
  if (kind === 2) return { is: "entries", entries: notEmpty(r, r.list(itemsCap, readEntry)) };
  return {
    is: "leaves",
    leaves: notEmpty(r, r.list(Math.min(itemsCap, r.left / leafLength), readLeaf)),
  };
}

const notEmpty = <T>(r: Reader, items: T[]): T[] => (items.length === 0 ? r.fail() : items);
