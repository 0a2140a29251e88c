import { randomInt } from "node:crypto";

/** Numbers that look random and come again with the same seed. */
export interface Random {
  readonly seed: number;
  /** A whole number from `least` to `most`. */
  between(least: number, most: number): number;
  /** True in this share of cases. */
  chance(share: number): boolean;
}

/** Mulberry32 on `SEED`, or on a seed drawn anew: a test that fails by chance prints it. */
export function seeded(seed = Number(process.env["SEED"] ?? randomInt(2 ** 31))): Random {
  let state = seed;
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  return {
    seed,
    between: (least, most) => least + Math.floor(next() * (most - least + 1)),
    chance: (share) => next() < share,
  };
}
