import {
  type Draft,
  type Entry,
  type EpochKey,
  type Frontier,
  type Hash,
  type Items,
  type Leaf,
  type LogHead,
  type LogId,
  type RecordId,
  type Result,
  type Roster,
  type SealedBox,
  type VaultId,
  appendLeaf,
  currentEpoch,
  emptyFrontier,
  err,
  foldAll,
  headOf,
  itemsHash,
  leafHash,
  noHash,
  ok,
  rosterLog,
  seal,
  sha256,
  signCommit,
  toHex,
} from "#crypto";
import type { Append, CommitFrame } from "#contract/append.ts";
import type { Book } from "./book.ts";
import type { Keyring } from "./keyring.ts";

/** One version to be written into a vault. */
export interface Write {
  readonly vault: VaultId;
  readonly record: RecordId;
  readonly schema: number;
  readonly version: number;
  /** Undefined takes the record away. */
  readonly payload: Uint8Array | undefined;
  /** With the blind of an envelope that was opened: the same version is sealed anew. */
  readonly blind?: Uint8Array;
  /** Names an older envelope of this version, whose bytes are to go. */
  readonly prunes?: { readonly epoch: number; readonly envelopeHash: Hash };
}

/** What an append may hold beside records: entries for the roster, the boxes that they name, and the keys drawn for them. */
export interface RosterPart {
  readonly entries: readonly Entry[];
  readonly boxes: readonly SealedBox[];
  readonly keys: readonly DrawnKey[];
}

/** An epoch's key that was drawn here; held only once its entry stands. */
export interface DrawnKey {
  readonly vault: VaultId;
  readonly epoch: number;
  readonly key: EpochKey;
}

/** An append as it goes out, and where it leaves every log if it is taken. */
export interface Signed {
  readonly append: Append;
  readonly expected: readonly LogHead[];
  /** SHA-256 of each commit, by which its author knows it again. */
  readonly marks: readonly string[];
  readonly keys: readonly DrawnKey[];
}

/** Who signs, on what she has verified. */
export interface Writer {
  readonly book: Book;
  readonly keyring: Keyring;
}

/** Why nothing was signed. */
export type Unsigned = "too-large" | "no-key";

/** The mark of a commit's bytes. */
export const markOf = (bytes: Uint8Array): string => toHex(sha256(bytes));

/**
 * Seals and signs writes, with roster entries where there are any, as one append: all of it stands, or none.
 * docs/protocol.md §5.
 */
export function signJoint(
  writer: Writer,
  writes: readonly Write[],
  part?: RosterPart,
): Result<Signed, Unsigned> {
  const { book, keyring } = writer;
  const parts: { log: LogId; items: Items; envelopes: readonly Uint8Array[] }[] = [];
  if (part !== undefined) {
    const items = { is: "entries", entries: part.entries } as const;
    parts.push({ log: rosterLog, items, envelopes: [] });
  }
  for (const [vault, own] of Map.groupBy(writes, (write) => write.vault)) {
    const sealed = sealAll(writer, own, part?.keys);
    if (!sealed.ok) return sealed;
    parts.push({ log: vault, ...sealed.value });
  }
  parts.sort((a, b) => (a.log < b.log ? -1 : 1));
  const joint =
    parts.length < 2 ? [] : parts.map(({ log, items }) => ({ log, itemsHash: itemsHash(items) }));

  let { roster } = book;
  const expected: LogHead[] = [];
  const marks: string[] = [];
  const chains = parts.map(({ log, items, envelopes }) => {
    const frontier = frontierOf(book, log);
    const draft = { log, base: headOf(frontier), roster: roster.head, joint, items };
    const { bytes } = signCommit(keyring.org, by(keyring, draft), keyring.identity);
    // The roster's log sorts first: the commits beside it name the roster as it will be.
    if (log === rosterLog) roster = foldAll(roster, [bytes]).roster;
    expected.push({ log, ...headOf(appendLeaf(frontier, leafHash(bytes))) });
    marks.push(markOf(bytes));
    return { log, commits: [{ bytes, envelopes }] };
  });
  const keys = part?.keys ?? [];
  return ok({ append: { chains, boxes: part?.boxes ?? [] }, expected, marks, keys });
}

/**
 * Seals and signs several lists of writes into one vault as commits each on top of the one before: a chain ahead of
 * the acknowledgement, taken whole or not at all. `marks` has one mark for each list.
 */
export function signChain(
  writer: Writer,
  vault: VaultId,
  lists: readonly (readonly Write[])[],
): Result<Signed, Unsigned> {
  const { book, keyring } = writer;
  const roster = book.roster.head;
  let frontier = frontierOf(book, vault);
  const commits: CommitFrame[] = [];
  for (const writes of lists) {
    const sealed = sealAll(writer, writes);
    if (!sealed.ok) return sealed;
    const { items, envelopes } = sealed.value;
    const draft = { log: vault, base: headOf(frontier), roster, joint: [], items };
    const { bytes } = signCommit(keyring.org, by(keyring, draft), keyring.identity);
    frontier = appendLeaf(frontier, leafHash(bytes));
    commits.push({ bytes, envelopes });
  }
  return ok({
    append: { chains: [{ log: vault, commits }], boxes: [] },
    expected: [{ log: vault, ...headOf(frontier) }],
    marks: commits.map((commit) => markOf(commit.bytes)),
    keys: [],
  });
}

const by = ({ member }: Keyring, draft: Omit<Draft, "author">): Draft => ({
  ...draft,
  author: member,
});

const frontierOf = (book: Book, log: LogId): Frontier =>
  log === rosterLog
    ? book.roster.frontier
    : (book.logs.get(log as VaultId)?.frontier ?? emptyFrontier);

function sealAll(
  { book, keyring }: Writer,
  writes: readonly Write[],
  drawn: readonly DrawnKey[] = [],
): Result<{ items: Items; envelopes: readonly Uint8Array[] }, Unsigned> {
  const leaves: Leaf[] = [];
  const envelopes: Uint8Array[] = [];
  for (const { vault, record, schema, version, payload, blind, prunes } of writes) {
    if (prunes !== undefined) {
      const named = { kind: "prune", flags: 0, schema, record, version, ...prunes } as const;
      leaves.push({ ...named, contentCommit: noHash });
      continue;
    }
    const key = drawn.find((one) => one.vault === vault) ?? keyOf(book.roster, keyring, vault);
    if (key === undefined) return err("no-key");
    const { epoch } = key;
    if (payload === undefined) {
      const empty = { contentCommit: noHash, envelopeHash: noHash };
      leaves.push({ kind: "tombstone", flags: 0, schema, record, version, epoch, ...empty });
      continue;
    }
    const place = { org: keyring.org, vault, author: keyring.member, epochKey: key.key };
    const kind = blind === undefined ? "put" : "reseal";
    const content = { kind, record, version, epoch, schema, payload } as const;
    const sealed = seal(place, { ...content, ...(blind && { blind }) });
    if (!sealed.ok) return sealed;
    leaves.push(sealed.value.leaf);
    envelopes.push(sealed.value.envelope);
  }
  return ok({ items: { is: "leaves", leaves }, envelopes });
}

const keyOf = (roster: Roster, keyring: Keyring, vault: VaultId) =>
  currentEpoch(roster, vault) === undefined ? undefined : keyring.newest(roster, vault);
