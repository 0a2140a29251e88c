import { type Kysely, sql } from "kysely";

/** What a server needs to say of itself that it was restored from a backup, and to take back what it lost. */
export async function up<Tables>(db: Kysely<Tables>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  // Which PostgreSQL this database was in when it was served last: a restored dump and a promoted replica are in another.
  `ALTER TABLE server_mark ADD COLUMN cluster text`,

  /* Organisations whose logs may have lost their ends. */
  `CREATE TABLE healing (
     org bytea PRIMARY KEY CHECK (octet_length(org) = 32),
     since date NOT NULL)`,

  /* For each log the largest head that was once signed, was shown to the server since, and is not here. */
  `CREATE TABLE claims (
     org bytea NOT NULL,
     log bytea NOT NULL,
     size bigint NOT NULL,
     acknowledgement bytea NOT NULL,
     PRIMARY KEY (org, log))`,
];
