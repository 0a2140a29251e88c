import { type Kysely, sql } from "kysely";
import type { Tables } from "./store/tables.ts";
import { beginHealing } from "./store/healing.ts";

/**
 * Whether this database has come from elsewhere since it was last served: out of a dump, which is in another cluster, or
 * by the promotion of a replica, which begins a timeline. A folder that was put back as it was cannot be told from one
 * that was never gone; there the operator says it (`--restored`). Either way every organisation is healed from here on.
 */
export async function noteRestored(
  db: Kysely<Tables>,
  { told = false }: { readonly told?: boolean } = {},
): Promise<boolean> {
  const now = await clusterOf(db);
  const mark = await db.selectFrom("server_mark").select("cluster").executeTakeFirst();
  const before = mark?.cluster ?? undefined;
  const moved = now !== undefined && before !== undefined && before !== now;
  if (moved || told) await beginHealing(db);
  if (now !== undefined) await db.updateTable("server_mark").set({ cluster: now }).execute();
  return moved || told;
}

/** Which cluster and timeline a database is in; undefined where its owner may not ask. */
async function clusterOf(db: Kysely<Tables>): Promise<string | undefined> {
  try {
    const { rows } = await sql<{ cluster: string }>`
      SELECT system_identifier || '/' || timeline_id AS cluster
      FROM pg_control_system(), pg_control_checkpoint()`.execute(db);
    return rows[0]?.cluster;
  } catch {
    return undefined;
  }
}
