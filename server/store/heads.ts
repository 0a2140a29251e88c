import { sql } from "kysely";
import {
  type Hash,
  type LogHead,
  type OrgId,
  type Subtree,
  Writer,
  concat,
  idBytes,
  idFrom,
  parse,
  readHeads,
  rosterLog,
  writeHeads,
} from "#crypto/verify";
import type { Db } from "./logs.ts";

/** A line of an organisation's heads log that a reader may still need. */
export interface LineRow {
  readonly size: number;
  readonly note: string;
  /** How many witnesses have cosigned it. */
  readonly cosigned: number;
  /** The hour in which it was made; on the newest alone. */
  readonly inHour: Date | undefined;
}

const bytes = (org: OrgId): Buffer => Buffer.from(idBytes(org));

/** Where all logs of an organisation stand, at one moment; sorted by log. */
export async function headsNow(db: Db, org: OrgId): Promise<LogHead[]> {
  const rows = await db
    .selectFrom("logs")
    .select(["log", "size", "root"])
    .where("org", "=", bytes(org))
    .where("size", ">", "0")
    .orderBy("log")
    .execute();
  return rows.map(({ log, size, root }) => ({
    log: idFrom.log(log),
    size: Number(size),
    root: root as Uint8Array as Hash,
  }));
}

/** The lines that readers may still need: the newest last, and before it those that have cosignatures. */
export async function readableLines(db: Db, org: OrgId): Promise<LineRow[]> {
  const rows = await db
    .selectFrom("heads")
    .select(["size", "note", "cosigned", "in_hour"])
    .where("org", "=", bytes(org))
    .where("note", "is not", null)
    .orderBy("size")
    .execute();
  return rows.map(({ size, note, cosigned, in_hour }) => ({
    size,
    note: note as string,
    cosigned,
    inHour: in_hour ?? undefined,
  }));
}

/** The list of a line that readers may still need. */
export async function listAt(
  db: Db,
  org: OrgId,
  size: number,
): Promise<readonly LogHead[] | undefined> {
  const row = await db
    .selectFrom("heads")
    .select("list")
    .where("org", "=", bytes(org))
    .where("size", "=", size)
    .executeTakeFirst();
  return row?.list ? readList(row.list) : undefined;
}

/** Organisations whose newest line is of an earlier hour, or that have none. */
export async function orgsWithoutLineSince(db: Db, hour: Date): Promise<OrgId[]> {
  const rows = await db
    .selectFrom("logs")
    .leftJoin("heads", (on) =>
      on.onRef("heads.org", "=", "logs.org").on("heads.in_hour", "is not", null),
    )
    .select("logs.org")
    .where("logs.log", "=", Buffer.from(idBytes(rosterLog)))
    .where("logs.size", ">", "0")
    .where((is) => is.or([is("heads.in_hour", "is", null), is("heads.in_hour", "<", hour)]))
    .execute();
  return rows.map((row) => idFrom.org(row.org));
}

/** A line to be appended. */
export interface NewLine {
  /** The heads log's size with it. */
  readonly size: number;
  /** What its leaf completes. [Note: Proofs from what each leaf completes] */
  readonly nodes: readonly Hash[];
  readonly changed: readonly LogHead[];
  readonly list: readonly LogHead[];
  readonly note: string;
  readonly inHour: Date;
}

/** Lines that keep note and list although nobody has cosigned them: a witness may be at it. */
const kept = 3;

/**
 * Appends a line, if its place is free; false where another server was faster. Earlier lines let go of what they need
 * no longer, in the same statement.
 */
export async function appendLine(db: Db, org: OrgId, line: NewLine): Promise<boolean> {
  const { rows } = await sql`
    WITH made AS (
      INSERT INTO heads (org, size, nodes, changed, list, note, in_hour)
      VALUES (${bytes(org)}, ${line.size}, ${Buffer.from(concat(...line.nodes))},
        ${writeList(line.changed)}, ${writeList(line.list)}, ${line.note}, ${line.inHour})
      ON CONFLICT DO NOTHING RETURNING org, size),
    earlier AS (
      UPDATE heads SET in_hour = NULL,
        list = CASE WHEN cosigned > 0 OR heads.size > made.size - ${kept} THEN list END,
        note = CASE WHEN cosigned > 0 OR heads.size > made.size - ${kept} THEN note END
      FROM made
      WHERE heads.org = made.org AND heads.size < made.size AND heads.note IS NOT NULL)
    SELECT size FROM made`.execute(db);
  return rows.length > 0;
}

/**
 * Adds a witness' line to the note of a size, if the note is still what it was; false otherwise. Older lines that have
 * no more cosignatures than this one now has are needed by nobody.
 */
export async function addCosignature(
  db: Db,
  org: OrgId,
  change: {
    readonly size: number;
    readonly old: string;
    readonly note: string;
    readonly cosigned: number;
  },
): Promise<boolean> {
  const done = await db
    .updateTable("heads")
    .set({ note: change.note, cosigned: change.cosigned })
    .where("org", "=", bytes(org))
    .where("size", "=", change.size)
    .where("note", "=", change.old)
    .executeTakeFirst();
  if (done.numUpdatedRows === 0n) return false;
  await db
    .updateTable("heads")
    .set({ note: null, list: null })
    .where("org", "=", bytes(org))
    .where("size", "<", change.size)
    .where("note", "is not", null)
    .where("cosigned", "<=", change.cosigned)
    .execute();
  return true;
}

/** The roots of these perfect subtrees of the heads log, in the order asked; undefined if one is not there. */
export async function subtreeRoots(
  db: Db,
  org: OrgId,
  subtrees: readonly Subtree[],
): Promise<Hash[] | undefined> {
  if (subtrees.length === 0) return [];
  const rows = await db
    .selectFrom("heads")
    .select(["size", "nodes"])
    .where("org", "=", bytes(org))
    .where("size", "in", [...new Set(subtrees.map(({ position }) => position + 1))])
    .execute();
  const nodes = new Map(rows.map((row) => [row.size - 1, row.nodes]));
  const roots = subtrees.map(({ position, level }) =>
    nodes.get(position)?.subarray(level * 32, level * 32 + 32),
  );
  return roots.every((root) => root?.length === 32) ? (roots as Uint8Array[] as Hash[]) : undefined;
}

/** What each line changed, from a position on. */
export async function changesFrom(
  db: Db,
  org: OrgId,
  range: { readonly from: number; readonly most: number },
): Promise<(readonly LogHead[])[]> {
  const rows = await db
    .selectFrom("heads")
    .select("changed")
    .where("org", "=", bytes(org))
    .where("size", ">", range.from)
    .where("size", "<=", range.from + range.most)
    .orderBy("size")
    .execute();
  return rows.map((row) => readList(row.changed));
}

const writeList = (list: readonly LogHead[]): Buffer =>
  Buffer.from(writeHeads(new Writer(), list).done());

function readList(stored: Uint8Array | null): LogHead[] {
  const list = stored && parse(stored, readHeads);
  if (!list) throw new Error("a stored list of heads cannot be read");
  return list;
}
