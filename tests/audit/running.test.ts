import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { beforeAll, expect, onTestFinished, test } from "vitest";
import { ready } from "#crypto";
import { Findings } from "#audit/check.ts";
import { keepOutcome } from "#audit/results.ts";

const root = resolve(import.meta.dirname, "../..");

beforeAll(ready);

/** Runs the tool in a folder of its own; the folder holds a key, and outcomes of all checks that passed. */
async function visit() {
  const folder = await mkdtemp(join(tmpdir(), "linden-running-"));
  onTestFinished(() => rm(folder, { recursive: true }));
  const run = async (...args: readonly string[]) => {
    const given = ["audit/main.ts", ...args, "--out", folder];
    const ran = promisify(execFile)(process.execPath, given, { cwd: root });
    return ran.then(
      ({ stdout }) => ({ code: 0, said: stdout }),
      ({ code, stdout, stderr }) => ({ code: Number(code), said: `${stdout}${stderr}` }),
    );
  };
  for (const check of ["logs", "lines"] as const) {
    const findings = new Findings();
    findings.count("things");
    const of = { from: "a place", began: new Date() };
    await keepOutcome(folder, findings.outcome(check, []), of);
  }
  const key = join(folder, "a.key");
  await run("key", "--key", key, "--name", "auditor.example");
  return { folder, key, run };
}

test("a check that cannot read its source takes its earlier outcome away, and the report says that it failed", async () => {
  const { folder, key, run } = await visit();
  const before = await run("report", "--key", key, "--only", "logs,lines");
  expect(before).toMatchObject({ code: 0 });
  const dump = join(folder, "dump.sql");
  await writeFile(dump, "COPY public.commits (log, position) FROM stdin;\n1\t0\n");
  const broken = await run("logs", "--from", dump);
  expect(broken.code).toBe(1);
  const after = await run("report", "--key", key, "--only", "logs,lines");
  expect(after.code).toBe(1);
  expect(after.said).toMatch(
    /FAILED {2}logs: This check could not be done: .*only a part of a dump/,
  );
  expect(after.said).toContain("passed  lines");
});

test("a check that ends in the middle leaves behind that it did not come to an end", async () => {
  const { folder, key, run } = await visit();
  const said = "This check was begun and did not come to an end.";
  await keepOutcome(
    folder,
    { check: "logs", looked: {}, problems: [said], notes: [] },
    { from: "", began: new Date() },
  );
  const script = `
    const { check } = await import(${JSON.stringify(join(root, "audit/running.ts"))});
    const given = { command: "lines", plain: [], option: () => ${JSON.stringify(folder)} };
    await check(given, { name: "lines", places: ["x"] }, async () => process.exit(3));`;
  const args = ["--input-type=module", "--eval", script];
  await promisify(execFile)(process.execPath, args, { cwd: root }).catch(() => undefined);
  const report = await run("report", "--key", key, "--only", "logs,lines");
  expect(report.code).toBe(1);
  expect(report.said).toContain(`FAILED  lines: ${said}`);
});

test("the tool says what it can do when it is asked, and in sentences what it cannot", async () => {
  const { folder, run } = await visit();
  for (const args of [["help"], ["--help"], ["logs", "--help"]]) {
    const { code, said } = await run(...args);
    expect(code).toBe(0);
    for (const name of ["logs", "database", "canary", "verify", "report"])
      expect(said).toContain(`\n${name}\n`);
  }
  const bare = await promisify(execFile)(process.execPath, ["audit/main.ts"], { cwd: root });
  expect(bare.stdout).toContain("\nlogs\n");
  const texts = join(folder, "texts.txt");
  await writeFile(texts, "there already");
  const again = await run("canary", "make", texts);
  expect(again).toMatchObject({ code: 1 });
  expect(again.said).toMatch(/texts\.txt is there already; I do not write over it\./);
  expect(await readFile(texts, "utf8")).toBe("there already");
});

test("a report holds the hash of each file that was read, as it is printed and verified", async () => {
  const { folder, key, run } = await visit();
  const log = join(folder, "server.log");
  await writeFile(log, "Stopped.\n");
  const hash = createHash("sha256").update("Stopped.\n").digest("hex");
  expect((await run("lines", log)).said).toContain(`${log} has the SHA-256 ${hash}`);
  await run("report", "--key", key, "--only", "lines");
  for (const file of ["report.json", "report.html"])
    expect(await readFile(join(folder, file), "utf8")).toContain(hash);
});

test("a report never shows the password of a database", async () => {
  const { folder, run } = await visit();
  await run("logs", "--from", "postgresql://somebody:hunter2@127.0.0.1:1/x?password=hunter3");
  const kept = await readFile(join(folder, "logs.json"), "utf8");
  expect(kept).not.toMatch(/hunter/);
  expect(kept).toMatch(/could not be done/);
});
