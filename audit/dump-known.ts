/** The columns of each table, as a dump orders and quotes them. */
export const copied: Readonly<Record<string, string>> = {
  accounts: "login_id, org, member, salt, auth_hash, bundle_version, generation, bundle",
  boxes: "org, vault, epoch, member, generation, bytes",
  challenges: "nonce, expires_at",
  claims: "org, log, size, acknowledgement",
  commits: 'log, "position", arrived_on, bytes, envelopes',
  heads: "org, size, nodes, changed, list, note, cosigned, in_hour",
  healing: "org, since",
  kysely_migration: 'name, "timestamp"',
  kysely_migration_lock: "id, is_locked",
  logs: "id, org, log, size, root, mark",
  prunes: "log, envelope_hash, due_on",
  server_mark: "one, log_key, secrets_check, cluster",
  sessions: "token_hash, org, member, generation, invite, witness, ends_at, idle_at, closed",
};

const length = (table: string, column: string, bytes: number): string =>
  `CONSTRAINT ${table}_${column}_check CHECK ((octet_length(${column}) = ${bytes}))`;

/** What stands between the brackets of each CREATE TABLE, on one line. */
export const tables: Readonly<Record<string, string>> = {
  accounts: `login_id text NOT NULL, org bytea NOT NULL, member bytea NOT NULL, salt bytea NOT NULL, auth_hash text NOT NULL, bundle_version integer NOT NULL, generation integer NOT NULL, bundle bytea NOT NULL, CONSTRAINT accounts_login_id_check CHECK ((login_id ~ '^[a-z0-9-]{3,32}$'::text)), ${length("accounts", "salt", 16)}`,
  boxes: `org bytea NOT NULL, vault bytea NOT NULL, epoch integer NOT NULL, member bytea NOT NULL, generation integer NOT NULL, bytes bytea NOT NULL, ${length("boxes", "bytes", 112)}`,
  challenges: `nonce bytea NOT NULL, expires_at timestamp with time zone NOT NULL, ${length("challenges", "nonce", 32)}`,
  claims:
    "org bytea NOT NULL, log bytea NOT NULL, size bigint NOT NULL, acknowledgement bytea NOT NULL",
  commits:
    'log integer NOT NULL, "position" integer NOT NULL, arrived_on date, bytes bytea NOT NULL, envelopes bytea NOT NULL',
  heads: `org bytea NOT NULL, size integer NOT NULL, nodes bytea NOT NULL, changed bytea NOT NULL, list bytea, note text, cosigned smallint DEFAULT 0 NOT NULL, in_hour timestamp with time zone, ${length("heads", "org", 32)}, CONSTRAINT heads_size_check CHECK ((size > 0))`,
  healing: `org bytea NOT NULL, since date NOT NULL, ${length("healing", "org", 32)}`,
  kysely_migration:
    'name character varying(255) NOT NULL, "timestamp" character varying(255) NOT NULL',
  kysely_migration_lock: "id character varying(255) NOT NULL, is_locked integer DEFAULT 0 NOT NULL",
  logs: `id integer NOT NULL, org bytea NOT NULL, log bytea NOT NULL, size bigint DEFAULT 0 NOT NULL, root bytea NOT NULL, mark bytea, ${length("logs", "log", 16)}, ${length("logs", "org", 32)}, ${length("logs", "root", 32)}`,
  prunes: `log integer NOT NULL, envelope_hash bytea NOT NULL, due_on date NOT NULL, ${length("prunes", "envelope_hash", 32)}`,
  server_mark:
    "one boolean DEFAULT true NOT NULL, log_key bytea NOT NULL, secrets_check bytea NOT NULL, cluster text, CONSTRAINT server_mark_one_check CHECK (one)",
  sessions: `token_hash bytea NOT NULL, org bytea NOT NULL, member bytea, generation integer, invite bytea, witness bytea, ends_at timestamp with time zone NOT NULL, idle_at timestamp with time zone NOT NULL, closed boolean DEFAULT false NOT NULL, CONSTRAINT sessions_check CHECK ((num_nonnulls(member, invite, witness) = 1)), ${length("sessions", "token_hash", 32)}`,
};

/** Keys, by the table and the name of each. */
export const constraints: Readonly<Record<string, string>> = {
  "accounts accounts_org_member_key": "UNIQUE (org, member)",
  "accounts accounts_pkey": "PRIMARY KEY (login_id)",
  "boxes boxes_pkey": "PRIMARY KEY (org, vault, epoch, member, generation)",
  "challenges challenges_pkey": "PRIMARY KEY (nonce)",
  "claims claims_pkey": "PRIMARY KEY (org, log)",
  "commits commits_pkey": 'PRIMARY KEY (log, "position")',
  "heads heads_pkey": "PRIMARY KEY (org, size)",
  "healing healing_pkey": "PRIMARY KEY (org)",
  "kysely_migration_lock kysely_migration_lock_pkey": "PRIMARY KEY (id)",
  "kysely_migration kysely_migration_pkey": "PRIMARY KEY (name)",
  "logs logs_org_log_key": "UNIQUE (org, log)",
  "logs logs_pkey": "PRIMARY KEY (id)",
  "prunes prunes_pkey": "PRIMARY KEY (log, envelope_hash)",
  "server_mark server_mark_pkey": "PRIMARY KEY (one)",
  "sessions sessions_pkey": "PRIMARY KEY (token_hash)",
  "commits commits_log_fkey": "FOREIGN KEY (log) REFERENCES public.logs(id)",
  "prunes prunes_log_fkey": "FOREIGN KEY (log) REFERENCES public.logs(id)",
};

/** The arguments of each function, with and without their names, and SHA-256 over its body on one line. */
export const functions = {
  append_commits: {
    named:
      "of_org bytea, roster_size bigint, log_ids integer[], old_sizes bigint[], new_sizes bigint[], new_roots bytea[], new_marks bytea[], commit_logs integer[], positions integer[], commit_bytes bytea[], commit_envelopes bytea[], notice text",
    body: "1d81803e01e649ba4d90a184b215decfff0c88c52d6d3ec171671695ba2c0786",
  },
  check_fences: {
    named: "of_org bytea, fenced bytea[], sizes bigint[], leavers bytea[]",
    body: "5ca6ea4bf3be9c6b8d63949befd00853d096c7dd8449be5b17b0a41b7196578c",
  },
} as const;

const typesOf = (named: string): string => named.replaceAll(/\w+ (\w+(?:\[\])?)/g, "$1");
/** Every table, function, sequence and index that a line may be about. */
const signatures = Object.entries(functions).flatMap(([name, { named }]) => [
  `${name}(${named})`,
  `${name}(${typesOf(named)})`,
]);

/** The beginning of each CREATE FUNCTION, up to its body, on one line. */
export const functionHeads: ReadonlyMap<string, string> = new Map(
  Object.entries(functions).map(([name, { named, body }]) => [
    `CREATE FUNCTION public.${name}(${named}) RETURNS boolean LANGUAGE plpgsql AS`,
    body,
  ]),
);

/** The statements that make the tables, each on one line; each stands in a dump once. */
export const statements: ReadonlySet<string> = new Set([
  ...Object.entries(tables).map(
    ([name, columns]) =>
      `CREATE TABLE public.${name} ( ${columns} )${name === "logs" ? " WITH (fillfactor='50')" : ""};`,
  ),
  ...["bytes", "envelopes"].map(
    (name) => `ALTER TABLE ONLY public.commits ALTER COLUMN ${name} SET STORAGE EXTERNAL;`,
  ),
  "ALTER TABLE public.logs ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY ( SEQUENCE NAME public.logs_id_seq START WITH 1 INCREMENT BY 1 NO MINVALUE NO MAXVALUE CACHE 1 );",
  ...Object.entries(constraints).map(([names, rule]) => {
    const [table, name] = names.split(" ");
    return `ALTER TABLE ONLY public.${table} ADD CONSTRAINT ${name} ${rule};`;
  }),
  "CREATE INDEX heads_read ON public.heads USING btree (org, size) WHERE (note IS NOT NULL);",
]);

/** What is said once or more often, and names nothing. */
export const settings: ReadonlySet<string> = new Set([
  "SET statement_timeout = 0;",
  "SET lock_timeout = 0;",
  "SET idle_in_transaction_session_timeout = 0;",
  "SET transaction_timeout = 0;",
  "SET client_encoding = 'UTF8';",
  "SET standard_conforming_strings = on;",
  "SELECT pg_catalog.set_config('search_path', '', false);",
  "SET check_function_bodies = false;",
  "SET xmloption = content;",
  "SET client_min_messages = warning;",
  "SET row_security = off;",
  "SET default_tablespace = '';",
  "SET default_table_access_method = heap;",
  "CREATE SCHEMA public;",
  "DROP SCHEMA IF EXISTS public;",
  "COMMENT ON SCHEMA public IS 'standard public schema';",
]);

const either = (names: readonly string[]): string =>
  `(?:${names.map((name) => name.replaceAll(/[()[\]]/g, "\\$&")).join("|")})`;

const name = '([a-z_][a-z0-9_]{0,62}|"[A-Za-z0-9_.@-]{1,63}")';
const thing = `(?:(?:TABLE|SEQUENCE|FUNCTION) )?public\\.${either([...Object.keys(tables), "logs_id_seq", ...signatures])}`;
const rights = "[A-Z]+(?:,[A-Z]+)*";
const key = `public\\.${either(Object.keys(tables))} DROP CONSTRAINT (?:IF EXISTS )?${either(Object.keys(constraints).map((one) => one.split(" ")[1] ?? ""))}`;

/** Statements about users of the database, its own name and counters. What is caught is a name that the operator gave. */
export const patterns: readonly RegExp[] = [
  `SELECT pg_catalog\\.setval\\('public\\.logs_id_seq', \\d{1,10}, (?:true|false)\\);`,
  `ALTER (?:TABLE|SEQUENCE|FUNCTION) public\\.${either([...Object.keys(tables), "logs_id_seq", ...signatures])} OWNER TO ${name};`,
  `ALTER SCHEMA public OWNER TO ${name};`,
  `GRANT ${rights} ON (?:${thing}|SCHEMA public) TO ${name}(?: WITH GRANT OPTION)?;`,
  `REVOKE ${rights} ON (?:${thing}|SCHEMA public) FROM ${name};`,
  `REVOKE USAGE ON SCHEMA public FROM PUBLIC;`,
  `(?:GRANT|REVOKE) ${rights} ON (?:${thing}|SCHEMA public) (?:TO|FROM) PUBLIC;`,
  `CREATE DATABASE ${name} WITH TEMPLATE = template0 ENCODING = 'UTF8'(?: LOCALE_PROVIDER = (?:libc|icu|builtin))?(?: (?:LOCALE|LC_COLLATE|LC_CTYPE|BUILTIN_LOCALE|ICU_LOCALE) = '[A-Za-z]{1,3}(?:[_.-][A-Za-z0-9]{1,6}){0,3}')*;`,
  `ALTER DATABASE ${name} OWNER TO ${name};`,
  `DROP DATABASE (?:IF EXISTS )?${name};`,
  `DROP (?:TABLE|FUNCTION|INDEX) (?:IF EXISTS )?public\\.${either([...Object.keys(tables), "heads_read", ...signatures])};`,
  `ALTER TABLE (?:IF EXISTS )?(?:ONLY )?${key};`,
  `ALTER TABLE (?:IF EXISTS )?public\\.logs ALTER COLUMN id DROP IDENTITY(?: IF EXISTS)?;`,
  `\\\\connect (?:-reuse-previous=on )?${name}`,
].map((like) => new RegExp(`^${like}$`));

const about = either([
  ...Object.keys(tables),
  ...Object.keys(constraints),
  ...signatures,
  "logs_id_seq",
  "heads_read",
  "public",
]);
const maker = "(?:Debian|Ubuntu|Homebrew|Postgres\\.app)";

/** Comments, of which pg_dump writes one over each statement. */
export const comments: readonly RegExp[] = [
  "--",
  "-- PostgreSQL database dump(?: complete)?",
  `-- Dumped (?:from database|by pg_dump) version \\d{2}(?:\\.\\d{1,2}|(?:beta|rc)\\d)(?: \\(${maker}(?: \\d[0-9a-z.+~-]{0,40})?\\))?`,
  "-- (?:Started|Completed) on \\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d(?: [A-Z]{1,5}| [+-]\\d\\d)?",
  "-- TOC entry \\d+ \\(class \\d+ OID \\d+\\)",
  "-- Dependencies: \\d+(?: \\d+)*",
  `-- (?:Data for )?Name: (?:(?:TABLE|SEQUENCE|FUNCTION|SCHEMA) )?${about}; Type: [A-Z ]{3,16}; Schema: (?:public|-); Owner: (?:${name}|-)?`,
  `-- Name: ${name}; Type: DATABASE; Schema: -; Owner: ${name}`,
].map((like) => new RegExp(`^${like}$`));
