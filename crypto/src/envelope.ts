import {
  type EpochKey,
  type MemberId,
  type OrgId,
  type RecordId,
  type RecordKey,
  type VaultId,
  idBytes,
} from "./brand.ts";
import { equal } from "./bytes.ts";
import { bucketFor, checkEnvelope, contentCommit } from "./content.ts";
import { lengthPrefixed, sha256 } from "./hash.ts";
import { labels } from "./labels.ts";
import { type Leaf, leafHeader } from "./leaf.ts";
import { type Result, err, ok } from "./result.ts";
import { aeadOpen, aeadSeal, blake2b, randomBytes } from "./sodium.ts";

/** Where a version stands and who seals it. */
export interface Placing {
  readonly org: OrgId;
  readonly vault: VaultId;
  readonly author: MemberId;
  readonly epochKey: EpochKey;
}

/** One version to be sealed. */
export interface Version {
  readonly kind: "put" | "reseal";
  readonly record: RecordId;
  readonly version: number;
  readonly epoch: number;
  readonly schema: number;
  readonly payload: Uint8Array;
}

/** A sealed version: its public leaf and its envelope. */
export interface Sealed {
  readonly leaf: Leaf;
  readonly envelope: Uint8Array;
}

/** An opened version. */
export interface Opened {
  readonly payload: Uint8Array;
  readonly blind: Uint8Array;
}

/** Every envelope has a key of its own, so its nonce may be constant. */
const zeroNonce = new Uint8Array(24);
const blindLength = 16;
const headLength = 4 + blindLength;

/**
 * Seals one version. Draws its own blind, because no caller may choose one; a reseal passes the blind that it
 * opened, and so keeps the content commitment. Fails where the payload is above the cap. docs/protocol.md §4.
 */
export function seal(
  at: Placing,
  version: Version & { readonly blind?: Uint8Array },
): Result<Sealed, "too-large"> {
  const { kind, record, schema, payload, epoch } = version;
  const size = bucketFor(headLength + payload.length);
  if (size === undefined) return err("too-large");
  if (kind === "reseal" && version.blind === undefined) throw new Error("a reseal keeps its blind");
  const blind = kind === "reseal" && version.blind ? version.blind : randomBytes(blindLength);

  const header = {
    kind,
    flags: 0 as const,
    schema,
    record,
    version: version.version,
    epoch,
    contentCommit: contentCommit({ org: at.org, vault: at.vault, record, schema, blind, payload }),
  };
  const context = contextOf(at, header);
  const plaintext = new Uint8Array(size);
  new DataView(plaintext.buffer).setUint32(0, payload.length);
  plaintext.set(blind, 4);
  plaintext.set(payload, headLength);
  const envelope = aeadSeal(keyOf(at.epochKey, context), zeroNonce, context, plaintext);
  plaintext.fill(0);
  return ok({ leaf: { ...header, envelopeHash: sha256(envelope) }, envelope });
}

/**
 * Opens one version: hash and length against the leaf, the key that belongs to exactly this place and author,
 * padding, and the content commitment. Whatever is wrong, it says only `cannot-open`.
 */
export function open(at: Placing, leaf: Leaf, envelope: Uint8Array): Result<Opened, "cannot-open"> {
  const failed = err("cannot-open" as const);
  if (!checkEnvelope(leaf, envelope).ok) return failed;
  const context = contextOf(at, leaf);
  const plaintext = aeadOpen(keyOf(at.epochKey, context), zeroNonce, context, envelope);
  if (plaintext === undefined) return failed;

  const length = new DataView(plaintext.buffer).getUint32(0);
  const end = headLength + length;
  if (end > plaintext.length || bucketFor(end) !== plaintext.length) return failed;
  for (let i = end; i < plaintext.length; i++) if (plaintext[i] !== 0) return failed;

  const blind = plaintext.slice(4, headLength);
  const payload = plaintext.slice(headLength, end);
  const { record, schema } = leaf;
  const commit = contentCommit({ org: at.org, vault: at.vault, record, schema, blind, payload });
  return equal(commit, leaf.contentCommit) ? ok({ payload, blind }) : failed;
}

/** The bytes that bind an envelope to its place: they make its key and are its associated data. */
function contextOf(at: Placing, leaf: Omit<Leaf, "envelopeHash">): Uint8Array {
  return lengthPrefixed(labels.record, [
    idBytes(at.org),
    idBytes(at.vault),
    idBytes(at.author),
    leafHeader(leaf),
  ]);
}

const keyOf = (epochKey: EpochKey, context: Uint8Array): RecordKey =>
  blake2b(32, epochKey, context) as RecordKey;
