import { type Hash, type RecordId, idBytes, idFrom } from "./brand.ts";
import { type Reader, equal, toHex } from "./bytes.ts";

/** What a leaf says about a version: written, removed, sealed anew for a later epoch, or its bytes dropped. */
export const leafKinds = ["put", "tombstone", "reseal", "prune"] as const;
export type LeafKind = (typeof leafKinds)[number];

/** The public line about one version of one record; the only header there is. docs/protocol.md §4. */
export interface Leaf {
  readonly kind: LeafKind;
  /** Reserved: always 0. */
  readonly flags: 0;
  readonly schema: number;
  readonly record: RecordId;
  /** 1, 2, 3 … */
  readonly version: number;
  readonly epoch: number;
  /** All zero in tombstones; in prunes zero or `requestHash` of the record that asks for the erasure. */
  readonly contentCommit: Hash;
  /** SHA-256 of the envelope; all zero in tombstones; of the dropped envelope in prunes. */
  readonly envelopeHash: Hash;
}

/** kind 1 · flags 1 · schema 2 · record 16 · version 4 · epoch 4 · contentCommit 32 · envelopeHash 32. */
export const leafLength = 92;
const headerLength = 60;

/** 32 zero bytes. */
export const noHash = new Uint8Array(32) as Hash;

/** What a prune carries in the place of a content commitment to name the record that asks for it. */
export const requestHash = (request: RecordId): Hash => {
  const out = new Uint8Array(32);
  out.set(idBytes(request));
  return out as Hash;
};

/** The record that a prune names as the request for an erasure, if it names one. */
export const requestOf = (leaf: Leaf): RecordId | undefined =>
  leaf.kind === "prune" && !isZero(leaf.contentCommit)
    ? idFrom.record(leaf.contentCommit.subarray(0, 16))
    : undefined;

/** Whether a leaf of this kind comes with an envelope. */
export const hasEnvelope = (kind: LeafKind): boolean => kind === "put" || kind === "reseal";

/**
 * Which envelope a leaf is about, as a key for a map. A prune names it by record, version, epoch and hash: by its hash
 * alone it could name another record's.
 */
export const envelopeName = ({ record, version, epoch, envelopeHash }: Leaf): string =>
  `${record} ${version} ${epoch} ${toHex(envelopeHash)}`;

/** Whether a prune of a record is about this envelope of it: as in its name, all of it has to be said rightly. */
export const namesEnvelope = (
  prune: Leaf,
  one: Pick<Leaf, "version" | "epoch" | "envelopeHash">,
): boolean =>
  prune.version === one.version &&
  prune.epoch === one.epoch &&
  equal(prune.envelopeHash, one.envelopeHash);

/** The 92 bytes of a leaf. */
export function encodeLeaf(leaf: Leaf): Uint8Array {
  const out = new Uint8Array(leafLength);
  putHeader(out, leaf);
  out.set(leaf.envelopeHash, headerLength);
  return out;
}

/** The leaf without its envelope hash, 60 bytes: bound into the record's key. */
export function leafHeader(leaf: Omit<Leaf, "envelopeHash">): Uint8Array {
  const out = new Uint8Array(headerLength);
  putHeader(out, leaf);
  return out;
}

function putHeader(out: Uint8Array, leaf: Omit<Leaf, "envelopeHash">): void {
  const { kind, flags, schema, version, epoch } = leaf;
  out[0] = leafKinds.indexOf(kind) + 1;
  out[1] = flags;
  out[2] = schema >>> 8;
  out[3] = schema;
  out.set(idBytes(leaf.record), 4);
  for (let i = 0; i < 4; i++) {
    out[20 + i] = version >>> (24 - 8 * i);
    out[24 + i] = epoch >>> (24 - 8 * i);
  }
  out.set(leaf.contentCommit, 28);
}

/** Reads one leaf; the hashes are copies. */
export function readLeaf(reader: Reader): Leaf {
  const kind = leafKinds[reader.u8() - 1] ?? reader.fail();
  if (reader.u8() !== 0) reader.fail();
  const schema = reader.u16();
  const record = idFrom.record(reader.bytes(16));
  const version = reader.u32();
  const epoch = reader.u32();
  if (version === 0 || epoch === 0) reader.fail();
  const contentCommit = reader.copy(32) as Hash;
  const envelopeHash = reader.copy(32) as Hash;
  if (kind === "tombstone" && !isZero(envelopeHash)) reader.fail();
  if (kind === "tombstone" && !isZero(contentCommit)) reader.fail();
  if (kind === "prune" && !isZero(contentCommit.subarray(16))) reader.fail();
  return { kind, flags: 0, schema, record, version, epoch, contentCommit, envelopeHash };
}

const isZero = (bytes: Uint8Array): boolean => bytes.every((byte) => byte === 0);
