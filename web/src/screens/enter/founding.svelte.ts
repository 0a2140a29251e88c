import type { Enrolled, FoundInput, Outcome } from "../../vault/engine.ts";
import type { Session } from "../../state/session.svelte.ts";
import { PassphraseMaking } from "./passphrase.svelte.ts";

/** The fields of the first page that may need putting right. */
export type NameField = "neutralName" | "displayName";

/** Founding an organisation, step by step: names, passphrase, passphrase again, then the work. */
export class Founding {
  step = $state<"names" | "passphrase" | "working" | "unsure">("names");
  neutralName = $state("");
  displayName = $state("");
  timeZone = $state(Intl.DateTimeFormat().resolvedOptions().timeZone);
  locale = $state(navigator.language);
  loginId = $state("");
  sharedDevice = $state(false);
  recovery = $state(true);
  wrong = $state.raw<readonly NameField[]>([]);
  /** Why the work failed, or nothing. */
  failed = $state.raw<Extract<Outcome<Enrolled>, { ok: false }>["code"] | undefined>();
  readonly passphrase: PassphraseMaking;
  readonly #session: Session;

  constructor(session: Session) {
    this.#session = session;
    this.passphrase = new PassphraseMaking((kind) => session.engine.suggestPassphrase(kind));
    void this.rollLogin();
  }

  /** Suggests another pseudonym. */
  async rollLogin(): Promise<void> {
    this.loginId = await this.#session.engine.suggestLoginId();
  }

  /** Goes on to the passphrase when the names are there. */
  named(): void {
    this.wrong = (["neutralName", "displayName"] as const).filter((field) => !this[field].trim());
    if (this.wrong.length === 0) this.step = "passphrase";
  }

  /** Founds, once the passphrase was typed back; the session then holds the kit to be printed. */
  async repeated(): Promise<void> {
    if (!this.passphrase.repeated()) return;
    this.step = "working";
    this.failed = await this.#session.enrol(() => this.#session.engine.found(this.#input()));
    if (this.failed === "enrolment-unsure") this.step = "unsure";
    else if (this.failed !== undefined) this.step = "passphrase";
  }

  #input(): FoundInput {
    return {
      neutralName: this.neutralName.trim(),
      displayName: this.displayName.trim(),
      timeZone: this.timeZone,
      locale: this.locale,
      loginId: this.loginId,
      passphrase: this.passphrase.made,
      deviceLabel: this.neutralName.trim(),
      sharedDevice: this.sharedDevice,
      recovery: this.recovery,
    };
  }
}
