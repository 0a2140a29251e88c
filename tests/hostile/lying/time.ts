interface Waiting {
  readonly id: number;
  readonly at: number;
  readonly run: () => void;
  readonly every: number | undefined;
}

const own = {
  setTimeout: globalThis.setTimeout,
  clearTimeout: globalThis.clearTimeout,
  setInterval: globalThis.setInterval,
  clearInterval: globalThis.clearInterval,
  random: Math.random,
};

/**
 * Time that passes as fast as it is waited for: every timer of this process, and its random numbers, come from here
 * while it runs. What needs no timer is done before the next one goes off, so that a run is the same each time.
 */
export class Time {
  now: number;
  readonly #waiting = new Map<number, Waiting>();
  #next = 1;

  constructor(from: number) {
    this.now = from;
  }

  /** Takes the process' timers over; `random` is drawn from in place of `Math.random`. */
  begin(random: () => number): void {
    const later = (run: () => void, ms: number | undefined, repeat: boolean): number => {
      const id = this.#next++;
      const wait = Math.max(0, ms ?? 0);
      this.#waiting.set(id, { id, at: this.now + wait, run, every: repeat ? wait : undefined });
      return id;
    };
    const none = (id: unknown): void => void this.#waiting.delete(id as number);
    Object.assign(globalThis, {
      setTimeout: (run: () => void, ms?: number) => later(run, ms, false),
      setInterval: (run: () => void, ms?: number) => later(run, ms, true),
      clearTimeout: none,
      clearInterval: none,
    });
    Math.random = random;
  }

  /** Gives the process its own timers back. */
  end(): void {
    const { random, ...timers } = own;
    Object.assign(globalThis, timers);
    Math.random = random;
    this.#waiting.clear();
  }

  /** Runs work after so many milliseconds. */
  after(ms: number, run: () => void): void {
    setTimeout(run, ms);
  }

  /** Lets time pass until then; `look` is called whenever nothing is left to do at once, and ends it by true. */
  async until(end: number, look: () => boolean | void): Promise<void> {
    for (;;) {
      await still();
      if (look() === true) return;
      let first: Waiting | undefined;
      for (const one of this.#waiting.values()) {
        if (first === undefined || one.at < first.at) first = one;
      }
      if (first === undefined || first.at > end) {
        this.now = Math.max(this.now, end);
        return;
      }
      this.#waiting.delete(first.id);
      this.now = Math.max(this.now, first.at);
      if (first.every !== undefined) {
        this.#waiting.set(first.id, { ...first, at: this.now + Math.max(1, first.every) });
      }
      first.run();
    }
  }
}

/** Everything that waits for no timer is done, and what that has put off to the next turn as well. */
const still = (): Promise<void> =>
  new Promise((go) => {
    setImmediate(() => setImmediate(go));
  });
