import { type Kysely, sql } from "kysely";
import { equal, err, ok, type Result } from "#crypto/verify";
import { makeSecrets, markOf, readSecrets, type Secrets } from "./secrets.ts";

/**
 * Secrets and database belong together: with another log key every client would raise an alarm, with
 * another pepper nobody could log in. So the database keeps a mark of its secrets, the first start with a
 * new database makes both, and a start with the wrong pair is refused. The error is a sentence.
 */
export async function matchSecrets<Tables>(
  db: Kysely<Tables>,
  file: string,
): Promise<Result<Secrets, string>> {
  const kept = await keptMark(db);
  let read = await readSecrets(file);
  if (!read.ok && read.error.is === "missing" && kept === undefined) {
    const made = await makeSecrets(file);
    if (!made.ok) return made;
    read = await readSecrets(file);
  }
  if (!read.ok && read.error.is === "unusable") return err(read.error.says);
  if (!read.ok) {
    return err(
      `The database belongs to the log key ${short(kept?.log_key)}, but there is no secrets file at ${file}. ` +
        "Restore it from a backup, or name it with SECRETS_FILE.",
    );
  }
  const secrets = read.value;
  const mark = markOf(secrets);
  await sql`INSERT INTO server_mark (log_key, secrets_check) VALUES (${mark.logKey}, ${mark.check})
            ON CONFLICT DO NOTHING`.execute(db);
  const agreed = await keptMark(db);
  if (
    agreed !== undefined &&
    equal(agreed.log_key, mark.logKey) &&
    equal(agreed.secrets_check, mark.check)
  ) {
    return ok(secrets);
  }
  return err(
    `The secrets in ${file} (log key ${short(mark.logKey)}) do not belong to this database ` +
      `(log key ${short(agreed?.log_key)}). Name the right file with SECRETS_FILE, or the right database.`,
  );
}

interface MarkRow {
  readonly log_key: Uint8Array;
  readonly secrets_check: Uint8Array;
}

async function keptMark<Tables>(db: Kysely<Tables>): Promise<MarkRow | undefined> {
  const { rows } = await sql<MarkRow>`SELECT log_key, secrets_check FROM server_mark`.execute(db);
  return rows[0];
}

const short = (key: Uint8Array | undefined): string =>
  key === undefined ? "none" : `${Buffer.from(key).toString("hex").slice(0, 16)}…`;
