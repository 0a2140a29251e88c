import type { Store, Stores } from "#sync/store.ts";

/** What a device keeps, as its thief or a hostile program has it in the hand: it can be copied, read and changed. */
export class Disk {
  readonly kept = new Map<string, Map<string, Uint8Array>>();
  /** Counts writes. */
  writes = 0;

  readonly stores: Stores = async (store): Promise<Store> => {
    const values = this.kept.get(store) ?? new Map<string, Uint8Array>();
    this.kept.set(store, values);
    return {
      get: async (name) => values.get(name)?.slice(),
      put: async (changes) => {
        this.writes += 1;
        for (const [name, bytes] of changes) {
          if (bytes === undefined) values.delete(name);
          else values.set(name, bytes.slice());
        }
      },
      names: async (prefix) => [...values.keys()].filter((name) => name.startsWith(prefix)).sort(),
    };
  };

  /** Another disk with the same on it. */
  copy(): Disk {
    const other = new Disk();
    other.become(this);
    return other;
  }

  /** Holds what another disk holds, and nothing else. */
  become(other: Disk): void {
    this.kept.clear();
    for (const [store, values] of other.kept) this.kept.set(store, new Map(values));
  }

  /** Changes every value whose name begins so; undefined takes it away. Says how many there were. */
  change(prefix: string, by: (bytes: Uint8Array, name: string) => Uint8Array | undefined): number {
    let found = 0;
    for (const values of this.kept.values()) {
      for (const [name, bytes] of values) {
        if (!name.startsWith(prefix)) continue;
        found += 1;
        const changed = by(bytes.slice(), name);
        if (changed === undefined) values.delete(name);
        else values.set(name, changed);
      }
    }
    return found;
  }

  /** Waits until nothing has been written for longer than the cache gathers. */
  async quiet(): Promise<void> {
    for (let before = -1; before !== this.writes;) {
      before = this.writes;
      await new Promise((later) => setTimeout(later, 650));
    }
  }

  /** All bytes that are kept. */
  *all(): Iterable<Uint8Array> {
    for (const values of this.kept.values()) yield* values.values();
  }
}
