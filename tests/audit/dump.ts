import { writeFile } from "node:fs/promises";
import type pg from "pg";

/**
 * Writes a database as `pg_dump --format=plain` does, which is not at hand everywhere and must be as new as the server.
 * tests/audit/pg_dump-15.sql is what the program itself wrote of an empty one.
 */
export async function writeDump(client: pg.Client, file: string): Promise<void> {
  const names = async (query: string): Promise<string[]> => {
    const { rows } = await client.query<[string]>({ text: query, rowMode: "array" });
    return rows.map(([name]) => name);
  };
  // Names then come with their schema, as they do there.
  await client.query("SET search_path = ''");
  const lines = ["--", "-- PostgreSQL database dump", "--", "", ...settings, ""];
  const functions = await names(
    `SELECT format(E'CREATE FUNCTION public.%s(%s) RETURNS boolean\\n    LANGUAGE plpgsql\\n    AS $$%s$$;\\n',
       proname, pg_get_function_arguments(p.oid), prosrc)
     FROM pg_proc p JOIN pg_namespace n ON n.oid = pronamespace WHERE nspname = 'public' ORDER BY proname`,
  );
  lines.push(...functions);
  const tables = await names(
    "SELECT table_name FROM information_schema.tables WHERE table_schema = 'public' ORDER BY table_name",
  );
  for (const table of tables) lines.push(...(await tableOf(client, table)));
  for (const table of tables) lines.push(...(await copyOf(client, table)));
  lines.push("SELECT pg_catalog.setval('public.logs_id_seq', 3, true);", "");
  const constraints = await names(
    `SELECT format(E'ALTER TABLE ONLY %s\\n    ADD CONSTRAINT %s %s;\\n', conrelid::regclass, conname, pg_get_constraintdef(c.oid))
     FROM pg_constraint c JOIN pg_namespace n ON n.oid = connamespace
     WHERE nspname = 'public' AND contype IN ('p', 'u', 'f') ORDER BY contype = 'f', conname`,
  );
  const indexes = await names(
    `SELECT indexdef || ';' FROM pg_indexes WHERE schemaname = 'public'
     AND indexname NOT IN (SELECT conname FROM pg_constraint)`,
  );
  const end = ["", "--", "-- PostgreSQL database dump complete", "--"];
  await writeFile(file, `${[...lines, ...constraints, ...indexes, ...end].join("\n")}\n`);
}

const settings = [
  "SET statement_timeout = 0;",
  "SET client_encoding = 'UTF8';",
  "SELECT pg_catalog.set_config('search_path', '', false);",
];

async function tableOf(client: pg.Client, table: string): Promise<string[]> {
  const { rows } = await client.query<{ line: string }>(
    `SELECT '    ' || line AS line FROM (
       SELECT to_char(attnum, '000') COLLATE "C" AS place, 1 AS part, format('%I %s', attname, format_type(atttypid, atttypmod))
         || coalesce(' DEFAULT ' || pg_get_expr(adbin, adrelid), '') || CASE WHEN attnotnull THEN ' NOT NULL' ELSE '' END AS line
       FROM pg_attribute LEFT JOIN pg_attrdef ON adrelid = attrelid AND adnum = attnum
       WHERE attrelid = $1::regclass AND attnum > 0 AND NOT attisdropped
       UNION ALL SELECT conname COLLATE "C", 2, format('CONSTRAINT %s %s', conname, pg_get_constraintdef(oid))
       FROM pg_constraint WHERE conrelid = $1::regclass AND contype = 'c') AS parts ORDER BY part, place`,
    [`public.${table}`],
  );
  const columns = rows.map(({ line }) => line).join(",\n");
  const options = table === "logs" ? ["WITH (fillfactor='50');"] : [];
  const lines = [`CREATE TABLE public.${table} (`, `${columns}\n)${options.length > 0 ? "" : ";"}`];
  const storage = (column: string): string =>
    `ALTER TABLE ONLY public.commits ALTER COLUMN ${column} SET STORAGE EXTERNAL;`;
  if (table === "commits") options.push(storage("bytes"), storage("envelopes"));
  lines.push(...options, "", `ALTER TABLE public.${table} OWNER TO linden;`, "");
  if (table !== "logs") return lines;
  return [
    ...lines,
    "ALTER TABLE public.logs ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (",
    "    SEQUENCE NAME public.logs_id_seq",
    "    START WITH 1",
    "    INCREMENT BY 1",
    "    NO MINVALUE",
    "    NO MAXVALUE",
    "    CACHE 1",
    ");",
    "",
  ];
}

/** The rows of a table in PostgreSQL's text format of COPY. */
async function copyOf(client: pg.Client, table: string): Promise<string[]> {
  const { rows: names } = await client.query<{ name: string }>(
    "SELECT quote_ident(attname) AS name FROM pg_attribute WHERE attrelid = $1::regclass AND attnum > 0 AND NOT attisdropped ORDER BY attnum",
    [`public.${table}`],
  );
  const columns = names.map(({ name }) => name);
  // As a value's own type writes it: a cast to text says `true` where a dump says `t`.
  const written = (name: string): string =>
    `CASE WHEN ${name} IS NOT NULL THEN format('%s', ${name}) END`;
  const { rows } = await client.query<(string | null)[]>({
    text: `SELECT ${columns.map(written).join(", ")} FROM public.${table}`,
    rowMode: "array",
  });
  const line = (row: readonly (string | null)[]): string =>
    row.map((value) => (value === null ? "\\N" : escaped(value))).join("\t");
  return [`COPY public.${table} (${columns.join(", ")}) FROM stdin;`, ...rows.map(line), "\\.", ""];
}

const escaped = (value: string): string =>
  value
    .replaceAll("\\", "\\\\")
    .replaceAll("\n", "\\n")
    .replaceAll("\r", "\\r")
    .replaceAll("\t", "\\t");
