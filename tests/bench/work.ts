import { setTimeout as sleep } from "node:timers/promises";
import { sharedNow } from "./child.ts";

/** Where records are written: a house and the log of its vault; the floor knows the latter alone. */
export interface Vault {
  readonly house: string;
  readonly log: string;
}

/** Writes `count` new records as one append and waits for the acknowledgement; returns their ids. */
export type Write = (count: number) => Promise<readonly string[]>;

/** How many records are written, how many to an append, and how many appends are begun before their answers came. */
export interface Plan {
  readonly records: number;
  readonly perAppend: number;
  readonly ahead: number;
}

/** Carries out a plan; returns milliseconds. */
export async function writeAll({ records, perAppend, ahead }: Plan, write: Write): Promise<number> {
  let left = records;
  const began = sharedNow();
  const one = async (): Promise<void> => {
    while (left > 0) {
      const count = Math.min(perAppend, left);
      left -= count;
      await write(count);
    }
  };
  await Promise.all(Array.from({ length: ahead }, one));
  return sharedNow() - began;
}

/** Moments by record, of a clock that all processes share. */
export type Moments = { readonly [record: string]: number };

/** Writes records one by one with a pause after each; returns when each was begun. */
export async function writePaced(records: number, write: Write): Promise<Moments> {
  const begun: { [record: string]: number } = {};
  for (let i = 0; i < records; i++) {
    const began = sharedNow();
    const [id] = await write(1);
    begun[id ?? ""] = began;
    await sleep(5);
  }
  return begun;
}

/** The middle of some numbers, or the value below which a share of them lies. */
export function quantile(values: readonly number[], share = 0.5): number {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (sorted.length - 1) * share;
  const [low, high] = [sorted[Math.floor(at)] ?? Number.NaN, sorted[Math.ceil(at)] ?? Number.NaN];
  return low + (high - low) * (at - Math.floor(at));
}
