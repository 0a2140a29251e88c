import type { Resealing } from "../../vault/engine.ts";
import type { Session } from "../../state/session.svelte.ts";

const lookEveryMs = 1_000;

/** How far the engine is with sealing anew, read again while it is shown. */
export class ResealingState {
  now = $state.raw<Resealing | undefined>();
  readonly #session: Session;

  constructor(session: Session) {
    this.#session = session;
    $effect(() => {
      void this.#look();
      const timer = setInterval(() => void this.#look(), lookEveryMs);
      return () => clearInterval(timer);
    });
  }

  async #look(): Promise<void> {
    if (this.#session.open) this.now = (await this.#session.engine.trust()).resealing;
  }

  /** Pauses on this device, or goes on. */
  async pause(paused: boolean): Promise<void> {
    await this.#session.engine.pauseResealing(paused);
    await this.#look();
  }
}
