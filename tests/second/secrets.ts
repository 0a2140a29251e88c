import { ed25519, x25519 } from "@noble/curves/ed25519.js";
import { argon2id } from "@noble/hashes/argon2.js";
import { sha512 } from "@noble/hashes/sha2.js";
import { xchacha20poly1305 } from "@noble/ciphers/chacha.js";
import { H, hex, int, join, prefixed, same, text, unhex } from "./bytes.ts";
import type { Head } from "./commit.ts";

/** docs/protocol.md §2: from what a member knows and has to what opens her bundle. Ids are hex. */
export interface Login {
  readonly passphrase: string;
  readonly org: string;
  readonly loginId: string;
  readonly serverSalt: Uint8Array;
  readonly member: string;
  readonly accountKey: Uint8Array;
}

/** Suite 1, the only one: Argon2id, 64 MiB, three passes, one lane. */
export function stretch(login: Login): Uint8Array {
  const { org, loginId, serverSalt } = login;
  const salt = H(16, undefined, "linden/1/login-salt", unhex(org), text(loginId), serverSalt);
  const words = login.passphrase.normalize("NFKD").toLowerCase().split(/\s+/u).filter(Boolean);
  return argon2id(text(words.join(" ")), salt, { t: 3, m: 65_536, p: 1, dkLen: 32 });
}

export function loginKeys(stretched: Uint8Array, login: Login): { auth: string; wrap: string } {
  const root = H(32, stretched, "linden/1/root", unhex(login.member), login.accountKey);
  const derive = (label: string): string => hex(H(32, root, label));
  return { auth: derive("linden/1/login"), wrap: derive("linden/1/wrap") };
}

/** The wrap key of what a device's authenticator opens. */
export const authenticatorKey = (
  secret: Uint8Array,
  of: { org: string; member: string; device: Uint8Array },
): string =>
  hex(H(32, secret, "linden/1/authenticator", unhex(of.org), unhex(of.member), of.device));

/** Public keys of an identity's two seeds. */
export function publicKeys(
  signSeed: Uint8Array,
  boxSeed: Uint8Array,
): { sign: string; box: string } {
  return {
    sign: hex(ed25519.getPublicKey(signSeed)),
    box: hex(x25519.getPublicKey(boxSecret(boxSeed))),
  };
}

/** libsodium's crypto_box_seed_keypair. */
export const boxSecret = (seed: Uint8Array): Uint8Array => sha512(seed).slice(0, 32);

export const sign = (seed: Uint8Array, message: Uint8Array): Uint8Array =>
  ed25519.sign(message, seed);

export const cipher = (key: Uint8Array, nonce: Uint8Array, context: Uint8Array) =>
  xchacha20poly1305(key, nonce, context);

/** What the cipher opens, or undefined. */
export function opened(
  ...[key, nonce, context, sealed]: readonly Uint8Array[]
): Uint8Array | undefined {
  try {
    return cipher(key as Uint8Array, nonce as Uint8Array, context as Uint8Array).decrypt(
      sealed as Uint8Array,
    );
  } catch {
    return undefined;
  }
}

export interface BundlePlace {
  readonly org: string;
  readonly member: string;
  readonly bundleVersion: number;
  readonly generation: number;
}

export interface Bundle {
  readonly signSeed: string;
  readonly boxSeed: string;
  readonly head: Head;
}

const contextOf = (at: BundlePlace): Uint8Array =>
  prefixed(
    "linden/1/bundle-context",
    unhex(at.org),
    unhex(at.member),
    join(int(4, at.bundleVersion), int(4, at.generation)),
  );

/** Commitment 32, nonce 24, sealed 120. */
export function sealBundle(
  { signSeed, boxSeed, head }: Bundle,
  { wrap, nonce, ...at }: BundlePlace & { readonly wrap: Uint8Array; readonly nonce: Uint8Array },
): Uint8Array {
  const context = contextOf(at);
  const inside = join(unhex(signSeed), unhex(boxSeed), int(8, head.size), unhex(head.root));
  const sealed = cipher(H(32, wrap, "linden/1/bundle-key"), nonce, context).encrypt(inside);
  return join(H(32, wrap, "linden/1/bundle-commit", context), nonce, sealed);
}

export function openBundle(
  bytes: Uint8Array,
  at: BundlePlace,
  wrap: Uint8Array,
): Bundle | undefined {
  if (bytes.length !== 176) return undefined;
  const context = contextOf(at);
  if (!same(bytes.slice(0, 32), H(32, wrap, "linden/1/bundle-commit", context))) return undefined;
  const key = H(32, wrap, "linden/1/bundle-key");
  const inside = opened(key, bytes.slice(32, 56), context, bytes.slice(56));
  if (inside === undefined) return undefined;
  const size = Number(BigInt(`0x${hex(inside.slice(64, 72))}`));
  return {
    signSeed: hex(inside.slice(0, 32)),
    boxSeed: hex(inside.slice(32, 64)),
    head: { size, root: hex(inside.slice(72)) },
  };
}

export function localKey(
  signSeed: Uint8Array,
  boxSeed: Uint8Array,
  device: Uint8Array,
): Uint8Array {
  const label = "linden/1/local";
  return H(32, H(32, signSeed, label, boxSeed), label, device);
}

export const sealLocal = (
  ...[key, nonce, name, bytes]: [Uint8Array, Uint8Array, string, Uint8Array]
): Uint8Array => join(nonce, cipher(key, nonce, text(name)).encrypt(bytes));

export const openLocal = (
  key: Uint8Array,
  name: string,
  sealed: Uint8Array,
): Uint8Array | undefined => opened(key, sealed.slice(0, 24), text(name), sealed.slice(24));

/** What an identity or an invite signs to log in. */
export const challengeMessage = (challenge: {
  readonly org: string;
  readonly host: string;
  readonly action: string;
  readonly subject: string;
  readonly who: string;
  readonly nonce: string;
  readonly expiry: number;
}): Uint8Array =>
  prefixed(
    "linden/1/challenge",
    unhex(challenge.org),
    text(challenge.host),
    text(challenge.action),
    text(challenge.subject),
    unhex(challenge.who),
    unhex(challenge.nonce),
    int(8, challenge.expiry),
  );
