import type { Outcome } from "../../vault/engine.ts";
import type { Session } from "../../state/session.svelte.ts";
import { couldBeScanned, isGroups, keyJudge } from "../kit/kit-text.ts";

type Failure = Extract<Outcome<unknown>, { ok: false }>["code"];

/** Opening an account on a device that has not seen it: the kit, the passphrase, then six words to compare. */
export class Restoring {
  step = $state<"kit" | "login" | "passphrase" | "compare">("kit");
  loginId = $state("");
  passphrase = $state("");
  deviceLabel = $state("");
  sharedDevice = $state(false);
  words = $state.raw<readonly string[]>([]);
  /** Nothing was typed. */
  missing = $state(false);
  failed = $state.raw<Failure | undefined>();
  #kit = "";
  /** Says of a whole account key, as soon as its last group is typed, that a letter is wrong. */
  readonly typed: (text: string) => Promise<void>;
  readonly #session: Session;

  constructor(session: Session) {
    this.#session = session;
    this.typed = keyJudge(session.engine, (failed) => (this.failed = failed));
  }

  /** Takes the kit: its square code holds everything, seven typed groups need the login as well. */
  async take(text: string): Promise<void> {
    await this.typed(text);
    if (this.failed !== undefined) return;
    this.#kit = text.trim();
    const typed = isGroups(this.#kit);
    this.failed = typed || couldBeScanned(this.#kit) ? undefined : "not-a-code";
    if (this.failed === undefined) this.step = typed ? "login" : "passphrase";
  }

  /** Takes the login printed on the sheet. */
  named(): void {
    this.missing = this.loginId.trim() === "";
    if (!this.missing) this.step = "passphrase";
  }

  /** Starts again from the kit. */
  again(): void {
    this.failed = undefined;
    this.missing = false;
    this.passphrase = "";
    this.step = "kit";
  }

  /** Opens, and then shows the words that must be those on the sheet. */
  async open(): Promise<void> {
    this.missing = this.passphrase.trim() === "";
    if (this.missing || this.#session.entering) return;
    const { passphrase } = this;
    const kit = this.#kit;
    this.passphrase = "";
    this.#session.entering = true;
    const opened = await this.#session.engine.unlock({
      kit: isGroups(kit) ? { loginId: this.loginId.trim().toLowerCase(), groups: kit } : kit,
      passphrase,
      deviceLabel: this.deviceLabel.trim(),
      sharedDevice: this.sharedDevice,
    });
    if (!opened.ok) {
      this.#session.entering = false;
      this.failed = opened.code;
      if (opened.code === "mistyped" || opened.code === "not-a-code") this.step = "kit";
      return;
    }
    this.words = (await this.#session.engine.kit()).words;
    this.step = "compare";
  }

  /** The words are the same: go in. */
  same(): void {
    this.#session.entering = false;
    this.#session.router.go({ is: "home" }, "replace");
  }

  /** They differ, so this is not the organisation on the sheet: keys wiped, nothing written. */
  async differ(): Promise<void> {
    await this.#session.lock();
    this.#session.entering = false;
    this.again();
  }
}
