import type { Hash, Head, LogHead, LogId, OrgId, SealedBox, VaultId } from "#crypto/verify";

/** Where the auditor's tool reads what a server keeps: a running server, its database, a dump or a data folder. */
export interface Source {
  /** What it is, for a sentence: "the database at …". */
  readonly name: string;
  organisations(): Promise<readonly OrgId[]>;
  /** The logs that it says there are, the roster's too, and where each stands. */
  logs(org: OrgId): Promise<readonly LogHead[]>;
  /** A log's commits in their order, with the positions that they are kept under. */
  commits(org: OrgId, log: LogId): AsyncIterable<KeptCommit>;
  /** The sealed keys of these vaults; of a database all that there are. */
  boxes(org: OrgId, vaults: Iterable<VaultId>): AsyncIterable<SealedBox>;
  /**
   * The commits of the roster's log from a position on that stand behind what `logs` says of it: a server goes on while
   * it is read, and its sealed keys are those of now. Left out where nothing moves.
   */
  beyond?(org: OrgId, from: number): Promise<readonly Uint8Array[]>;
  /** How many commits of a log that was read stand behind what `logs` says of it; they are not read. */
  later?(log: LogId): number;
  /** What is wrong with the source itself, as sentences; left out where it has no form of its own. */
  faults?(): Promise<readonly string[]>;
  /** The lines of the heads log, the first first. */
  lines(org: OrgId): AsyncIterable<KeptLine>;
  close(): Promise<void>;
}

/** A commit as it is kept. */
export interface KeptCommit {
  readonly position: number;
  readonly bytes: Uint8Array;
  /** One for each leaf that has one; empty where the bytes are gone. Undefined where they are no list at all. */
  readonly envelopes: readonly Uint8Array[] | undefined;
}

/** A line of the heads log: what it changed, and of the newest what was signed. */
export interface KeptLine {
  readonly size: number;
  readonly changed: readonly LogHead[] | undefined;
  /** The roots that its leaf completes, where they are kept. */
  readonly nodes: readonly Hash[] | undefined;
  readonly list: readonly LogHead[] | undefined;
  readonly note: string | undefined;
}

/** A source that is a database: what stands in it can be compared with the plaintext manifest. */
export interface DatabaseSource extends Source {
  readonly tables: Tables;
}

/** A value of a row: bytes, or text as PostgreSQL writes it. */
export type Value = Uint8Array | string | null;
export type Row = Readonly<Record<string, Value>>;

/** A database, live or dumped. */
export interface Tables {
  /** `table.column`, of every schema but PostgreSQL's own; with the schema's name where it is not `public`. */
  columns(): Promise<readonly string[]>;
  /** Indexes, functions, sequences, views, triggers and rules, as the manifest names them. */
  others(): Promise<readonly string[]>;
  /** What else it holds that may not be there, as sentences. */
  faults(): Promise<readonly string[]>;
  /** In a dump, the names of users and databases: the operator's own words. */
  readonly names?: readonly string[];
  /** Every row of a table, in no order. */
  rows(table: string): AsyncIterable<Row>;
  /** The rows of a log, by position. `log` is the number of its row in `logs`. */
  commits(log: number): AsyncIterable<Row>;
  close(): Promise<void>;
}

/** Where a heads log stood at an earlier visit, or by a witness. */
export interface EarlierHead extends Head {
  readonly org: OrgId;
  /** Who says so, for a sentence. */
  readonly by: string;
  /** Where each log stood, where that was kept. */
  readonly logs?: readonly LogHead[];
}
