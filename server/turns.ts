import type { LogId, OrgId } from "#crypto/verify";

/** The turn of a log. */
export const turnOf = (org: OrgId, log: LogId): string => `${org}/${log}`;

/**
 * Lets work that touches the same thing go one after another within this process, in the order asked. It only saves
 * vain tries: what must be exclusive is so in the database, also between processes.
 */
export class Turns {
  readonly #last = new Map<string, Promise<void>>();

  /** Runs `work` once everything asked for earlier on any of these keys has ended. */
  async take<T>(keys: readonly string[], work: () => Promise<T>): Promise<T> {
    const before = keys.map((key) => this.#last.get(key));
    const { promise, resolve } = Promise.withResolvers<void>();
    for (const key of keys) this.#last.set(key, promise);
    try {
      await Promise.all(before);
      return await work();
    } finally {
      resolve();
      for (const key of keys) if (this.#last.get(key) === promise) this.#last.delete(key);
    }
  }
}
