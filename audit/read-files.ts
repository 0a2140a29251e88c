import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";

/** A file that a check has read. */
export interface ReadFile {
  /** As it was named. */
  readonly file: string;
  /** Hex. */
  readonly sha256: string;
}

interface Dated extends ReadFile {
  readonly stamp: string;
}

/** Those places that are files, each with its hash, before they are read. */
export async function readFiles(places: readonly string[]): Promise<readonly Dated[]> {
  const read: Dated[] = [];
  for (const file of places) {
    const stamp = await stampOf(file);
    if (stamp === undefined) continue;
    const hash = createHash("sha256");
    try {
      for await (const part of createReadStream(file)) hash.update(part as Buffer);
      read.push({ file, sha256: hash.digest("hex"), stamp });
    } catch {
      // Whoever looks at the file says that it cannot be read.
    }
  }
  return read;
}

/** Which of them have changed since. */
export async function changedFiles(read: readonly Dated[]): Promise<readonly string[]> {
  const changed: string[] = [];
  for (const { file, stamp } of read) if ((await stampOf(file)) !== stamp) changed.push(file);
  return changed;
}

async function stampOf(file: string): Promise<string | undefined> {
  const found = await stat(file).catch(() => undefined);
  return found?.isFile() === true ? `${found.size} ${found.mtimeMs}` : undefined;
}
