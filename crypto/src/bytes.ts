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

const nibbles = new Uint8Array(128).fill(0xff);
for (const [value, digit] of [..."0123456789abcdef"].entries()) {
  nibbles[digit.charCodeAt(0)] = value;
}

/** The bytes of lower-case hex. Throws on anything else: hex comes from this program, never from the wire. */
export function fromHex(hex: string): Uint8Array {
  const out = new Uint8Array(hex.length >>> 1);
  let wrong = hex.length & 1;
  for (let i = 0; i < out.length; i++) {
    const high = nibbles[hex.charCodeAt(2 * i)] ?? 0xff;
    const low = nibbles[hex.charCodeAt(2 * i + 1)] ?? 0xff;
    wrong |= (high | low) & 0xf0;
    out[i] = (high << 4) | low;
  }
  if (wrong !== 0) throw new Error("not hex");
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

/**
 * Whether bytes are valid UTF-8, as the platform's decoder judges it (Unicode 17, table 3-7), but without an exception
 * for those that are not: nearly all envelopes end this within a few bytes.
 */
export function isUtf8(bytes: Uint8Array): boolean {
  for (let i = 0; i < bytes.length;) {
    const lead = bytes[i++] as number;
    if (lead < 0x80) continue;
    const more = lead < 0xc2 || lead > 0xf4 ? 0 : lead < 0xe0 ? 1 : lead < 0xf0 ? 2 : 3;
    if (more === 0 || i + more > bytes.length) return false;
    const second = bytes[i] as number;
    const least = lead === 0xe0 ? 0xa0 : lead === 0xf0 ? 0x90 : 0x80;
    const most = lead === 0xed ? 0x9f : lead === 0xf4 ? 0x8f : 0xbf;
    if (second < least || second > most) return false;
    for (let j = 1; j < more; j++) if (((bytes[i + j] as number) & 0xc0) !== 0x80) return false;
    i += more;
  }
  return true;
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

/** Writes what `Reader` reads, into one array that grows. */
export class Writer {
  #bytes = new Uint8Array(256);
  #view = new DataView(this.#bytes.buffer);
  #at = 0;

  /** Goes `length` bytes on and returns where they begin. */
  #pass(length: number): number {
    const at = this.#at;
    const end = at + length;
    if (end > this.#bytes.length) {
      const longer = new Uint8Array(Math.max(end, 2 * this.#bytes.length));
      longer.set(this.#bytes.subarray(0, at));
      this.#bytes = longer;
      this.#view = new DataView(longer.buffer);
    }
    this.#at = end;
    return at;
  }

  bytes(bytes: Uint8Array): this {
    const at = this.#pass(bytes.length);
    this.#bytes.set(bytes, at);
    return this;
  }

  u8(value: number): this {
    const at = this.#pass(1);
    this.#bytes[at] = value;
    return this;
  }

  u16(value: number): this {
    const at = this.#pass(2);
    this.#view.setUint16(at, value);
    return this;
  }

  u32(value: number): this {
    const at = this.#pass(4);
    this.#view.setUint32(at, value);
    return this;
  }

  u64(value: number): this {
    return this.u32(Math.floor(value / 0x1_0000_0000)).u32(value >>> 0);
  }

  block(bytes: Uint8Array): this {
    return this.u32(bytes.length).bytes(bytes);
  }

  /** A list behind its u16 count. Throws above 65,535 items: what was written could not be read. */
  list<T>(items: readonly T[], item: (writer: Writer, value: T) => void): this {
    if (items.length > 0xffff) throw new RangeError("too many items for a list");
    this.u16(items.length);
    for (const value of items) item(this, value);
    return this;
  }

  done(): Uint8Array {
    return this.#bytes.slice(0, this.#at);
  }
}
