import type { Hash, OrgId, SignPublic } from "./brand.ts";
import { Writer, fromUtf8, parse, utf8 } from "./bytes.ts";
import { readHeads, writeHeads } from "./entries.ts";
import type { Head, LogHead } from "./entry.ts";
import { type CheckpointFault, headsRoot, verifyCheckpoint } from "./heads.ts";
import { leafHash, verifyInclusion } from "./merkle.ts";
import { type Note, parseNote } from "./note.ts";
import { type Result, err, ok } from "./result.ts";

/** The newest line of the heads log as it is served: its checkpoint, the list under its last leaf, and the path there. */
export interface HeadsLine {
  /** A signed note: the checkpoint, with the cosignatures that it has. */
  readonly note: string;
  /** The heads of all logs of the organisation, sorted by log. */
  readonly list: readonly LogHead[];
  readonly path: readonly Hash[];
}

/** Most nodes on a path to the heads log's root. */
const pathCap = 64;

/** Note as a block, list of heads, list of the path's hashes. */
export const writeHeadsLine = ({ note, list, path }: HeadsLine): Uint8Array =>
  writeHeads(new Writer().block(utf8(note)), list)
    .list(path, (w, hash) => w.bytes(hash))
    .done();

/** Reads what `writeHeadsLine` wrote; undefined for anything else. Nothing in it may be believed before `verifyHeadsLine`. */
export const readHeadsLine = (bytes: Uint8Array): HeadsLine | undefined =>
  parse(bytes, (r) => ({
    note: fromUtf8(r.block(bytes.length)) ?? r.fail(),
    list: readHeads(r),
    path: r.list(pathCap, (v) => v.copy(32) as Hash),
  }));

/** A line that the log key vouches for. */
export interface SignedLine {
  readonly note: Note;
  readonly head: Head;
  readonly list: readonly LogHead[];
}

/** The leaf that a list of heads is in the heads log. docs/protocol.md §5. */
export const headsLeaf = (list: readonly LogHead[]): Hash => leafHash(headsRoot(list));

/** The signed note and the checkpoint of a line, whose list is not looked at. */
export function readHeadsNote(
  org: OrgId,
  logKey: SignPublic,
  text: string,
): Result<Omit<SignedLine, "list">, CheckpointFault> {
  const note = parseNote(text);
  if (!note.ok) return note;
  const checkpoint = verifyCheckpoint(org, logKey, note.value);
  if (!checkpoint.ok) return checkpoint;
  const { size, root } = checkpoint.value;
  return ok({ note: note.value, head: { size, root } });
}

/** The line, if the log key signed a checkpoint whose last leaf is exactly this list. */
export function verifyHeadsLine(
  org: OrgId,
  logKey: SignPublic,
  line: HeadsLine,
): Result<SignedLine, CheckpointFault | "wrong-list"> {
  const read = readHeadsNote(org, logKey, line.note);
  if (!read.ok) return read;
  const { head } = read.value;
  const { list, path } = line;
  const leaf = headsLeaf(list);
  const stands = verifyInclusion({ leaf, index: head.size - 1, head, proof: path });
  return stands ? ok({ ...read.value, list }) : err("wrong-list");
}
