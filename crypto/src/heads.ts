import { type Hash, type OrgId, type SignPublic, type Signature, idBytes } from "./brand.ts";
import { Writer, utf8 } from "./bytes.ts";
import { writeHead, writeHeads } from "./entries.ts";
import type { Head, LogHead } from "./entry.ts";
import { lengthPrefixed } from "./hash.ts";
import { labels } from "./labels.ts";
import { leafHash, rootOver } from "./merkle.ts";
import { type Note, type NoteKey, fromBase64, signaturesBy, toBase64, verifyNote } from "./note.ts";
import { type Result, err, ok } from "./result.ts";
import { verifyDetached } from "./sodium.ts";

/** The server's statement that these logs stand at these heads: one for each append and each page. */
export interface Acknowledgement {
  /** Sorted by log. */
  readonly heads: readonly LogHead[];
  readonly signature: Signature;
}

/** Heads in the order in which they are signed and hashed: by log. */
export const sortHeads = (heads: readonly LogHead[]): LogHead[] =>
  heads.toSorted((a, b) => (a.log < b.log ? -1 : a.log > b.log ? 1 : 0));

/** What the server signs: label, organisation, sorted heads. docs/protocol.md §5. */
export const acknowledgementMessage = (org: OrgId, heads: readonly LogHead[]): Uint8Array =>
  lengthPrefixed(labels.acknowledgement, [
    idBytes(org),
    writeHeads(new Writer(), sortHeads(heads)).done(),
  ]);

/** Whether the key signed exactly these heads. */
export const verifyAcknowledgement = (
  org: OrgId,
  logKey: SignPublic,
  { heads, signature }: Acknowledgement,
): boolean => verifyDetached(logKey, acknowledgementMessage(org, heads), signature);

/** Hash of one line of a heads list: log 16, size u64, root 32, as a leaf. */
export const headHash = (head: LogHead): Hash =>
  leafHash(writeHead(new Writer().bytes(idBytes(head.log)), head).done());

/** Merkle root over all heads of the organisation, sorted by log: what the heads log appends as one leaf. */
export const headsRoot = (heads: readonly LogHead[]): Hash =>
  rootOver(sortHeads(heads).map(headHash));

/** The heads log's name in its checkpoints. */
export const headsOrigin = (org: OrgId): string => `linden/1/heads/${org}`;

/** A checkpoint's three lines: whose log, how large, which root. c2sp.org/tlog-checkpoint. */
export interface Checkpoint extends Head {
  readonly origin: string;
}

/** The text of a checkpoint. No extension lines. */
export const checkpointText = ({ origin, size, root }: Checkpoint): string =>
  `${origin}\n${size}\n${toBase64(root)}\n`;

/** Reads the text of a checkpoint; extension lines are refused, because nobody audits them. */
export function parseCheckpoint(text: string): Result<Checkpoint, "malformed"> {
  const [origin, digits, base64, end, ...more] = text.split("\n");
  if (origin === undefined || origin === "" || end !== "" || more.length > 0) {
    return err("malformed");
  }
  if (digits === undefined || !/^(0|[1-9][0-9]{0,15})$/.test(digits)) return err("malformed");
  const root = fromBase64(base64 ?? "");
  const size = Number(digits);
  if (root?.length !== 32 || !Number.isSafeInteger(size)) return err("malformed");
  return ok({ origin, size, root: root as Hash });
}

/** Why a checkpoint is not believed. */
export type CheckpointFault =
  | "malformed"
  | "wrong-origin"
  | "bad-note-signature"
  | "no-known-signature";

/** The checkpoint in a note that the organisation's log key signed under its own origin. */
export function verifyCheckpoint(
  org: OrgId,
  logKey: SignPublic,
  note: Note,
): Result<Checkpoint, CheckpointFault> {
  const origin = headsOrigin(org);
  const signed = verifyNote(note, [{ name: origin, key: logKey }]);
  if (!signed.ok) return signed;
  const checkpoint = parseCheckpoint(note.text);
  if (checkpoint.ok && checkpoint.value.origin !== origin) return err("wrong-origin");
  return checkpoint;
}

/** What a witness signs: two lines of header, then the checkpoint's text. c2sp.org/tlog-cosignature, Ed25519. */
export const cosignatureMessage = (text: string, time: number): Uint8Array =>
  utf8(`cosignature/v1\ntime ${time}\n${text}`);

/** When this witness saw the checkpoint, in POSIX seconds: the latest of its valid cosignatures, if it made any. */
export function verifyCosignature(note: Note, witness: NoteKey): number | undefined {
  let latest: number | undefined;
  for (const { signature } of signaturesBy(note, witness, "cosignature")) {
    const time = cosignedAt(signature);
    if (time === undefined) continue;
    const message = cosignatureMessage(note.text, time);
    if (!verifyDetached(witness.key, message, signature.subarray(8))) continue;
    latest = Math.max(latest ?? 0, time);
  }
  return latest;
}

function cosignedAt(signature: Uint8Array): number | undefined {
  if (signature.length !== 72) return undefined;
  const time = new DataView(signature.buffer, signature.byteOffset).getBigUint64(0);
  return time <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(time) : undefined;
}
