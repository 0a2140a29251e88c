/** Does pieces of work one after another. What fails, its asker hears of; what was asked for after it is done all the same. */
export class InOrder {
  #last: Promise<unknown> = Promise.resolve();

  /** Does this once everything that was asked for before it has ended, however it ended. */
  run<T>(work: () => Promise<T>): Promise<T> {
    const done = this.#last.then(work);
    this.#last = done.catch(() => undefined);
    return done;
  }
}
