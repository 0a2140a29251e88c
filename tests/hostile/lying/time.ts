import { AsyncLocalStorage } from "node:async_hooks";

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

/** Whose time it is: other files' clients and servers may still be at work in this process, in their own. */
const running = new AsyncLocalStorage<Time | undefined>();

/**
 * Time that passes as fast as it is waited for: every timer of what is run in it, and its random numbers, come from here.
 * What needs no timer is done before the next one goes off, so that a run is the same each time.
 */
export class Time {
  now: number;
  readonly #waiting = new Map<number, Waiting>();
  #next = 1;

  constructor(from: number) {
    this.now = from;
  }

  /** Takes the timers over of whoever calls this; `random` is drawn from in place of `Math.random`. */
  begin(random: () => number): void {
    running.enterWith(this);
    const isOurs = (): boolean => running.getStore() === this;
    const later = (run: () => void, ms: number | undefined, repeat: boolean): number => {
      const id = this.#next++;
      const wait = Math.max(0, ms ?? 0);
      this.#waiting.set(id, { id, at: this.now + wait, run, every: repeat ? wait : undefined });
      return id;
    };
    const none = (id: unknown): void => {
      if (typeof id === "number") this.#waiting.delete(id);
      else own.clearTimeout(id as NodeJS.Timeout);
    };
    Object.assign(globalThis, {
      setTimeout: (run: () => void, ms?: number, ...args: []) =>
        isOurs() ? later(run, ms, false) : own.setTimeout(run, ms, ...args),
      setInterval: (run: () => void, ms?: number, ...args: []) =>
        isOurs() ? later(run, ms, true) : own.setInterval(run, ms, ...args),
      clearTimeout: none,
      clearInterval: none,
    });
    Math.random = () => (isOurs() ? random() : own.random());
  }

  /** Gives the process its own timers back. */
  end(): void {
    running.enterWith(undefined);
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
