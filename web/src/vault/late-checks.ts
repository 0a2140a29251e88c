import type { VaultId } from "#crypto";
import type { Cache } from "./cache.ts";
import type { Follow } from "./follow.ts";

/** Signatures checked before the worker answers something else. */
const atOnce = 64;

/**
 * Checks in the background the signatures of what was hashed first, a few at a time, and lets the cache keep a vault
 * once all of it is checked. [Note: Signatures in the background]
 */
export class LateChecks {
  readonly #follow: Follow;
  readonly #cache: Cache;
  readonly #falseIn: (vault: VaultId) => void;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #closed = false;

  constructor(follow: Follow, cache: Cache, falseIn: (vault: VaultId) => void) {
    this.#follow = follow;
    this.#cache = cache;
    this.#falseIn = falseIn;
  }

  /** Begins, where there is something to check. */
  wake(): void {
    if (!this.#closed) this.#timer ??= setTimeout(() => this.#run(), 0);
  }

  #run(): void {
    this.#timer = undefined;
    const { book } = this.#follow;
    for (const [vault, behind] of book.behind) {
      const late = behind.check(book.roster, atOnce);
      if (late.is === "more") return this.wake();
      book.behind.delete(vault);
      if (late.is === "false") this.#falseIn(vault);
      else this.#cache.touch();
      return this.wake();
    }
  }

  /** Checks nothing more. */
  close(): void {
    this.#closed = true;
    clearTimeout(this.#timer);
  }
}
