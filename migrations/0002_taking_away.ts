import { type Kysely, sql } from "kysely";

/** What taking away and its aftermath need: a check of fences at the moment of the append, and the list of bytes that go. */
export async function up<Tables>(db: Kysely<Tables>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  /* [Note: A fence and a commit at one time] Runs in the transaction of the append that fences, after the roster's row
     is locked. It locks the rows of the fenced logs, so a commit by the leaver either stands by then and is found here,
     or waits, finds another roster than its author named, and is refused. The author stands at a fixed place of a
     commit's bytes (docs/protocol.md §5). */
  `CREATE FUNCTION check_fences(of_org bytea, fenced bytea[], sizes bigint[], leavers bytea[])
   RETURNS boolean LANGUAGE plpgsql AS $$
   BEGIN
     PERFORM 1 FROM logs WHERE org = of_org AND log = ANY(fenced) ORDER BY id FOR UPDATE;
     IF EXISTS (
       SELECT 1 FROM unnest(fenced, sizes, leavers) AS f(log, size, leaver)
       LEFT JOIN logs AS l ON l.org = of_org AND l.log = f.log
       WHERE l.id IS NULL OR l.size < f.size OR EXISTS (
         SELECT 1 FROM commits AS c
         WHERE c.log = l.id AND c.position >= f.size AND substring(c.bytes from 98 for 16) = f.leaver))
     THEN RAISE EXCEPTION 'moved' USING ERRCODE = 'LN001'; END IF;
     RETURN true;
   END $$`,

  /* Envelopes that a prune has named, until their bytes are gone. */
  `CREATE TABLE prunes (
     log integer NOT NULL REFERENCES logs,
     envelope_hash bytea NOT NULL CHECK (octet_length(envelope_hash) = 32),
     due_on date NOT NULL,
     PRIMARY KEY (log, envelope_hash))`,
];
