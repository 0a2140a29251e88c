import type { AccountKey } from "./brand.ts";
import { equal } from "./bytes.ts";
import { H } from "./hash.ts";
import { labels } from "./labels.ts";
import { type Result, err, ok } from "./result.ts";
import { randomBytes } from "./sodium.ts";

/** Crockford's base32: no I, L, O or U. */
const alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/** The second secret of a member, 128 bits: made on her device, never sent, printed once in her kit. */
export const makeAccountKey = (): AccountKey => randomBytes(16) as AccountKey;

/** Seven groups of four: 26 characters of key and two of check. */
export function accountKeyGroups(key: AccountKey): string {
  const characters = toBase32(key) + check(key);
  return (characters.match(/.{4}/g) ?? []).join(" ");
}

/** Reads what a person typed from her kit, in any case and spacing, O as 0 and I or L as 1. */
export function readAccountKey(text: string): Result<AccountKey, "mistyped"> {
  const tidy = text.toUpperCase().replace(/[\s-]/g, "").replace(/O/g, "0").replace(/[IL]/g, "1");
  const key = tidy.length === 28 ? fromBase32(tidy.slice(0, 26)) : undefined;
  if (key === undefined || check(key) !== tidy.slice(26)) return err("mistyped");
  return ok(key);
}

/** Two characters, 10 bits: one mistyped group in a thousand slips through, and then opens nothing. */
function check(key: AccountKey): string {
  const [a, b] = H(16, undefined, labels.accountKeyCheck, key) as unknown as [number, number];
  return character(a >>> 3) + character(b >>> 3);
}

const character = (value: number): string => alphabet[value] as string;

/** 16 bytes as 26 characters, most significant first; the last two bits are zero. */
function toBase32(bytes: Uint8Array): string {
  let out = "";
  let buffer = 0;
  let bits = 0;
  for (const byte of bytes) {
    buffer = ((buffer << 8) | byte) & 0xfff;
    for (bits += 8; bits >= 5; bits -= 5) out += character((buffer >>> (bits - 5)) & 31);
  }
  return out + character((buffer << (5 - bits)) & 31);
}

function fromBase32(text: string): AccountKey | undefined {
  const out = new Uint8Array(16);
  let buffer = 0;
  let bits = 0;
  let at = 0;
  for (const letter of text) {
    const value = alphabet.indexOf(letter);
    if (value < 0) return undefined;
    buffer = ((buffer << 5) | value) & 0xfff;
    bits += 5;
    if (bits >= 8) {
      bits -= 8;
      out[at++] = buffer >>> bits;
    }
  }
  const key = out as AccountKey;
  const exact = equal(new TextEncoder().encode(toBase32(key)), new TextEncoder().encode(text));
  return exact ? key : undefined;
}
