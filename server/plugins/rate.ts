/**
 * Counts per name in windows of time, in this process' memory alone. Several servers count apart, so a limit is
 * reached later where there are more of them.
 */
export class Rate {
  readonly #most: number;
  readonly #windowMs: number;
  #counts = new Map<string, number>();
  #since = Date.now();

  constructor(most: number, windowMs: number) {
    this.#most = most;
    this.#windowMs = windowMs;
  }

  /** Counts one more; false where there were too many already. */
  take(name: string): boolean {
    const now = Date.now();
    if (now - this.#since >= this.#windowMs) {
      this.#counts = new Map();
      this.#since = now;
    }
    const count = (this.#counts.get(name) ?? 0) + 1;
    this.#counts.set(name, count);
    return count <= this.#most;
  }

  /** Forgets what was counted for a name. */
  forgive(name: string): void {
    this.#counts.delete(name);
  }
}
