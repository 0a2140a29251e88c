import { type Store, type Stores, memoryStores } from "#sync/store.ts";
import type { GivenPorts } from "#vault/ports.ts";

/** A step by what is done and the how manieth of its kind it is (from 0): how kinds follow each other is never quite the same twice. */
export interface Step {
  readonly what: string;
  readonly nth: number;
}

interface Death extends Step {
  readonly side: "before" | "after";
}

/**
 * A device whose tab dies at a step: before what it does reaches anybody, or after that and before it hears of it. From
 * then on nothing it does has any effect; another tab on the same stores finds what was kept by then.
 */
export class Dying {
  readonly stores: Stores;
  readonly ports: Partial<GivenPorts>;
  /** The steps since `watch`, in their order. */
  steps: Step[] = [];
  #watches = false;
  #dead = false;
  #at: Death | undefined;

  constructor() {
    const kept = memoryStores();
    this.stores = kept;
    const living: Stores = async (name) => this.#mortal(await kept(name));
    const died = new Promise<never>(() => undefined);
    this.ports = {
      stores: living,
      fetch: async (input, init) => {
        const path = new URL(input instanceof Request ? input.url : input).pathname;
        const side = this.#step(`request ${path}`);
        if (side === "before") return died;
        const reply = await fetch(input, init);
        return side === "after" || this.#dead ? died : reply;
      },
    };
  }

  #mortal(store: Store): Store {
    return {
      get: (name) => store.get(name),
      names: (prefix) => store.names(prefix),
      put: async (changes) => {
        const side = this.#step("keep");
        if (side !== "before") await store.put(changes);
        if (side !== undefined) await new Promise(() => undefined);
      },
    };
  }

  /** Whether this is where it ends; what a dead tab does is always before anything. */
  #step(what: string): "before" | "after" | undefined {
    if (this.#dead) return "before";
    if (!this.#watches) return undefined;
    const nth = this.steps.filter((step) => step.what === what).length;
    this.steps.push({ what, nth });
    if (this.#at?.what !== what || this.#at.nth !== nth) return undefined;
    this.#dead = true;
    return this.#at.side;
  }

  /** Counts from now on, and dies at this step. */
  watch(at?: Death): void {
    this.steps = [];
    this.#at = at;
    this.#watches = true;
  }

  get isDead(): boolean {
    return this.#dead;
  }
}
