import type { Outcome, PassphraseInput } from "../../vault/engine.ts";
import type { Session } from "../../state/session.svelte.ts";
import { PassphraseMaking } from "../enter/passphrase.svelte.ts";
import { Asking } from "./asking.svelte.ts";

type Failure = Extract<Outcome<unknown>, { ok: false }>["code"];

/** A deed that wants the passphrase as it is and makes a new one: typed, made, typed back, done. */
export class Changing {
  step = $state<"current" | "new" | "working" | "done">("current");
  failed = $state.raw<Failure | undefined>();
  readonly asking: Asking;
  readonly passphrase: PassphraseMaking;
  readonly #does: (input: PassphraseInput) => Promise<Outcome<void>>;

  constructor(session: Session, does: (input: PassphraseInput) => Promise<Outcome<void>>) {
    this.asking = new Asking(session, () => void (this.step = "new"));
    this.#does = does;
    this.passphrase = new PassphraseMaking((kind) => session.engine.suggestPassphrase(kind));
  }

  /** Does it, once the new one was typed back. Neither stays on the page. */
  async repeated(): Promise<void> {
    if (!this.passphrase.repeated()) return;
    this.step = "working";
    const { current } = this.asking;
    const done = await this.#does({ current, passphrase: this.passphrase.made });
    this.failed = done.ok ? undefined : done.code;
    this.step = done.ok ? "done" : "new";
    if (done.ok) this.asking.current = "";
  }
}
