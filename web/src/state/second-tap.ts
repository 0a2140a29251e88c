const withinMs = 400;
const withinPx = 24;

/** A click as it is judged: when and where, on what, and whether it may be the second of two. */
export interface Tap {
  readonly at: number;
  readonly x: number;
  readonly y: number;
  readonly on: unknown;
  /** By a finger, or counted by the browser as the second of two. */
  readonly mayBeSecond: boolean;
}

/**
 * The second tap of a double tap belongs to what the first one did: where a deed or a way to another page has put
 * something else under the finger meanwhile, it is swallowed. Nobody is taken to a page that she did not choose.
 */
export class SecondTap {
  #last: Tap | undefined;
  #changed = false;

  /** Something else may stand under the finger now. */
  change(): void {
    this.#changed = true;
  }

  /** Whether a tap is swallowed. */
  swallows(tap: Tap): boolean {
    const last = this.#last;
    const isSecond =
      this.#changed &&
      tap.mayBeSecond &&
      last !== undefined &&
      last.on !== tap.on &&
      tap.at - last.at < withinMs &&
      Math.hypot(tap.x - last.x, tap.y - last.y) <= withinPx;
    // A third tap is judged by the second.
    this.#last = isSecond ? { ...last, at: tap.at } : tap;
    if (!isSecond) this.#changed = false;
    return isSecond;
  }

  /** Hears every click of the page before anything else does; returns the way to stop. */
  listen(): () => void {
    let byHand = false;
    const pressed = ({ pointerType }: PointerEvent): void => {
      byHand = pointerType !== "mouse";
    };
    const clicked = (event: MouseEvent): void => {
      // The keyboard presses where the focus is.
      if (event.detail === 0) return;
      const { timeStamp: at, clientX: x, clientY: y, target: on, detail } = event;
      if (!this.swallows({ at, x, y, on, mayBeSecond: byHand || detail > 1 })) return;
      event.preventDefault();
      event.stopImmediatePropagation();
    };
    addEventListener("pointerdown", pressed, true);
    addEventListener("click", clicked, true);
    return () => {
      removeEventListener("pointerdown", pressed, true);
      removeEventListener("click", clicked, true);
    };
  }
}
