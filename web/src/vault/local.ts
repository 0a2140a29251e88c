import {
  type LocalKey,
  Writer,
  concat,
  fromUtf8,
  openLocal,
  parse,
  sealLocal,
  utf8,
  wipe,
} from "#crypto";
import type { Store } from "../sync/store.ts";

/**
 * What this device keeps of an open account, sealed under its local key, each value bound to its name. Closed when the
 * account is locked: from then on nothing is read and nothing written.
 */
export class Local {
  readonly #store: Store;
  #key: LocalKey | undefined;

  constructor(store: Store, key: LocalKey) {
    this.#store = store;
    this.#key = key;
  }

  /** The value of a name; undefined where there is none, or where it does not open. */
  async get(name: string): Promise<Uint8Array | undefined> {
    const sealed = await this.#store.get(name);
    if (sealed === undefined || this.#key === undefined) return undefined;
    return openParts(this.#key, name, sealed);
  }

  /** The value of a name as JSON. */
  async getJson<T>(name: string): Promise<T | undefined> {
    const bytes = await this.get(name);
    const text = bytes && fromUtf8(bytes);
    return text === undefined ? undefined : (JSON.parse(text) as T);
  }

  /** Keeps, or with undefined forgets, all of these in one step. */
  async put(changes: ReadonlyMap<string, Uint8Array | undefined>): Promise<void> {
    const sealed = new Map<string, Uint8Array | undefined>();
    for (const [name, bytes] of changes) {
      if (this.#key === undefined) return;
      sealed.set(name, bytes && sealParts(this.#key, name, bytes));
    }
    await this.#store.put(sealed);
  }

  /** Keeps one value as JSON. */
  putJson(name: string, value: unknown): Promise<void> {
    return this.put(new Map([[name, utf8(JSON.stringify(value))]]));
  }

  /** Names that begin with `prefix`, sorted. */
  async names(prefix: string): Promise<readonly string[]> {
    return this.#key === undefined ? [] : this.#store.names(prefix);
  }

  /** Overwrites the key. */
  close(): void {
    if (this.#key !== undefined) wipe(this.#key);
    this.#key = undefined;
  }
}

/** A long value is sealed in parts, because the cipher takes at most a megabyte at once. */
const partLength = 768 * 1024;

function sealParts(key: LocalKey, name: string, bytes: Uint8Array): Uint8Array {
  const count = Math.max(1, Math.ceil(bytes.length / partLength));
  const parts = Array.from({ length: count }, (_, i) =>
    sealLocal(key, partName(name, i, count), bytes.subarray(i * partLength, (i + 1) * partLength)),
  );
  return new Writer().list(parts, (w, part) => w.block(part)).done();
}

function openParts(key: LocalKey, name: string, sealed: Uint8Array): Uint8Array | undefined {
  const parts = parse(sealed, (r) => r.list(0xffff, (v) => v.block(partLength + 64)));
  if (parts === undefined) return undefined;
  const opened: Uint8Array[] = [];
  for (const [i, part] of parts.entries()) {
    const one = openLocal(key, partName(name, i, parts.length), part);
    if (!one.ok) return undefined;
    opened.push(one.value);
  }
  return opened.length === 1 ? opened[0] : concat(...opened);
}

const partName = (name: string, part: number, of: number): string => `${name} ${part}/${of}`;
