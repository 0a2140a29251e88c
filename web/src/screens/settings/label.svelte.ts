import type { Session } from "../../state/session.svelte.ts";

/** What this device calls the account before it is unlocked. */
export class LabelSetting {
  label = $state("");
  saved = $state(false);
  readonly #session: Session;

  constructor(session: Session) {
    this.#session = session;
    this.label = session.label;
  }

  /** Keeps it, and reads the accounts again so that every screen agrees. */
  async save(): Promise<void> {
    const label = this.label.trim();
    if (label === "") return;
    await this.#session.engine.setLabel(label);
    await this.#session.readAccounts();
    this.saved = true;
  }
}
