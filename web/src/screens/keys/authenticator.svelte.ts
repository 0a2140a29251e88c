import { hasAuthenticator, makeAuthenticator } from "../../state/authenticator.ts";
import type { Outcome } from "../../vault/engine.ts";
import type { Session } from "../../state/session.svelte.ts";
import { Asking } from "./asking.svelte.ts";

type Failure = Extract<Outcome<unknown>, { ok: false }>["code"];

/**
 * Letting the device's own fingerprint or face open the account, beside the passphrase: which is asked for before, so
 * that nobody lets herself in for later at a desk that was left open.
 */
export class AuthenticatorSetting {
  working = $state(false);
  /** The person, or the device, said no. */
  declined = $state(false);
  failed = $state.raw<Failure | undefined>();
  step = $state<"closed" | "asking" | "known">("closed");
  readonly asking: Asking;
  #has = $state(false);
  readonly #session: Session;

  constructor(session: Session) {
    this.#session = session;
    this.asking = new Asking(session, () => {
      this.asking.clear();
      this.step = "known";
    });
    void hasAuthenticator().then((has) => (this.#has = has));
  }

  get #account() {
    const { open, accounts } = this.#session;
    return accounts.find(({ id }) => id === open?.account);
  }

  get isSet(): boolean {
    return this.#account?.authenticator !== undefined;
  }

  /** Whether it could be: not on a device that several people use. */
  get isPossible(): boolean {
    return this.#has && this.#account?.needsAccountKey === false;
  }

  /** Asks for the passphrase first. */
  ask(): void {
    this.declined = false;
    this.step = "asking";
  }

  /** Leaves it as it is. */
  cancel(): void {
    this.asking.clear();
    this.step = "closed";
  }

  /** Asks the device, and keeps what it gives a way to. */
  async add(): Promise<void> {
    if (this.working) return;
    this.working = true;
    this.declined = false;
    const made = await makeAuthenticator(this.#session.label);
    if (made === undefined) this.declined = true;
    else await this.#set(made);
    this.step = "closed";
    this.working = false;
  }

  /** Takes it away: from now on the passphrase alone. */
  async remove(): Promise<void> {
    await this.#set(undefined);
  }

  async #set(input: Parameters<Session["engine"]["setAuthenticator"]>[0]): Promise<void> {
    const set = await this.#session.engine.setAuthenticator(input);
    this.failed = set.ok ? undefined : set.code;
    await this.#session.readAccounts();
  }
}
