import type { Kysely } from "kysely";
import {
  type LogId,
  type OrgId,
  Writer,
  appendLeaf,
  emptyFrontier,
  headOf,
  idBytes,
  leafHash,
  parseCommit,
  hasEnvelope,
} from "#crypto";
import type { Tables } from "#server/store/tables.ts";

const bytesOf = (id: OrgId | LogId): Buffer => Buffer.from(idBytes(id));

/** Writes a log into the database's tables as it is, past every check, in place of what stood there. */
export async function storeLog(
  db: Kysely<Tables>,
  org: OrgId,
  log: LogId,
  commits: readonly Uint8Array[],
): Promise<void> {
  let frontier = emptyFrontier;
  for (const bytes of commits) frontier = appendLeaf(frontier, leafHash(bytes));
  const { size, root } = headOf(frontier);
  const head = { size: String(size), root: Buffer.from(root), mark: null };
  const { id } = await db
    .insertInto("logs")
    .values({ org: bytesOf(org), log: bytesOf(log), ...head })
    .onConflict((conflict) => conflict.columns(["org", "log"]).doUpdateSet(head))
    .returning("id")
    .executeTakeFirstOrThrow();
  await db.deleteFrom("commits").where("log", "=", id).execute();
  for (const [position, bytes] of commits.entries()) {
    const row = { log: id, position, arrived_on: null, bytes: Buffer.from(bytes) };
    await db
      .insertInto("commits")
      .values({ ...row, envelopes: Buffer.from(withoutEnvelopes(bytes)) })
      .execute();
  }
}

/** As many empty envelopes as the commit's leaves have. */
function withoutEnvelopes(bytes: Uint8Array): Uint8Array {
  const commit = parseCommit(bytes);
  const leaves = commit.ok && commit.value.items.is === "leaves" ? commit.value.items.leaves : [];
  const sealed = leaves.filter(({ kind }) => hasEnvelope(kind));
  return new Writer().list(sealed, (w) => w.block(new Uint8Array(0))).done();
}
