import { type FileList, fileHash, fileListName } from "#crypto/verify";
import { readFile, readdir } from "node:fs/promises";
import { join, relative, sep } from "node:path";
import { decompressed } from "./served.ts";

/** What lies in the folder of a built client. */
export interface Built {
  readonly files: number;
  readonly copies: number;
  /** What is not as the list says, to be read as a sentence's end: "today.js.br is changed". */
  readonly wrong: readonly string[];
}

/** The stamp by which a build knows whether it is stale; it is the only file that no list has to name. */
const stamp = ".sources";
const encodings = { br: "br", gz: "gzip" } as const;

/** Compares every file of a folder with a list, compressed copies too, each by what a browser makes of it. */
export async function compareFolder(folder: string, { files }: FileList): Promise<Built> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  const lie = new Map(
    entries
      .filter((entry) => !entry.isDirectory())
      .map(({ parentPath, name }) => join(parentPath, name))
      .map((file) => [relative(folder, file).split(sep).join("/"), file] as const),
  );
  lie.delete(stamp);
  lie.delete(fileListName);
  const wrong: string[] = [];
  let copies = 0;
  for (const [path, file] of lie) {
    const [, base = "", end = ""] = /^(.*)\.(br|gz)$/.exec(path) ?? [];
    const isCopy = !files.has(path) && files.has(base);
    const wanted = files.get(isCopy ? base : path);
    if (wanted === undefined) {
      wrong.push(`${path} is on no list`);
      continue;
    }
    if (isCopy) copies += 1;
    const raw = await readFile(file).catch(() => undefined);
    const encoding = isCopy ? encodings[end as keyof typeof encodings] : "identity";
    const bytes = raw === undefined ? undefined : decompressed(raw, encoding);
    if (bytes === undefined) wrong.push(`${path} cannot be read`);
    else if (fileHash(bytes) !== wanted) wrong.push(`${path} is changed`);
  }
  for (const path of files.keys()) if (!lie.has(path)) wrong.push(`${path} is missing`);
  return { files: lie.size - copies, copies, wrong };
}
