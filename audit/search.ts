import { type FileHandle, open, readdir } from "node:fs/promises";
import { join } from "node:path";
import { type Needle, needlesOf } from "./encodings.ts";

/** A text that was found: what it is, how it was written there, and in which part of the place. */
export interface Hit {
  readonly text: string;
  readonly encoding: string;
  readonly where: string;
}

interface Sought extends Needle {
  readonly text: string;
}

/** Looks for many texts in all their encodings in one walk over the bytes. */
export class Search {
  /** By their first five bytes, which every needle has. */
  readonly #byStart = new Map<number, Sought[]>();
  /** One bit for each hash of a beginning: almost every byte is passed by a look at it. */
  readonly #starts = new Uint8Array(1 << (hashBits - 3));
  readonly hits: Hit[] = [];
  needles = 0;
  bytes = 0;
  #longest = 0;

  constructor(texts: readonly string[]) {
    for (const text of texts) {
      for (const needle of needlesOf(text)) this.#add({ ...needle, text });
    }
  }

  #add(sought: Sought): void {
    const { bytes } = sought;
    this.#longest = Math.max(this.#longest, bytes.length);
    const [four, fifth] = [bytes.readUInt32BE(0), bytes.readUInt8(4)];
    const hash = hashOf(four, fifth);
    this.#starts[hash >> 3] = (this.#starts[hash >> 3] as number) | (1 << (hash & 7));
    const key = keyOf(four, fifth);
    this.#byStart.set(key, [...(this.#byStart.get(key) ?? []), sought]);
    this.needles++;
  }

  /** Searches bytes; each text counts once for each encoding and place. */
  look(where: string, bytes: Buffer): void {
    this.bytes += bytes.length;
    if (bytes.length < 5) return;
    const starts = this.#starts;
    // The four bytes before the one that is looked at.
    let four = bytes.readUInt32BE(0);
    for (let at = 4; at < bytes.length; at++) {
      const fifth = bytes[at] as number;
      const hash = hashOf(four, fifth);
      if (((starts[hash >> 3] as number) & (1 << (hash & 7))) !== 0) {
        this.#compare(where, { bytes, from: at - 4, key: keyOf(four, fifth) });
      }
      four = (four << 8) | fifth;
    }
  }

  #compare(
    where: string,
    { bytes, from, key }: { bytes: Buffer; from: number; key: number },
  ): void {
    for (const sought of this.#byStart.get(key) ?? []) {
      const to = Math.min(from + sought.bytes.length, bytes.length);
      if (sought.bytes.compare(bytes, from, to) !== 0) continue;
      this.hits.push({ text: sought.text, encoding: sought.encoding, where });
    }
  }

  /** Searches every file below a folder, and every name of one. */
  async lookInFolder(where: string, folder: string): Promise<number> {
    const entries = await readdir(folder, { recursive: true, withFileTypes: true });
    let files = 0;
    for (const entry of entries) {
      this.look(`${where}: the name ${entry.name}`, Buffer.from(entry.name));
      if (!entry.isFile()) continue;
      const path = join(entry.parentPath, entry.name);
      if (await this.lookInFile(`${where}: ${path.slice(folder.length)}`, path)) files++;
    }
    return files;
  }

  /** Searches a file of any length, a piece at a time; false where it cannot be read. */
  async lookInFile(where: string, path: string): Promise<boolean> {
    const file = await open(path).catch(() => undefined);
    if (file === undefined) return false;
    try {
      await this.#lookInOpen(where, file);
      return true;
    } finally {
      await file.close();
    }
  }

  async #lookInOpen(where: string, file: FileHandle): Promise<void> {
    const { size } = await file.stat();
    // As large as the file, most of which are small: thousands of large pieces keep the garbage collector busy.
    const length = Math.min(pieceLength, Math.max(leastLength, size));
    const piece = Buffer.allocUnsafe(this.#longest + length);
    let kept = 0;
    for (;;) {
      const { bytesRead } = await file.read(piece, kept, length);
      if (bytesRead === 0) return;
      const end = kept + bytesRead;
      this.look(where, piece.subarray(0, end));
      this.bytes -= kept;
      // What begins at the end of a piece is found at the beginning of the next, and may be found twice.
      kept = Math.min(end, this.#longest);
      piece.copyWithin(0, end - kept, end);
    }
  }
}

/** Bytes of a file that are in memory at once: at most, and at least, where a file does not say how long it is. */
const pieceLength = 16 << 20;
const leastLength = 64 << 10;

const hashBits = 22;
const hashOf = (four: number, fifth: number): number =>
  Math.imul(four ^ Math.imul(fifth, 0x9e3779b1), 0x85ebca6b) >>> (32 - hashBits);
const keyOf = (four: number, fifth: number): number => (four >>> 0) * 256 + fifth;
