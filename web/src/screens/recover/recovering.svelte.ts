import type { MemberId } from "#crypto/verify";
import type { Outcome, SheetsSeen } from "../../vault/engine.ts";
import type { Session } from "../../state/session.svelte.ts";
import { PassphraseMaking } from "../enter/passphrase.svelte.ts";

type Failure = Extract<Outcome<unknown>, { ok: false }>["code"];

/** Coming back by two recovery sheets: the sheets, who she is, a passphrase, then the work. */
export class Recovering {
  step = $state<"sheets" | "reading" | "who" | "passphrase" | "working" | "unsure">("sheets");
  login = $state("");
  first = $state("");
  second = $state("");
  missing = $state(false);
  seen = $state.raw<SheetsSeen | undefined>();
  /** Whose place she takes up again; undefined: somebody new, by `displayName`. */
  replaces = $state.raw<MemberId | undefined>();
  displayName = $state("");
  nameMissing = $state(false);
  deviceLabel = $state("");
  loginId = $state("");
  sharedDevice = $state(false);
  failed = $state.raw<Failure | undefined>();
  readonly passphrase: PassphraseMaking;
  readonly #session: Session;

  constructor(session: Session) {
    this.#session = session;
    this.passphrase = new PassphraseMaking((kind) => session.engine.suggestPassphrase(kind));
    void this.rollLogin();
  }

  /** Reads both sheets and opens the organisation by them. */
  async read(): Promise<void> {
    this.missing = [this.login, this.first, this.second].some((text) => text.trim() === "");
    if (this.missing) return;
    this.step = "reading";
    const seen = await this.#session.engine.readSheets({
      loginId: this.login.trim().toLowerCase(),
      shares: [this.first, this.second],
    });
    this.failed = seen.ok ? undefined : seen.code;
    this.step = seen.ok ? "who" : "sheets";
    if (!seen.ok) return;
    this.seen = seen.value;
    this.replaces = seen.value.members.find(({ admin }) => admin)?.member;
    // The words have done what they are for.
    this.first = "";
    this.second = "";
  }

  /** Suggests another pseudonym. */
  async rollLogin(): Promise<void> {
    this.loginId = await this.#session.engine.suggestLoginId();
  }

  /** Goes on to the passphrase when it is known who she is. */
  named(): void {
    this.nameMissing = this.replaces === undefined && this.displayName.trim() === "";
    if (!this.nameMissing) this.step = "passphrase";
  }

  /** Comes in, once the passphrase was typed back. */
  async repeated(): Promise<void> {
    if (!this.passphrase.repeated()) return;
    this.step = "working";
    const { replaces, displayName, loginId, sharedDevice } = this;
    this.failed = await this.#session.enrol(() =>
      this.#session.engine.recover({
        ...(replaces ? { replaces } : { displayName: displayName.trim() }),
        loginId,
        passphrase: this.passphrase.made,
        deviceLabel: this.deviceLabel.trim() || loginId,
        sharedDevice,
      }),
    );
    if (this.failed === "enrolment-unsure") this.step = "unsure";
    else if (this.failed !== undefined) this.step = "passphrase";
  }
}
