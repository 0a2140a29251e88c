// Over 300 lines: one visit, and every way in which it must fail.
import { mkdir, mkdtemp, readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Head, appendLeaf, headOf, headSigner, leafHash, rosterLog } from "#crypto";
import { HeadsLog } from "#server/heads.ts";
import { openDatabase as openKysely } from "#server/postgres/database.ts";
import type { Tables } from "#server/store/tables.ts";
import { Findings, type Outcome, passed } from "#audit/check.ts";
import { checkCanary, makeCanaries } from "#audit/canary.ts";
import { checkDatabase } from "#audit/database.ts";
import { checkLines } from "#audit/lines.ts";
import { checkLogs } from "#audit/logs.ts";
import { openDatabase } from "#audit/open.ts";
import { Progress } from "#audit/progress.ts";
import type { EarlierHead } from "#audit/source.ts";
import { asAdmin } from "../template.ts";
import { freshDatabase, type TestDatabase } from "../postgres.ts";
import { type Servers, startServers } from "../server/world.ts";
import { type Organisation, organisationOn } from "./organisation.ts";
import { writeDump } from "./dump.ts";

let servers: Servers;
let organisation: Organisation;
/** The database as it was before a few more records were written, and as it is: nobody is connected to either. */
let early: string;
let whole: string;
const copies: TestDatabase[] = [];
const progress = new Progress(() => undefined);

beforeAll(async () => {
  servers = await startServers(1, { headsPace: { grownMs: 3_600_000, idleMs: 3_600_000 } });
  organisation = await organisationOn(servers.url);
  await publish();
  early = await copyOf(servers.databaseUrl);
  await organisation.founder.write(organisation.vault, "one more");
  await publish();
  whole = await copyOf(servers.databaseUrl);
}, 60_000);
afterAll(async () => {
  for (const copy of copies) await copy.drop();
  await servers.stop();
});

/** Has the server publish where all logs stand. */
async function publish(): Promise<void> {
  const db = openKysely<Tables>(servers.databaseUrl, 1);
  await new HeadsLog(db, headSigner(servers.secrets.logSeed)).append(organisation.founder.org);
  await db.destroy();
}

/** A copy of a database. Whoever is connected to it is sent away, and comes back when it has been made. */
async function copyOf(url: string): Promise<string> {
  const name = new URL(url).pathname.slice(1);
  return asAdmin(url.replace(name, "postgres"), async (client) => {
    await client.query(`ALTER DATABASE ${name} ALLOW_CONNECTIONS false`);
    await client.query(
      "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1",
      [name],
    );
    const copy = await freshDatabase(name);
    copies.push(copy);
    await client.query(`ALTER DATABASE ${name} ALLOW_CONNECTIONS true`);
    return copy.url;
  });
}

interface Audited {
  readonly logs: Outcome;
  readonly database: Outcome;
  readonly sentences: string;
}

/** Audits a database, its dump, or both, by both checks. */
async function audit(place: string, earlier: readonly EarlierHead[] = []): Promise<Audited> {
  const opened = await openDatabase(place);
  if (!opened.ok) throw new Error(opened.error);
  const logs = await checkLogs(opened.value, { progress, earlier });
  const database = await checkDatabase(opened.value, { progress, earlier });
  await opened.value.close();
  return { logs, database, sentences: [...logs.problems, ...database.problems].join("\n") };
}

/** Does something to a copy, and audits it. */
async function after(...statements: readonly string[]): Promise<Audited> {
  const url = await copyOf(whole);
  await asAdmin(url, async (client) => {
    for (const statement of statements) await client.query(statement);
  });
  return audit(url);
}

const vaultRow = (): string =>
  `(SELECT id FROM logs WHERE log = '\\x${organisation.vault}'::bytea)`;
const rosterRow = `(SELECT id FROM logs WHERE log = '\\x${rosterLog}'::bytea LIMIT 1)`;

test("an honest database passes, and every kind of thing in it was looked at", async () => {
  const { logs, database, sentences } = await audit(whole);
  expect(sentences).toBe("");
  expect(passed(logs) && passed(database)).toBe(true);
  expect(logs.looked).toMatchObject({
    organisations: 1,
    commits: 21,
    signatures: 21,
    members: 2,
    "versions written": 15,
    "steps over several logs": 2,
    "sealed keys": 3,
    "lines of the list of all logs": 2,
  });
  expect(database.notes.join("\n")).toMatch(
    /2 members under random numbers, 2 of whom have an account/,
  );
});

test("a dump in the plain format says the same as the database that it was taken of", async () => {
  const file = join(await mkdtemp(join(tmpdir(), "linden-dump-")), "linden.sql");
  await asAdmin(whole, (client) => writeDump(client, file));
  const [live, dumped] = [await audit(whole), await audit(file)];
  expect(dumped.sentences).toBe("");
  expect(dumped.logs.looked).toEqual(live.logs.looked);
  expect(dumped.database.looked).toEqual(live.database.looked);
  const names =
    "The dump names its database, or users of it, and the operator has chosen how: linden.";
  expect(dumped.database.notes).toEqual([...live.database.notes, names]);
});

test("a plaintext column that was added is named", async () => {
  const { database } = await after("ALTER TABLE commits ADD COLUMN note text");
  expect(database.problems.join()).toContain("a column commits.note, which is on no list");
});

test("a byte that was flipped in a commit is noticed, wherever it is", async () => {
  for (const offset of [20, 60, 100, 160, 240]) {
    const { logs, database } = await after(
      `UPDATE commits SET bytes = set_byte(bytes, ${offset}, get_byte(bytes, ${offset}) # 1)
       WHERE log = ${vaultRow()} AND position = 5`,
    );
    for (const outcome of [logs, database]) {
      expect(outcome.problems.join("\n")).toMatch(
        /[Cc]ommit 5 of vault|first 6 commits|something in it was changed|something in them was changed/,
      );
    }
  }
});

test("a byte that was flipped in a sealed content, a sealed key or the list of all logs is noticed", async () => {
  const content = await after(
    `UPDATE commits SET envelopes = set_byte(envelopes, 99, get_byte(envelopes, 99) # 1)
     WHERE log = ${vaultRow()} AND position = 5`,
  );
  expect(content.sentences).toMatch(
    /Commit 5 of vault \w+: a sealed content is not the one that was signed/,
  );
  const key = await after(
    "UPDATE boxes SET bytes = set_byte(bytes, 9, get_byte(bytes, 9) # 1) WHERE epoch = 1",
  );
  expect(key.sentences).toMatch(
    /Key 1 of vault \w+ is not sealed to exactly those who hold the vault/,
  );
  const list = await after(
    "UPDATE heads SET changed = set_byte(changed, 40, get_byte(changed, 40) # 1) WHERE size = 1",
  );
  expect(list.sentences).toMatch(/list of all logs/);
});

test("a commit that was deleted is missing, in the middle and at the end", async () => {
  const middle = await after(`DELETE FROM commits WHERE log = ${vaultRow()} AND position = 4`);
  expect(middle.sentences).toMatch(/Commit 4 of vault \w+ is missing/);
  const end = await after(`DELETE FROM commits WHERE log = ${vaultRow()} AND position = 13`);
  expect(end.sentences).toMatch(/Commit 13 of vault \w+ is missing/);
});

test("a commit that was inserted is noticed, also where the database pretends to have checked it", async () => {
  const copied = `INSERT INTO commits SELECT log, 14, arrived_on, bytes, envelopes FROM commits
    WHERE log = ${vaultRow()} AND position = 13`;
  expect((await after(copied)).sentences).toMatch(/commit 14 stands behind it: it was put there/);
  const counted = await after(copied, `UPDATE logs SET size = 15 WHERE id = ${vaultRow()}`);
  expect(counted.sentences).toMatch(
    /Commit 14 of vault \w+ does not continue what stands before it/,
  );
});

test("an old dump that was restored is older than what an earlier visit, or a witness, has seen", async () => {
  const visit = await audit(whole);
  const [seen] = visit.logs.seen ?? [];
  if (seen === undefined) throw new Error("nothing seen");
  const { org } = organisation.founder;
  const root = Buffer.from(seen.root, "hex") as Uint8Array as Head["root"];
  const earlier = [{ org, size: seen.size, root, by: "the visit of 2026-11-01" }];
  expect((await audit(whole, earlier)).sentences).toBe("");
  const restored = await audit(early, earlier);
  expect(restored.sentences).toMatch(
    /The list of all logs has 1 lines; the visit of 2026-11-01 saw 2\. Something older was put/,
  );
  const other = [{ org, size: 1, root, by: "the witness w1" }];
  expect((await audit(whole, other)).sentences).toMatch(
    /was rewritten: its first 1 lines are not those/,
  );
});

test("a ghost member is found by her sealed key, by her account, and by her session", async () => {
  const ghost = "\\x" + "ab".repeat(16);
  const key = await after(
    `INSERT INTO boxes SELECT org, vault, epoch, '${ghost}', 1, bytes FROM boxes LIMIT 1`,
  );
  expect(key.sentences).toMatch(
    /is also sealed to abababab, to whom nobody gave it: a ghost member/,
  );
  const account = await after(
    `INSERT INTO accounts SELECT 'heron-1234', org, '${ghost}', salt, auth_hash, 1, 1, bundle FROM accounts LIMIT 1`,
  );
  expect(account.sentences).toMatch(
    /account heron-1234 belongs to nobody on the roster: a ghost member/,
  );
  const session = await after(
    `UPDATE sessions SET member = '${ghost}', generation = 1, invite = NULL WHERE token_hash = (SELECT token_hash FROM sessions LIMIT 1)`,
  );
  expect(session.sentences).toMatch(/signed in who is on no roster: a ghost member/);
});

test("a removal without a new key is named, although an administrator signed it and the server kept it", async () => {
  const { founder, colleague } = organisation;
  const items = { is: "entries", entries: [{ is: "remove", member: colleague }] } as const;
  const { bytes } = founder.sign(rosterLog, items);
  const { size, root } = headOf(appendLeaf(founder.frontier(rosterLog), leafHash(bytes)));
  const { logs } = await after(
    `INSERT INTO commits VALUES (${rosterRow}, ${size - 1}, current_date, '\\x${hex(bytes)}', '\\x0000')`,
    `UPDATE logs SET size = ${size}, root = '\\x${hex(root)}' WHERE id = ${rosterRow}`,
  );
  expect(logs.problems.join("\n")).toMatch(
    /Commit \d+ of the roster .*\(no-new-epoch: somebody was removed and no new key was made\)/,
  );
});

test("a log line with a name is named, in whatever way it was written there", async () => {
  const folder = await mkdtemp(join(tmpdir(), "linden-lines-"));
  const file = join(folder, "server.log");
  const own = [
    "Linden is ready at http://127.0.0.1:8080 (after 0.9 s). Ctrl-C stops it.",
    '{"level":30,"time":"2026-11-25T23Z","method":"POST","route":"/v1/pull","status":200,"count":3,"slowest":9}',
    '{"level":50,"time":"2026-11-25T23Z","fault":"TypeError"}',
    "This database was restored. Until an administrator goes on, each organisation only takes back what it lost.",
    "Stopping.",
    "Stopped.",
  ];
  await writeFile(file, own.join("\n"));
  const honest = await checkLines([file], folder);
  expect(honest.problems).toEqual([]);
  for (const line of [
    '{"level":30,"time":"2026-11-25T23Z","msg":"Mina arrived"}',
    '{"level":30,"time":"2026-11-25T23Z","fault":"Mina Example"}',
    '{"level":30,"time":"2026-11-25T23Z","method":"POST","route":"/v1/mina","status":200}',
    "Mina arrived.",
  ]) {
    await writeFile(file, [...own, line].join("\n"));
    const { problems } = await checkLines([file], folder);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatch(/^Line 7 of /);
  }
});

test("a canary that was left in the write-ahead log is found, although its row is gone; where it never was, it is not", async () => {
  const [left = "", never = ""] = makeCanaries(2);
  const url = await copyOf(whole);
  const slot = `planted_${process.pid}`;
  await asAdmin(url, async (client) => {
    // Other tests write to the same log, which would otherwise be cleared away at some point.
    await client.query("SELECT pg_create_physical_replication_slot($1, true)", [slot]);
    await client.query("CREATE TABLE planted (words text)");
    // A page of the log may end within one of them.
    await client.query("INSERT INTO planted VALUES ($1)", [left.repeat(3)]);
    await client.query("DROP TABLE planted");
  });
  const folder = new URL(url).searchParams.get("host");
  if (folder === null) return;
  const journal = join(folder, "pg_wal");
  const found = await checkCanary([left, never], { places: [journal], progress });
  expect(found.problems.join("\n")).toContain(`${journal}: /0000`);
  expect(
    found.problems.every((sentence) => sentence.includes([...left].slice(0, 8).join(""))),
  ).toBe(true);
  expect(found.problems.length).toBeGreaterThan(0);
  await asAdmin(url, (client) => client.query("SELECT pg_drop_replication_slot($1)", [slot]));
  const clean = await checkCanary([never], { places: [journal, url], progress });
  expect(clean.problems).toEqual([]);
  expect(passed(clean)).toBe(true);
});

test("a check that looked at nothing has failed", async () => {
  const empty = await freshDatabase();
  copies.push(empty);
  const { logs, database } = await audit(empty.url);
  expect(logs.problems).toContain("This check looked at no organisations, so it says nothing.");
  expect(passed(logs) || passed(database)).toBe(false);
  expect(passed(new Findings().outcome("logs", []))).toBe(false);
  const folder = await mkdtemp(join(tmpdir(), "linden-empty-"));
  await mkdir(join(folder, "nothing"));
  const nothing = await checkCanary(makeCanaries(1), {
    places: [join(folder, "nothing")],
    progress,
  });
  expect(passed(nothing)).toBe(false);
});

test("a day of arrival that was not forgotten is noticed", async () => {
  const { sentences } = await after(
    `UPDATE commits SET arrived_on = current_date - 40 WHERE log = ${vaultRow()} AND position = 2`,
  );
  expect(sentences).toMatch(/kept longer than the 30 days/);
});

test("half of a step over several logs is noticed", async () => {
  const half = await after(
    `DELETE FROM commits WHERE log NOT IN (${rosterRow}, ${vaultRow()})`,
    `DELETE FROM logs WHERE id NOT IN (${rosterRow}, ${vaultRow()})`,
  );
  expect(half.sentences).toMatch(/belongs to a step over several logs of which a part is missing/);
  expect(half.sentences).toMatch(/was published and is gone/);
});

test("what the tool imports can open nothing and sign no commit", async () => {
  const source = await readFile(join(import.meta.dirname, "../../audit/key.ts"), "utf8");
  expect(source).not.toMatch(/#crypto"/);
  const door = (await import("#crypto/verify")) as Record<string, unknown>;
  for (const name of ["open", "seal", "openBox", "openBundle", "signCommit", "unwrapPrevious"]) {
    expect([name, door[name]]).toEqual([name, undefined]);
  }
});

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString("hex");
