import type { Kit } from "../../vault/engine.ts";
import type { Session } from "../../state/session.svelte.ts";
import { Asking } from "./asking.svelte.ts";

/** How long the square stands on the screen, in milliseconds. */
const shownMs = 120_000;
const tickMs = 1_000;

/**
 * Handing the account key and the newest head to another device: a square for its camera, for as long as somebody
 * stands before it. The passphrase goes from one device to the other in her memory alone.
 */
export class AddingDevice {
  kit = $state.raw<Kit | undefined>();
  hidden = $state(false);
  leftMs = $state(shownMs);
  readonly asking: Asking;
  readonly #session: Session;

  constructor(session: Session) {
    this.#session = session;
    this.asking = new Asking(session, () => this.#show());
    $effect(() => {
      if (this.kit === undefined) return;
      const timer = setInterval(() => this.#tick(), tickMs);
      return () => clearInterval(timer);
    });
  }

  /** Asks for the passphrase once more: whoever stands here now need not be who typed it before. */
  again(): void {
    this.hidden = false;
  }

  /** Shows the square, made now: its head is the newest that this device has verified. */
  async #show(): Promise<void> {
    this.asking.clear();
    this.leftMs = shownMs;
    this.kit = await this.#session.engine.kit();
  }

  #tick(): void {
    this.leftMs -= tickMs;
    if (this.leftMs > 0) return;
    this.kit = undefined;
    this.hidden = true;
  }
}
