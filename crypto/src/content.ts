import { type Hash, type OrgId, type RecordId, type VaultId, idBytes } from "./brand.ts";
import { equal, isUtf8 } from "./bytes.ts";
import { H, sha256 } from "./hash.ts";
import { labels } from "./labels.ts";
import type { Leaf } from "./leaf.ts";
import { type Result, err, ok } from "./result.ts";

/** What one version says and where: everything that its content commitment binds. */
export interface Content {
  readonly org: OrgId;
  readonly vault: VaultId;
  readonly record: RecordId;
  readonly schema: number;
  /** 16 random bytes, which keep the commitment from being guessed. */
  readonly blind: Uint8Array;
  readonly payload: Uint8Array;
}

/**
 * The commitment to a content, 32 bytes. With payload and blind anyone recomputes it, so one version can be
 * shown to an outsider without a key changing hands. docs/protocol.md §4.
 */
export function contentCommit(content: Content): Hash {
  const schema = Uint8Array.of(content.schema >>> 8, content.schema);
  const { org, vault, record, blind, payload } = content;
  return H(
    32,
    undefined,
    labels.content,
    idBytes(org),
    idBytes(vault),
    idBytes(record),
    schema,
    blind,
    payload,
  ) as Hash;
}

/** Sizes in bytes that a plaintext fills up to 24 KiB; larger ones follow Padmé. */
export const buckets = [384, 1_536, 6_144, 24_576] as const;

/** No envelope is longer than this, tag included. */
export const envelopeCap = 256 * 1024;

/** Bytes that the tag adds to a plaintext. */
export const tagLength = 16;

/** The plaintext size, in bytes, of the smallest bucket that holds `length` bytes; undefined above the cap. */
export function bucketFor(length: number): number | undefined {
  const size = buckets.find((bucket) => length <= bucket) ?? padme(length);
  return size + tagLength <= envelopeCap ? size : undefined;
}

/** Padmé (Nikitin et al., PETS 2019, §4): at most 12 % longer, and few distinct sizes. */
function padme(length: number): number {
  const exponent = Math.floor(Math.log2(length));
  const kept = Math.floor(Math.log2(exponent)) + 1;
  const step = 2 ** (exponent - kept);
  return Math.ceil(length / step) * step;
}

/** Whether an envelope can have this length: a bucket or a Padmé step, and the tag. */
export const isEnvelopeLength = (length: number): boolean =>
  length > tagLength && bucketFor(length - tagLength) === length - tagLength;

/** Why bytes cannot be the envelope of a leaf; seen without any key. */
export const envelopeFaults = ["wrong-length", "wrong-hash", "looks-like-text"] as const;
export type EnvelopeFault = (typeof envelopeFaults)[number];

/** Checks what anyone can check of an envelope: its length, its hash, and that it is not readable text. */
export function checkEnvelope(leaf: Leaf, envelope: Uint8Array): Result<void, EnvelopeFault> {
  if (!isEnvelopeLength(envelope.length)) return err("wrong-length");
  if (isUtf8(envelope)) return err("looks-like-text");
  if (!equal(sha256(envelope), leaf.envelopeHash)) return err("wrong-hash");
  return ok(undefined);
}
