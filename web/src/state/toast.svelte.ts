/** How long an act can be taken back. */
export const undoForMs = 10_000;

/** What a toast says, and how it is taken back. */
export interface ToastMessage {
  readonly text: string;
  /** The people whom it names. */
  readonly names?: string | undefined | readonly (string | undefined)[];
  readonly undo?: () => Promise<void>;
}

/** The one toast: the newest act, for ten seconds, longer while a pointer or the focus rests on it. */
export class Toasts {
  message = $state.raw<ToastMessage | undefined>();
  leftMs = $state(0);
  #held = false;
  #timer: ReturnType<typeof setInterval> | undefined;

  /** Shows it in place of the one before. */
  show(message: ToastMessage): void {
    this.message = message;
    this.leftMs = undoForMs;
    clearInterval(this.#timer);
    this.#timer = setInterval(() => this.#tick(), 250);
  }

  /** Stops its time while it is held. */
  hold(held: boolean): void {
    this.#held = held;
  }

  /** Takes the act back. */
  async undo(): Promise<void> {
    const undo = this.message?.undo;
    this.clear();
    await undo?.();
  }

  /** Takes it away. */
  clear(): void {
    clearInterval(this.#timer);
    this.message = undefined;
    this.#held = false;
  }

  #tick(): void {
    if (this.#held) return;
    this.leftMs -= 250;
    if (this.leftMs <= 0) this.clear();
  }
}
