import {
  type Commit,
  type Frontier,
  type Roster,
  appendLeaf,
  equal,
  leafHash,
  parseCommit,
  rootOf,
  verifyCommitSignature,
} from "#crypto";

/** What a late check found. */
export type LateCheck =
  | { readonly is: "more" }
  | { readonly is: "done" }
  /** A commit that was taken as valid is not signed by its author, or names another base than it stands on. */
  | { readonly is: "false"; readonly position: number };

interface Waiting {
  readonly bytes: Uint8Array;
  /** Whether it was taken as valid. */
  readonly counts: boolean;
}

/**
 * Commits that were hashed to a signed head and not looked at further, because a new client has to be usable first.
 * Their signatures and bases are checked here, in the order of the log. [Note: Signatures in the background]
 */
export class Behind {
  #frontier: Frontier;
  readonly #queue: Waiting[] = [];
  #next = 0;

  /** Begins where the log stood before them. */
  constructor(frontier: Frontier) {
    this.#frontier = frontier;
  }

  /** The position after the last one. */
  get end(): number {
    return this.#frontier.size + this.left;
  }

  /** How many are still to be checked. */
  get left(): number {
    return this.#queue.length - this.#next;
  }

  /** Adds the log's next commit; one that does not count anyway needs no signature. */
  add(bytes: Uint8Array, counts: boolean): void {
    this.#queue.push({ bytes, counts });
  }

  /** Checks up to `most` commits. */
  check(roster: Roster, most: number): LateCheck {
    const end = Math.min(this.#queue.length, this.#next + most);
    for (; this.#next < end; this.#next++) {
      const { bytes, counts } = this.#queue[this.#next] as Waiting;
      const parsed = parseCommit(bytes);
      if (!parsed.ok || (counts && !this.#holds(roster, parsed.value, bytes))) {
        return { is: "false", position: this.#frontier.size };
      }
      this.#frontier = appendLeaf(this.#frontier, leafHash(bytes));
    }
    if (this.left > 0) return { is: "more" };
    this.#queue.length = this.#next = 0;
    return { is: "done" };
  }

  #holds(roster: Roster, commit: Commit, bytes: Uint8Array): boolean {
    return (
      equal(commit.base.root, rootOf(this.#frontier)) &&
      verifyCommitSignature(roster, commit, bytes)
    );
  }
}
