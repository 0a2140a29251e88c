import type { Hash } from "./brand.ts";
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
  const named = labelBytes(label);
  let length = 4 + named.length;
  for (const part of parts) length += 4 + part.length;
  const out = new Uint8Array(length);
  let at = putBlock(out, 0, named);
  for (const part of parts) at = putBlock(out, at, part);
  return out;
}

/** Puts a part behind its length and returns where the next one begins. Every record passes here four times. */
function putBlock(out: Uint8Array, at: number, part: Uint8Array): number {
  const { length } = part;
  out[at] = length >>> 24;
  out[at + 1] = length >>> 16;
  out[at + 2] = length >>> 8;
  out[at + 3] = length;
  out.set(part, at + 4);
  return at + 4 + length;
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
