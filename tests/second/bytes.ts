import { ed25519, x25519 } from "@noble/curves/ed25519.js";
import { blake2b } from "@noble/hashes/blake2.js";
import { sha256, sha512 } from "@noble/hashes/sha2.js";
import { bytesToHex, concatBytes, hexToBytes, utf8ToBytes } from "@noble/hashes/utils.js";

/**
 * A second implementation of what everybody can check, after docs/protocol.md and with other libraries. It shares no
 * line with `crypto/`, is as slow as it likes, and gives its reasons to nobody: a shared mistake would have to be
 * made twice.
 */
export const hex = bytesToHex;
export const unhex = hexToBytes;
export const sha = sha256;

export const text = utf8ToBytes;
export const join = concatBytes;

/** A big-endian integer of `length` bytes. */
export const int = (length: number, n: number): Uint8Array =>
  unhex(n.toString(16).padStart(2 * length, "0"));
const u32 = (n: number): Uint8Array => int(4, n);

export const same = (a: Uint8Array, b: Uint8Array): boolean => hex(a) === hex(b);

/** Label and parts, each behind its u32 length. */
export const prefixed = (label: string, ...parts: readonly Uint8Array[]): Uint8Array =>
  concatBytes(...[utf8ToBytes(label), ...parts].flatMap((part) => [u32(part.length), part]));

/** H(length; key; label, parts…). */
export const H = (
  length: number,
  key: Uint8Array | undefined,
  label: string,
  ...parts: readonly Uint8Array[]
): Uint8Array =>
  blake2b(prefixed(label, ...parts), { dkLen: length, ...(key === undefined ? {} : { key }) });

/** H(32; label, parts…). */
export const H32 = (label: string, ...parts: readonly Uint8Array[]): Uint8Array =>
  H(32, undefined, label, ...parts);

const order = ed25519.Point.Fn.ORDER;
const little = (bytes: Uint8Array): bigint => BigInt(`0x${hex(bytes.toReversed())}`);

/**
 * RFC 8032 §5.1.7 without the cofactor: R is computed and compared byte by byte. S below the order, the key canonical,
 * neither of small order.
 */
export function signed(key: string, message: Uint8Array, signature: Uint8Array): boolean {
  if (signature.length !== 64) return false;
  const [r, s] = [signature.slice(0, 32), little(signature.slice(32))];
  if (s >= order) return false;
  try {
    const [A, R] = [key, hex(r)].map((point) => ed25519.Point.fromHex(point)) as [Point, Point];
    if (A.isSmallOrder() || R.isSmallOrder()) return false;
    const k = little(sha512(concatBytes(r, unhex(key), message))) % order;
    const computed = ed25519.Point.BASE.multiplyUnsafe(s).add(A.negate().multiplyUnsafe(k));
    return same(computed.toBytes(), r);
  } catch {
    return false;
  }
}

type Point = InstanceType<typeof ed25519.Point>;

/** Whether a key is canonical and in the main subgroup. */
export function goodKey(key: string): boolean {
  try {
    const point = ed25519.Point.fromHex(key);
    return !point.isSmallOrder() && point.isTorsionFree();
  } catch {
    return false;
  }
}

/** Whether an X25519 key is canonical, and agrees with nobody on zero. */
export function goodBoxKey(key: string): boolean {
  const number = BigInt(`0x${hex(unhex(key).toReversed())}`);
  if (number >= 2n ** 255n - 19n) return false;
  try {
    x25519.scalarMult(new Uint8Array(32).fill(8), unhex(key));
    return true;
  } catch {
    return false;
  }
}

/** RFC 9162 §2.1.1, as it is written. */
export function treeRoot(leaves: readonly Uint8Array[]): Uint8Array {
  if (leaves.length === 0) return sha(new Uint8Array(0));
  if (leaves.length === 1) return sha(concatBytes(Uint8Array.of(0), leaves[0] as Uint8Array));
  const k = split(leaves.length);
  return node(treeRoot(leaves.slice(0, k)), treeRoot(leaves.slice(k)));
}

const split = (size: number): number => 2 ** Math.floor(Math.log2(size - 1));
const node = (left: Uint8Array, right: Uint8Array): Uint8Array =>
  sha(concatBytes(Uint8Array.of(1), left, right));

/** The root to which a path leads from a leaf's hash; undefined if the path has another length. RFC 9162 §2.1.3.1. */
export function rootByPath(
  leaf: Uint8Array,
  index: number,
  size: number,
  path: readonly Uint8Array[],
): Uint8Array | undefined {
  if (index < 0 || index >= size) return undefined;
  if (size === 1) return path.length === 0 ? leaf : undefined;
  const [last, k] = [path.at(-1), split(size)];
  if (last === undefined) return undefined;
  const rest = path.slice(0, -1);
  if (index >= k) {
    const right = rootByPath(leaf, index - k, size - k, rest);
    return right && node(last, right);
  }
  const left = rootByPath(leaf, index, k, rest);
  return left && node(left, last);
}

/** Whether a proof leads to both roots, by the definition of RFC 9162 §2.1.4.1 read backwards. */
export function grewFrom(
  old: { readonly size: number; readonly root: Uint8Array },
  now: { readonly size: number; readonly root: Uint8Array },
  proof: readonly Uint8Array[],
): boolean {
  if (old.size > now.size) return false;
  if (old.size === 0) return proof.length === 0 && same(old.root, treeRoot([]));
  const left = [...proof];
  const walk = (m: number, n: number, known: boolean): [Uint8Array, Uint8Array] | undefined => {
    if (m === n) {
      const root = known ? old.root : left.shift();
      return root && [root, root];
    }
    const k = split(n);
    const below = m <= k ? walk(m, k, known) : walk(m - k, n - k, false);
    const sibling = left.shift();
    if (below === undefined || sibling === undefined) return undefined;
    const [was, is] = below;
    return m <= k ? [was, node(is, sibling)] : [node(sibling, was), node(sibling, is)];
  };
  const roots = walk(old.size, now.size, true);
  return (
    roots !== undefined && left.length === 0 && same(roots[0], old.root) && same(roots[1], now.root)
  );
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
