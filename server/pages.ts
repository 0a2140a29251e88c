import {
  type LogHead,
  type LogId,
  type LogState,
  hasEnvelope,
  headOf,
  parse,
  parseCommit,
  rosterLog,
} from "#crypto/verify";
import { type PulledCommit, pageBytes, pageCap } from "#contract/pull.ts";
import type { Services } from "./app.ts";
import type { OpenLog, OpenOrg } from "./ledger.ts";
import { type StoredCommit, commitsFrom } from "./store/logs.ts";

/** Rows asked of the database at once; a page may end before them. */
const rows = 1_024;

/** A part of a log, ready to be signed for and sent. */
export interface FoundPage {
  readonly head: LogHead;
  readonly commits: readonly PulledCommit[];
}

/** The commits of a log from a position on, as many as a page holds; undefined for a log that does not exist. */
export async function pageFrom(
  { db, ledger }: Pick<Services, "db" | "ledger">,
  open: OpenOrg,
  wanted: { readonly log: LogId; readonly from: number; readonly bytes?: number },
): Promise<FoundPage | undefined> {
  const { log, from, bytes = pageBytes } = wanted;
  if (log === rosterLog) await ledger.readRoster(open);
  const opened = log === rosterLog ? undefined : await ledger.log(open, log);
  if (log !== rosterLog && opened === undefined) return undefined;
  if (opened !== undefined) await ledger.readLog(open, opened);
  const head = opened === undefined ? open.roster.head : headOf(opened.state.frontier);

  const most = Math.min(rows, pageCap, Math.max(0, head.size - from));
  const id = opened?.id ?? open.rosterId;
  const stored = await commitsFrom(db, id, { from, most, bytes });
  const commits = stored.map((row, i) => served(row, from + i, opened?.state));
  return { head: { log, ...head }, commits };
}

/** The part of a log that this process appended last, without asking the database; undefined where it begins elsewhere. */
export function lastPage({ state, last }: OpenLog, from: number): FoundPage | undefined {
  const head = headOf(state.frontier);
  if (last?.from !== from || from + last.commits.length !== head.size) return undefined;
  const commits = last.commits.map((row, i) => served(row, from + i, state));
  return { head: { log: state.log, ...head }, commits };
}

/** A commit as it is served: envelopes that are no longer anyone's newest version are left out. */
function served(row: StoredCommit, position: number, state: LogState | undefined): PulledCommit {
  const envelopes = readEnvelopes(row.envelopes);
  if (state === undefined || envelopes.length === 0) return { bytes: row.bytes, envelopes };
  const commit = parseCommit(row.bytes);
  if (!commit.ok || commit.value.items.is !== "leaves") return { bytes: row.bytes, envelopes };
  const sealed = commit.value.items.leaves.filter((leaf) => hasEnvelope(leaf.kind));
  const live = envelopes.map((envelope, i) => {
    const leaf = sealed[i];
    const isLive = leaf !== undefined && state.live.get(leaf.record)?.position === position;
    return isLive ? envelope : nothing;
  });
  return { bytes: row.bytes, envelopes: live };
}

const nothing = new Uint8Array(0);

/** Envelopes as a row keeps them: a u16 count, each behind its u32 length. */
export const readEnvelopes = (bytes: Uint8Array): readonly Uint8Array[] =>
  parse(bytes, (r) => r.list(1_024, (v) => v.block(bytes.length))) ?? [];
