import { Holding } from "./holding.ts";

const key = "discreet";

/**
 * Discreet mode: names on screen are blurred until they are held. It hides from eyes, not from the program. Whether it
 * is on says nothing about anyone, so it is kept readable on the device.
 */
export class Discreet {
  on = $state(false);
  readonly #holding = new Holding();

  constructor() {
    if (localStorage.getItem(key) !== null) this.choose(true);
  }

  /** Hides names, or shows them; now and next time. */
  choose(on: boolean): void {
    this.on = on;
    this.#holding.is(on);
    if (on) {
      localStorage.setItem(key, "on");
      document.documentElement.dataset["discreet"] = "";
    } else {
      localStorage.removeItem(key);
      delete document.documentElement.dataset["discreet"];
    }
  }
}
