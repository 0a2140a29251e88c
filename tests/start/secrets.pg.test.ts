import { mkdir, readdir, readFile, stat, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";
import { openDatabase } from "#server/postgres/database.ts";
import { matchSecrets } from "#server/secrets-mark.ts";
import { makeSecrets, readSecrets } from "#server/secrets.ts";
import { freshDatabase, type TestDatabase } from "../postgres.ts";
import { privateFolder } from "./folder.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await freshDatabase();
});
afterAll(() => database.drop());

function connected(url = database.url) {
  const db = openDatabase(url, 2);
  onTestFinished(() => db.destroy());
  return db;
}

test("secrets are made once, for their owner's eyes alone, and read back the same", async () => {
  const file = join(await privateFolder(), "deep/secrets.json");
  await makeSecrets(file);
  expect((await stat(file)).mode & 0o777).toBe(0o600);
  const made = await readSecrets(file);
  expect(made.ok).toBe(true);
  await makeSecrets(file);
  expect(await readSecrets(file)).toEqual(made);
  expect(await readdir(dirname(file))).toEqual(["secrets.json"]);
});

test("the log key is the public half of its seed (RFC 8032, test 1)", async () => {
  const file = join(await privateFolder(), "secrets.json");
  const seed = "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60";
  await writeFile(file, JSON.stringify({ logSeed: seed, pepper: seed, saltSecret: seed }));
  const read = await readSecrets(file);
  const logKey = read.ok ? Buffer.from(read.value.logKey).toString("hex") : "";
  expect(logKey).toBe("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a");
});

test("a damaged or unreadable file is said to be so, never replaced", async () => {
  const folder = await privateFolder();
  const damaged = join(folder, "damaged.json");
  for (const text of ["", "null", "[]", "{}", '{"logSeed":"00","pepper":"00","saltSecret":"00"}']) {
    await writeFile(damaged, text);
    expect(await readSecrets(damaged)).toMatchObject({ error: { is: "unusable" } });
    expect((await matchSecrets(connected(), damaged)).ok).toBe(false);
    expect(await readFile(damaged, "utf8")).toBe(text);
  }
  await mkdir(join(folder, "a-folder"));
  expect(await readSecrets(join(folder, "a-folder"))).toMatchObject({ error: { is: "unusable" } });
});

test("a database takes the secrets of its first start and refuses all others, and none", async () => {
  const folder = await privateFolder();
  const first = join(folder, "first.json");
  const begun = await matchSecrets(connected(), first);
  expect(begun.ok).toBe(true);
  expect(await matchSecrets(connected(), first)).toEqual(begun);

  const other = join(folder, "other.json");
  await makeSecrets(other);
  expect(await matchSecrets(connected(), other)).toMatchObject({
    ok: false,
    error: expect.stringContaining("do not belong to this database"),
  });

  const half = JSON.parse(await readFile(first, "utf8")) as Record<string, string>;
  await writeFile(other, JSON.stringify({ ...half, pepper: "11".repeat(32) }));
  expect((await matchSecrets(connected(), other)).ok).toBe(false);

  const missing = join(folder, "missing.json");
  expect(await matchSecrets(connected(), missing)).toMatchObject({
    ok: false,
    error: expect.stringContaining("Restore it from a backup"),
  });
  await expect(stat(missing)).rejects.toThrow("ENOENT");
});

test("secrets that cannot be written are said so in a sentence", async () => {
  expect(await makeSecrets("/dev/null/secrets.json")).toMatchObject({
    ok: false,
    error: expect.stringContaining("cannot be written"),
  });
});

test("two servers that start at once on a new database and one secrets file agree", async () => {
  const own = await freshDatabase();
  onTestFinished(own.drop);
  const file = join(await privateFolder(), "secrets.json");
  const [one, two] = await Promise.all([
    matchSecrets(connected(own.url), file),
    matchSecrets(connected(own.url), file),
  ]);
  expect(one.ok).toBe(true);
  expect(two).toEqual(one);
});
