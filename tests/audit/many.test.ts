import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { expect, onTestFinished, test } from "vitest";
import { ready } from "#crypto";
import type { Outcome } from "#audit/check.ts";
import { writeLongLog } from "./long-log.ts";

const root = resolve(import.meta.dirname, "../..");
const isLong = process.env["LONG"] === "1";
const commits = isLong ? 100_000 : 2_000;

test("every signature of a long log is verified, with memory that does not grow with its bytes", async () => {
  await ready();
  const folder = await mkdtemp(join(tmpdir(), "linden-many-"));
  onTestFinished(() => rm(folder, { recursive: true }));
  const dump = join(folder, "many.sql");
  await writeLongLog(dump, commits);
  const args = ["audit/main.ts", "logs", "--from", dump, "--out", folder];
  const { stdout } = await promisify(execFile)(process.execPath, args, { cwd: root });
  const kept = await readFile(join(folder, "logs.json"), "utf8");
  const { looked, seconds } = JSON.parse(kept) as Outcome & { seconds: number };
  expect(looked).toMatchObject({ commits: commits + 2, signatures: commits + 2 });
  const megabytes = Number(/at most ([\d,]+) MB/.exec(stdout)?.[1]?.replaceAll(",", ""));
  expect(megabytes).toBeLessThan(600);
  const { size } = await stat(dump);
  if (isLong) {
    const of = `${commits.toLocaleString("en")} commits, a dump of ${Math.round(size / 1e6)} MB`;
    console.log(`${of}: ${seconds} s, at most ${megabytes} MB of memory.`);
  }
});
