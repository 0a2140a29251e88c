import { type Kysely, type Transaction, sql } from "kysely";
import {
  type Hash,
  type Head,
  type LogId,
  type MemberId,
  type OrgId,
  type SealedBox,
  idBytes,
} from "#crypto/verify";
import { type Prune, keepPrunes } from "./prunes.ts";
import type { Tables } from "./tables.ts";

/** A database, or a transaction on it. */
export type Db = Kysely<Tables> | Transaction<Tables>;

/** One commit as it is stored: its bytes, and its envelopes as a frame's list. */
export interface StoredCommit {
  readonly bytes: Uint8Array;
  readonly envelopes: Uint8Array;
}

/** The row of a log and where it stands. */
export interface LogRow {
  readonly id: number;
  readonly head: Head;
  /** By a server that had checked all of it. [Note: The database is not believed] */
  readonly mark: Buffer | null;
}

const bytes = (id: OrgId | LogId | MemberId): Buffer => Buffer.from(idBytes(id));

/** The log's row, if it exists. */
export async function findLog(db: Db, org: OrgId, log: LogId): Promise<LogRow | undefined> {
  const row = await db
    .selectFrom("logs")
    .select(["id", "size", "root", "mark"])
    .where("org", "=", bytes(org))
    .where("log", "=", bytes(log))
    .executeTakeFirst();
  if (row === undefined) return undefined;
  const { id, size, root, mark } = row;
  return { id, head: { size: Number(size), root: root as Uint8Array as Hash }, mark };
}

/** Makes the rows of new logs, empty. */
export async function makeLogs(
  db: Db,
  org: OrgId,
  logs: readonly LogId[],
  empty: Head,
): Promise<void> {
  if (logs.length === 0) return;
  await db
    .insertInto("logs")
    .values(
      logs.map((log) => ({
        org: bytes(org),
        log: bytes(log),
        size: "0",
        root: Buffer.from(empty.root),
      })),
    )
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/**
 * Commits of a log from a position on, in order, up to a number of rows; with `bytes` up to the one that fills them. What
 * is left out then is not read: PostgreSQL knows the length of a value without fetching it.
 */
export async function commitsFrom(
  db: Db,
  log: number,
  range: { readonly from: number; readonly most: number; readonly bytes?: number },
): Promise<StoredCommit[]> {
  const length = sql<number>`octet_length(bytes) + octet_length(envelopes)`;
  const before = sql<number>`sum(${length}) OVER (ORDER BY position) - ${length}`;
  const rows = db
    .selectFrom("commits")
    .select(["bytes", "envelopes", "position", before.as("before")])
    .where("log", "=", log)
    .where("position", ">=", range.from)
    .where("position", "<", range.from + range.most);
  return db
    .selectFrom(rows.as("rows"))
    .select(["bytes", "envelopes"])
    .where("before", "<=", range.bytes ?? Number.MAX_SAFE_INTEGER)
    .orderBy("position")
    .execute();
}

/** Only the commits' own bytes: for rebuilding the state of a log. */
export async function commitBytesFrom(
  db: Db,
  log: number,
  range: { readonly from: number; readonly most: number },
): Promise<Uint8Array[]> {
  const rows = await db
    .selectFrom("commits")
    .select("bytes")
    .where("log", "=", log)
    .where("position", ">=", range.from)
    .where("position", "<", range.from + range.most)
    .orderBy("position")
    .execute();
  return rows.map((row) => row.bytes);
}

/** What one append moves: each log from its old head to its new one, with the commits between. */
export interface Move {
  readonly id: number;
  readonly from: number;
  readonly to: Head;
  readonly mark: Buffer | undefined;
  readonly commits: readonly StoredCommit[];
}

/** A fence of an append: past `size` the log may hold nothing by `member`. */
export interface Fenced {
  readonly log: LogId;
  readonly size: number;
  readonly member: MemberId;
}

/** PostgreSQL's code for "a log has moved", raised by `append_commits` and `check_fences`. */
const movedCode = "LN001";

/**
 * Appends to all logs or to none, and keeps the boxes that the entries name: an epoch whose boxes are lost is lost.
 * `moved` where any log, or the roster, stands elsewhere than the writer saw, or a leaver has written past a fence;
 * `healing` where the organisation is being healed and this is no part of it.
 * [Note: One statement for an append] [Note: A fence and a commit at one time]
 */
export async function appendCommits(
  db: Kysely<Tables>,
  append: {
    readonly org: OrgId;
    /** The roster's size as it is after this append. */
    readonly rosterSize: number;
    readonly moves: readonly Move[];
    readonly boxes: readonly SealedBox[];
    readonly fences: readonly Fenced[];
    readonly prunes: readonly Prune[];
    readonly notice: string;
    /** Takes back what was lost, or ends the healing. */
    readonly heals?: boolean;
  },
): Promise<"appended" | "moved" | "healing"> {
  const moves = append.moves.toSorted((a, b) => a.id - b.id);
  const rows = moves.flatMap((move) =>
    move.commits.map((commit, i) => ({ log: move.id, position: move.from + i, commit })),
  );
  const unlessHealing =
    append.heals === true
      ? sql``
      : sql`WHERE NOT EXISTS (SELECT FROM healing WHERE org = ${bytes(append.org)}::bytea)`;
  const move = async (on: Db): Promise<"appended" | "healing"> => {
    const { rows: moved } = await sql`SELECT append_commits(
      ${bytes(append.org)}::bytea, ${append.rosterSize}::bigint,
      ${moves.map((m) => m.id)}::integer[], ${moves.map((m) => m.from)}::bigint[],
      ${moves.map((m) => m.to.size)}::bigint[], ${moves.map((m) => Buffer.from(m.to.root))}::bytea[],
      ${moves.map((m) => m.mark ?? null)}::bytea[],
      ${rows.map((r) => r.log)}::integer[], ${rows.map((r) => r.position)}::integer[],
      ${rows.map((r) => Buffer.from(r.commit.bytes))}::bytea[],
      ${rows.map((r) => Buffer.from(r.commit.envelopes))}::bytea[],
      ${append.notice}) ${unlessHealing}`.execute(on);
    return moved.length > 0 ? "appended" : "healing";
  };
  try {
    const { org, boxes, fences, prunes } = append;
    if (boxes.length + fences.length + prunes.length === 0) return await move(db);
    return await db.transaction().execute(async (transaction) => {
      const outcome = await move(transaction);
      if (outcome === "healing") return outcome;
      await checkFences(transaction, org, fences);
      await keepBoxes(transaction, org, boxes);
      await keepPrunes(transaction, prunes);
      return outcome;
    });
  } catch (error) {
    if ((error as { code?: unknown }).code === movedCode) return "moved";
    throw error;
  }
}

async function checkFences(db: Db, org: OrgId, fences: readonly Fenced[]): Promise<void> {
  if (fences.length === 0) return;
  await sql`SELECT check_fences(${bytes(org)}::bytea, ${fences.map(({ log }) => bytes(log))}::bytea[],
    ${fences.map(({ size }) => size)}::bigint[], ${fences.map(({ member }) => bytes(member))}::bytea[])`.execute(
    db,
  );
}

/** Keeps boxes; one that is there already stays. */
async function keepBoxes(db: Db, org: OrgId, boxes: readonly SealedBox[]): Promise<void> {
  if (boxes.length === 0) return;
  await db
    .insertInto("boxes")
    .values(
      boxes.map((box) => ({
        org: bytes(org),
        vault: bytes(box.vault),
        epoch: box.epoch,
        member: Buffer.from(idBytes(box.member)),
        generation: box.generation,
        bytes: Buffer.from(box.bytes),
      })),
    )
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** All boxes of one vault's epochs, sorted by epoch and member. */
export async function boxesOf(db: Db, org: OrgId, vault: LogId): Promise<Tables["boxes"][]> {
  return db
    .selectFrom("boxes")
    .selectAll()
    .where("org", "=", bytes(org))
    .where("vault", "=", bytes(vault))
    .orderBy("epoch")
    .orderBy("member")
    .execute();
}
