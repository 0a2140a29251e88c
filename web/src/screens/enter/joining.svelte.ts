import type { InviteSeen, Outcome } from "../../vault/engine.ts";
import type { Session } from "../../state/session.svelte.ts";
import { inviteCodeIn } from "./invite-link.ts";
import { PassphraseMaking } from "./passphrase.svelte.ts";

type Failure = Extract<Outcome<unknown>, { ok: false }>["code"];

/** Joining by an invite: its code, what it says once verified, a name, a passphrase, then the work. */
export class Joining {
  step = $state<"code" | "reading" | "names" | "passphrase" | "working" | "unsure">("code");
  typed = $state("");
  seen = $state.raw<InviteSeen | undefined>();
  displayName = $state("");
  deviceLabel = $state("");
  loginId = $state("");
  sharedDevice = $state(false);
  nameMissing = $state(false);
  failed = $state.raw<Failure | undefined>();
  readonly passphrase: PassphraseMaking;
  readonly #session: Session;
  #code = "";

  constructor(session: Session, invite: string | undefined) {
    this.#session = session;
    this.passphrase = new PassphraseMaking((kind) => session.engine.suggestPassphrase(kind));
    if (invite !== undefined) void this.read(invite);
  }

  /** Looks at an invite, however it came: a link, the code alone, or what the camera saw. */
  async read(text: string): Promise<void> {
    this.step = "reading";
    this.#code = inviteCodeIn(text);
    const seen = await this.#session.engine.readInvite(this.#code);
    if (seen.ok) {
      this.seen = seen.value;
      this.loginId = seen.value.suggestedLoginId;
      this.failed = undefined;
      this.step = "names";
      return;
    }
    this.failed = seen.code;
    this.step = "code";
  }

  /** Suggests another pseudonym. */
  async rollLogin(): Promise<void> {
    this.loginId = await this.#session.engine.suggestLoginId();
  }

  /** Goes on to the passphrase when there is a name. */
  named(): void {
    this.nameMissing = this.displayName.trim() === "";
    if (!this.nameMissing) this.step = "passphrase";
  }

  /** Joins, once the passphrase was typed back. */
  async repeated(): Promise<void> {
    if (!this.passphrase.repeated()) return;
    this.step = "working";
    this.failed = await this.#session.enrol(() =>
      this.#session.engine.join({
        code: this.#code,
        displayName: this.displayName.trim(),
        loginId: this.loginId,
        passphrase: this.passphrase.made,
        deviceLabel: this.deviceLabel.trim(),
        sharedDevice: this.sharedDevice,
      }),
    );
    if (this.failed === "enrolment-unsure") this.step = "unsure";
    else if (this.failed !== undefined) this.step = "passphrase";
  }
}
