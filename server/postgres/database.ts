import { Kysely, PostgresDialect } from "kysely";
import pg from "pg";

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
