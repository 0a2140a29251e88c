import type { Kysely } from "kysely";
import {
  type Hash,
  type LogHead,
  appendLeaf,
  emptyFrontier,
  equal,
  leafHash,
  rootAt,
  rootOf,
  rosterLog,
  toHex,
} from "#crypto/verify";
import { type OpenOrg, firstHead } from "./ledger.ts";
import { commitBytesFrom, findLog } from "./store/logs.ts";
import type { Tables } from "./store/tables.ts";

/** Commits read at once. */
const step = 2_000;

/**
 * Whether one of these heads is larger than the log here, or another than the log had here at that size. Each log is read
 * once at most, however many heads of it are claimed.
 */
export async function missingOf(
  db: Kysely<Tables>,
  open: OpenOrg,
  claimed: readonly LogHead[],
): Promise<(head: LogHead) => "larger" | "other" | undefined> {
  const found = new Map<string, "larger" | "other">();
  for (const log of new Set(claimed.map((head) => head.log))) {
    const heads = claimed.filter((head) => head.log === log);
    const row = await findLog(db, open.org, log);
    const stands = row?.head ?? firstHead();
    const earlier = new Set(heads.map(({ size }) => size).filter((size) => size < stands.size));
    const roots =
      row === undefined || log === rosterLog
        ? (size: number) => rootAt(open.roster, size)
        : await rootsAt(db, row.id, earlier);
    for (const head of heads) {
      const own = head.size === stands.size ? stands.root : roots(head.size);
      if (head.size > stands.size) found.set(nameOf(head), "larger");
      else if (own === undefined || !equal(own, head.root)) found.set(nameOf(head), "other");
    }
  }
  return (head) => found.get(nameOf(head));
}

/** The roots that a log had at these sizes, in one reading. */
async function rootsAt(
  db: Kysely<Tables>,
  log: number,
  sizes: ReadonlySet<number>,
): Promise<(size: number) => Hash | undefined> {
  const roots = new Map<number, Hash>();
  const end = Math.max(0, ...sizes);
  let at = emptyFrontier;
  const note = (): unknown => sizes.has(at.size) && roots.set(at.size, rootOf(at));
  for (note(); at.size < end;) {
    const most = Math.min(step, end - at.size);
    const commits = await commitBytesFrom(db, log, { from: at.size, most });
    if (commits.length === 0) break;
    for (const bytes of commits) {
      at = appendLeaf(at, leafHash(bytes));
      note();
    }
  }
  return (size) => roots.get(size);
}

const nameOf = ({ log, size, root }: LogHead): string => `${log} ${size} ${toHex(root)}`;
