import { Kysely, PostgresDialect, sql } from "kysely";
import pg from "pg";
import { err, ok, type Result } from "#crypto/verify";

/**
 * A pool of connections with its query builder. A connection that breaks while idle is dropped and replaced;
 * one that breaks in use fails its query, and `isConnectionLost` tells that apart from a fault of ours.
 */
export function openDatabase<Tables>(url: string, connections = 10): Kysely<Tables> {
  const pool = new pg.Pool({
    connectionString: url,
    max: connections,
    connectionTimeoutMillis: 5_000,
    application_name: "linden",
  });
  pool.on("error", () => undefined);
  // The pool listens only to idle connections; one that breaks between two queries must not end the process.
  pool.on("connect", (client) => client.on("error", () => undefined));
  return new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) });
}

/** What the network, or a database that starts or ends, answers with. PostgreSQL, appendix A: classes 08 and 57P. */
const lostCodes = /^(?:08...|57P0[1-5]|ECONN\w+|ENOENT|EPIPE|ETIMEDOUT|EHOSTUNREACH|EAI_AGAIN)$/;
const lostWords =
  /connection terminated|timeout exceeded when trying to connect|client has encountered a connection error/i;

/** Whether a query failed because the database was not there: worth trying again, and nobody's fault here. */
export function isConnectionLost(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const { code } = error as { code?: unknown };
  return (typeof code === "string" && lostCodes.test(code)) || lostWords.test(error.message);
}

/** The oldest release that the SQL is tested on. */
const oldestRelease = 15;

/** Whether a database answers and is new enough; the error is a sentence and holds no password. */
export async function checkRelease<Tables>(db: Kysely<Tables>): Promise<Result<void, string>> {
  try {
    const { rows } = await sql<Record<string, string>>`SHOW server_version_num`.execute(db);
    const release = Math.floor(Number(Object.values(rows[0] ?? {})[0]) / 10_000);
    if (release >= oldestRelease) return ok(undefined);
    return err(`The database runs PostgreSQL ${release}; Linden needs ${oldestRelease} or newer.`);
  } catch (error) {
    return err(
      `The database cannot be used: ${error instanceof Error ? error.message : String(error)}.`,
    );
  }
}
