import { type KeyObject, createHmac, createSecretKey, timingSafeEqual } from "node:crypto";
import {
  type Head,
  type LogId,
  type LogState,
  type OrgId,
  type Roster,
  Writer,
  applyCommit,
  emptyHead,
  emptyLog,
  emptyRoster,
  foldAll,
  headOf,
  idBytes,
  judge,
  parseCommit,
  rosterLog,
  sameHead,
  writeHead,
} from "#crypto/verify";
import { type Db, type LogRow, type StoredCommit, commitBytesFrom, findLog } from "./store/logs.ts";

/** One log as this process has read it from the database. */
export interface OpenLog {
  readonly id: number;
  readonly state: LogState;
  /** What this process appended last, for those who follow: it need not be read back. */
  last?: Appendix;
}

/** Commits that were appended at once, and where they begin. */
export interface Appendix {
  readonly from: number;
  readonly commits: readonly StoredCommit[];
}

/** One organisation as this process has read it. */
export interface OpenOrg {
  readonly org: OrgId;
  /** The row of the roster's log. */
  readonly rosterId: number;
  roster: Roster;
  readonly logs: Map<LogId, OpenLog>;
}

/** Longest appendix that is kept, in bytes: there is one for every log in use. */
const appendixCap = 64 << 10;

/** Keeps what was appended last, if it is short. */
export function keepLast(opened: OpenLog, { from, commits }: Appendix): void {
  const bytes = commits.reduce((sum, row) => sum + row.bytes.length + row.envelopes.length, 0);
  if (bytes <= appendixCap) opened.last = { from, commits };
  else delete opened.last;
}

/** Commits read from the database at once. */
const step = 2_000;

/**
 * The organisations' logs, folded and kept in memory, so that an append is judged without reading anything. It is
 * never trusted over the database: an append whose logs stand elsewhere there is refused by the database, and the
 * ledger reads on.
 *
 * [Note: The database is not believed] What stands in the tables is judged as every client judges it, signatures
 * included, so that somebody who can write to them becomes nobody by it. Because checking 10,000 signatures takes
 * more than a second, a server that has checked all of a log marks its head with a secret that the database does not
 * have; what hashes to a marked head is only hashed. From the first commit on that does not verify, nothing is taken.
 */
export class Ledger {
  readonly #db: Db;
  readonly #markKey: KeyObject;
  readonly #most: number;
  readonly #orgs = new Map<OrgId, OpenOrg>();
  /** Organisations whose roster may have grown elsewhere since it was read. */
  readonly #behind = new Set<OrgId>();

  /** Keeps at most `most` organisations; the one unused longest is forgotten first. `markKey` is one of the secrets. */
  constructor(db: Db, markKey: Uint8Array, most = 64) {
    this.#db = db;
    this.#markKey = createSecretKey(markKey);
    this.#most = most;
  }

  /** The organisation as far as it has been read, or read now; undefined if there is none. */
  async organisation(org: OrgId): Promise<OpenOrg | undefined> {
    const known = this.#orgs.get(org);
    if (known !== undefined) {
      this.#orgs.delete(org);
      this.#orgs.set(org, known);
      if (this.#behind.delete(org)) await this.readRoster(known);
      return known;
    }
    const row = await findLog(this.#db, org, rosterLog);
    if (row === undefined || row.head.size === 0) return undefined;
    const opened = { org, rosterId: row.id, roster: emptyRoster(), logs: new Map() };
    await this.readRoster(opened);
    if (opened.roster.head.size === 0) return undefined;
    this.#orgs.set(org, opened);
    const oldest = this.#orgs.keys().next().value;
    if (this.#orgs.size > this.#most && oldest !== undefined) this.#orgs.delete(oldest);
    return opened;
  }

  /** Another server has appended to an organisation's logs; undefined: it may have to any. */
  readonly behind = (org: OrgId | undefined): void => {
    for (const one of org === undefined ? this.#orgs.keys() : [org]) this.#behind.add(one);
  };

  /** Reads the roster on from where it stands here. */
  async readRoster(open: OpenOrg): Promise<void> {
    for (;;) {
      const from = open.roster.head.size;
      const commits = await commitBytesFrom(this.#db, open.rosterId, { from, most: step });
      const { roster, stopped } = foldAll(open.roster, commits);
      if (open.roster.head.size < roster.head.size) open.roster = roster;
      if (stopped !== undefined || commits.length < step) return;
    }
  }

  /** A vault's log, read on to where the database has it; undefined if there is none. */
  async log(open: OpenOrg, log: LogId): Promise<OpenLog | undefined> {
    const known = open.logs.get(log);
    if (known !== undefined) return known;
    const row = await findLog(this.#db, open.org, log);
    if (row === undefined) return undefined;
    const marked = this.#isMarked(open.org, log, row) ? row.head : undefined;
    let opened: OpenLog = { id: row.id, state: emptyLog(log) };
    if (!(await this.#read(open, opened, marked))) {
      opened = { id: row.id, state: emptyLog(log) };
      await this.readLog(open, opened);
    }
    open.logs.set(log, opened);
    return opened;
  }

  /** Reads a vault's log on from where it stands here, checking every signature. */
  async readLog(open: OpenOrg, opened: OpenLog): Promise<void> {
    await this.#read(open, opened, undefined);
  }

  /** Reads on; up to a marked head without signatures. False where what is stored does not hash to it. */
  async #read(open: OpenOrg, { id, state }: OpenLog, marked: Head | undefined): Promise<boolean> {
    for (;;) {
      const from = state.frontier.size;
      const commits = await commitBytesFrom(this.#db, id, { from, most: step });
      for (const [i, bytes] of commits.entries()) {
        // Another reading of the same log may have come further meanwhile.
        if (state.frontier.size > from + i) continue;
        const checkSignature = from + i >= (marked?.size ?? 0);
        if (!(await this.#take(open, state, { bytes, checkSignature })))
          return marked === undefined;
        const there = state.frontier.size === marked?.size;
        if (there && !sameHead(headOf(state.frontier), marked)) return false;
      }
      const ended = commits.length < step || state.frontier.size === from;
      if (ended) return state.frontier.size >= (marked?.size ?? 0);
    }
  }

  /** Takes a stored commit; false where it does not continue the log. */
  async #take(
    open: OpenOrg,
    state: LogState,
    { bytes, checkSignature }: { readonly bytes: Uint8Array; readonly checkSignature: boolean },
  ): Promise<boolean> {
    const commit = parseCommit(bytes);
    if (!commit.ok) return false;
    const { size } = state.frontier;
    if (commit.value.roster.size > open.roster.head.size) await this.readRoster(open);
    if (state.frontier.size > size) return true;
    const given = { roster: open.roster, state, commit: commit.value, bytes };
    const verdict = judge({ ...given, checkSignature });
    if (verdict.is === "tree-fault") return false;
    applyCommit(state, given, verdict);
    return true;
  }

  /** The mark of a head below which every signature was checked and held; undefined where one did not hold. */
  markOf(org: OrgId, state: LogState, head: Head): Buffer | undefined {
    const allHeld = state.skipped.every(({ code }) => code !== "bad-signature");
    return allHeld ? this.#mark(org, state.log, head) : undefined;
  }

  #isMarked(org: OrgId, log: LogId, { head, mark }: LogRow): boolean {
    return mark?.length === 32 && timingSafeEqual(mark, this.#mark(org, log, head));
  }

  #mark(org: OrgId, log: LogId, head: Head): Buffer {
    const where = new Writer().bytes(idBytes(org)).bytes(idBytes(log));
    return createHmac("sha256", this.#markKey)
      .update("linden/log-mark")
      .update(writeHead(where, head).done())
      .digest();
  }

  /** Forgets an organisation, or all of them, to be read anew: what is here may be ahead of the database. */
  forget(org?: OrgId): void {
    if (org === undefined) this.#orgs.clear();
    else this.#orgs.delete(org);
  }
}

/** The head that a log begins with. */
export const firstHead = emptyHead;
