import type { ActInput, ActName } from "#domain/acts.ts";
import type { ActOutcome, Engine, OutboxEntry } from "../vault/engine.ts";

/** A month that is closed, in the way of a deed, and whoever waits for the reason to change it. */
interface Asked {
  readonly month: string;
  readonly answer: (reason: string | undefined) => void;
}

/** Does acts, and asks for a reason where nights of a closed month would change (I-15). */
export class Correcting {
  asked = $state.raw<Asked | undefined>();
  readonly #engine: Engine;

  constructor(engine: Engine) {
    this.#engine = engine;
  }

  /** Does an act; one that meets a closed month is done again with her reason, or stays refused where she gives none. */
  async act<N extends ActName>(name: N, input: ActInput<N>): Promise<ActOutcome> {
    const outcome = await this.#engine.act(name, input);
    if (outcome.ok || outcome.refusal.code !== "month-closed") return outcome;
    const reason = await this.#ask(outcome.refusal.month);
    return reason === undefined
      ? outcome
      : this.#engine.act(name, { ...input, correction: { reason } });
  }

  /** Does what met a closed month again, with a reason; only then is the old entry let go. */
  async again({ id, act, input }: OutboxEntry): Promise<ActOutcome> {
    const outcome = await this.act(act, input as ActInput<typeof act>);
    if (outcome.ok) await this.#engine.answer(id, { is: "drop" });
    return outcome;
  }

  /** Answers with a reason, or with none. */
  answer(reason: string | undefined): void {
    const { asked } = this;
    this.asked = undefined;
    asked?.answer(reason);
  }

  #ask(month: string): Promise<string | undefined> {
    this.answer(undefined);
    return new Promise((answer) => (this.asked = { month, answer }));
  }
}
