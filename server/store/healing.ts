import { sql } from "kysely";
import { type LogId, type OrgId, idBytes } from "#crypto/verify";
import type { Db } from "./logs.ts";

const bytes = (id: OrgId | LogId): Buffer => Buffer.from(idBytes(id));

/** The civil date since when an organisation's server asks for what it lost; undefined where it does not. */
export async function healingSince(db: Db, org: OrgId): Promise<string | undefined> {
  const row = await db
    .selectFrom("healing")
    .select(sql<string>`since::text`.as("since"))
    .where("org", "=", bytes(org))
    .executeTakeFirst();
  return row?.since;
}

/** Begins to ask: for one organisation, or for every one that there is. */
export async function beginHealing(db: Db, org?: OrgId): Promise<void> {
  const found = sql`SELECT DISTINCT org, current_date FROM logs WHERE size > 0`;
  const rows = org === undefined ? found : sql`VALUES (${bytes(org)}::bytea, current_date)`;
  await sql`INSERT INTO healing (org, since) ${rows} ON CONFLICT DO NOTHING`.execute(db);
}

/** What was lost is back, or signed for: nothing more is asked for. */
export async function endHealing(db: Db, org: OrgId): Promise<void> {
  await db.deleteFrom("healing").where("org", "=", bytes(org)).execute();
  await db.deleteFrom("claims").where("org", "=", bytes(org)).execute();
}

/** Keeps that a log was once signed to be so large, if nobody has shown a larger head of it. */
export async function keepClaim(
  db: Db,
  org: OrgId,
  claim: { readonly log: LogId; readonly size: number; readonly acknowledgement: Uint8Array },
): Promise<void> {
  const { log, size, acknowledgement } = claim;
  await sql`INSERT INTO claims (org, log, size, acknowledgement)
    VALUES (${bytes(org)}, ${bytes(log)}, ${size}, ${Buffer.from(acknowledgement)})
    ON CONFLICT (org, log) DO UPDATE SET size = excluded.size, acknowledgement = excluded.acknowledgement
    WHERE claims.size < excluded.size`.execute(db);
}

/** The claims of an organisation, as they were shown. */
export async function claimsOf(db: Db, org: OrgId): Promise<readonly Uint8Array[]> {
  const rows = await db
    .selectFrom("claims")
    .select("acknowledgement")
    .where("org", "=", bytes(org))
    .orderBy("log")
    .execute();
  return rows.map((row) => row.acknowledgement);
}
