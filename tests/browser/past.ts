import type { BrowserContext } from "playwright-core";

/**
 * A device whose clock can be set: every script that the server hands out first puts a clock of its own before the
 * machine's, in the page and in its worker alike. Time goes on from where it was set.
 */
export class SetClock {
  readonly #context: BrowserContext;
  #shift = 0;

  private constructor(context: BrowserContext) {
    this.#context = context;
  }

  /** Puts the clock in, before anything is opened. */
  static async in(context: BrowserContext): Promise<SetClock> {
    const clock = new SetClock(context);
    // A service worker would hand scripts out without being asked.
    await context.addInitScript(() => {
      Object.defineProperty(navigator, "serviceWorker", { value: undefined });
    });
    await context.route("**/*.js", async (route) => {
      const response = await route.fetch();
      const body = `${clock.#script()}\n${await response.text()}`;
      await route.fulfill({ response, body });
    });
    return clock;
  }

  /** Sets the time on every page and worker that is open, and on those to come. */
  async set(instant: string): Promise<void> {
    this.#shift = Date.parse(instant) - Date.now();
    const shift = this.#shift;
    const move = (by: number): void => {
      (globalThis as { clockShift?: number }).clockShift = by;
    };
    for (const page of this.#context.pages()) {
      await page.evaluate(move, shift);
      for (const worker of page.workers()) await worker.evaluate(move, shift);
    }
  }

  #script(): string {
    return `(() => {
      if (globalThis.clockShift !== undefined) return;
      globalThis.clockShift = ${this.#shift};
      const machine = Date.now.bind(Date);
      Date.now = () => machine() + globalThis.clockShift;
    })();`;
  }
}
