import { writeFile } from "node:fs/promises";
import type pg from "pg";

const ours = "table_schema = 'public'";

/** Writes a database as `pg_dump --format=plain` does, which is not at hand everywhere and must be as new as the server. */
export async function writeDump(client: pg.Client, file: string): Promise<void> {
  const lines = ["--", "-- PostgreSQL database dump", "--", ""];
  const names = async (query: string): Promise<string[]> => {
    const { rows } = await client.query<[string]>({ text: query, rowMode: "array" });
    return rows.map(([name]) => name);
  };
  const functions = await names(
    "SELECT pg_get_functiondef(p.oid) FROM pg_proc p JOIN pg_namespace n ON n.oid = pronamespace WHERE nspname = 'public'",
  );
  lines.push(...functions.map((text) => text.replace("OR REPLACE ", "")), "");
  const tables = await names(
    `SELECT table_name FROM information_schema.tables WHERE ${ours} ORDER BY table_name`,
  );
  for (const table of tables) {
    const { rows } = await client.query<{ name: string; type: string; must: boolean }>(
      `SELECT attname AS name, format_type(atttypid, atttypmod) AS type, attnotnull AS must FROM pg_attribute
       WHERE attrelid = $1::regclass AND attnum > 0 AND NOT attisdropped ORDER BY attnum`,
      [`public.${table}`],
    );
    const columns = rows.map(
      ({ name, type, must }) => `    ${name} ${type}${must ? " NOT NULL" : ""}`,
    );
    lines.push(`CREATE TABLE public.${table} (`, `${columns.join(",\n")}\n);`, "");
    if (table === "logs") {
      lines.push("ALTER TABLE public.logs ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (");
      lines.push("    SEQUENCE NAME public.logs_id_seq", "    START WITH 1", ");", "");
    }
  }
  for (const table of tables) lines.push(...(await copyOf(client, table)));
  const constraints = await names(
    `SELECT '    ADD CONSTRAINT ' || conname || ' ' || pg_get_constraintdef(c.oid) || ';' FROM pg_constraint c
     JOIN pg_namespace n ON n.oid = connamespace WHERE nspname = 'public' AND contype IN ('p', 'u')`,
  );
  for (const constraint of constraints) lines.push("ALTER TABLE ONLY public.x", constraint, "");
  const indexes = await names(
    `SELECT indexdef || ';' FROM pg_indexes WHERE schemaname = 'public'
     AND indexname NOT IN (SELECT conname FROM pg_constraint)`,
  );
  await writeFile(file, `${[...lines, ...indexes].join("\n")}\n`);
}

/** The rows of a table in PostgreSQL's text format of COPY. */
async function copyOf(client: pg.Client, table: string): Promise<string[]> {
  const { rows: names } = await client.query<{ name: string }>(
    "SELECT attname AS name FROM pg_attribute WHERE attrelid = $1::regclass AND attnum > 0 AND NOT attisdropped ORDER BY attnum",
    [`public.${table}`],
  );
  const columns = names.map(({ name }) => name);
  const { rows } = await client.query<(string | null)[]>({
    text: `SELECT ${columns.map((name) => `${name}::text`).join(", ")} FROM public.${table}`,
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
