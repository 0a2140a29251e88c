import type { Engine } from "../../vault/engine.ts";

const shortest = 4;
const longest = 8;

/** Setting the PIN that opens a cover: four to eight digits, typed twice. */
export class PinSetting {
  first = $state("");
  second = $state("");
  wrong = $state.raw<"short" | "differs" | undefined>();
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

  #problem(): "short" | "differs" | undefined {
    if (!new RegExp(`^\\d{${shortest},${longest}}$`).test(this.first)) return "short";
    return this.first === this.second ? undefined : "differs";
  }
}
