import { openDB } from "idb";
import type { Store } from "./store.ts";

/** A store in the browser's IndexedDB, under a database name that says nothing. */
export async function indexedDbStore(name: string): Promise<Store> {
  const db = await openDB(name, 1, { upgrade: (made) => void made.createObjectStore("kept") });
  return {
    get: (key) => db.get("kept", key) as Promise<Uint8Array | undefined>,
    put: async (changes) => {
      const transaction = db.transaction("kept", "readwrite", { durability: "strict" });
      for (const [key, bytes] of changes) {
        void (bytes === undefined
          ? transaction.store.delete(key)
          : transaction.store.put(bytes, key));
      }
      await transaction.done;
    },
    names: async (prefix) =>
      (await db.getAllKeys("kept", IDBKeyRange.bound(prefix, `${prefix}\uffff`))) as string[],
  };
}
