import { untrack } from "svelte";
import type { Action, Keystroke } from "../actions/action.ts";

/** What a screen offers beside the frame's own actions while it is shown. */
interface Offer {
  readonly actions: readonly Action[];
  readonly keystrokes: readonly Keystroke[];
}

/** What the screens that are shown now offer: their keys, for the keyboard, the palette and the list of keys alike. */
export class Offers {
  #shown = $state.raw<readonly Offer[]>([]);

  /** Offers these for as long as a screen is shown: `$effect(() => session.offers.add(…))`. */
  add(actions: readonly Action[], keystrokes: readonly Keystroke[] = []): () => void {
    const offer = { actions, keystrokes };
    // An effect offers: it must not run again because of what it, or another, has offered.
    this.#shown = [...untrack(() => this.#shown), offer];
    return () => {
      this.#shown = this.#shown.filter((one) => one !== offer);
    };
  }

  /** The newest screen's first. */
  get actions(): readonly Action[] {
    return this.#shown.toReversed().flatMap((offer) => offer.actions);
  }

  get keystrokes(): readonly Keystroke[] {
    return this.#shown.toReversed().flatMap((offer) => offer.keystrokes);
  }
}
