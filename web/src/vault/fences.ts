import {
  type Acknowledgement,
  type LogId,
  type Result,
  type VaultId,
  equal,
  err,
  ok,
  rosterLog,
} from "#crypto";
import type { ErrorCode } from "#contract/errors.ts";
import type { Lie } from "./book.ts";
import type { Follow } from "./follow.ts";
import type { HeadsWatch } from "./heads-watch.ts";

/** How often the logs are read on, where others write while the fences are asked for. */
const triesToRead = 3;

/**
 * Where these vaults stand, by one signature of the server: the fence of a taking-away. A log that is read here has been
 * read as far as that and has that root; one that is not read here stands no lower than in the newest list of heads.
 * Anything else is a fence that would cut off what counts, and is a lie.
 */
export async function standingOf(
  follow: Follow,
  watch: Pick<HeadsWatch, "least">,
  vaults: readonly VaultId[],
): Promise<Result<Acknowledgement, ErrorCode>> {
  const { api, book } = follow;
  const answer = await api.standing(vaults);
  if (!answer.ok) return answer;
  const standing = answer.value;
  const named = new Set<string>(standing.heads.map(({ log }) => log));
  const isAll = named.size === vaults.length && vaults.every((vault) => named.has(vault));
  if (!isAll || standing.heads.length !== named.size) return err("malformed");
  const lie = (log: LogId, code: Lie): Result<never, ErrorCode> => {
    const said = { is: "acknowledgement", acknowledgement: standing } as const;
    follow.listener.lied(log, code, [...book.signedHeads.statements(log), said]);
    return err(code);
  };
  const [first] = standing.heads;
  if (!book.signed(standing)) return lie(first?.log ?? rosterLog, "acknowledgement-unsigned");
  for (const { log, size, root } of standing.heads) {
    if (size < watch.least(log)) return lie(log, "log-rolled-back");
    if (!book.reads(log)) continue;
    for (let tries = 0; book.size(log) < size && tries < triesToRead; tries++) {
      const pulled = await follow.pull(log);
      if (!pulled.ok) return pulled;
    }
    // It has signed more than it shows.
    if (book.size(log) < size) return lie(log, "log-rolled-back");
    const known = book.rootAt(log, size);
    if (known === undefined) return err("try-again");
    if (!equal(known, root)) return lie(log, "log-forked");
  }
  book.signedHeads.note(standing);
  return ok(standing);
}
