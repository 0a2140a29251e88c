import { xchacha20 } from "@noble/ciphers/chacha.js";
import { concat } from "#crypto";

/**
 * XChaCha20-Poly1305 does not commit to its key: whoever knows two keys can make one ciphertext that opens under
 * both. Poly1305 is linear in its blocks, so two free blocks are enough (Len, Grubbs, Ristenpart: Partitioning Oracle
 * Attacks, USENIX Security 2021). The attacks that follow from it have to fail for another reason.
 */
export function openUnderBoth(
  keys: readonly [Uint8Array, Uint8Array],
  { nonce, context, start }: Record<"nonce" | "context" | "start", Uint8Array>,
): Uint8Array {
  const sides = keys.map((key) => {
    const first = xchacha20(key, nonce, new Uint8Array(32));
    return { r: little(first.slice(0, 16)) & clamp, s: little(first.slice(16)) };
  }) as [Side, Side];
  const blocksOf = (bytes: Uint8Array): Uint8Array[] =>
    Array.from({ length: Math.ceil(bytes.length / 16) }, (_, i) => {
      const block = new Uint8Array(16);
      block.set(bytes.slice(16 * i, 16 * i + 16));
      return block;
    });
  const lengths = concat(eight(context.length), eight(start.length));
  const known = [...blocksOf(context), ...blocksOf(start), lengths];
  const place = blocksOf(context).length;
  for (let tag = 1n; ; tag++) {
    const solved = solve(sides, known, [place, place + 1], tag);
    if (solved === undefined) continue;
    const text = start.slice();
    text.set(solved[0], 0);
    text.set(solved[1], 16);
    return concat(text, bytesOf(tag));
  }
}

interface Side {
  readonly r: bigint;
  readonly s: bigint;
}

const p = 2n ** 130n - 5n;
const clamp = 0x0ffffffc0ffffffc0ffffffc0fffffffn;
const one = 1n << 128n;
const little = (bytes: Uint8Array): bigint =>
  bytes.reduceRight((sum, byte) => (sum << 8n) | BigInt(byte), 0n);
const bytesOf = (n: bigint): Uint8Array =>
  Uint8Array.from({ length: 16 }, (_, i) => Number((n >> BigInt(8 * i)) & 255n));
const eight = (n: number): Uint8Array => bytesOf(BigInt(n)).slice(0, 8);
const mod = (n: bigint): bigint => ((n % p) + p) % p;

function power(base: bigint, exponent: bigint): bigint {
  let out = 1n;
  for (let [b, e] = [base, exponent]; e > 0n; e >>= 1n, b = mod(b * b))
    if (e & 1n) out = mod(out * b);
  return out;
}

/** The two blocks with which both sides come to this tag, if they are blocks at all. */
function solve(
  sides: readonly [Side, Side],
  known: readonly Uint8Array[],
  [x, y]: readonly [number, number],
  tag: bigint,
): readonly [Uint8Array, Uint8Array] | undefined {
  const rows = sides.map(({ r, s }) => {
    const weight = (i: number): bigint => power(r, BigInt(known.length - i));
    let rest = 0n;
    for (const [i, block] of known.entries()) {
      if (i !== x && i !== y) rest = mod(rest + (little(block) + one) * weight(i));
    }
    const sum = (((tag - s) % one) + one) % one;
    return { a: weight(x), b: weight(y), c: mod(sum - rest) };
  });
  const [u, v] = rows as [(typeof rows)[0], (typeof rows)[0]];
  const inverse = power(mod(u.a * v.b - v.a * u.b), p - 2n);
  const blocks = [mod((u.c * v.b - v.c * u.b) * inverse), mod((u.a * v.c - v.a * u.c) * inverse)];
  if (!blocks.every((block) => block >= one && block < 2n * one)) return undefined;
  const [first, second] = blocks.map((block) => bytesOf(block - one));
  return [first as Uint8Array, second as Uint8Array];
}
