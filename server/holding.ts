import { Rate } from "./plugins/rate.ts";
import type { Turns } from "./turns.ts";

/** How long others wait at most for one who has asked for heads, in milliseconds. */
const heldMs = 500;
/** How often a minute one member may have others wait. */
const perMinute = 60;

/**
 * Keeps logs still for a moment. Whoever takes a right away fences the leaver with heads that she has asked for, and is
 * refused where the leaver has written since: one who writes without pause could never be removed. So nobody else
 * appends to those logs until the one who asked has, or half a second has gone by. Other servers on the database do not
 * wait; there it takes more tries.
 */
export class Holding {
  readonly #turns: Turns;
  readonly #rate = new Rate(perMinute, 60_000);
  readonly #held = new Map<string, () => void>();

  constructor(turns: Turns) {
    this.#turns = turns;
  }

  /** Waits for what is being appended to these logs, by the keys of their turns, and keeps them still from then on. */
  async hold(who: string, keys: readonly string[]): Promise<void> {
    this.release(who);
    if (!this.#rate.take(who)) return;
    const still = Promise.withResolvers<void>();
    const over = Promise.withResolvers<void>();
    void this.#turns.take(keys, async () => {
      still.resolve();
      const timer = setTimeout(over.resolve, heldMs);
      await over.promise;
      clearTimeout(timer);
      if (this.#held.get(who) === over.resolve) this.#held.delete(who);
    });
    this.#held.set(who, over.resolve);
    await still.promise;
  }

  /** Lets the others go on. */
  release(who: string): void {
    this.#held.get(who)?.();
    this.#held.delete(who);
  }
}
