import { errorText } from "../../i18n/t.ts";
import type { Session } from "../../state/session.svelte.ts";
import type { LostPart } from "../../vault/engine.ts";

/** An administrator's signature after a restore: asked for twice, because what is missing then is lost. */
export class GoingOn {
  step = $state.raw<"asked" | "sure" | "signing">("asked");
  failed = $state.raw<string | undefined>();
  readonly #session: Session;
  #shown: readonly LostPart[] = [];

  constructor(session: Session) {
    this.#session = session;
  }

  /** `shown`: what she has before her eyes, and will sign. */
  ask(shown: readonly LostPart[]): void {
    this.#shown = shown;
    this.step = "sure";
    this.failed = undefined;
  }

  back(): void {
    this.step = "asked";
  }

  async sign(): Promise<void> {
    this.step = "signing";
    const done = await this.#session.engine.goOn(this.#shown);
    this.failed = done.ok ? undefined : errorText(done.code);
    this.step = "asked";
  }
}
