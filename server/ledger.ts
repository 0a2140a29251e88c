import {
  type LogId,
  type LogState,
  type OrgId,
  type Roster,
  applyCommit,
  emptyHead,
  emptyLog,
  emptyRoster,
  foldAll,
  judge,
  parseCommit,
  refold,
  rosterLog,
} from "#crypto/verify";
import { type Db, type LogRow, commitBytesFrom, findLog } from "./store/logs.ts";

/** One log as this process has read it from the database. */
export interface OpenLog {
  readonly id: number;
  readonly state: LogState;
}

/** One organisation as this process has read it. */
export interface OpenOrg {
  readonly org: OrgId;
  /** The row of the roster's log. */
  readonly rosterId: number;
  roster: Roster;
  readonly logs: Map<LogId, OpenLog>;
}

/** Commits read from the database at once. */
const step = 2_000;

/**
 * The organisations' logs, folded and kept in memory, so that an append is judged without reading anything. It is
 * never trusted over the database: an append whose logs stand elsewhere there is refused by the database, and the
 * ledger reads on. Signatures are not checked again here: nothing enters the database unchecked.
 */
export class Ledger {
  readonly #db: Db;
  readonly #most: number;
  readonly #orgs = new Map<OrgId, OpenOrg>();

  /** Keeps at most `most` organisations; the one unused longest is forgotten first. */
  constructor(db: Db, most = 64) {
    this.#db = db;
    this.#most = most;
  }

  /** The organisation as far as it has been read, or read now; undefined if there is none. */
  async organisation(org: OrgId): Promise<OpenOrg | undefined> {
    const known = this.#orgs.get(org);
    if (known !== undefined) {
      this.#orgs.delete(org);
      this.#orgs.set(org, known);
      return known;
    }
    const row = await findLog(this.#db, org, rosterLog);
    if (row === undefined || row.size === 0) return undefined;
    const opened = { org, rosterId: row.id, roster: emptyRoster(), logs: new Map() };
    await this.readRoster(opened);
    this.#orgs.set(org, opened);
    const oldest = this.#orgs.keys().next().value;
    if (this.#orgs.size > this.#most && oldest !== undefined) this.#orgs.delete(oldest);
    return opened;
  }

  /** Reads the roster on from where it stands here. */
  async readRoster(open: OpenOrg): Promise<void> {
    for (;;) {
      const from = open.roster.head.size;
      const commits = await commitBytesFrom(this.#db, open.rosterId, { from, most: step });
      const { roster, stopped } = foldAll(open.roster, commits, refold);
      if (stopped !== undefined) throw new Error(`the stored roster does not fold: ${stopped}`);
      if (open.roster.head.size < roster.head.size) open.roster = roster;
      if (commits.length < step) return;
    }
  }

  /** A vault's log, read on to where the database has it; undefined if there is none. */
  async log(open: OpenOrg, log: LogId): Promise<OpenLog | undefined> {
    const known = open.logs.get(log);
    if (known !== undefined) return known;
    const row: LogRow | undefined = await findLog(this.#db, open.org, log);
    if (row === undefined) return undefined;
    const opened = open.logs.get(log) ?? { id: row.id, state: emptyLog(log) };
    await this.readLog(open, opened);
    open.logs.set(log, opened);
    return opened;
  }

  /** Reads a vault's log on from where it stands here. */
  async readLog(open: OpenOrg, { id, state }: OpenLog): Promise<void> {
    for (;;) {
      const from = state.frontier.size;
      const commits = await commitBytesFrom(this.#db, id, { from, most: step });
      for (const bytes of commits) await this.#take(open, state, bytes);
      if (commits.length < step) return;
    }
  }

  async #take(open: OpenOrg, state: LogState, bytes: Uint8Array): Promise<void> {
    const commit = parseCommit(bytes);
    if (!commit.ok) throw new Error("a stored commit cannot be read");
    if (commit.value.roster.size > open.roster.head.size) await this.readRoster(open);
    if (commit.value.base.size < state.frontier.size) return;
    const given = { roster: open.roster, state, commit: commit.value, bytes };
    const verdict = judge({ ...given, checkSignature: false });
    applyCommit(state, given, verdict);
  }

  /** Forgets an organisation, to be read anew: what is here may be ahead of the database. */
  forget(org: OrgId): void {
    this.#orgs.delete(org);
  }
}

/** The head that a log begins with. */
export const firstHead = emptyHead;
