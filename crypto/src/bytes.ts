/** The bytes of `parts`, one after another, in a new array. */
export function concat(...parts: readonly Uint8Array[]): Uint8Array {
  let length = 0;
  for (const part of parts) length += part.length;
  const out = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    out.set(part, at);
    at += part.length;
  }
  return out;
}

/** Whether two byte strings are equal. Not constant-time: for public bytes only. */
export function equal(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}

/** Sorts by bytes; a shorter string comes before any that it begins. */
export function compare(a: Uint8Array, b: Uint8Array): number {
  const shared = Math.min(a.length, b.length);
  for (let i = 0; i < shared; i++) {
    const difference = (a[i] as number) - (b[i] as number);
    if (difference !== 0) return difference;
  }
  return a.length - b.length;
}

const hexOf: readonly string[] = Array.from({ length: 256 }, (_, byte) =>
  byte.toString(16).padStart(2, "0"),
);

const hexCodes = hexOf.map((pair) => [pair.charCodeAt(0), pair.charCodeAt(1)] as const);
const idCodes: number[] = Array.from({ length: 32 }, () => 0);

/** Lower-case hex. Ids, read by the hundred thousand and used as keys of maps, are made in one piece. */
export function toHex(bytes: Uint8Array): string {
  if (bytes.length === 16) {
    for (let i = 0; i < 16; i++) {
      const pair = hexCodes[bytes[i] as number] as readonly [number, number];
      idCodes[2 * i] = pair[0];
      idCodes[2 * i + 1] = pair[1];
    }
    return String.fromCharCode.apply(null, idCodes);
  }
  let out = "";
  for (let i = 0; i < bytes.length; i++) out += hexOf[bytes[i] as number];
  return out;
}

/** The bytes of lower-case hex. Throws on anything else: hex comes from this program, never from the wire. */
export function fromHex(hex: string): Uint8Array {
  if (hex.length % 2 !== 0 || !/^[0-9a-f]*$/.test(hex)) throw new Error("not hex");
  const out = new Uint8Array(hex.length / 2);
  for (let i = 0; i < out.length; i++) out[i] = Number.parseInt(hex.slice(2 * i, 2 * i + 2), 16);
  return out;
}

const encoder = new TextEncoder();
const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/** The UTF-8 bytes of `text`. */
export const utf8 = (text: string): Uint8Array => encoder.encode(text);

/** The text of UTF-8 bytes, or undefined if they are not valid UTF-8. */
export function fromUtf8(bytes: Uint8Array): string | undefined {
  try {
    return decoder.decode(bytes);
  } catch {
    return undefined;
  }
}

/** Thrown by `Reader` and caught by `parse`: no parser lets it out. */
class Malformed extends Error {}

/**
 * Reads big-endian fields from bytes. Every length is checked before anything is allocated;
 * a field that does not fit ends the parse. Slices are views: copy what is kept.
 */
export class Reader {
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  get at(): number {
    return this.#at;
  }

  get left(): number {
    return this.#bytes.length - this.#at;
  }

  bytes(length: number): Uint8Array {
    const at = this.#pass(length);
    return this.#bytes.subarray(at, at + length);
  }

  /** Goes `length` bytes on, if there are so many, and returns where they begin. */
  #pass(length: number): number {
    const at = this.#at;
    if (length > this.#bytes.length - at) throw new Malformed();
    this.#at = at + length;
    return at;
  }

  /** `bytes` as a copy that outlives what is read from. */
  copy(length: number): Uint8Array {
    const at = this.#pass(length);
    return this.#bytes.slice(at, at + length);
  }

  u8(): number {
    return this.#bytes[this.#pass(1)] as number;
  }

  u16(): number {
    return this.#view.getUint16(this.#pass(2));
  }

  u32(): number {
    return this.#view.getUint32(this.#pass(4));
  }

  /** An unsigned 64-bit integer below 2^53; larger ones are malformed. */
  u64(): number {
    const high = this.u32();
    if (high >= 0x20_0000) throw new Malformed();
    return high * 0x1_0000_0000 + this.u32();
  }

  /** A u32 length, at most `cap`, and that many bytes. */
  block(cap: number): Uint8Array {
    const length = this.u32();
    if (length > cap) throw new Malformed();
    return this.bytes(length);
  }

  /** A u16-counted list of at most `cap` items. */
  list<T>(cap: number, item: (reader: Reader) => T): T[] {
    const count = this.u16();
    if (count > cap) throw new Malformed();
    const out: T[] = [];
    for (let i = 0; i < count; i++) out.push(item(this));
    return out;
  }

  /** Ends the parse as malformed. */
  fail(): never {
    throw new Malformed();
  }
}

/** Runs `read` over all of `bytes`: its value, or undefined if anything does not fit or a byte is left over. */
export function parse<T>(bytes: Uint8Array, read: (reader: Reader) => T): T | undefined {
  const reader = new Reader(bytes);
  try {
    const value = read(reader);
    return reader.left === 0 ? value : undefined;
  } catch (error) {
    if (error instanceof Malformed) return undefined;
    throw error;
  }
}

/** Writes what `Reader` reads. */
export class Writer {
  readonly #parts: Uint8Array[] = [];

  bytes(bytes: Uint8Array): this {
    this.#parts.push(bytes);
    return this;
  }

  u8(value: number): this {
    return this.bytes(Uint8Array.of(value));
  }

  u16(value: number): this {
    return this.bytes(Uint8Array.of(value >>> 8, value));
  }

  u32(value: number): this {
    return this.bytes(Uint8Array.of(value >>> 24, value >>> 16, value >>> 8, value));
  }

  u64(value: number): this {
    return this.u32(Math.floor(value / 0x1_0000_0000)).u32(value >>> 0);
  }

  block(bytes: Uint8Array): this {
    return this.u32(bytes.length).bytes(bytes);
  }

  list<T>(items: readonly T[], item: (writer: Writer, value: T) => void): this {
    this.u16(items.length);
    for (const value of items) item(this, value);
    return this;
  }

  done(): Uint8Array {
    return concat(...this.#parts);
  }
}
