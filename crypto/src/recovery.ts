import { wordlist } from "@scure/bip39/wordlists/english.js";
import { type MemberId, type SignPublic, idFrom } from "./brand.ts";
import { Writer, equal } from "./bytes.ts";
import { H } from "./hash.ts";
import { type Identity, identityFrom } from "./identity.ts";
import { labels } from "./labels.ts";
import { type Result, err, ok } from "./result.ts";
import { randomBytes } from "./sodium.ts";

/** One of three parts of the recovery member's seed; any two give it back, one alone says nothing. */
export interface Share {
  /** 1, 2 or 3. */
  readonly index: number;
  /** 32 bytes. */
  readonly value: Uint8Array;
  /** First 4 bytes of H(seed): shares of different seeds do not fit together. */
  readonly seedCheck: Uint8Array;
}

/** The seed of a recovery member, 32 bytes. */
export const makeRecoverySeed = (): Uint8Array => randomBytes(32);

/** The recovery member's keys. */
export const recoveryIdentity = (seed: Uint8Array, generation: number): Identity =>
  identityFrom(
    generation,
    H(32, seed, labels.recoverySeed, Uint8Array.of(1)),
    H(32, seed, labels.recoverySeed, Uint8Array.of(2)),
  );

/** The recovery member's id: made of her first signing key, so that everybody sees which member she is. */
export const recoveryMember = (sign: SignPublic): MemberId =>
  idFrom.member(H(16, undefined, labels.recoveryMember, sign));

/** Shamir's scheme over GF(2⁸) with a threshold of two: share i is seed + slope · i, byte by byte. */
export function splitSeed(seed: Uint8Array): readonly [Share, Share, Share] {
  const slope = randomBytes(32);
  const seedCheck = checkOf(seed);
  const share = (index: number): Share => ({
    index,
    value: seed.map((byte, i) => byte ^ multiply(slope[i] as number, index)),
    seedCheck,
  });
  return [share(1), share(2), share(3)];
}

/** The seed of two different shares, if they belong together. */
export function joinShares(a: Share, b: Share): Result<Uint8Array, "same-share" | "shares-differ"> {
  if (a.index === b.index) return err("same-share");
  const inverse = invert(a.index ^ b.index);
  const seed = a.value.map((byte, i) => {
    const slope = multiply(byte ^ (b.value[i] as number), inverse);
    return byte ^ multiply(slope, a.index);
  });
  const fits = equal(a.seedCheck, b.seedCheck) && equal(checkOf(seed), a.seedCheck);
  return fits ? ok(seed) : err("shares-differ");
}

const shareLength = 1 + 32 + 4;
const wordCount = 29;

/** A share as 29 words of the English BIP39 list: 296 bits of share, 23 bits of check. */
export function shareWords(share: Share): string {
  const body = new Writer().u8(share.index).bytes(share.value).bytes(share.seedCheck).done();
  let bits = (toBits(body) << 23n) | wordCheck(body);
  const out: string[] = [];
  for (let i = 0; i < wordCount; i++, bits >>= 11n)
    out.unshift(wordlist[Number(bits & 2047n)] as string);
  return out.join(" ");
}

/** Reads a share that was typed from paper; `mistyped` where any word or their order is wrong. */
export function readShare(text: string): Result<Share, "mistyped"> {
  const words = text.normalize("NFKD").toLowerCase().trim().split(/\s+/u);
  const indices = words.map((word) => wordlist.indexOf(word));
  if (words.length !== wordCount || indices.some((index) => index < 0)) return err("mistyped");
  const bits = indices.reduce((all, index) => (all << 11n) | BigInt(index), 0n);
  const body = new Uint8Array(shareLength);
  let left = bits >> 23n;
  for (let i = shareLength - 1; i >= 0; i--, left >>= 8n) body[i] = Number(left & 255n);
  const index = body[0] as number;
  const sound = left === 0n && wordCheck(body) === (bits & 0x7f_ffffn) && index >= 1 && index <= 3;
  if (!sound) return err("mistyped");
  return ok({ index, value: body.slice(1, 33), seedCheck: body.slice(33) });
}

const checkOf = (seed: Uint8Array): Uint8Array => H(32, seed, labels.recoveryCheck).slice(0, 4);

const wordCheck = (body: Uint8Array): bigint =>
  toBits(H(16, undefined, labels.recoveryCheck, body).subarray(0, 3)) >> 1n;

const toBits = (bytes: Uint8Array): bigint =>
  bytes.reduce((all, byte) => (all << 8n) | BigInt(byte), 0n);

/** Multiplication in GF(2⁸) modulo x⁸ + x⁴ + x³ + x + 1 (FIPS 197 §4.2). */
function multiply(a: number, b: number): number {
  let product = 0;
  for (let bit = 0; bit < 8; bit++) {
    product ^= -((b >>> bit) & 1) & a;
    a = ((a << 1) ^ (-(a >>> 7) & 0x11b)) & 0xff;
  }
  return product & 0xff;
}

/** a⁻¹ = a²⁵⁴. */
function invert(a: number): number {
  let result = 1;
  for (let i = 0; i < 254; i++) result = multiply(result, a);
  return result;
}
