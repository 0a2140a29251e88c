import { x25519 } from "@noble/curves/ed25519.js";
import { hsalsa, xsalsa20poly1305 } from "@noble/ciphers/salsa.js";
import { blake2b } from "@noble/hashes/blake2.js";
import { H, hex, int, join, same, sha, treeRoot, unhex } from "./bytes.ts";
import { cipher, opened } from "./secrets.ts";

/** docs/protocol.md §3: a vault's key, its commitment, its boxes and the key before it. */
export interface Place {
  readonly org: string;
  readonly vault: string;
  readonly epoch: number;
}

const bytesOf = ({ org, vault, epoch }: Place): [Uint8Array, Uint8Array, Uint8Array] => [
  unhex(org),
  unhex(vault),
  int(4, epoch),
];

export const keyCommit = (at: Place, key: Uint8Array): string =>
  hex(H(32, key, "linden/1/key-commit", ...bytesOf(at)));

const zeroNonce = new Uint8Array(24);

const wrapping = (at: Place, key: Uint8Array): [Uint8Array, Uint8Array, Uint8Array] => [
  H(32, key, "linden/1/epoch-wrap", ...bytesOf(at)),
  zeroNonce,
  H(32, undefined, "linden/1/epoch-wrap", ...bytesOf(at)),
];

export const wrap = (at: Place, key: Uint8Array, previous: Uint8Array): Uint8Array =>
  cipher(...wrapping(at, key)).encrypt(previous);

export function unwrap(at: Place, key: Uint8Array, wrapped: Uint8Array): Uint8Array | undefined {
  return opened(...wrapping(at, key), wrapped);
}

export interface Holder {
  readonly member: string;
  readonly generation: number;
}

const binding = (at: Place, key: Uint8Array, to: Holder): Uint8Array =>
  H(32, key, "linden/1/box", ...bytesOf(at), unhex(to.member), int(4, to.generation));

/** An anonymous box: the ephemeral key, then key and binding under X25519 and XSalsa20-Poly1305. */
export function sealBox(
  at: Place,
  key: Uint8Array,
  to: Holder & { readonly box: string; readonly ephemeral: Uint8Array },
): Uint8Array {
  const ephemeral = x25519.getPublicKey(to.ephemeral);
  const inside = join(key, binding(at, key, to));
  const shared = x25519.scalarMult(to.ephemeral, unhex(to.box));
  return join(ephemeral, boxCipher(shared, ephemeral, unhex(to.box)).encrypt(inside));
}

/** The key in a box of exactly this place and holder, if the epoch's entry committed to it. */
export function openBox(
  at: Place,
  bytes: Uint8Array,
  own: Holder & { readonly secret: Uint8Array; readonly committed: string },
): Uint8Array | undefined {
  if (bytes.length !== 112) return undefined;
  const ephemeral = bytes.slice(0, 32);
  try {
    const shared = x25519.scalarMult(own.secret, ephemeral);
    const to = x25519.getPublicKey(own.secret);
    const inside = boxCipher(shared, ephemeral, to).decrypt(bytes.slice(32));
    const key = inside.slice(0, 32);
    const held = same(inside.slice(32), binding(at, key, own));
    return held && keyCommit(at, key) === own.committed ? key : undefined;
  } catch {
    return undefined;
  }
}

/** The cipher of an anonymous box, its nonce made of both public keys. */
export function boxCipher(shared: Uint8Array, ephemeral: Uint8Array, to: Uint8Array) {
  const words = (bytes: Uint8Array): Uint32Array => new Uint32Array(bytes.slice().buffer);
  const sigma = words(new TextEncoder().encode("expand 32-byte k"));
  const key = new Uint32Array(8);
  hsalsa(sigma, words(shared), new Uint32Array(4), key);
  return xsalsa20poly1305(new Uint8Array(key.buffer), blake2b(join(ephemeral, to), { dkLen: 24 }));
}

/** The root over an epoch's boxes, by member. */
export const boxesRoot = (boxes: readonly (Holder & { readonly bytes: Uint8Array })[]): string =>
  hex(
    treeRoot(
      boxes
        .toSorted((a, b) => (a.member < b.member ? -1 : 1))
        .map((one) => join(unhex(one.member), int(4, one.generation), sha(one.bytes))),
    ),
  );

export const meaningCommit = (
  ...[vault, compartment, house, blind]: readonly [string, string, string, string]
): string =>
  hex(
    H(
      32,
      undefined,
      "linden/1/vault-meaning",
      unhex(vault),
      new TextEncoder().encode(compartment),
      new TextEncoder().encode(house),
      unhex(blind),
    ),
  );
