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
  readonly #byStart = new Map<number, Sought[]>();
  /** One bit for each beginning of three bytes: almost every byte is passed by a look at it. */
  readonly #starts = new Uint8Array(1 << 21);
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
    this.#longest = Math.max(this.#longest, sought.bytes.length);
    const start = startOf(sought.bytes, 0);
    this.#starts[start >> 3] = (this.#starts[start >> 3] ?? 0) | (1 << (start & 7));
    this.#byStart.set(start, [...(this.#byStart.get(start) ?? []), sought]);
    this.needles++;
  }

  /** Searches bytes; each text counts once for each encoding and place. */
  look(where: string, bytes: Buffer): void {
    this.bytes += bytes.length;
    for (let at = 0; at + 3 <= bytes.length; at++) {
      const start = startOf(bytes, at);
      if (((this.#starts[start >> 3] ?? 0) & (1 << (start & 7))) === 0) continue;
      for (const sought of this.#byStart.get(start) ?? []) {
        if (sought.bytes.compare(bytes, at, Math.min(at + sought.bytes.length, bytes.length)) !== 0)
          continue;
        this.hits.push({ text: sought.text, encoding: sought.encoding, where });
      }
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
    let kept = Buffer.alloc(0);
    for (;;) {
      const chunk = Buffer.allocUnsafe(pieceLength);
      const { bytesRead } = await file.read(chunk, 0, pieceLength);
      if (bytesRead === 0) return;
      const piece = Buffer.concat([kept, chunk.subarray(0, bytesRead)]);
      this.look(where, piece);
      this.bytes -= kept.length;
      // What begins at the end of a piece is found at the beginning of the next, and may be found twice.
      kept = piece.subarray(Math.max(0, piece.length - this.#longest));
    }
  }
}

/** Bytes of a file that are in memory at once. */
const pieceLength = 16 << 20;

const startOf = (bytes: Buffer, at: number): number =>
  ((bytes[at] ?? 0) << 16) | ((bytes[at + 1] ?? 0) << 8) | (bytes[at + 2] ?? 0);
