import { fromUtf8, toHex } from "./bytes.ts";
import { sha256 } from "./hash.ts";
import { type Note, type NoteKey, parseNote, verifyNote } from "./note.ts";
import { type Result, err, ok } from "./result.ts";

/**
 * The files of a built client. As text: a line `linden/1/files`, the version, then for each file, sorted, its SHA-256 in
 * hex, two spaces and its path, as sha256sum writes and reads them. docs/protocol.md §8.
 */
export interface FileList {
  readonly version: string;
  /** SHA-256 in hex by path, as a folder names it: `assets/index.js`. */
  readonly files: ReadonlyMap<string, string>;
}

/** Where a client is served, its list is served beside it under this name. */
export const fileListName = "files.txt";

const title = "linden/1/files";
const line = /^([0-9a-f]{64}) {2}([\w.-]+(?:\/[\w.-]+)*)$/;

/** The list as text. */
export function formatFiles({ version, files }: FileList): string {
  const sorted = [...files].toSorted(([a], [b]) => (a < b ? -1 : 1));
  return [title, version, ...sorted.map(([path, hash]) => `${hash}  ${path}`), ""].join("\n");
}

/** Reads what `formatFiles` wrote; anything else, a double or an unsorted list too, is malformed. */
export function readFiles(text: string): Result<FileList, "malformed"> {
  const [first, version, ...lines] = text.split("\n");
  if (first !== title || !/^\d+\.\d+\.\d+$/.test(version ?? "")) return err("malformed");
  const list: FileList = { version: version as string, files: new Map(lines.flatMap(pairOf)) };
  return formatFiles(list) === text && list.files.size > 0 ? ok(list) : err("malformed");
}

function pairOf(text: string): readonly (readonly [string, string])[] {
  const [, hash, path] = line.exec(text) ?? [];
  return hash === undefined || path === undefined || path.includes("..") ? [] : [[path, hash]];
}

/** A list as it is served: bare as the build made it, or with the signatures of a release. */
export interface ServedFiles {
  readonly list: FileList;
  /** Names of the known keys that signed it; empty for a bare list, or where no key is known. */
  readonly signedBy: readonly string[];
  /** Undefined for a bare list. */
  readonly note: Note | undefined;
}

/**
 * Reads the list that is served with a client. A bare list is believed by nobody, and says so by an empty `signedBy`; a
 * signature by a known key that fails spoils the list; keys that are not known are passed over.
 */
export function readServedFiles(
  bytes: Uint8Array,
  known: readonly NoteKey[],
): Result<ServedFiles, "malformed" | "bad-note-signature"> {
  const text = fromUtf8(bytes);
  if (text === undefined) return err("malformed");
  const bare = readFiles(text);
  if (bare.ok) return ok({ list: bare.value, signedBy: [], note: undefined });
  const note = parseNote(text);
  if (!note.ok) return note;
  const list = readFiles(note.value.text);
  if (!list.ok) return list;
  const signed = verifyNote(note.value, known);
  if (!signed.ok && signed.error === "bad-note-signature") return err("bad-note-signature");
  return ok({ list: list.value, signedBy: signed.ok ? signed.value : [], note: note.value });
}

/** What is another than the list says, by path: a file's bytes, a file that is missing, one that is not listed. */
export interface FileDifference {
  readonly path: string;
  readonly is: "changed" | "missing" | "unlisted";
}

/** Holds files against a list; `hashes` are those that were found, by path, undefined where a file was not. */
export function fileDifferences(
  list: FileList,
  hashes: ReadonlyMap<string, string | undefined>,
): readonly FileDifference[] {
  const listed = [...list.files].flatMap(([path, hash]): readonly FileDifference[] => {
    const found = hashes.get(path);
    if (found === undefined) return [{ path, is: "missing" }];
    return found === hash ? [] : [{ path, is: "changed" }];
  });
  const others = [...hashes].flatMap(([path, hash]): readonly FileDifference[] =>
    hash === undefined || list.files.has(path) ? [] : [{ path, is: "unlisted" }],
  );
  return [...listed, ...others];
}

/** What stands for a file in a list: SHA-256 of its bytes in hex. */
export const fileHash = (bytes: Uint8Array): string => toHex(sha256(bytes));
