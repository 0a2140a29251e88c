import { type Entry, type Result, err, ok, rosterLog } from "#crypto";
import type { ErrorCode } from "#contract/errors.ts";
import type { Follow } from "./follow.ts";
import type { Healing } from "./healing.ts";
import type { Sender } from "./sending.ts";

/**
 * An administrator signs that the organisation goes on as its restored server has it: one commit of the roster, with a
 * reset of the roster itself and one of every log of which more was signed than is there, naming how far. With it the
 * server takes appends again, and every client that has seen no more than that ends its alarm.
 */
export async function goOn({
  follow,
  sender,
  healing,
}: {
  readonly follow: Follow;
  readonly sender: Sender;
  readonly healing: Healing;
}): Promise<Result<void, ErrorCode>> {
  if (!healing.maySign) return err("not-allowed");
  // Nothing is lost that this device can still give back, and all that it has seen is among what she signs for.
  await follow.pullAll();
  await healing.settle();
  const signed = await sender.turn(() =>
    sender.now(async () => {
      const restored = await healing.ask();
      if (restored === undefined) return "try-again";
      const { since, missing } = restored;
      if (since === undefined && missing.length === 0) return undefined;
      const { head } = follow.book.roster;
      const lost = missing.find(({ log }) => log === rosterLog)?.seen ?? head;
      const entries = missing
        .filter(({ log }) => log !== rosterLog)
        .map(({ log, stands, seen }): Entry => ({ is: "reset", log, head: stands, lost: seen }));
      const own: Entry = { is: "reset", log: rosterLog, head, lost };
      return { part: { entries: [own, ...entries], boxes: [], keys: [] } };
    }),
  );
  if (!signed.ok) return signed;
  await follow.pullAll();
  healing.wake();
  return ok(undefined);
}
