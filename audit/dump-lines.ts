import type { FileHandle } from "node:fs/promises";

/** A line of a file, without its end, and where it begins. */
export interface DumpLine {
  readonly bytes: Buffer;
  readonly at: number;
}

const chunkLength = 1 << 20;

/** The lines of a file from a place on; no more of it is in memory than a chunk and the longest line. */
export async function* linesOf(file: FileHandle, from = 0): AsyncGenerator<DumpLine> {
  let begun: Buffer[] = [];
  let at = from;
  for (let place = from; ;) {
    const chunk = Buffer.alloc(chunkLength);
    const { bytesRead } = await file.read(chunk, 0, chunkLength, place);
    if (bytesRead === 0) break;
    place += bytesRead;
    let start = 0;
    for (;;) {
      const end = chunk.subarray(0, bytesRead).indexOf(10, start);
      if (end < 0) break;
      const bytes = Buffer.concat([...begun, chunk.subarray(start, end)]);
      begun = [];
      yield { bytes, at };
      at += bytes.length + 1;
      start = end + 1;
    }
    begun.push(chunk.subarray(start, bytesRead));
  }
  const rest = Buffer.concat(begun);
  if (rest.length > 0) yield { bytes: rest, at };
}
