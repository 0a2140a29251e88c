const lookEveryMs = 5_000;

/** What an idle watch may do. */
export interface IdleParts {
  /** Milliseconds after which what is open is covered, and after which keys are wiped. */
  readonly after: () => { readonly coverMs: number; readonly lockMs: number };
  readonly hasPin: () => boolean;
  readonly cover: () => void;
  readonly lock: () => void;
}

/**
 * Covers and locks an account that nobody touches. It begins with the first touch, so that a program without hands is
 * never locked out; and it compares clock readings, so that a device that slept is locked when it wakes.
 */
export class IdleWatch {
  readonly #clock: () => number;
  readonly #parts: IdleParts;
  #touched = 0;
  #timer: ReturnType<typeof setInterval> | undefined;

  constructor(clock: () => number, parts: IdleParts) {
    this.#clock = clock;
    this.#parts = parts;
  }

  /** Somebody is there. */
  touch(): void {
    this.look();
    this.#touched = this.#clock();
    this.#timer ??= setInterval(() => this.look(), lookEveryMs);
  }

  /** Looks at the clock. */
  look(): void {
    if (this.#timer === undefined) return;
    const idleMs = this.#clock() - this.#touched;
    const { coverMs, lockMs } = this.#parts.after();
    if (idleMs >= lockMs) this.#parts.lock();
    else if (idleMs >= coverMs && this.#parts.hasPin()) this.#parts.cover();
  }

  /** Nothing is open any more. */
  stop(): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
  }
}
