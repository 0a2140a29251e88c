import type { Status } from "../vault/engine.ts";

const lookEveryMs = 5_000;

/** What an idle time asks for. */
export function afterIdle(status: Status, idleMs: number): "nothing" | "cover" | "lock" {
  if (status.is !== "open" && status.is !== "covered") return "nothing";
  if (idleMs >= status.idle.lockMs) return "lock";
  return status.is === "open" && status.hasPin && idleMs >= status.idle.coverMs
    ? "cover"
    : "nothing";
}

/** What hiding the tab asks for: the cover where a PIN is set, else only the clock runs on. */
export const afterHiding = (status: Status): "nothing" | "cover" =>
  status.is === "open" && status.hasPin ? "cover" : "nothing";

/** What the watch needs: the clock in epoch ms, the state, and the two things it may do. */
export interface IdleParts {
  readonly clock: () => number;
  readonly state: () => Status;
  readonly cover: () => void;
  readonly lock: () => void;
}

/**
 * Watches for hands on the device. It compares clock readings instead of trusting a timer, so a laptop
 * that slept for an hour is locked when it wakes.
 */
export class Idle {
  readonly #parts: IdleParts;
  #touched: number;

  constructor(parts: IdleParts) {
    this.#parts = parts;
    this.#touched = parts.clock();
  }

  /** Starts watching; returns the way to stop. */
  listen(): () => void {
    const gestures = ["pointerdown", "keydown", "wheel", "touchstart"] as const;
    const touched = (): void => {
      this.#look();
      this.#touched = this.#parts.clock();
    };
    const shown = (): void => {
      if (!document.hidden) this.#look();
      else if (afterHiding(this.#parts.state()) === "cover") this.#parts.cover();
    };
    for (const gesture of gestures) addEventListener(gesture, touched, { passive: true });
    document.addEventListener("visibilitychange", shown);
    const timer = setInterval(() => this.#look(), lookEveryMs);
    return () => {
      for (const gesture of gestures) removeEventListener(gesture, touched);
      document.removeEventListener("visibilitychange", shown);
      clearInterval(timer);
    };
  }

  #look(): void {
    const wanted = afterIdle(this.#parts.state(), this.#parts.clock() - this.#touched);
    if (wanted === "cover") this.#parts.cover();
    if (wanted === "lock") this.#parts.lock();
  }
}
