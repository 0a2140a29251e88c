import { openDB } from "idb";
import type { Stores } from "./store.ts";

const table = "kept";

/** Stores in the browser's IndexedDB: one database for each, so that one account's can be dropped whole. */
export const indexedDbStores: Stores = async (name) => {
  const db = await openDB(name, 1, { upgrade: (made) => void made.createObjectStore(table) });
  return {
    get: (key) => db.get(table, key) as Promise<Uint8Array | undefined>,
    put: async (changes) => {
      const transaction = db.transaction(table, "readwrite", { durability: "strict" });
      for (const [key, bytes] of changes) {
        void (bytes === undefined
          ? transaction.store.delete(key)
          : transaction.store.put(bytes, key));
      }
      await transaction.done;
    },
    names: async (prefix) =>
      (await db.getAllKeys(table, IDBKeyRange.bound(prefix, `${prefix}\uffff`))) as string[],
  };
};
