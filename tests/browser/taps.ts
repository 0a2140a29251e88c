import type { Locator, Page } from "playwright-core";

/** Seconds of thought before each tap: counted, and not waited for. */
const thought = 1;

/** How fast somebody types, for each letter. */
const letterMs = 60;

/** A thumb, or a hand on a mouse: what it taps is counted by the browser itself, so that no tap can be forgotten. */
export class Thumb {
  readonly #page: Page;
  readonly #by: "touch" | "mouse";
  #began = 0;

  constructor(page: Page, by: "touch" | "mouse" = "touch") {
    this.#page = page;
    this.#by = by;
  }

  /** Starts counting and the clock. */
  async begin(): Promise<void> {
    await this.#page.evaluate(() => {
      const counted = globalThis as { taps?: number };
      const listens = counted.taps !== undefined;
      counted.taps = 0;
      if (listens) return;
      addEventListener(
        "pointerup",
        // A label passes a click on to its input; a finger has come down once.
        (event) => {
          if (event.isTrusted) counted.taps = (counted.taps ?? 0) + 1;
        },
        { capture: true },
      );
    });
    this.#began = performance.now();
  }

  async tap(what: Locator): Promise<void> {
    await (this.#by === "touch" ? what.tap() : what.click());
  }

  /** Does what no person would, off the clock. */
  async aside(deed: () => Promise<void>): Promise<void> {
    const began = performance.now();
    await deed();
    this.#began += performance.now() - began;
  }

  /** Taps, then types as a person does. */
  async type(into: Locator, text: string): Promise<void> {
    await this.tap(into);
    await into.pressSequentially(text, { delay: letterMs });
  }

  /** Taps since `begin`, and seconds with those of thought. */
  async count(): Promise<{ taps: number; seconds: number }> {
    const worked = (performance.now() - this.#began) / 1_000;
    const taps = await this.#page.evaluate(() => (globalThis as { taps?: number }).taps ?? 0);
    return { taps, seconds: worked + taps * thought };
  }
}
