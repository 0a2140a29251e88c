import { errorText } from "../../i18n/t.ts";
import type { Session } from "../../state/session.svelte.ts";

/** An administrator's signature after a restore: asked for twice, because what is missing then is lost. */
export class GoingOn {
  step = $state.raw<"asked" | "sure" | "signing">("asked");
  failed = $state.raw<string | undefined>();
  readonly #session: Session;

  constructor(session: Session) {
    this.#session = session;
  }

  ask(): void {
    this.step = "sure";
    this.failed = undefined;
  }

  back(): void {
    this.step = "asked";
  }

  async sign(): Promise<void> {
    this.step = "signing";
    const done = await this.#session.engine.goOn();
    this.failed = done.ok ? undefined : errorText(done.code);
    this.step = "asked";
  }
}
