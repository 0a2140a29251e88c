import type { SignPublic } from "./brand.ts";
import { concat, equal, utf8 } from "./bytes.ts";
import { sha256 } from "./hash.ts";
import { type Result, err, ok } from "./result.ts";
import { verifyDetached } from "./sodium.ts";

/** A signed note as c2sp.org/signed-note defines it: a text that ends in a newline, and lines of signatures. */
export interface Note {
  readonly text: string;
  readonly signatures: readonly NoteSignature[];
}

/** One signature line: the key's name, four bytes of its hash, and what it made. */
export interface NoteSignature {
  readonly name: string;
  readonly keyId: Uint8Array;
  readonly signature: Uint8Array;
}

/** A key that a reader of notes knows. */
export interface NoteKey {
  readonly name: string;
  readonly key: SignPublic;
}

/** What a key may sign: a note (Ed25519), or a dated cosignature (c2sp.org/tlog-cosignature). */
export const noteTypes = { note: 0x01, cosignature: 0x04 } as const;
/** One of the two types of signature. */
export type NoteType = keyof typeof noteTypes;

const noteCap = 64 * 1024;
const signatureCap = 64;

/** Whether a text can name a key: not empty, no space and no plus sign, so that a line can be taken apart. */
export const isKeyName = (name: string): boolean => name !== "" && !/[\s\u0085+\p{Cc}]/u.test(name);

/** Four bytes of SHA-256(name ‖ newline ‖ type ‖ public key). */
export const noteKeyId = ({ name, key }: NoteKey, type: NoteType): Uint8Array =>
  sha256(concat(utf8(`${name}\n`), Uint8Array.of(noteTypes[type]), key)).slice(0, 4);

/** Writes a note: text, empty line, signature lines. */
export function formatNote(note: Note): string {
  const lines = note.signatures.map(
    ({ name, keyId, signature }) => `\u2014 ${name} ${toBase64(concat(keyId, signature))}\n`,
  );
  return `${note.text}\n${lines.join("")}`;
}

/** Reads a note of at most 64 KiB and 64 signatures. Nothing in it may be believed before `verifyNote`. */
export function parseNote(note: string): Result<Note, "malformed"> {
  // eslint-disable-next-line no-control-regex
  if (note.length > noteCap || /[\u0000-\u0009\u000b-\u001f]/.test(note)) return err("malformed");
  const end = note.lastIndexOf("\n\n");
  if (end < 1 || !note.endsWith("\n")) return err("malformed");
  const lines = note.slice(end + 2, -1).split("\n");
  const signatures = lines.map(parseLine);
  if (lines.length > signatureCap || !signatures.every((one) => one !== undefined)) {
    return err("malformed");
  }
  return ok({ text: note.slice(0, end + 1), signatures });
}

function parseLine(line: string): NoteSignature | undefined {
  const [dash, name, base64, ...rest] = line.split(" ");
  if (dash !== "\u2014" || name === undefined || base64 === undefined) return undefined;
  const bytes = fromBase64(base64);
  if (rest.length > 0 || !isKeyName(name) || bytes === undefined || bytes.length < 5) {
    return undefined;
  }
  return { name, keyId: bytes.slice(0, 4), signature: bytes.slice(4) };
}

/**
 * The names of the known keys that signed the note. Unknown keys are passed over; a known key whose signature
 * fails spoils the note, and so does the lack of any known signature.
 */
export function verifyNote(
  note: Note,
  known: readonly NoteKey[],
): Result<readonly string[], "bad-note-signature" | "no-known-signature"> {
  const message = utf8(note.text);
  const names: string[] = [];
  for (const key of known) {
    const made = signaturesBy(note, key, "note");
    if (!made.every((one) => verifyDetached(key.key, message, one.signature))) {
      return err("bad-note-signature");
    }
    if (made.length > 0) names.push(key.name);
  }
  return names.length > 0 ? ok(names) : err("no-known-signature");
}

/** The lines of a note that carry this key's name and id. */
export function signaturesBy(note: Note, key: NoteKey, type: NoteType): readonly NoteSignature[] {
  const keyId = noteKeyId(key, type);
  return note.signatures.filter((one) => one.name === key.name && equal(one.keyId, keyId));
}

/** Standard base64 with padding. RFC 4648 §4. */
export const toBase64 = (bytes: Uint8Array): string =>
  btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));

/** The bytes of standard base64, or undefined where it is not exactly what `toBase64` would write. */
export function fromBase64(text: string): Uint8Array | undefined {
  if (text.length % 4 !== 0 || !/^[A-Za-z0-9+/]*={0,2}$/.test(text)) return undefined;
  const bytes = Uint8Array.from(atob(text), (char) => char.charCodeAt(0));
  return toBase64(bytes) === text ? bytes : undefined;
}
