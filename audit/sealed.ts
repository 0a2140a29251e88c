import {
  type Commit,
  type Leaf,
  type LogId,
  buckets,
  checkEnvelope,
  envelopeName,
  hasEnvelope,
  tagLength,
} from "#crypto/verify";
import type { Findings } from "./check.ts";
import type { KeptCommit } from "./source.ts";
import { nameOfLog } from "./names.ts";

/**
 * The envelopes of one log: each has the hash and one of the sizes that its leaf calls for and is no text, or its bytes
 * are gone and a later prune says so.
 */
export class SealedContents {
  readonly #log: LogId;
  readonly #findings: Findings;
  /** Whose bytes are gone, until a prune is met that names them. */
  readonly #gone = new Map<string, number>();

  constructor(log: LogId, findings: Findings) {
    this.#log = log;
    this.#findings = findings;
  }

  /** Takes a commit that counts. */
  take(commit: Commit, { position, envelopes }: KeptCommit): void {
    if (commit.items.is !== "leaves") return;
    const where = `Commit ${position} of ${nameOfLog(this.#log)}`;
    const { leaves } = commit.items;
    const sealed = leaves.filter(({ kind }) => hasEnvelope(kind));
    if (envelopes === undefined || envelopes.length !== sealed.length) {
      this.#findings.problem(`${where} has other sealed contents than it lists.`);
      return;
    }
    for (const [at, leaf] of sealed.entries()) {
      const envelope = envelopes[at] as Uint8Array;
      if (envelope.length === 0) {
        this.#gone.set(envelopeName(leaf), position);
        continue;
      }
      this.#findings.count("sealed contents");
      this.#findings.count(sizeName(envelope.length));
      const checked = checkEnvelope(leaf, envelope);
      if (!checked.ok) this.#findings.problem(`${where}: ${faults[checked.error]}.`);
    }
    for (const leaf of leaves) if (leaf.kind === "prune") this.#prune(leaf);
  }

  /** After the last commit. */
  end(): void {
    for (const position of this.#gone.values()) {
      this.#findings.problem(
        `A sealed content of commit ${position} of ${nameOfLog(this.#log)} is gone, and nobody signed that it may.`,
      );
    }
  }

  #prune(leaf: Leaf): void {
    if (this.#gone.delete(envelopeName(leaf)))
      this.#findings.count("contents dropped as it was signed");
  }
}

const faults = {
  "wrong-length": "a sealed content has a length that none may have",
  "wrong-hash": "a sealed content is not the one that was signed: its bytes were changed",
  "looks-like-text": "what should be sealed is readable text",
} as const;

/** The size of an envelope, as a count is named. */
export function sizeName(length: number): string {
  const bucket = buckets.find((size) => length === size + tagLength);
  return bucket === undefined
    ? "larger than 24,576 bytes"
    : `of ${bucket.toLocaleString("en")} bytes`;
}
