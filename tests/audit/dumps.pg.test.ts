import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { headSigner } from "#crypto";
import { HeadsLog } from "#server/heads.ts";
import { openDatabase as openKysely } from "#server/postgres/database.ts";
import type { Tables } from "#server/store/tables.ts";
import { checkDatabase } from "#audit/database.ts";
import { DumpTables } from "#audit/dump-tables.ts";
import { checkLogs } from "#audit/logs.ts";
import { openDatabase } from "#audit/open.ts";
import { Progress } from "#audit/progress.ts";
import { asAdmin } from "../template.ts";
import { type Servers, startServers } from "../server/world.ts";
import { organisationOn } from "./organisation.ts";
import { writeDump } from "./dump.ts";

let servers: Servers;
let folder: string;
let file: string;
let honest: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "linden-dumps-"));
  file = join(folder, "linden.sql");
  servers = await startServers(1, { headsPace: { grownMs: 3_600_000, idleMs: 3_600_000 } });
  const { founder } = await organisationOn(servers.url);
  const db = openKysely<Tables>(servers.databaseUrl, 1);
  await new HeadsLog(db, headSigner(servers.secrets.logSeed)).append(founder.org);
  await db.destroy();
  await asAdmin(servers.databaseUrl, (client) => writeDump(client, file));
  honest = await readFile(file, "latin1");
}, 60_000);
afterAll(async () => {
  await servers.stop();
  await rm(folder, { recursive: true });
});

/** What both checks say of a dump. */
async function audit(text: string): Promise<readonly (readonly string[])[]> {
  await writeFile(file, text, "latin1");
  const opened = await openDatabase(file);
  if (!opened.ok) throw new Error(opened.error);
  const look = { progress: new Progress(() => undefined), earlier: [] };
  const logs = await checkLogs(opened.value, look);
  const database = await checkDatabase(opened.value, look);
  await opened.value.close();
  return [logs.problems, database.problems];
}

/** The dump with lines put before the first rows. */
const before = (lines: string): string => honest.replace("COPY ", `${lines}\nCOPY `);

test("what pg_dump itself writes is known, line by line", async () => {
  const tables = await DumpTables.open(join(import.meta.dirname, "pg_dump-15.sql"));
  if (!tables.ok) throw new Error(tables.error);
  expect(await tables.value.faults()).toEqual([]);
  expect(tables.value.names).toEqual(["linden"]);
  await tables.value.close();
  expect(await audit(honest)).toEqual([[], []]);
});

test("rows of a table that are given twice are all looked at, and named", async () => {
  const ghost =
    "COPY public.accounts (login_id, org, member, salt, auth_hash, bundle_version, generation, bundle) FROM stdin;\nPerla Martin\tbed 2\t12 rue Ste-Anne\tx\tx\t1\t1\tx\n\\.\n";
  for (const text of [
    before(ghost),
    honest.replace(/(\nSELECT pg_catalog.setval)/, `\n${ghost}$1`),
  ]) {
    const [logs, database] = await audit(text);
    expect(logs?.join()).toMatch(
      /Line \d+ of the dump begins the rows \(COPY\) of accounts a second/,
    );
    expect(database).toContain("There is an account whose login is no pseudonym.");
    expect(database?.join()).not.toContain("Perla");
  }
});

test("a statement that pg_dump does not write of the schema is named by its kind and its line alone", async () => {
  const statements = {
    "a statement (CREATE TABLE)": [
      "CREATE TABLE public.residents (name text, bed text);",
      "CREATE TABLE public.names AS SELECT 'Perla Martin' AS name;",
      "CREATE TABLE public.claims (\n    org bytea DEFAULT 'Perla Martin'\n);",
      "CREATE TABLE public.residents (\n    name text\n); CREATE TABLE public.others (name text);",
    ],
    "a statement (INSERT)": ["INSERT INTO public.residents VALUES ('Perla Martin', 'bed 2');"],
    "a statement (UPDATE)": ["UPDATE public.accounts SET name = 'Perla Martin';"],
    "a statement (ALTER TABLE)": [
      "ALTER TABLE public.accounts ADD COLUMN name text;",
      "ALTER TABLE public.accounts OWNER TO linden; -- Perla Martin",
    ],
    "a statement (COMMENT ON TABLE)": ["COMMENT ON TABLE public.accounts IS 'Perla Martin';"],
    "a statement (COMMENT ON SCHEMA)": ["COMMENT ON SCHEMA public IS 'Perla Martin';"],
    "a statement (SET)": ["SET linden.resident = 'Perla Martin';"],
    "a statement (SELECT)": ["SELECT 'Perla Martin';", "SELECT pg_catalog.lo_create('17');"],
    "a statement (DO)": ["DO $$ BEGIN\n-- Perla Martin;\nEND $$;"],
    "a comment": [
      "-- Perla Martin arrived at 16:03, bed 2",
      "-- Name: Perla Martin; Type: TABLE; Schema: public; Owner: linden",
      "-- Dumped by pg_dump version 18.1 (Perla Martin)",
    ],
    "a command to psql": ["\\echo Perla Martin", "\\restrict PerlaMartinBed2"],
    something: ["Perla Martin;"],
  };
  for (const [kind, lines] of Object.entries(statements)) {
    for (const line of lines) {
      for (const found of await audit(before(line))) {
        expect(found[0]).toMatch(/^Line \d+ of the dump is /);
        expect(found.join("\n")).toContain(`of the dump is ${kind} that is on no list`);
        expect(found.join("\n")).not.toContain("Perla");
      }
    }
  }
});

test("a function whose body says something else, and a statement that stands twice, are named", async () => {
  const body = await audit(honest.replace("DECLARE moved", "-- Perla Martin\n DECLARE moved"));
  expect(body[1]?.join()).toMatch(
    /Line \d+ of the dump is a statement \(CREATE FUNCTION\) that is/,
  );
  const index = /CREATE INDEX heads_read.*;/.exec(honest)?.[0] ?? "";
  const twice = await audit(before(index));
  expect(twice[1]?.join()).toMatch(/is a statement \(CREATE INDEX\) a second time/);
});

test("a value behind the last column, one behind its hex, and a table without rows are named", async () => {
  const [, more] = await audit(
    honest.replace("migration_lock\t0", "migration_lock\t0\tPerla Martin"),
  );
  expect(more?.join()).toMatch(/is a row of kysely_migration_lock with more or fewer values/);
  const [, behind] = await audit(honest.replace(/(COPY public\.boxes .*\n[^\n]*)\n/, "$1 Perla\n"));
  expect(behind?.join()).toMatch(/A row of boxes has something in bytes/);
  const [, none] = await audit(honest.replace(/COPY public\.claims .*\n\\\.\n/, ""));
  expect(none?.join()).toMatch(/The dump has no rows \(COPY\) of claims/);
  const [, unlisted] = await audit(
    before("COPY public.residents (name) FROM stdin;\nPerla Martin\n\\.\n"),
  );
  expect(unlisted?.join()).toMatch(/begins rows \(COPY\) of a table that is on no list/);
});

test("two rows about one log are named: behind the one the other would not be looked at", async () => {
  const row = /COPY public\.logs .*\n([^\n]*\n)/.exec(honest)?.[1] ?? "";
  const [, problems] = await audit(honest.replace(row, `${row}${row.replace(/^\d+/, "99")}`));
  expect(problems?.join()).toMatch(/two rows about one log/);
});

test("names of users of the database are shown, and more than a few are none", async () => {
  const grants = Array.from(
    { length: 9 },
    (_, at) => `GRANT SELECT ON TABLE public.logs TO perla${at};`,
  );
  const [, problems] = await audit(before(grants.join("\n")));
  expect(problems?.join()).toMatch(/The dump names 10 users of the database/);
});
