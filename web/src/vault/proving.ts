import {
  type Statement,
  formatEvidence,
  parseCommit,
  readEvidence,
  readProof,
  rosterLog,
  verifyCommitSignature,
} from "#crypto";
import type { Book } from "./book.ts";
import type { Alarm } from "./engine.ts";

/**
 * The proofs of alarms as they are exported: what was signed, and the roster by which anybody checks it. One that a
 * reader without keys would not believe is not exported.
 */
export function proofsOf(book: Book, alarms: readonly Alarm[]): readonly string[] {
  const roster = book.rosterCommits.map((bytes): Statement => ({ is: "roster", bytes }));
  const texts = new Set<string>();
  for (const alarm of alarms) {
    const statements = statementsOf(book, alarm);
    if (statements.length === 0) continue;
    const text = formatEvidence({ org: book.org, statements: [...roster, ...statements] });
    if (readProof(text).ok) texts.add(text);
  }
  return [...texts];
}

/** What an alarm kept, without what could not be checked; for a foreign entry of the roster, that the server signed for it. */
function statementsOf(book: Book, { code, vault, proof }: Alarm): readonly Statement[] {
  const kept = readEvidence(proof ?? "")?.statements ?? [];
  if (code === "commit-skipped" && vault === undefined) {
    return book.signedHeads.statements(rosterLog);
  }
  return kept.filter((one) => one.is !== "commit" || isSigned(book, one.bytes));
}

function isSigned({ roster }: Book, bytes: Uint8Array): boolean {
  const commit = parseCommit(bytes);
  return commit.ok && verifyCommitSignature(roster, commit.value, bytes);
}
