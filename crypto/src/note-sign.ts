import type { SignPublic } from "./brand.ts";
import { concat, equal, fromHex, toHex, utf8 } from "./bytes.ts";
import {
  type NoteKey,
  type NoteSignature,
  fromBase64,
  isKeyName,
  noteKeyId,
  noteTypes,
  toBase64,
} from "./note.ts";
import { signDetached, signKeys } from "./sodium.ts";

/** A key pair that signs notes under a name. */
export interface NoteSigner extends NoteKey {
  readonly secret: Uint8Array;
}

/** The signer of a 32-byte seed. */
export function noteSigner(name: string, seed: Uint8Array): NoteSigner {
  const { publicKey, secret } = signKeys(seed);
  return { name, key: publicKey as SignPublic, secret };
}

/** Its line under a note's text. */
export const signNote = (text: string, signer: NoteSigner): NoteSignature => ({
  name: signer.name,
  keyId: noteKeyId(signer, "note"),
  signature: signDetached(signer.secret, utf8(text)),
});

/** A seed on one line, in the form that other tools for signed notes read: to be kept where nobody else can read it. */
export const formatNoteSecret = (name: string, seed: Uint8Array): string => {
  const id = toHex(noteKeyId(noteSigner(name, seed), "note"));
  return `PRIVATE+KEY+${name}+${id}+${toBase64(concat(Uint8Array.of(noteTypes.note), seed))}`;
};

/** Reads such a line; undefined for anything else. */
export function readNoteSecret(text: string): NoteSigner | undefined {
  const [, name, id, base64] = /^PRIVATE\+KEY\+([^+]+)\+([0-9a-f]{8})\+(.+)$/.exec(text) ?? [];
  const bytes = fromBase64(base64 ?? "");
  if (name === undefined || id === undefined || !isKeyName(name)) return undefined;
  if (bytes?.length !== 33 || bytes[0] !== noteTypes.note) return undefined;
  const signer = noteSigner(name, bytes.slice(1));
  return equal(noteKeyId(signer, "note"), fromHex(id)) ? signer : undefined;
}
