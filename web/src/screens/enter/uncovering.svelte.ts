import type { Engine, Outcome } from "../../vault/engine.ts";

type Failure = Extract<Outcome<unknown>, { ok: false }>["code"];

/** Opening a cover by its PIN; the engine counts the tries. */
export class Uncovering {
  pin = $state("");
  failed = $state.raw<Failure | undefined>();
  readonly #engine: Engine;

  constructor(engine: Engine) {
    this.#engine = engine;
  }

  /** Tries the PIN once and forgets what was typed. */
  async open(): Promise<void> {
    const { pin } = this;
    if (pin === "") return;
    this.pin = "";
    const opened = await this.#engine.uncover(pin);
    this.failed = opened.ok ? undefined : opened.code;
  }
}
