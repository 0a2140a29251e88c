import {
  type Commit,
  type Head,
  type LiveVersion,
  type LogState,
  type RecordId,
  type Roster,
  type Verdict,
  applyCommit,
  headOf,
  judge,
} from "#crypto/verify";
import type { Arrived } from "./arrivals.ts";

/**
 * A log with an append on top of it that the database has not taken yet. What is read and signed for meanwhile is the
 * log beneath: the server never signs a head that may still come to nothing.
 */
export class DraftLog {
  readonly before: Head;
  readonly #under: LogState;
  readonly #over: LogState;
  readonly #taken: {
    readonly commit: Commit;
    readonly bytes: Uint8Array;
    readonly verdict: Verdict;
  }[] = [];

  constructor(under: LogState) {
    this.#under = under;
    this.before = headOf(under.frontier);
    const { log, frontier, rosterSize } = under;
    this.#over = { log, frontier, live: new Over(under.live), rosterSize, skipped: [] };
  }

  /** Where the log will stand. */
  get after(): Head {
    return headOf(this.#over.frontier);
  }

  /** Judges commits one on top of the other; `moved` where the writer had not seen all of the log or of the roster. */
  take(
    roster: Roster,
    commits: readonly Arrived[],
    /** A false commit is taken as every reader would, to stand in the tree and count for nothing: it stood there before. */
    stood = false,
  ): "taken" | "moved" | "refused" {
    for (const { commit, frame } of commits) {
      const { bytes } = frame;
      const verdict = judge({ roster, state: this.#over, commit, bytes, checkSignature: true });
      if (verdict.is === "tree-fault") {
        const elsewhere =
          verdict.code.startsWith("wrong-base") || verdict.code === "roster-not-delivered";
        return elsewhere ? "moved" : "refused";
      }
      if (verdict.is === "commit-fault" && !stood) {
        return verdict.code === "roster-went-back" ? "moved" : "refused";
      }
      applyCommit(this.#over, { commit, bytes }, verdict);
      this.#taken.push({ commit, bytes, verdict });
    }
    return "taken";
  }

  /** The database has it: so has the log, unless it was read from there already. */
  settle(): void {
    for (const { commit, bytes, verdict } of this.#taken) {
      if (commit.base.size !== this.#under.frontier.size) continue;
      applyCommit(this.#under, { commit, bytes }, verdict);
    }
  }
}

/** The live list with newer versions laid over it. */
class Over extends Map<RecordId, LiveVersion> {
  readonly #under: ReadonlyMap<RecordId, LiveVersion>;

  constructor(under: ReadonlyMap<RecordId, LiveVersion>) {
    super();
    this.#under = under;
  }

  override get(record: RecordId): LiveVersion | undefined {
    return super.get(record) ?? this.#under.get(record);
  }
}
