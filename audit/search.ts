import { createReadStream } from "node:fs";
import { type FileHandle, open, readdir, realpath, stat } from "node:fs/promises";
import { basename, join, sep } from "node:path";
import { pipeline } from "node:stream/promises";
import { createGunzip } from "node:zlib";
import { type Needle, needlesOf } from "./encodings.ts";
import { beginningOf, packingOf } from "./packed.ts";

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
  /** What could not be searched, each to be read as a sentence: "dump.bin is packed with xz; unpack it". */
  readonly unread: string[] = [];
  /** Files that were unpacked and searched. */
  unpacked = 0;
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
      const path = join(entry.parentPath, entry.name);
      const name = `${where}: ${path.slice(folder.length)}`;
      const isFile = entry.isSymbolicLink()
        ? await this.#follow(name, path, folder)
        : entry.isFile();
      if (isFile && (await this.lookInFile(name, path))) files++;
    }
    return files;
  }

  /** Whether a link leads to a file; a folder elsewhere has to be named. */
  async #follow(where: string, path: string, folder: string): Promise<boolean> {
    const found = await stat(path).catch(() => undefined);
    if (found?.isDirectory() === true) {
      const [target, inside] = await Promise.all([realpath(path), realpath(folder)]);
      if (!`${target}${sep}`.startsWith(`${inside}${sep}`))
        this.unread.push(`${where} is a link to the folder ${target}; name that as well`);
    }
    return found?.isFile() ?? false;
  }

  /** Searches a file of any length, a piece at a time, and unpacks it where that can be done; false where it is not there or may not be read. */
  async lookInFile(where: string, path: string): Promise<boolean> {
    let file: FileHandle;
    try {
      file = await open(path);
    } catch (error) {
      // In the folder of a server that runs, files come and go.
      const isGone = (error as NodeJS.ErrnoException).code === "ENOENT";
      if (!isGone) this.unread.push(`${where} may not be read by this user`);
      return false;
    }
    try {
      await this.#lookInOpen(where, file);
    } finally {
      await file.close();
    }
    const packing = packingOf(await beginningOf(path, 16));
    // The contents of a dump that is a folder; its rows lie beside it.
    const isContents = basename(path) === "toc.dat";
    if (packing?.is === "unreadable" && !isContents)
      this.unread.push(`${where} is ${packing.what}`);
    if (packing?.is === "gzip") await this.#lookInGzip(where, path);
    return true;
  }

  async #lookInGzip(where: string, path: string): Promise<void> {
    const name = `${where}, unpacked`;
    let kept = Buffer.alloc(0);
    let isFirst = true;
    try {
      await pipeline(
        createReadStream(path),
        createGunzip({ chunkSize: 1 << 20 }),
        async (parts: AsyncIterable<Buffer>) => {
          for await (const part of parts) {
            const packing = isFirst ? packingOf(part) : undefined;
            if (packing !== undefined) this.unread.push(`${where} is packed twice; unpack it once`);
            isFirst = false;
            const bytes = Buffer.concat([kept, part]);
            this.look(name, bytes);
            this.bytes -= kept.length;
            kept = bytes.subarray(-this.#longest);
          }
        },
      );
      this.unpacked += 1;
    } catch {
      this.unread.push(`${where} is packed with gzip and broken, so that its end was not searched`);
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
