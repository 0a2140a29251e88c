/**
 * Where a device keeps bytes: IndexedDB in a browser, memory in tests. What goes in is sealed already, but for the
 * names of the accounts that the device knows. Writes of one call are kept together or not at all.
 */
export interface Store {
  get(name: string): Promise<Uint8Array | undefined>;
  /** Keeps, or with undefined forgets, all of these. */
  put(changes: ReadonlyMap<string, Uint8Array | undefined>): Promise<void>;
  /** Names that begin with `prefix`, sorted. */
  names(prefix: string): Promise<readonly string[]>;
}

/** Opens the store of that name, made if there is none: one for the device, and one with a random name for each account. */
export type Stores = (name: string) => Promise<Store>;

/** A store that ends with the process. */
export function memoryStore(): Store {
  const kept = new Map<string, Uint8Array>();
  return {
    get: async (name) => kept.get(name)?.slice(),
    put: async (changes) => {
      for (const [name, bytes] of changes) {
        if (bytes === undefined) kept.delete(name);
        else kept.set(name, bytes.slice());
      }
    },
    names: async (prefix) => [...kept.keys()].filter((name) => name.startsWith(prefix)).sort(),
  };
}

/** Stores of one device that end with the process; an engine made anew on them finds what an earlier one kept. */
export function memoryStores(): Stores {
  const stores = new Map<string, Store>();
  return async (name) => {
    const store = stores.get(name) ?? memoryStore();
    stores.set(name, store);
    return store;
  };
}
