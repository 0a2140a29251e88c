import type { FileHandle } from "node:fs/promises";

/** A line of a file, without its end, and where it begins. */
export interface DumpLine {
  /** Of a line that is too long the beginning. */
  readonly bytes: Buffer;
  readonly at: number;
  readonly length: number;
  readonly isTooLong: boolean;
}

const chunkLength = 1 << 20;

/**
 * The lines of a file from a place on. No more of it is in memory than a chunk and `most` bytes of a line: of a longer
 * one the rest is passed over, and it is marked.
 */
export async function* linesOf(
  file: FileHandle,
  { from = 0, most }: { readonly from?: number; readonly most: number },
): AsyncGenerator<DumpLine> {
  let begun: Buffer[] = [];
  let kept = 0;
  let length = 0;
  let at = from;
  const take = (piece: Buffer): void => {
    length += piece.length;
    const part = piece.subarray(0, most - kept);
    kept += part.length;
    if (part.length > 0) begun.push(part);
  };
  const line = (): DumpLine => {
    const made = { bytes: Buffer.concat(begun), at, length, isTooLong: length > most };
    at += length + 1;
    begun = [];
    kept = 0;
    length = 0;
    return made;
  };
  for (let place = from; ;) {
    const chunk = Buffer.alloc(chunkLength);
    const { bytesRead } = await file.read(chunk, 0, chunkLength, place);
    if (bytesRead === 0) break;
    place += bytesRead;
    let start = 0;
    for (;;) {
      const end = chunk.subarray(0, bytesRead).indexOf(10, start);
      if (end < 0) break;
      take(chunk.subarray(start, end));
      yield line();
      start = end + 1;
    }
    take(chunk.subarray(start, bytesRead));
  }
  if (length > 0) yield line();
}
