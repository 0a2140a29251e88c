import type { Outcome } from "../../vault/engine.ts";
import type { Session } from "../../state/session.svelte.ts";

type Failure = Extract<Outcome<unknown>, { ok: false }>["code"];

/** Asks for the passphrase before something that an open desk must not give away, and goes on where it is hers. */
export class Asking {
  current = $state("");
  failed = $state.raw<Failure | undefined>();
  readonly #session: Session;
  readonly #then: () => void | Promise<void>;

  constructor(session: Session, then: () => void | Promise<void>) {
    this.#session = session;
    this.#then = then;
  }

  /** Forgets what was typed. */
  clear(): void {
    this.current = "";
    this.failed = undefined;
  }

  /** Goes on where what was typed opens this device. */
  async typed(): Promise<void> {
    if (this.current.trim() === "") return;
    const known = await this.#session.engine.knowsPassphrase(this.current);
    this.failed = known ? undefined : "wrong-passphrase";
    if (known) await this.#then();
  }
}
