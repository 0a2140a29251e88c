import { readFile, writeFile } from "node:fs/promises";
import { join, relative, resolve } from "node:path";
import {
  type Note,
  type NoteSigner,
  fileDifferences,
  fileListName,
  formatFiles,
  formatNote,
  formatNoteKey,
  formatNoteSecret,
  noteSigner,
  parseNote,
  randomBytes,
  readNoteKeys,
  readNoteSecret,
  readServedFiles,
  ready,
  signNote,
} from "#crypto";
import { fileListOf, hashesIn, releaseFile } from "#server/file-list.ts";

/**
 * Makes a key that signs releases, signs the files of a built client, and verifies a folder of them:
 * `npm run release -- key <name> <file>`, `… sign <file>`, `… verify [<folder>] [<key>]`. docs/release.md.
 */
export async function release(
  args: readonly string[],
  { root, log }: { readonly root: string; readonly log: (line: string) => void },
): Promise<boolean> {
  await ready();
  const [command, ...rest] = args;
  const at = { root, log, folder: join(root, "web/dist") };
  if (command === "key" && rest.length === 2) return makeKey(at, rest[0] ?? "", rest[1] ?? "");
  if (command === "sign" && rest.length === 1) return sign(at, rest[0] ?? "");
  if (command === "verify" && rest.length <= 2) return verify(at, rest[0], rest[1]);
  log("key <name> <file>   sign <file of the key>   verify [<folder of a client>] [<key>]");
  return false;
}

interface Place {
  readonly root: string;
  readonly folder: string;
  readonly log: (line: string) => void;
}

/** The secret never stands where it could be committed, and no file is written over. */
async function makeKey({ root, log }: Place, name: string, file: string): Promise<boolean> {
  const path = resolve(file);
  if (!relative(root, path).startsWith("..")) {
    log("The key must be kept outside of this repository.");
    return false;
  }
  const seed = randomBytes(32);
  await writeFile(path, `${formatNoteSecret(name, seed)}\n`, { mode: 0o600, flag: "wx" });
  log(`The secret stands in ${path}. Put this line into release/keys.txt and commit it:`);
  log(formatNoteKey(noteSigner(name, seed)));
  return true;
}

/** Adds a signature to those that the same list already has. */
async function sign({ root, folder, log }: Place, file: string): Promise<boolean> {
  const signer = readNoteSecret((await readFile(resolve(file), "utf8")).trim());
  if (signer === undefined) return said(log, `${file} holds no key that signs.`);
  const known = await keysIn(root);
  if (known === undefined) return said(log, "release/keys.txt has a line that is no key.");
  if (!known.some((key) => formatNoteKey(key) === formatNoteKey(signer))) {
    return said(log, `The key ${signer.name} does not stand in release/keys.txt.`);
  }
  const list = await fileListOf(folder, root);
  const text = formatFiles(list);
  const path = releaseFile(root, list.version);
  const before = parseNote(await readFile(path, "utf8").catch(() => ""));
  const signed = before.ok && before.value.text === text ? before.value.signatures : [];
  await writeFile(path, formatNote(withSignature({ text, signatures: signed }, signer)));
  log(`${list.files.size} files of version ${list.version} are signed: ${relative(root, path)}.`);
  return true;
}

function withSignature({ text, signatures }: Note, signer: NoteSigner): Note {
  const others = signatures.filter(({ name }) => name !== signer.name);
  return { text, signatures: [...others, signNote(text, signer)] };
}

/** Whether a folder holds exactly the files that a known key has signed. */
async function verify(at: Place, folder = at.folder, key?: string): Promise<boolean> {
  const { log } = at;
  const known = key === undefined ? await keysIn(at.root) : readNoteKeys(key);
  if (known === undefined) return said(log, "A key cannot be read.");
  const bytes = await readFile(join(folder, fileListName)).catch(() => undefined);
  if (bytes === undefined) return said(log, `There is no ${fileListName} in ${folder}.`);
  const served = readServedFiles(bytes, known);
  if (!served.ok) return said(log, `The list of files is not to be believed: ${served.error}.`);
  const { list, signedBy } = served.value;
  const differences = fileDifferences(list, await hashesIn(folder));
  for (const { path, is } of differences) log(`${is}: ${path}`);
  if (differences.length > 0) return said(log, "These are not the files of the list.");
  if (signedBy.length === 0)
    return said(log, "The list of files bears no signature of a known key.");
  log(`${list.files.size} files of version ${list.version}, signed by ${signedBy.join(", ")}.`);
  return true;
}

const said = (log: (line: string) => void, sentence: string): false => {
  log(sentence);
  return false;
};

const keysIn = async (root: string) =>
  readNoteKeys(await readFile(join(root, "release/keys.txt"), "utf8"));

if (import.meta.main) {
  const root = resolve(import.meta.dirname, "..");
  const done = await release(process.argv.slice(2), { root, log: console.log });
  process.exitCode = done ? 0 : 1;
}
