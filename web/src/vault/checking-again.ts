import { type LogId, checkEnvelope, equal, hasEnvelope, rosterLog } from "#crypto";
import type { ErrorCode } from "#contract/errors.ts";
import { Book, type Taken } from "./book.ts";
import type { CheckedAgain } from "./engine.ts";
import type { OpenAccount } from "./open-account.ts";

/**
 * Reads every log that this member follows from its beginning, as if nothing were known, checks every signature, right
 * and hash, and compares what comes of it with what this device has. Nothing that is shown changes by it; what is wrong
 * is raised as the alarm that it is.
 */
export async function checkAgain(
  open: Pick<OpenAccount, "entered" | "alarms" | "heads">,
  tell: (again: CheckedAgain) => void,
): Promise<void> {
  const { follow } = open.entered;
  const { book, api } = follow;
  const logs: readonly LogId[] = [rosterLog, ...follow.followed()];
  const of = logs.reduce((sum, log) => sum + book.size(log), 0);
  const other = new Book(book.org);
  const found = { entries: 0, envelopes: 0, skipped: 0 };
  const wrong = new Set<ErrorCode>();
  const blame = (log: LogId, code: ErrorCode): void => {
    wrong.add(code);
    open.alarms.raise(log, code);
  };
  for (const log of logs) {
    for (let size = 1; other.size(log) < size;) {
      const from = other.size(log);
      const answer = await api.pull(log, from);
      if (!answer.ok) return tell({ is: "failed", code: answer.error });
      const { taken, lie } = other.takePage(answer.value, { check: "now", least: 0 });
      for (const one of taken) look(one);
      size = answer.value.standing.heads[0]?.size ?? 0;
      // It signs for more than it shows, or shows the same again and again.
      const isStuck = other.size(log) === from && from < size;
      const fault = lie ?? (isStuck ? "log-malformed" : undefined);
      if (fault !== undefined) {
        blame(log, fault);
        break;
      }
      tell({ is: "looking", done: found.entries, of });
    }
    const known = book.rootAt(log, other.size(log));
    const isOther = known !== undefined && !equal(known, other.head(log).root);
    // What nobody has signed for may be damage on the way, and is blamed as that.
    const isSigned = other.agreed(log) === other.size(log);
    if (isSigned && (isOther || other.size(log) < book.size(log))) {
      blame(log, isOther ? "log-forked" : "log-rolled-back");
    }
    if (log !== rosterLog) other.forget(log as Parameters<Book["forget"]>[0]);
  }
  await open.heads.check();
  await open.heads.compare();
  tell({ is: "done", logs: logs.length, ...found, wrong: [...wrong] });

  function look({ log, commit, envelopes, verdict }: Taken): void {
    found.entries += 1;
    if (verdict.is === "commit-fault") found.skipped += 1;
    if (commit.items.is !== "leaves") return;
    const sealed = commit.items.leaves.filter(({ kind }) => hasEnvelope(kind));
    for (const [i, leaf] of sealed.entries()) {
      const envelope = envelopes[i];
      if (envelope === undefined || envelope.length === 0) continue;
      if (checkEnvelope(leaf, envelope).ok) found.envelopes += 1;
      else blame(log, "envelope-withheld");
    }
  }
}
