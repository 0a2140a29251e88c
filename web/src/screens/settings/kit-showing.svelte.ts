import type { Session } from "../../state/session.svelte.ts";
import type { Kit } from "../../vault/engine.ts";
import { Asking } from "../keys/asking.svelte.ts";

/** The kit on the screen once more, after the passphrase: a desk that was left open gives no account key away. */
export class KitShowing {
  kit = $state.raw<Kit | undefined>();
  isAsking = $state(false);
  readonly asking: Asking;

  constructor(session: Session) {
    this.asking = new Asking(session, async () => {
      this.kit = await session.engine.kit();
      this.close();
    });
  }

  /** Asks for the passphrase first. */
  ask(): void {
    this.isAsking = true;
  }

  /** Asks no longer. */
  close(): void {
    this.asking.clear();
    this.isAsking = false;
  }

  hide(): void {
    this.kit = undefined;
  }
}
