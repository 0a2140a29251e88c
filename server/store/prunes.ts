import { sql } from "kysely";
import type { Hash } from "#crypto/verify";
import type { Db } from "./logs.ts";

/** An envelope of a log whose bytes are to go, and after how many days. */
export interface Prune {
  readonly log: number;
  readonly hash: Hash;
  readonly afterDays: number;
}

/** Writes down which envelopes are to go; one that is to go already goes on the earlier day. */
export async function keepPrunes(db: Db, prunes: readonly Prune[]): Promise<void> {
  if (prunes.length === 0) return;
  await sql`
    INSERT INTO prunes (log, envelope_hash, due_on)
    SELECT log, hash, min(current_date + days)
    FROM unnest(${prunes.map(({ log }) => log)}::integer[],
      ${prunes.map(({ hash }) => Buffer.from(hash))}::bytea[],
      ${prunes.map(({ afterDays }) => afterDays)}::integer[]) AS p(log, hash, days)
    GROUP BY log, hash
    ON CONFLICT (log, envelope_hash) DO UPDATE SET due_on = least(prunes.due_on, excluded.due_on)`.execute(
    db,
  );
}

/** The envelopes that are to go by now of the first log after `after`, by row id, that has any. */
export async function duePrunes(
  db: Db,
  after: number,
): Promise<{ readonly log: number; readonly hashes: readonly Uint8Array[] } | undefined> {
  const first = await db
    .selectFrom("prunes")
    .select("log")
    .where("due_on", "<=", sql<string>`current_date`)
    .where("log", ">", after)
    .orderBy("log")
    .limit(1)
    .executeTakeFirst();
  if (first === undefined) return undefined;
  const rows = await db
    .selectFrom("prunes")
    .select("envelope_hash")
    .where("log", "=", first.log)
    .where("due_on", "<=", sql<string>`current_date`)
    .execute();
  return { log: first.log, hashes: rows.map((row) => row.envelope_hash) };
}

/** Puts other envelopes in a commit's place. */
export async function keepEnvelopes(
  db: Db,
  at: { readonly log: number; readonly position: number },
  envelopes: Uint8Array,
): Promise<void> {
  await db
    .updateTable("commits")
    .set({ envelopes: Buffer.from(envelopes) })
    .where("log", "=", at.log)
    .where("position", "=", at.position)
    .execute();
}

/** Strikes off what has gone. */
export async function endPrunes(db: Db, log: number, hashes: readonly Uint8Array[]): Promise<void> {
  await db
    .deleteFrom("prunes")
    .where("log", "=", log)
    .where(
      "envelope_hash",
      "in",
      hashes.map((hash) => Buffer.from(hash)),
    )
    .execute();
}
