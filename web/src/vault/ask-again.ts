import { waitBefore } from "../sync/live.ts";
import type { Follow } from "./follow.ts";

const firstMs = 500;
const longestMs = 60_000;

/** Asks for withheld keys and envelopes again and again, with patience, until none is left. [Note: An envelope is not the tree] */
export class AskAgain {
  readonly #follow: Follow;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #tries = 0;
  #closed = false;

  constructor(follow: Follow) {
    this.#follow = follow;
  }

  /** Something did not come. */
  later(): void {
    if (this.#closed) return;
    this.#timer ??= setTimeout(
      () => void this.#ask(),
      waitBefore(this.#tries++, firstMs, longestMs),
    );
  }

  async #ask(): Promise<void> {
    this.#timer = undefined;
    for (const vault of this.#follow.readable()) {
      await this.#follow.fetchKeys(vault);
      await this.#follow.askAgain(vault);
    }
    if (this.#timer === undefined) this.#tries = 0;
  }

  /** Asks for nothing more. */
  close(): void {
    this.#closed = true;
    clearTimeout(this.#timer);
  }
}
