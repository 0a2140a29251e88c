/** Idle this long, what is open is covered, where a PIN can uncover it. */
export const coverAfterMs = 3 * 60_000;
/** Idle this long, keys are wiped. */
export const lockAfterMs = 30 * 60_000;
const lookEveryMs = 5_000;

/** What an idle watch may do. */
export interface IdleParts {
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
    if (idleMs >= lockAfterMs) this.#parts.lock();
    else if (idleMs >= coverAfterMs && this.#parts.hasPin()) this.#parts.cover();
  }

  /** Nothing is open any more. */
  stop(): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
  }
}
