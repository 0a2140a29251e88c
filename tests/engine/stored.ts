import pg from "pg";
import { parseCommit } from "#crypto";

/** One public line of a record's version. */
export interface StoredLeaf {
  readonly record: string;
  readonly version: number;
  readonly kind: string;
}

/** The public line of every version of every record that stands in the database, in order. */
export async function storedLeaves(databaseUrl: string): Promise<readonly StoredLeaf[]> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  const { rows } = await client.query<{ bytes: Uint8Array }>(
    "SELECT bytes FROM commits ORDER BY log, position",
  );
  await client.end();
  return rows.flatMap(({ bytes }) => {
    const commit = parseCommit(bytes);
    return commit.ok && commit.value.items.is === "leaves" ? commit.value.items.leaves : [];
  });
}
