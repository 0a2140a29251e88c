/** Work for later, all of which a lock takes back. */
export class Timers {
  readonly #waiting = new Set<ReturnType<typeof setTimeout>>();
  #closed = false;

  /** Once, after so many milliseconds. */
  after(ms: number, work: () => void): void {
    if (this.#closed) return;
    const timer = setTimeout(() => {
      this.#waiting.delete(timer);
      work();
    }, ms);
    this.#waiting.add(timer);
  }

  /** Again and again, every so many milliseconds. */
  every(ms: number, work: () => void): void {
    this.after(ms, () => {
      work();
      this.every(ms, work);
    });
  }

  /** Nothing that waits is done any more. */
  close(): void {
    this.#closed = true;
    for (const timer of this.#waiting) clearTimeout(timer);
  }
}
