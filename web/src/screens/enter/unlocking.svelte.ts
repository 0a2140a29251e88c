import type { KnownAccount, Outcome, Status } from "../../vault/engine.ts";
import { askAuthenticator } from "../../state/authenticator.ts";
import { keyJudge, kitKeyIn } from "../kit/kit-text.ts";
import type { Session } from "../../state/session.svelte.ts";

type Failure = Extract<Outcome<unknown>, { ok: false }>["code"];

/** Opening an account that this device knows. */
export class Unlocking {
  picked = $state.raw<KnownAccount | undefined>();
  passphrase = $state("");
  /** From the card, on a device that does not keep it. */
  accountKey = $state("");
  working = $state(false);
  /** Nothing was typed. */
  missing = $state(false);
  failed = $state.raw<Failure | undefined>();
  /** Why it is locked, where another device of hers or a PIN tried too often has locked it. */
  readonly why: Extract<Status, { is: "locked" }>["why"];
  /** Says of a whole account key, as soon as its last group is typed, that a letter is wrong. */
  readonly typed: (text: string) => Promise<void>;
  readonly #session: Session;

  constructor(session: Session) {
    this.#session = session;
    this.typed = keyJudge(session.engine, (failed) => (this.failed = failed));
    this.why = session.status.is === "locked" ? session.status.why : undefined;
    this.picked = session.accounts.length === 1 ? session.accounts[0] : undefined;
  }

  /** Goes to one account's passphrase, or back to the list. */
  pick(account: KnownAccount | undefined): void {
    this.picked = account;
    this.passphrase = "";
    this.accountKey = "";
    this.failed = undefined;
    this.missing = false;
  }

  /** Takes the account key from the card. */
  async take(text: string): Promise<void> {
    await this.typed(text);
    if (this.failed === undefined) this.accountKey = kitKeyIn(text);
  }

  /** Opens. The passphrase leaves this page as soon as the engine has it. */
  async open(): Promise<void> {
    const account = this.picked;
    if (!account || this.working) return;
    this.missing = this.passphrase.trim() === "";
    if (this.missing) {
      this.failed = undefined;
      return;
    }
    const { passphrase, accountKey } = this;
    this.passphrase = "";
    this.working = true;
    this.failed = undefined;
    const opened = await this.#session.engine.unlock({
      account: account.id,
      passphrase,
      ...(account.needsAccountKey ? { accountKey: accountKey.trim() } : {}),
    });
    this.working = false;
    if (opened.ok) return;
    this.failed = opened.code;
    // The card was misread: it is asked for again.
    if (opened.code === "mistyped" || opened.code === "not-a-code") this.accountKey = "";
  }

  /** Opens by the device's own fingerprint or face; where the person says no, the passphrase is there as before. */
  async touch(): Promise<void> {
    const account = this.picked;
    if (!account?.authenticator || this.working) return;
    this.working = true;
    this.failed = undefined;
    const secret = await askAuthenticator(account.authenticator);
    const opened = secret && (await this.#session.engine.unlock({ account: account.id, secret }));
    this.working = false;
    if (opened?.ok !== true) this.failed = opened?.code ?? "cannot-open";
  }

  /** Stops at once: keys wiped, nothing kept that was not kept before. */
  async stop(): Promise<void> {
    await this.#session.lock();
    this.working = false;
  }
}
