import {
  type Commit,
  type LogId,
  type MemberId,
  type Result,
  checkEnvelope,
  equal,
  err,
  hasEnvelope,
  ok,
  parseCommit,
} from "#crypto/verify";
import type { Append, CommitFrame } from "#contract/append.ts";

/** A commit that came in, read. */
export interface Arrived {
  readonly commit: Commit;
  readonly frame: CommitFrame;
}

/** The commits of one log. */
export interface Arrival {
  readonly log: LogId;
  readonly commits: readonly Arrived[];
}

/** Reads every commit and checks what needs nothing else: one author, logs named once, envelopes that fit their leaves. */
export function readArrivals(
  append: Append,
  author: MemberId,
): Result<readonly Arrival[], "malformed" | "wrong-commit" | "wrong-envelope"> {
  const arrivals: Arrival[] = [];
  for (const chain of append.chains) {
    const commits: Arrived[] = [];
    for (const frame of chain.commits) {
      const commit = parseCommit(frame.bytes);
      if (!commit.ok) return err("malformed");
      if (commit.value.log !== chain.log || commit.value.author !== author)
        return err("wrong-commit");
      if (!envelopesFit(commit.value, frame.envelopes)) return err("wrong-envelope");
      commits.push({ commit: commit.value, frame });
    }
    const again = arrivals.some((arrival) => arrival.log === chain.log);
    if (commits.length === 0 || again) return err("malformed");
    arrivals.push({ log: chain.log, commits });
  }
  if (arrivals.length === 0 || !jointFits(arrivals)) return err("wrong-commit");
  return ok(arrivals);
}

function envelopesFit(commit: Commit, envelopes: readonly Uint8Array[]): boolean {
  const leaves = commit.items.is === "leaves" ? commit.items.leaves : [];
  const sealed = leaves.filter((leaf) => hasEnvelope(leaf.kind));
  return (
    sealed.length === envelopes.length &&
    sealed.every((leaf, i) => checkEnvelope(leaf, envelopes[i] as Uint8Array).ok)
  );
}

/** A joint append holds one commit of every log that its commits name, and no other. */
function jointFits(arrivals: readonly Arrival[]): boolean {
  if (arrivals.length === 1)
    return (arrivals[0] as Arrival).commits.every((a) => a.commit.joint.length === 0);
  const logs = arrivals.map((arrival) => arrival.log).sort();
  const joint = arrivals[0]?.commits[0]?.commit.joint ?? [];
  const same = (commit: Commit): boolean =>
    commit.joint.length === logs.length &&
    commit.joint.every(
      (part, i) =>
        part.log === logs[i] && equal(part.itemsHash, joint[i]?.itemsHash ?? new Uint8Array()),
    );
  return arrivals.every(
    ({ commits }) => commits.length === 1 && same((commits[0] as Arrived).commit),
  );
}
