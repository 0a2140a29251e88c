import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { headSigner, sortHeads } from "#crypto";
import { acknowledgement } from "#contract/append.ts";
import { manifest } from "#contract/manifest.ts";
import { HeadsLog } from "#server/heads.ts";
import { openDatabase as openKysely } from "#server/postgres/database.ts";
import type { Tables } from "#server/store/tables.ts";
import { columnRules, migrationNames } from "#audit/columns.ts";
import { checkDatabase } from "#audit/database.ts";
import { openDatabase } from "#audit/open.ts";
import { Progress } from "#audit/progress.ts";
import { asAdmin } from "../template.ts";
import { type Servers, startServers } from "../server/world.ts";
import { type Organisation, organisationOn } from "./organisation.ts";

let servers: Servers;
let organisation: Organisation;

beforeAll(async () => {
  servers = await startServers(1, { headsPace: { grownMs: 3_600_000, idleMs: 3_600_000 } });
  organisation = await organisationOn(servers.url);
  const db = openKysely<Tables>(servers.databaseUrl, 1);
  await new HeadsLog(db, headSigner(servers.secrets.logSeed)).append(organisation.founder.org);
  await db.destroy();
}, 60_000);
afterAll(() => servers.stop());

async function problems(): Promise<readonly string[]> {
  const opened = await openDatabase(servers.databaseUrl);
  if (!opened.ok) throw new Error(opened.error);
  const progress = new Progress(() => undefined);
  const outcome = await checkDatabase(opened.value, { progress, earlier: [] });
  await opened.value.close();
  return outcome.problems;
}

/** What the check says of a database in which something was written, which is taken back afterwards. */
async function said(statement: string, values: readonly unknown[], undo: string): Promise<string> {
  await asAdmin(servers.databaseUrl, (client) => client.query(statement, [...values]));
  const found = await problems();
  await asAdmin(servers.databaseUrl, (client) => client.query(undo));
  return found.join("\n");
}

const words = "Perla Martin, bed 2, 12 rue Sainte-Anne, since Monday";
const plain = (length: number): Buffer => Buffer.from(words).subarray(0, length);

test("every column of the manifest has a rule of its own, and every step of the migrations is known", async () => {
  expect(Object.keys(columnRules)).toEqual(Object.keys(manifest.columns).toSorted(byPlace));
  const files = await readdir(join(import.meta.dirname, "../../migrations"));
  const steps = files.filter((name) => /^\d/.test(name)).map((name) => name.replace(/\.ts$/, ""));
  expect(steps.toSorted()).toEqual(migrationNames);
});

const byPlace = (a: string, b: string): number =>
  Object.keys(columnRules).indexOf(a) - Object.keys(columnRules).indexOf(b);

test("a text that can be read is named, in whatever table and column it stands", async () => {
  expect(await problems()).toEqual([]);
  const org = Buffer.from(organisation.founder.org, "hex");
  const key = Buffer.alloc(32, 0xfe);
  const mark = await said(
    "INSERT INTO server_mark (log_key, secrets_check, cluster) VALUES ($1, $1, $2)",
    [key, words],
    "DELETE FROM server_mark",
  );
  expect(mark).toBe(
    "A row of server_mark has something in cluster that the server never writes there.",
  );
  const step = await said(
    "INSERT INTO kysely_migration VALUES ($1, 'x')",
    [words],
    "DELETE FROM kysely_migration WHERE timestamp = 'x'",
  );
  expect(step).toMatch(/kysely_migration has something in name.*\n.*kysely_migration.* timestamp/);
  const claims = "INSERT INTO claims (org, log, size, acknowledgement) VALUES ($1, $2, 1, $3)";
  for (const [of, shown] of [
    [plain(32), plain(53)],
    [org, plain(53)],
    [org, unsigned()],
  ]) {
    const claim = await said(claims, [of, plain(16), shown], "DELETE FROM claims");
    expect(claim).toMatch(/A claim of what was lost (?:belongs to an organ|is none that the serv)/);
  }
  const healing = await said(
    "INSERT INTO healing (org, since) VALUES ($1, current_date)",
    [plain(32)],
    "DELETE FROM healing",
  );
  expect(healing).toMatch(/belongs to an organisation that does not exist/);
  const log = await said(
    "INSERT INTO logs (org, log, size, root) VALUES ($1, $2, 0, $3)",
    [plain(32), plain(16), plain(32)],
    "DELETE FROM logs WHERE size = 0",
  );
  expect(log).toMatch(/a log without a commit that is none/);
  const prune = await said(
    "INSERT INTO prunes (log, envelope_hash, due_on) SELECT min(id), $1, '2099-01-01' FROM logs",
    [plain(32)],
    "DELETE FROM prunes",
  );
  expect(prune).toMatch(/waits to be dropped of which nobody signed that it may go/);
  const sessions =
    "INSERT INTO sessions (token_hash, org, invite, ends_at, idle_at) VALUES ($1, $2, $3, now(), now())";
  const undo = `DELETE FROM sessions WHERE invite = '\\x${plain(32).toString("hex")}'`;
  const nowhere = await said(sessions, [plain(32), plain(32), plain(32)], undo);
  expect(nowhere).toMatch(/signed in to an organisation that does not exist/);
  expect(nowhere).toMatch(/sessions has something in token_hash/);
  expect(await said(sessions, [plain(32), org, plain(32)], undo)).toMatch(/is on no roster/);
  const nonce = await said(
    "INSERT INTO challenges VALUES ($1, now())",
    [plain(32)],
    "DELETE FROM challenges",
  );
  expect(nonce).toMatch(/challenges has something in nonce/);
  const hash = await said(
    "UPDATE accounts SET auth_hash = $1 || auth_hash",
    ["$argon2id$v=19$m=1,keyid=PerlaMartin"],
    "UPDATE accounts SET auth_hash = substr(auth_hash, 37)",
  );
  expect(hash).toMatch(/accounts has something in auth_hash/);
  expect(await problems()).toEqual([]);
});

/** As an acknowledgement is written, with words for its root and its signature. */
const unsigned = (): Uint8Array => {
  const log = organisation.vault;
  const heads = sortHeads([{ log, size: 1, root: plain(32) as Uint8Array as never }]);
  const signature = Buffer.concat([plain(53), plain(11)]) as Uint8Array as never;
  return acknowledgement.encode({ heads, signature });
};

test("a line of a checkpoint that neither the server nor a named witness wrote is named", async () => {
  const base64 = Buffer.from("Perla Martin, bed 2").toString("base64");
  const random = Buffer.alloc(76, 0xfe).toString("base64");
  for (const line of [`Perla_Martin_in_bed_2 ${base64}`, `witness.example ${random}`]) {
    const found = await said(
      "UPDATE heads SET note = note || $1 WHERE note IS NOT NULL",
      [`\u2014 ${line}\n`],
      "UPDATE heads SET note = regexp_replace(note, '\u2014 [^\n]*\n$', '') WHERE note IS NOT NULL",
    );
    expect(found).toMatch(/line 1 has a line that neither the server nor a witness wrote/);
  }
  expect(await problems()).toEqual([]);
});

test("a commit behind an empty log, and sealed content of a commit that has none, are named", async () => {
  const roster = "(SELECT id FROM logs WHERE log = decode(repeat('00', 16), 'hex') LIMIT 1)";
  const content = await said(
    `UPDATE commits SET envelopes = $1 WHERE position = 1 AND log = ${roster}`,
    [plain(53)],
    `UPDATE commits SET envelopes = '\\x0000' WHERE position = 1 AND log = ${roster}`,
  );
  expect(content).toMatch(/A commit that has no sealed content has something in its place/);
  const org = "decode(repeat('ab', 32), 'hex')";
  const empty = `WITH made AS (
      INSERT INTO logs (org, log, size, root) VALUES (${org}, decode(repeat('cd', 16), 'hex'), 0, sha256('')) RETURNING id)
    SELECT id FROM made`;
  await asAdmin(servers.databaseUrl, (client) => client.query(empty));
  expect(await problems()).toEqual([]);
  const behind = await said(
    `INSERT INTO commits SELECT id, 0, NULL, $1, $1 FROM logs WHERE org = ${org}`,
    [plain(53)],
    `DELETE FROM commits WHERE log IN (SELECT id FROM logs WHERE org = ${org})`,
  );
  expect(behind).toMatch(/There is a commit of a log that does not exist/);
});

test("a text beside the rows is named: a comment, a default, a rule, a type, a setting, a function, a column that was dropped", async () => {
  const database = new URL(servers.databaseUrl).pathname.slice(1);
  const fences = "check_fences(of_org bytea, fenced bytea[], sizes bigint[], leavers bytea[])";
  const body = "RETURNS boolean LANGUAGE plpgsql AS $$ BEGIN RETURN true; -- Perla Martin\nEND $$";
  const hidden: readonly (readonly [string, string, RegExp])[] = [
    [
      "COMMENT ON TABLE accounts IS 'Perla Martin'",
      "COMMENT ON TABLE accounts IS NULL",
      /has a comment that/,
    ],
    [
      `COMMENT ON DATABASE ${database} IS 'Perla Martin'`,
      `COMMENT ON DATABASE ${database} IS NULL`,
      /has a comment on itself/,
    ],
    [
      `ALTER DATABASE ${database} SET linden.resident = 'Perla Martin'`,
      `ALTER DATABASE ${database} RESET linden.resident`,
      /has a setting of its own/,
    ],
    [
      "ALTER TABLE server_mark ALTER COLUMN cluster SET DEFAULT 'Perla Martin'",
      "ALTER TABLE server_mark ALTER COLUMN cluster DROP DEFAULT",
      /has a value that the rows of server_mark/,
    ],
    [
      "ALTER TABLE claims ADD CONSTRAINT perla CHECK (size > 0 OR 'Perla Martin' = 'bed 2')",
      "ALTER TABLE claims DROP CONSTRAINT perla",
      /has a rule for the rows of claims/,
    ],
    ["CREATE TYPE bed AS ENUM ('Perla Martin')", "DROP TYPE bed", /has a type of its own/],
    ["CREATE SCHEMA perla_martin", "DROP SCHEMA perla_martin", /has a schema of its own/],
  ];
  for (const [statement, undo, sentence] of hidden) {
    const found = await said(statement, [], undo);
    expect(found).toMatch(sentence);
    expect(found).not.toContain("Perla");
  }
  expect(await problems()).toEqual([]);
  // These cannot be taken back, and come last.
  const replace = `CREATE OR REPLACE FUNCTION ${fences} ${body}`;
  expect(await said(replace, [], "SELECT 1")).toMatch(/has a function check_fences with another/);
  const dropped = await said(
    "ALTER TABLE claims ADD COLUMN name text DEFAULT 'Perla Martin'",
    [],
    "ALTER TABLE claims DROP COLUMN name",
  );
  expect(dropped).toMatch(/a column claims.name/);
  expect((await problems()).join()).toMatch(/has a column that was dropped, and whose values stay/);
});
