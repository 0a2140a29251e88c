import type { Session } from "../../state/session.svelte.ts";
import type { Audit, CheckedAgain } from "../../vault/engine.ts";
import { saveText } from "../page/save-text.ts";

/** An auditor's check: how far it is, what came of it, and the two files of her report. */
export class Auditing {
  now = $state.raw<Audit | undefined>();
  readonly #session: Session;
  #stop: (() => void) | undefined;

  constructor(session: Session) {
    this.#session = session;
    $effect(() => () => this.#stop?.());
  }

  get isLooking(): boolean {
    return this.now?.is === "looking";
  }

  begin(): void {
    if (this.isLooking) return;
    this.#stop?.();
    this.#stop = this.#session.engine.audit((now) => (this.now = now));
  }

  save(what: "json" | "note"): void {
    if (this.now?.is === "done") saveText(this.now[what], `report.${what}`);
  }
}

/** Everything checked once more, on a device that holds keys. */
export class Again {
  now = $state.raw<CheckedAgain | undefined>();
  readonly #session: Session;
  #stop: (() => void) | undefined;

  constructor(session: Session) {
    this.#session = session;
    $effect(() => () => this.#stop?.());
  }

  begin(): void {
    if (this.now?.is === "looking") return;
    this.#stop?.();
    this.#stop = this.#session.engine.checkAgain((now) => (this.now = now));
  }
}
