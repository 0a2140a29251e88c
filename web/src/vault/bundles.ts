import { equal } from "#crypto";
import type { Store } from "../sync/store.ts";
import { type KeptBundle, readKeptBundle, writeKeptBundle } from "./account.ts";
import { InOrder } from "./in-order.ts";

const here = "bundle";
const next = "bundle-next";

/**
 * The sealed bundles that a device keeps of an account: the one that it has opened, and one that may stand in its place
 * at the server, where a passphrase was changed elsewhere or a change was never answered. While there are two, both
 * are tried.
 */
export class Bundles {
  readonly #store: Store;
  readonly #inOrder = new InOrder();

  constructor(store: Store) {
    this.#store = store;
  }

  /** One after another: who asks which of them stands must not be told of a change that is only half made. */
  inTurn<T>(work: () => Promise<T>): Promise<T> {
    return this.#inOrder.run(work);
  }

  /** The one that was opened here. */
  async here(): Promise<KeptBundle | undefined> {
    return this.#read(here);
  }

  /** The one that may have taken its place. */
  async next(): Promise<KeptBundle | undefined> {
    return this.#read(next);
  }

  /** This one has been opened, or was sealed here and stands: no other is kept. */
  keep(kept: KeptBundle): Promise<void> {
    const changes = new Map([
      [here, writeKeptBundle(kept)],
      [next, undefined],
    ]);
    return this.#store.put(changes);
  }

  /** This one may stand in place of the other; undefined: none does. */
  keepNext(kept: KeptBundle | undefined): Promise<void> {
    return this.#store.put(new Map([[next, kept && writeKeptBundle(kept)]]));
  }

  async #read(name: string): Promise<KeptBundle | undefined> {
    const bytes = await this.#store.get(name);
    return bytes && readKeptBundle(bytes);
  }
}

/** Whether two bundles are one and the same. */
export const sameBundle = (a: KeptBundle, b: KeptBundle): boolean =>
  a.bundleVersion === b.bundleVersion &&
  a.generation === b.generation &&
  equal(a.salt, b.salt) &&
  equal(a.bundle, b.bundle);
