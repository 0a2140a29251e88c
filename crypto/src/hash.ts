import type { Hash } from "./brand.ts";
import { Writer } from "./bytes.ts";
import type { Label } from "./labels.ts";
import { blake2b, sha256Bytes } from "./sodium.ts";

/**
 * H(n; key; label, p₁…pₖ): BLAKE2b of `length` bytes over the label and the parts, each with a u32 length before it.
 * docs/protocol.md §1.
 */
export function H(
  length: 16 | 32 | 64,
  key: Uint8Array | undefined,
  label: Label,
  ...parts: readonly Uint8Array[]
): Uint8Array {
  return blake2b(length, key, lengthPrefixed(label, parts));
}

/** The label and the parts, each with its u32 length before it: no two lists of parts give the same bytes. */
export function lengthPrefixed(label: Label, parts: readonly Uint8Array[]): Uint8Array {
  const writer = new Writer().block(labelBytes(label));
  for (const part of parts) writer.block(part);
  return writer.done();
}

/** SHA-256, 32 bytes: commits, trees, heads, envelopes and boxes. */
export const sha256 = (bytes: Uint8Array): Hash => sha256Bytes(bytes) as Hash;

const encoder = new TextEncoder();
const known = new Map<Label, Uint8Array>();

function labelBytes(label: Label): Uint8Array {
  let bytes = known.get(label);
  if (bytes === undefined) known.set(label, (bytes = encoder.encode(label)));
  return bytes;
}
