/** From here on a press was for reading, and does nothing else. */
const readsAfterMs = 300;

const named = ".name";
/** What a press is on: a whole cell, line or row, so that a thumb need not find the name itself. */
const held = "button, a, li, tr, label, h1, h2, h3, p, [data-holds]";

/**
 * In discreet mode: a name is readable while a pointer presses what it stands in, or while Space is pressed there. A
 * press that was long enough to read by opens nothing.
 */
export class Holding {
  #at: Element | undefined;
  #since = 0;
  #end: AbortController | undefined;

  /** Begins to listen, or stops. */
  is(on: boolean): void {
    this.#end?.abort();
    this.#release();
    if (!on) return;
    this.#end = new AbortController();
    const how = { capture: true, signal: this.#end.signal };
    addEventListener("pointerdown", (event) => this.#hold(event.target), how);
    for (const type of ["pointerup", "pointercancel"] as const) {
      addEventListener(type, () => this.#release(), how);
    }
    // The window's own: a press takes the focus from what had it, which is no letting go.
    addEventListener("blur", ({ target }) => target === globalThis && this.#release(), how);
    addEventListener("click", (event) => this.#click(event), how);
    addEventListener("contextmenu", (event) => this.#at && event.preventDefault(), how);
    addEventListener("keydown", (event) => this.#key(event), how);
    addEventListener("keyup", (event) => this.#keyUp(event), how);
  }

  #hold(target: EventTarget | null): void {
    this.#release();
    this.#since = 0;
    const at = target instanceof Element ? target.closest(held) : null;
    if (at === null || (at.querySelector(named) === null && !at.matches(named))) return;
    this.#at = at;
    this.#since = performance.now();
    at.toggleAttribute("data-held", true);
  }

  #release(): void {
    this.#at?.removeAttribute("data-held");
    this.#at = undefined;
  }

  #click(event: MouseEvent): void {
    // A click by keyboard has no pointer before it.
    if (event.detail === 0 || this.#since === 0) return;
    if (performance.now() - this.#since < readsAfterMs) return;
    this.#since = 0;
    event.preventDefault();
    event.stopPropagation();
  }

  #key(event: KeyboardEvent): void {
    const { target } = event;
    const typing = target instanceof HTMLElement && target.closest("input, select, textarea");
    if (event.key !== " " || typing || !(target instanceof Element)) return;
    if (!event.repeat) this.#hold(target);
    if (this.#at !== undefined) event.preventDefault();
  }

  #keyUp(event: KeyboardEvent): void {
    if (event.key !== " " || this.#at === undefined) return;
    event.preventDefault();
    this.#release();
    this.#since = 0;
  }
}
