import { type Entry, type LogId, type Result, err, ok, rosterLog, sameHead } from "#crypto";
import type { ErrorCode } from "#contract/errors.ts";
import type { LostPart } from "./engine.ts";
import type { Follow } from "./follow.ts";
import type { Healing, Missing } from "./healing.ts";
import { rangeOf } from "./losses.ts";
import type { Sender } from "./sending.ts";

/** What going on needs. */
interface Parts {
  readonly follow: Follow;
  readonly sender: Sender;
  readonly healing: Healing;
}

/**
 * An administrator signs that the organisation goes on as its restored server has it: one commit of the roster, with a
 * reset of the roster itself and one of every log of which more was signed than is there, naming how far. With it the
 * server takes appends again, and every client that has seen no more than that ends its alarm.
 *
 * [Note: What she was shown] She signs that this is missing and nothing else. Where the server says another thing by
 * now, nothing is signed, and she is asked again.
 */
export async function goOn(
  { follow, sender, healing }: Parts,
  shown: readonly LostPart[],
): Promise<Result<void, ErrorCode>> {
  if (!healing.maySign) return err("not-allowed");
  const told = healing.now?.missing;
  if (told === undefined || !isShown(told, shown)) return err("moved");
  // Nothing is lost that this device can still give back, and all that it has seen is among what she signs for.
  await follow.pullAll();
  await healing.settle();
  const signed = await sender.turn(() =>
    sender.now(async () => {
      const restored = await healing.ask();
      if (restored === undefined) return "try-again";
      const { since, missing } = restored;
      if (since === undefined && missing.length === 0) return undefined;
      if (!saysSame(told, missing)) return "moved";
      const { head } = follow.book.roster;
      const lost = missing.find(({ log }) => log === rosterLog)?.seen ?? head;
      const entries = missing
        .filter(({ log }) => log !== rosterLog)
        .map(({ log, stands, seen }): Entry => ({ is: "reset", log, head: stands, lost: seen }));
      const own: Entry = { is: "reset", log: rosterLog, head, lost };
      return { part: { entries: [own, ...entries], boxes: [], keys: [] } };
    }),
  );
  if (!signed.ok) {
    healing.wake();
    return signed;
  }
  await follow.pullAll();
  healing.wake();
  return ok(undefined);
}

/** Whether what is missing is what she was shown. */
const isShown = (missing: readonly Missing[], shown: readonly LostPart[]): boolean =>
  missing.length === shown.length &&
  missing.every((one) => {
    const { from, to } = rangeOf(one);
    const log = (part: LostPart): LogId => part.vault ?? rosterLog;
    return shown.some((part) => log(part) === one.log && part.from === from && part.to === to);
  });

/** Whether two answers say that the same is missing; what goes on growing meanwhile is not lost. */
const saysSame = (before: readonly Missing[], now: readonly Missing[]): boolean =>
  before.length === now.length &&
  before.every((one) => {
    const same = now.find(({ log }) => log === one.log);
    if (same === undefined || !sameHead(same.seen, one.seen)) return false;
    const goesOn = one.stands.size >= one.seen.size && same.stands.size >= one.stands.size;
    return goesOn || sameHead(same.stands, one.stands);
  });
