import type { SignPublic } from "./brand.ts";
import { concat, toHex } from "./bytes.ts";
import { type NoteKey, fromBase64, isKeyName, noteKeyId, noteTypes, toBase64 } from "./note.ts";
import { isSignPublic } from "./sodium.ts";

/** A key that checks notes, on one line: name, key id in hex, type and key in base64. c2sp.org/signed-note, verifier keys. */
export const formatNoteKey = (key: NoteKey): string =>
  [
    key.name,
    toHex(noteKeyId(key, "note")),
    toBase64(concat(Uint8Array.of(noteTypes.note), key.key)),
  ].join("+");

/** Reads such a line; undefined for anything else, a wrong key id and a key that nobody may have included. */
export function readNoteKey(text: string): NoteKey | undefined {
  const [, name, , base64] = /^([^+]+)\+([0-9a-f]{8})\+(.+)$/.exec(text) ?? [];
  const bytes = fromBase64(base64 ?? "");
  if (name === undefined || !isKeyName(name) || bytes?.length !== 33) return undefined;
  const key = { name, key: bytes.slice(1) as SignPublic };
  if (!isSignPublic(key.key)) return undefined;
  return formatNoteKey(key) === text ? key : undefined;
}

/** The keys in a file, one on a line; empty lines and lines that begin with `#` are for people. Undefined where a line is neither. */
export function readNoteKeys(text: string): readonly NoteKey[] | undefined {
  const lines = text.split("\n").map((line) => line.trim());
  const keys = lines.filter((line) => line !== "" && !line.startsWith("#")).map(readNoteKey);
  return keys.every((key) => key !== undefined) ? keys : undefined;
}
