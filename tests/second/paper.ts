import { wordlist } from "@scure/bip39/wordlists/english.js";
import { H, hex, int, join, same, sha, text, unhex } from "./bytes.ts";
import type { Head } from "./commit.ts";

/** docs/protocol.md §2 and §3: what people carry on paper or scan: account key, codes, words and shares. */
const bitsOf = (bytes: Uint8Array): string =>
  [...bytes].map((byte) => byte.toString(2).padStart(8, "0")).join("");

const bytesOf = (bits: string): Uint8Array =>
  Uint8Array.from(bits.match(/.{8}/g) ?? [], (byte) => Number.parseInt(byte, 2));

const chunks = (bits: string, length: number): number[] =>
  (bits.match(new RegExp(`.{${length}}`, "g")) ?? []).map((chunk) => Number.parseInt(chunk, 2));

/** Seven groups of four characters of Crockford's base32. */
export function accountKeyGroups(key: Uint8Array): string {
  const [a = 0, b = 0] = H(16, undefined, "linden/1/account-key-check", key);
  const values = [...chunks(`${bitsOf(key)}00`, 5), a >> 3, b >> 3];
  const characters = values.map((value) => "0123456789ABCDEFGHJKMNPQRSTVWXYZ"[value]).join("");
  return (characters.match(/.{4}/g) ?? []).join(" ");
}

const code = (kind: number, ...body: readonly Uint8Array[]): string => {
  const bytes = join(Uint8Array.of(kind), ...body);
  return Buffer.from(join(bytes, sha(bytes).slice(0, 4))).toString("base64url");
};

const headBytes = (head: Head): Uint8Array => join(int(8, head.size), unhex(head.root));

export const inviteCode = (org: string, seed: Uint8Array, head: Head): string =>
  code(1, unhex(org), seed, headBytes(head));

export const kitCode = (kit: {
  readonly org: string;
  readonly member: string;
  readonly loginId: string;
  readonly accountKey: Uint8Array;
  readonly head: Head;
}): string => {
  const login = text(kit.loginId);
  const ids = [unhex(kit.org), unhex(kit.member), kit.accountKey];
  return code(2, ...ids, headBytes(kit.head), int(4, login.length), login);
};

const words = (bytes: Uint8Array, count: number): string =>
  chunks(bitsOf(bytes), 11)
    .slice(0, count)
    .map((index) => wordlist[index])
    .join(" ");

export const organisationWords = (org: string): string =>
  words(H(16, undefined, "linden/1/org-words", unhex(org)), 6);

/** The message under an accept is label, organisation and body without its signature. */
export const joiningWords = (message: Uint8Array, signature: Uint8Array): string =>
  words(H(16, undefined, "linden/1/accept-words", message, signature), 3);

export const inviteSeedKey = (seed: Uint8Array): Uint8Array => H(32, seed, "linden/1/invite");

export const recoverySeeds = (seed: Uint8Array): readonly [Uint8Array, Uint8Array] => [
  H(32, seed, "linden/1/recovery-seed", Uint8Array.of(1)),
  H(32, seed, "linden/1/recovery-seed", Uint8Array.of(2)),
];

export const recoveryMember = (sign: string): string =>
  hex(H(16, undefined, "linden/1/recovery-member", unhex(sign)));

/** Logarithms to the base 3 in GF(2⁸) modulo x⁸ + x⁴ + x³ + x + 1. */
const powers: number[] = [1];
for (let i = 1; i < 255; i++) {
  const last = powers[i - 1] as number;
  powers.push((last ^ (last << 1) ^ (last & 0x80 ? 0x11b : 0)) & 0xff);
}
const times = (a: number, b: number): number =>
  a === 0 || b === 0 ? 0 : (powers[(powers.indexOf(a) + powers.indexOf(b)) % 255] as number);
const over = (a: number, b: number): number =>
  a === 0 ? 0 : (powers[(255 + powers.indexOf(a) - powers.indexOf(b)) % 255] as number);

export interface Share {
  readonly index: number;
  readonly value: Uint8Array;
  readonly check: Uint8Array;
}

const checkOf = (seed: Uint8Array): Uint8Array =>
  H(32, seed, "linden/1/recovery-check").slice(0, 4);

export const share = (seed: Uint8Array, slope: Uint8Array, index: number): Share => ({
  index,
  value: seed.map((byte, i) => byte ^ times(slope[i] as number, index)),
  check: checkOf(seed),
});

/** The line through two points, at zero. */
export function joined(a: Share, b: Share): Uint8Array | undefined {
  if (a.index === b.index) return undefined;
  const seed = a.value.map((y, i) => {
    const other = b.value[i] as number;
    return over(times(y, b.index) ^ times(other, a.index), a.index ^ b.index);
  });
  return same(checkOf(seed), a.check) && same(a.check, b.check) ? seed : undefined;
}

const bodyOf = ({ index, value, check }: Share): Uint8Array =>
  join(Uint8Array.of(index), value, check);

/** 23 bits of a hash of the share's 37 bytes. */
const wordCheck = (body: Uint8Array): string =>
  bitsOf(H(16, undefined, "linden/1/recovery-check", body)).slice(0, 23);

export function shareWords(one: Share): string {
  const body = bodyOf(one);
  return chunks(bitsOf(body) + wordCheck(body), 11)
    .map((index) => wordlist[index])
    .join(" ");
}

export function readShare(line: string): Share | undefined {
  const indices = line.split(" ").map((word) => wordlist.indexOf(word));
  if (indices.length !== 29 || indices.includes(-1)) return undefined;
  const bits = indices.map((index) => index.toString(2).padStart(11, "0")).join("");
  const body = bytesOf(bits.slice(0, 296));
  const index = body[0] as number;
  if (bits.slice(296) !== wordCheck(body) || index < 1 || index > 3) return undefined;
  return { index, value: body.slice(1, 33), check: body.slice(33) };
}
