import { type Kysely, sql } from "kysely";

/**
 * Everything that the server keeps; server/contract/manifest.ts says of each column what it is and what can be
 * guessed from it. Ciphertext columns are stored as they come (EXTERNAL): it does not compress.
 */
export async function up<Tables>(db: Kysely<Tables>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  `CREATE TABLE server_mark (
     one boolean PRIMARY KEY DEFAULT true CHECK (one),
     log_key bytea NOT NULL,
     secrets_check bytea NOT NULL)`,

  `CREATE TABLE logs (
     id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
     org bytea NOT NULL CHECK (octet_length(org) = 32),
     log bytea NOT NULL CHECK (octet_length(log) = 16),
     size bigint NOT NULL DEFAULT 0,
     root bytea NOT NULL CHECK (octet_length(root) = 32),
     mark bytea,
     UNIQUE (org, log)) WITH (fillfactor = 50)`,

  `CREATE TABLE commits (
     log integer NOT NULL REFERENCES logs,
     position integer NOT NULL,
     arrived_on date,
     bytes bytea NOT NULL,
     envelopes bytea NOT NULL,
     PRIMARY KEY (log, position))`,

  // A statement of its own, because CREATE TABLE knows STORAGE only from PostgreSQL 16 on.
  `ALTER TABLE commits
     ALTER COLUMN bytes SET STORAGE EXTERNAL,
     ALTER COLUMN envelopes SET STORAGE EXTERNAL`,

  `CREATE TABLE boxes (
     org bytea NOT NULL,
     vault bytea NOT NULL,
     epoch integer NOT NULL,
     member bytea NOT NULL,
     generation integer NOT NULL,
     bytes bytea NOT NULL CHECK (octet_length(bytes) = 112),
     PRIMARY KEY (org, vault, epoch, member, generation))`,

  `CREATE TABLE accounts (
     login_id text PRIMARY KEY CHECK (login_id ~ '^[a-z0-9-]{3,32}$'),
     org bytea NOT NULL,
     member bytea NOT NULL,
     salt bytea NOT NULL CHECK (octet_length(salt) = 16),
     auth_hash text NOT NULL,
     bundle_version integer NOT NULL,
     generation integer NOT NULL,
     bundle bytea NOT NULL,
     UNIQUE (org, member))`,

  `CREATE TABLE challenges (
     nonce bytea PRIMARY KEY CHECK (octet_length(nonce) = 32),
     expires_at timestamptz NOT NULL)`,

  `CREATE TABLE sessions (
     token_hash bytea PRIMARY KEY CHECK (octet_length(token_hash) = 32),
     org bytea NOT NULL,
     member bytea,
     generation integer,
     invite bytea,
     witness bytea,
     ends_at timestamptz NOT NULL,
     idle_at timestamptz NOT NULL,
     closed boolean NOT NULL DEFAULT false,
     CHECK (num_nonnulls(member, invite, witness) = 1))`,

  /* The organisation's heads log, one row a line; `size` is the log's with it. `nodes`: [Note: Proofs from what each
     leaf completes]. `changed` is what the line has otherwise than the one before; the whole list and the signed note
     stand only where a reader may still need them, and the hour of a line only on the newest. */
  `CREATE TABLE heads (
     org bytea NOT NULL CHECK (octet_length(org) = 32),
     size integer NOT NULL CHECK (size > 0),
     nodes bytea NOT NULL,
     changed bytea NOT NULL,
     list bytea,
     note text,
     cosigned smallint NOT NULL DEFAULT 0,
     in_hour timestamptz,
     PRIMARY KEY (org, size))`,

  `CREATE INDEX heads_read ON heads (org, size) WHERE note IS NOT NULL`,

  /* [Note: One statement for an append] The function moves every log of an append on from exactly the size its
     writer saw, or none of them: the update of a log's row is both its lock and its compare-and-swap, in the order
     of ids so that two appends cannot wait for each other. Only then, with a new snapshot, is the roster's size
     compared: a removal that committed in between has changed it, and one that comes later waits for these rows. */
  `CREATE FUNCTION append_commits(
     of_org bytea, roster_size bigint,
     log_ids integer[], old_sizes bigint[], new_sizes bigint[], new_roots bytea[], new_marks bytea[],
     commit_logs integer[], positions integer[], commit_bytes bytea[], commit_envelopes bytea[],
     notice text) RETURNS boolean LANGUAGE plpgsql AS $$
   DECLARE moved integer := 0;
   BEGIN
     FOR i IN 1 .. cardinality(log_ids) LOOP
       UPDATE logs SET size = new_sizes[i], root = new_roots[i], mark = new_marks[i]
         WHERE id = log_ids[i] AND size = old_sizes[i];
       IF NOT FOUND THEN RAISE EXCEPTION 'moved' USING ERRCODE = 'LN001'; END IF;
     END LOOP;
     PERFORM 1 FROM logs WHERE org = of_org AND log = '\\x00000000000000000000000000000000' AND size = roster_size;
     IF NOT FOUND THEN RAISE EXCEPTION 'moved' USING ERRCODE = 'LN001'; END IF;
     INSERT INTO commits (log, position, arrived_on, bytes, envelopes)
       SELECT l, p, current_date, b, e
       FROM unnest(commit_logs, positions, commit_bytes, commit_envelopes) AS c(l, p, b, e);
     PERFORM pg_notify('linden', notice);
     RETURN true;
   END $$`,
];
