import { id, type Id, type IdName } from "#domain/ids.ts";

/** Chance that is the same in every run of the same seed (mulberry32). It never makes a key. */
export class Dice {
  #state: number;

  constructor(seed: number) {
    this.#state = seed >>> 0;
  }

  /** A number from 0 up to, not including, 1. */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), this.#state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }

  /** A whole number below `end`. */
  readonly below = (end: number): number => Math.floor(this.next() * end);

  /** A whole number from `least` to `most`. */
  between(least: number, most: number): number {
    return least + this.below(most - least + 1);
  }

  /** Whether something happens that happens so often. */
  chance(often: number): boolean {
    return this.next() < often;
  }

  /** One of a list that is not empty. */
  pick<T>(list: readonly T[]): T {
    return list[this.below(list.length)] as T;
  }

  /** One of a list by weights. */
  weighed<T>(list: readonly (readonly [number, T])[]): T {
    let left = this.next() * list.reduce((sum, [weight]) => sum + weight, 0);
    for (const [weight, one] of list) if ((left -= weight) < 0) return one;
    return (list.at(-1) as readonly [number, T])[1];
  }

  /** A list in another order. */
  shuffled<T>(list: readonly T[]): T[] {
    return list
      .map((one) => [this.next(), one] as const)
      .toSorted(([a], [b]) => a - b)
      .map(([, one]) => one);
  }

  /** 32 hex characters. */
  hex(): string {
    return Array.from({ length: 32 }, () => this.below(16).toString(16)).join("");
  }

  /** An id for something of the sample. */
  id<N extends IdName>(): Id<N> {
    return id<N>(this.hex());
  }
}
