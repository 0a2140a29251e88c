import { ed25519 } from "@noble/curves/ed25519.js";
import { blake2b } from "@noble/hashes/blake2.js";
import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, concatBytes, hexToBytes, utf8ToBytes } from "@noble/hashes/utils.js";

/**
 * A second implementation of what everybody can check, after docs/protocol.md and with other libraries. It shares no
 * line with `crypto/`, is as slow as it likes, and gives its reasons to nobody: a shared mistake would have to be
 * made twice.
 */
export const hex = bytesToHex;
export const unhex = hexToBytes;
export const sha = sha256;

const u32 = (n: number): Uint8Array => {
  const out = new Uint8Array(4);
  new DataView(out.buffer).setUint32(0, n);
  return out;
};

/** Label and parts, each behind its u32 length. */
export const prefixed = (label: string, ...parts: readonly Uint8Array[]): Uint8Array =>
  concatBytes(...[utf8ToBytes(label), ...parts].flatMap((part) => [u32(part.length), part]));

/** H(32; label, parts…). */
export const H32 = (label: string, ...parts: readonly Uint8Array[]): Uint8Array =>
  blake2b(prefixed(label, ...parts), { dkLen: 32 });

/** RFC 8032's verification with its checks of S and of points, and without points of small order. */
export function signed(key: string, message: Uint8Array, signature: Uint8Array): boolean {
  try {
    const point = ed25519.Point.fromHex(key);
    if (point.isSmallOrder()) return false;
    return ed25519.verify(signature, message, unhex(key), { zip215: false });
  } catch {
    return false;
  }
}

/** Whether a key is canonical and in the main subgroup. */
export function goodKey(key: string): boolean {
  try {
    const point = ed25519.Point.fromHex(key);
    return !point.isSmallOrder() && point.isTorsionFree();
  } catch {
    return false;
  }
}

/** RFC 9162 §2.1.1, as it is written. */
export function treeRoot(leaves: readonly Uint8Array[]): Uint8Array {
  if (leaves.length === 0) return sha(new Uint8Array(0));
  if (leaves.length === 1) return sha(concatBytes(Uint8Array.of(0), leaves[0] as Uint8Array));
  const k = 2 ** Math.floor(Math.log2(leaves.length - 1));
  const halves = [leaves.slice(0, k), leaves.slice(k)].map(treeRoot);
  return sha(concatBytes(Uint8Array.of(1), ...halves));
}

/** A cursor over bytes; anything that does not fit throws, and `whole` turns that into undefined. */
export class Cursor {
  #at = 0;
  readonly bytes: Uint8Array;

  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
  }

  get at(): number {
    return this.#at;
  }

  take(length: number): Uint8Array {
    if (this.#at + length > this.bytes.length) throw new RangeError("short");
    this.#at += length;
    return this.bytes.slice(this.#at - length, this.#at);
  }

  hex(length: number): string {
    return hex(this.take(length));
  }

  int(length: number): number {
    let out = 0;
    for (const byte of this.take(length)) out = out * 256 + byte;
    if (!Number.isSafeInteger(out)) throw new RangeError("large");
    return out;
  }

  /** An integer from a closed set. */
  one<T extends number>(length: number, ...allowed: readonly T[]): T {
    const value = this.int(length);
    const found = allowed.find((each) => each === value);
    if (found === undefined) throw new RangeError("not allowed");
    return found;
  }

  list<T>(cap: number, item: () => T, key?: (item: T) => string): T[] {
    const count = this.int(2);
    if (count > cap) throw new RangeError("many");
    const items = Array.from({ length: count }, item);
    const keys = key ? items.map(key) : [];
    if (keys.some((one, i) => i > 0 && one <= (keys[i - 1] as string)))
      throw new RangeError("order");
    return items;
  }
}

/** What `read` makes of all the bytes, or undefined. */
export function whole<T>(bytes: Uint8Array, read: (cursor: Cursor) => T): T | undefined {
  const cursor = new Cursor(bytes);
  try {
    const value = read(cursor);
    return cursor.at === bytes.length ? value : undefined;
  } catch {
    return undefined;
  }
}
