import {
  type Hash,
  type LogId,
  type OrgId,
  type SignPublic,
  type Signature,
  rosterLog,
} from "./brand.ts";
import { Writer, equal, fromUtf8, parse, utf8 } from "./bytes.ts";
import { commitCap, parseCommit } from "./commit.ts";
import { readHeads, writeHeads } from "./entries.ts";
import type { LogHead } from "./entry.ts";
import { type Acknowledgement, verifyAcknowledgement } from "./heads.ts";
import {
  type HeadsLine,
  readHeadsLine,
  readHeadsNote,
  verifyHeadsLine,
  writeHeadsLine,
} from "./heads-line.ts";
import { fromBase64, toBase64 } from "./note.ts";

/** Something that was signed about where a log stood. */
export type Statement =
  | { readonly is: "acknowledgement"; readonly acknowledgement: Acknowledgement }
  /** A signed note of the heads log. */
  | { readonly is: "checkpoint"; readonly note: string }
  /** A checkpoint with the list of heads under its last leaf. */
  | { readonly is: "line"; readonly line: HeadsLine }
  /** A member's signature over what she built on: its base is what the server had shown her. */
  | { readonly is: "commit"; readonly bytes: Uint8Array }
  /** A commit with its place in a vault's log of that size, and the path to its root. */
  | { readonly is: "entry"; readonly entry: PlacedCommit }
  /** The next commit of the roster, from its genesis: whose keys the others are checked with. */
  | { readonly is: "roster"; readonly bytes: Uint8Array };

/** A commit at its place in a log, to be checked against a signed head of that size. */
export interface PlacedCommit {
  readonly bytes: Uint8Array;
  readonly position: number;
  readonly size: number;
  readonly path: readonly Hash[];
}

/** What a client exports when the server has said two things: the statements as they were signed. */
export interface Evidence {
  readonly org: OrgId;
  readonly statements: readonly Statement[];
}

/** A log of which two roots were stated for one size; undefined stands for the heads log. */
export interface Contradiction {
  readonly log: LogId | undefined;
  readonly size: number;
  /** Both statements carry the server's signature: nobody else can have made them. */
  readonly bySignature: boolean;
}

const title = "linden/1/evidence";

/** The evidence as text, one statement a line, for a person to pass on. docs/protocol.md §5. */
export const formatEvidence = ({ org, statements }: Evidence): string =>
  [title, org, ...statements.map(formatStatement), ""].join("\n");

function formatStatement(statement: Statement): string {
  if (statement.is === "acknowledgement") {
    const { heads, signature } = statement.acknowledgement;
    const bytes = writeHeads(new Writer(), heads).bytes(signature).done();
    return `acknowledgement ${toBase64(bytes)}`;
  }
  return `${statement.is} ${toBase64(bytesOf(statement))}`;
}

function bytesOf(statement: Exclude<Statement, { is: "acknowledgement" }>): Uint8Array {
  if (statement.is === "entry") {
    const { bytes, position, size, path } = statement.entry;
    const writer = new Writer()
      .u64(position)
      .u64(size)
      .list(path, (w, hash) => w.bytes(hash));
    return writer.block(bytes).done();
  }
  if (statement.is === "line") return writeHeadsLine(statement.line);
  return statement.is === "checkpoint" ? utf8(statement.note) : statement.bytes;
}

/** Reads what `formatEvidence` wrote; undefined for anything else. Nothing in it may be believed before `contradictionIn`. */
export function readEvidence(text: string): Evidence | undefined {
  const [first, org, ...lines] = text.split("\n");
  if (first !== title || org === undefined || !/^[0-9a-f]{64}$/.test(org)) return undefined;
  if (lines.pop() !== "") return undefined;
  const statements = lines.map(readStatement);
  if (!statements.every((one) => one !== undefined)) return undefined;
  return { org: org as OrgId, statements };
}

function readStatement(line: string): Statement | undefined {
  const [is, base64, ...rest] = line.split(" ");
  const bytes = fromBase64(base64 ?? "");
  if (bytes === undefined || rest.length > 0) return undefined;
  if (is === "commit" || is === "roster") return { is, bytes };
  if (is === "entry") {
    const entry = parse(bytes, (r) => ({
      position: r.u64(),
      size: r.u64(),
      path: r.list(64, (v) => v.copy(32) as Hash),
      bytes: r.block(commitCap).slice(),
    }));
    return entry && { is, entry };
  }
  if (is === "line") {
    const heads = readHeadsLine(bytes);
    return heads && { is, line: heads };
  }
  if (is === "checkpoint") {
    const note = fromUtf8(bytes);
    return note === undefined ? undefined : { is, note };
  }
  if (is !== "acknowledgement") return undefined;
  const acknowledgement = parse(bytes, (r) => ({
    heads: readHeads(r),
    signature: r.copy(64) as Signature,
  }));
  return acknowledgement && { is, acknowledgement };
}

/** That a log stood at this head, as a statement says. */
export interface Stated {
  /** Undefined stands for the heads log. */
  readonly log: LogId | undefined;
  readonly size: number;
  readonly root: Uint8Array;
  /** By the server's signature; otherwise by a member's, who built on what the server had shown her. */
  readonly bySignature: boolean;
}

/** The first log and size for which two of the statements give different roots, if there is one. */
export const contradictionIn = (
  evidence: Evidence,
  logKey: SignPublic,
): Contradiction | undefined =>
  contradictionOf(evidence.statements.flatMap((one) => statedBy(evidence.org, logKey, one)));

/** The first two that give different roots for one log and size. */
export function contradictionOf(stated: readonly Stated[]): Contradiction | undefined {
  for (const [i, a] of stated.entries()) {
    const other = stated
      .slice(i + 1)
      .find((b) => a.log === b.log && a.size === b.size && !equal(a.root, b.root));
    if (other === undefined) continue;
    const bySignature = a.bySignature && other.bySignature;
    return { log: a.log, size: a.size, bySignature };
  }
  return undefined;
}

/** What a statement says about where logs stood; nothing where its signature does not hold. */
export function statedBy(org: OrgId, logKey: SignPublic, statement: Statement): readonly Stated[] {
  const signed = (head: Omit<Stated, "bySignature">): Stated => ({ ...head, bySignature: true });
  switch (statement.is) {
    case "roster":
    case "entry":
      return [];
    case "commit":
      return basesOf(statement.bytes);
    case "checkpoint": {
      const read = readHeadsNote(org, logKey, statement.note);
      return read.ok ? [signed({ log: undefined, ...read.value.head })] : [];
    }
    case "line": {
      const read = verifyHeadsLine(org, logKey, statement.line);
      if (!read.ok) return [];
      return [signed({ log: undefined, ...read.value.head }), ...read.value.list.map(signed)];
    }
    case "acknowledgement": {
      const { acknowledgement } = statement;
      const holds = verifyAcknowledgement(org, logKey, acknowledgement);
      return holds ? acknowledgement.heads.map(signed) : [];
    }
  }
}

function basesOf(bytes: Uint8Array): readonly Stated[] {
  const commit = parseCommit(bytes);
  if (!commit.ok) return [];
  const { log, base, roster } = commit.value;
  const heads: LogHead[] = [
    { log, ...base },
    { log: rosterLog, ...roster },
  ];
  return heads.map((head) => ({ ...head, bySignature: false }));
}
