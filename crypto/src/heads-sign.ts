import type { OrgId, SignPublic, Signature } from "./brand.ts";
import { Writer, concat, utf8 } from "./bytes.ts";
import type { Head, LogHead } from "./entry.ts";
import {
  type Acknowledgement,
  acknowledgementMessage,
  checkpointText,
  cosignatureMessage,
  headsOrigin,
  sortHeads,
} from "./heads.ts";
import { type Note, type NoteKey, type NoteSignature, noteKeyId } from "./note.ts";
import { signDetached, signKeys } from "./sodium.ts";

/** A key pair that signs heads: the server's log key or a witness'. */
export interface HeadSigner {
  readonly publicKey: SignPublic;
  readonly secret: Uint8Array;
}

/** The server's signature over the heads that an append or a page left behind. */
export function signAcknowledgement(
  org: OrgId,
  heads: readonly LogHead[],
  secret: Uint8Array,
): Acknowledgement {
  const message = acknowledgementMessage(org, heads);
  return { heads: sortHeads(heads), signature: signDetached(secret, message) as Signature };
}

/** The heads log's checkpoint, signed as a note. */
export function signCheckpoint(org: OrgId, head: Head, signer: HeadSigner): Note {
  const origin = headsOrigin(org);
  const text = checkpointText({ origin, ...head });
  return { text, signatures: [signText(text, { name: origin, key: signer.publicKey }, signer)] };
}

function signText(text: string, key: NoteKey, signer: HeadSigner): NoteSignature {
  const signature = signDetached(signer.secret, utf8(text));
  return { name: key.name, keyId: noteKeyId(key, "note"), signature };
}

/** A witness' dated line for a checkpoint that it found consistent; `time` in POSIX seconds. */
export function cosign(
  note: Note,
  time: number,
  witness: HeadSigner & { readonly name: string },
): NoteSignature {
  const made = signDetached(witness.secret, cosignatureMessage(note.text, time));
  return {
    name: witness.name,
    keyId: noteKeyId({ name: witness.name, key: witness.publicKey }, "cosignature"),
    signature: concat(new Writer().u64(time).done(), made),
  };
}

/** The key pair of a 32-byte seed. */
export function headSigner(seed: Uint8Array): HeadSigner {
  const pair = signKeys(seed);
  return { publicKey: pair.publicKey as SignPublic, secret: pair.secret };
}
