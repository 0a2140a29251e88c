import type { Engine } from "../../vault/engine.ts";

const shortest = 4;
const longest = 8;

/** One digit again and again, or counted up from one: what whoever finds the device tries first. */
const isEasy = (pin: string): boolean => /^(\d)\1*$/.test(pin) || "12345678".startsWith(pin);

/** Setting the PIN that opens a cover: four to eight digits, not the easiest, typed twice. */
export class PinSetting {
  first = $state("");
  second = $state("");
  wrong = $state.raw<"short" | "easy" | "differs" | undefined>();
  saved = $state(false);
  readonly #engine: Engine;

  constructor(engine: Engine) {
    this.#engine = engine;
  }

  /** Sets it, when both agree. */
  async save(): Promise<void> {
    this.saved = false;
    this.wrong = this.#problem();
    if (this.wrong !== undefined) return;
    await this.#engine.setPin(this.first);
    this.first = "";
    this.second = "";
    this.saved = true;
  }

  /** Takes it away. */
  async clear(): Promise<void> {
    await this.#engine.setPin(undefined);
    this.saved = false;
  }

  #problem(): "short" | "easy" | "differs" | undefined {
    if (!new RegExp(`^\\d{${shortest},${longest}}$`).test(this.first)) return "short";
    if (isEasy(this.first)) return "easy";
    return this.first === this.second ? undefined : "differs";
  }
}
