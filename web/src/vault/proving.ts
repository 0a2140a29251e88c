import {
  type Hash,
  type Statement,
  type VaultId,
  appendLeaf,
  emptyFrontier,
  formatEvidence,
  headOf,
  inclusionProof,
  leafHash,
  parseCommit,
  readEvidence,
  readProof,
  rosterLog,
  sameHead,
  verifyCommitSignature,
} from "#crypto";
import type { Book } from "./book.ts";
import type { Alarm } from "./engine.ts";
import type { Follow } from "./follow.ts";

/** Skipped entries of one log that are proved at once: more of them say nothing more. */
const mostSkipped = 16;

/**
 * The proofs of alarms as they are exported: what was signed, and the roster by which anybody checks it. One that a
 * reader without keys would not believe is not exported.
 */
export async function proofsOf(
  follow: Follow,
  alarms: readonly Alarm[],
): Promise<readonly string[]> {
  const { book } = follow;
  const roster = book.rosterCommits.map((bytes): Statement => ({ is: "roster", bytes }));
  const texts = new Set<string>();
  for (const alarm of alarms) {
    const statements = await statementsOf(follow, alarm);
    if (statements.length === 0) continue;
    const text = formatEvidence({ org: book.org, statements: [...roster, ...statements] });
    if (readProof(text).ok) texts.add(text);
  }
  return [...texts];
}

/** What an alarm kept, without what could not be checked; for a foreign entry, that the server signed for it. */
async function statementsOf(
  follow: Follow,
  { code, vault, proof }: Alarm,
): Promise<readonly Statement[]> {
  const { book } = follow;
  if (code === "commit-skipped") {
    const own = book.signedHeads.statements(rosterLog);
    return vault === undefined ? own : [...own, ...(await skippedIn(follow, vault))];
  }
  const kept = readEvidence(proof ?? "")?.statements ?? [];
  return kept.filter((one) => one.is !== "commit" || isSigned(book, one.bytes));
}

/** Skipped entries of a vault's log at their places in it, as far as the server has signed for it; the log is read for it. */
async function skippedIn({ api, book }: Follow, vault: VaultId): Promise<readonly Statement[]> {
  const said = book.signedHeads.statements(vault);
  const signed = book.signedHeads.newest(vault)?.heads.find(({ log }) => log === vault);
  const skipped = book.state(vault).skipped.slice(0, mostSkipped);
  if (signed === undefined || skipped.length === 0) return [];
  const wanted = new Map<number, Uint8Array>();
  const hashes: Hash[] = [];
  let frontier = emptyFrontier;
  while (frontier.size < signed.size) {
    const page = await api.pull(vault, frontier.size);
    if (!page.ok || page.value.from !== frontier.size || page.value.commits.length === 0) return [];
    for (const { bytes } of page.value.commits.slice(0, signed.size - frontier.size)) {
      const hash = leafHash(bytes);
      if (skipped.some(({ position }) => position === hashes.length)) {
        wanted.set(hashes.length, bytes.slice());
      }
      hashes.push(hash);
      frontier = appendLeaf(frontier, hash);
    }
  }
  if (!sameHead(headOf(frontier), signed)) return [];
  const { size } = signed;
  const entries = [...wanted].map(([position, bytes]): Statement => {
    const path = inclusionProof(hashes, position);
    return { is: "entry", entry: { bytes, position, size, path } };
  });
  // One that only the log before it shows to be false cannot be proved so, and must not spoil the others.
  const roster = book.rosterCommits.map((bytes): Statement => ({ is: "roster", bytes }));
  const proves = (entry: Statement): boolean => {
    const statements = [...roster, ...book.signedHeads.statements(rosterLog), ...said, entry];
    return readProof(formatEvidence({ org: book.org, statements })).ok;
  };
  const proved = entries.filter(proves);
  return proved.length === 0 ? [] : [...said, ...proved];
}

function isSigned({ roster }: Book, bytes: Uint8Array): boolean {
  const commit = parseCommit(bytes);
  return commit.ok && verifyCommitSignature(roster, commit.value, bytes);
}
