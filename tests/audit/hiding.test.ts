import { mkdtemp, open, rm, truncate, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { ready } from "#crypto";
import { checkCanary, makeCanaries } from "#audit/canary.ts";
import { linesOf } from "#audit/dump-lines.ts";
import { DumpTables } from "#audit/dump-tables.ts";
import { checkLines } from "#audit/lines.ts";
import { Progress } from "#audit/progress.ts";

let folder: string;
beforeAll(async () => {
  await ready();
  folder = await mkdtemp(join(tmpdir(), "linden-hiding-"));
});
afterAll(() => rm(folder, { recursive: true }));

async function problemsOf(line: string): Promise<readonly string[]> {
  const file = join(folder, "server.log");
  await writeFile(file, `${line}\n`);
  return (await checkLines([file], folder)).problems;
}

const counted = '"method":"POST","route":"/v1/append","status":200,"count":1,"slowest":3}';

test("a log line in which something stands beside its fields is named", async () => {
  const honest = `{"level":30,"time":"2026-11-25T16Z",${counted}`;
  expect(await problemsOf(honest)).toEqual([]);
  const hiding = [
    `{"level":30,"time":"2026-11-25T16Z","route":"Perla Martin arrived",${counted}`,
    honest.replace('"POST"', '"\\u0050OST"'),
    honest.replace(":200", ":2.00e2"),
    honest.replace(',"status"', '   ,\t"status"'),
    honest.replace('"level":30,"time":"2026-11-25T16Z"', '"time":"2026-11-25T16Z","level":30'),
    honest.replace('"count":1,"slowest":3', '"slowest":3,"count":1'),
    honest.replace('"level":30,', ""),
    honest.replace('"level":30', '"level":7300108'),
    `${honest} \t \t\t`,
    "PostgreSQL ended unasked (Perla Martin in bed 2). Starting it again; writes wait until then.",
    "These are the files of release 1, Perla Martin in bed 2.",
  ];
  for (const line of hiding) expect([line, (await problemsOf(line)).length]).toEqual([line, 1]);
});

test("a line of any length is read with no more of it in memory than was asked for", async () => {
  const path = join(folder, "long");
  await writeFile(path, "");
  // Zeros that take no place on the disk, and a line behind them.
  await truncate(path, 2 ** 30);
  await writeFile(path, "\nshort\n", { flag: "a" });
  const file = await open(path);
  const before = process.memoryUsage().arrayBuffers;
  const lines: unknown[] = [];
  for await (const { bytes, at, length, isTooLong } of linesOf(file, { most: 100 })) {
    lines.push([bytes.length, at, length, isTooLong]);
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(512 << 20);
  }
  await file.close();
  expect(lines).toEqual([
    [100, 0, 2 ** 30, true],
    [5, 2 ** 30 + 1, 5, false],
  ]);
});

test("a line, a row and a recording that are longer than any are said to be", async () => {
  const long = join(folder, "long.har");
  await writeFile(long, "");
  await truncate(long, 200 << 20);
  const lines = await checkLines([long], folder);
  expect(lines.problems.join()).toMatch(/Line 1 of .* has more than 16,384 bytes/);
  const dump = await DumpTables.open(long);
  expect(dump).toMatchObject({ ok: false, error: expect.stringContaining("is longer than any") });
  const progress = new Progress(() => undefined);
  const { problems } = await checkCanary(makeCanaries(1), { places: [long], progress });
  expect(problems.join()).toMatch(/has more than 128 MB/);
});
