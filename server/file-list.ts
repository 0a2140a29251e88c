import { createHash } from "node:crypto";
import { readdir, readFile, writeFile } from "node:fs/promises";
import { join, relative, sep } from "node:path";
import { type FileList, fileListName, formatFiles, parseNote } from "#crypto/verify";

/** Smaller twins, stamps of the build, and the list itself are not what a browser is given under a name of its own. */
const passedOver = /(^|\/)\.|\.(br|gz)$/;

/** The files of a built client that stand in a list: SHA-256 in hex by path. */
export async function hashesIn(folder: string): Promise<ReadonlyMap<string, string>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const hashes = new Map<string, string>();
  for (const entry of entries.filter((one) => one.isFile())) {
    const file = join(entry.parentPath, entry.name);
    const path = relative(folder, file).split(sep).join("/");
    if (path === fileListName || passedOver.test(path)) continue;
    hashes.set(
      path,
      createHash("sha256")
        .update(await readFile(file))
        .digest("hex"),
    );
  }
  return hashes;
}

/** The list of a built client, of the version that `root`'s package names. */
export async function fileListOf(folder: string, root: string): Promise<FileList> {
  const { version } = JSON.parse(await readFile(join(root, "package.json"), "utf8")) as {
    version: string;
  };
  return { version, files: await hashesIn(folder) };
}

/** Where the signatures of a release are kept: `release/0.2.0.txt`. */
export const releaseFile = (root: string, version: string): string =>
  join(root, "release", `${version}.txt`);

/**
 * Puts the list beside the files: with the signatures of the release where these are exactly its files, and bare
 * otherwise. Returns a sentence that says which.
 */
export async function writeFileList(folder: string, root: string): Promise<string> {
  const list = await fileListOf(folder, root);
  const text = formatFiles(list);
  const release = await readFile(releaseFile(root, list.version), "utf8").catch(() => undefined);
  const note = release === undefined ? undefined : parseNote(release);
  const isSame = note?.ok === true && note.value.text === text;
  await writeFile(join(folder, fileListName), isSame && release !== undefined ? release : text);
  if (isSame) return `These are the files of release ${list.version}, as they were signed.`;
  return release === undefined
    ? `Nobody has signed the files of version ${list.version}: the list of them is bare.`
    : `These are not the files of version ${list.version} that were signed: the list of them is bare.`;
}
