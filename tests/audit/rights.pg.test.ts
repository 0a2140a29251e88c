import { afterAll, beforeAll, expect, test } from "vitest";
import { ready } from "#crypto";
import { checkCanary, makeCanaries } from "#audit/canary.ts";
import { checkDatabase } from "#audit/database.ts";
import { Unreadable, sentenceOf } from "#audit/failing.ts";
import { openDatabase } from "#audit/open.ts";
import { Progress } from "#audit/progress.ts";
import { freshDatabase, type TestDatabase } from "../postgres.ts";
import { asAdmin } from "../template.ts";

let database: TestDatabase;
const role = `audit_reader_${process.pid}`;
const progress = new Progress(() => undefined);
const [left = ""] = makeCanaries(1);

beforeAll(async () => {
  await ready();
  database = await freshDatabase();
  await asAdmin(database.url, async (client) => {
    await client.query("CREATE SCHEMA other");
    await client.query("CREATE TABLE other.words (x text)");
    await client.query("INSERT INTO other.words VALUES ($1)", [left]);
    await client.query(`CREATE ROLE ${role}`);
    await client.query(`GRANT USAGE ON SCHEMA public, other TO ${role}`);
    await client.query(`GRANT SELECT ON ALL TABLES IN SCHEMA public TO ${role}`);
    await client.query(`REVOKE SELECT ON sessions FROM ${role}`);
  });
});
afterAll(async () => {
  await asAdmin(database.url, (client) => client.query(`DROP OWNED BY ${role}`));
  await asAdmin(database.url, (client) => client.query(`DROP ROLE ${role}`));
  await database.drop();
});

const reading = (as?: string): string => {
  const url = new URL(database.url);
  if (as !== undefined) url.searchParams.set("options", `-c role=${as}`);
  return url.href;
};

async function look(place: string) {
  const opened = await openDatabase(place);
  if (!opened.ok) throw new Error(opened.error);
  try {
    return await checkDatabase(opened.value, { progress, earlier: [] });
  } finally {
    await opened.value.close();
  }
}

test("a table in a schema of its own is named, and its rows are searched", async () => {
  const { problems } = await look(reading());
  expect(problems.join("\n")).toContain("a column other.words.x, which is on no list");
  const searched = await checkCanary([left], { places: [reading()], progress });
  expect(searched.problems.join("\n")).toMatch(/stands in the database at .*, as UTF-8/);
});

test("a catalogue that somebody put before PostgreSQL's own hides nothing", async () => {
  await asAdmin(database.url, async (client) => {
    const { rows } = await client.query<{ name: string }>("SELECT current_database() AS name");
    await client.query("CREATE SCHEMA before");
    const hiding = "SELECT * FROM pg_catalog.pg_class WHERE relname <> 'words'";
    await client.query(`CREATE VIEW before.pg_class AS ${hiding}`);
    const name = rows[0]?.name ?? "";
    await client.query(`ALTER DATABASE ${name} SET search_path = before, pg_catalog, public`);
  });
  expect((await look(reading())).problems.join("\n")).toContain("a column other.words.x");
});

test("a table that may not be read is named, and hides from nobody who may not read it", async () => {
  const opened = await openDatabase(reading(role));
  if (!opened.ok) throw new Error(opened.error);
  expect(await opened.value.tables.columns()).toContain("other.words.x");
  await opened.value.close();
  const failed: unknown = await look(reading(role)).catch((error: unknown) => error);
  expect(failed).toBeInstanceOf(Unreadable);
  expect(sentenceOf(failed)).toMatch(/may not read (sessions|other\.words)\. Let whoever owns it/);
});
