import { waitBefore } from "../sync/live.ts";
import type { Follow } from "./follow.ts";

const firstMs = 500;
const longestMs = 60_000;

/**
 * Asks again and again, with patience, for what did not come: withheld keys and envelopes, and logs that could not be read
 * or lied, all of which are then read on. [Note: An envelope is not the tree]
 */
export class AskAgain {
  readonly #follow: Follow;
  readonly #readAll: () => Promise<unknown>;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #tries = 0;
  #logs = false;
  #closed = false;

  constructor(follow: Follow, readAll: () => Promise<unknown>) {
    this.#follow = follow;
    this.#readAll = readAll;
  }

  /** Something did not come: what is sealed in a log, or the log itself. */
  later(what: "sealed" | "log"): void {
    if (this.#closed) return;
    this.#logs ||= what === "log";
    this.#timer ??= setTimeout(
      () => void this.#ask(),
      waitBefore(this.#tries++, firstMs, longestMs),
    );
  }

  async #ask(): Promise<void> {
    this.#timer = undefined;
    const logs = this.#logs;
    this.#logs = false;
    if (logs) await this.#readAll();
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
