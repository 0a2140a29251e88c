import { mkdtemp, readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeAll, expect, test } from "vitest";
import { ready } from "#crypto";
import { Findings, type Outcome } from "#audit/check.ts";
import { newKey } from "#audit/key.ts";
import { reportFiles, verifyReport, writeReport } from "#audit/report.ts";
import { keepOutcome } from "#audit/results.ts";

beforeAll(ready);

function outcome(check: Outcome["check"], problem?: string): Outcome {
  const findings = new Findings();
  findings.count("commits", 3);
  if (problem !== undefined) findings.problem(problem);
  return findings.outcome(check, ["commits"]);
}

async function visit(...outcomes: readonly Outcome[]) {
  const folder = await mkdtemp(join(tmpdir(), "linden-visit-"));
  for (const one of outcomes) await keepOutcome(folder, one, { from: "a dump", began: new Date() });
  const key = newKey("auditor.example");
  if (!key.ok) throw new Error(key.error);
  return { folder, key: key.value };
}

test("a report has passed only where every check that was asked for was run and has passed", async () => {
  const { folder, key } = await visit(outcome("logs"), outcome("database"));
  const both = await writeReport(folder, { key, wanted: ["logs", "database"] });
  expect([both.passed, both.notRun, both.leftOut]).toEqual([
    true,
    [],
    ["lines", "canary", "client", "witness"],
  ]);
  const three = await writeReport(folder, { key, wanted: ["logs", "database", "canary"] });
  expect([three.passed, three.notRun]).toEqual([false, ["canary"]]);
  const none = await writeReport(folder, { key, wanted: [] });
  expect(none.passed).toBe(false);
  const failed = await visit(outcome("logs", "Commit 5 is missing."));
  const report = await writeReport(failed.folder, { key: failed.key, wanted: ["logs"] });
  expect(report.passed).toBe(false);
  const page = await readFile(join(failed.folder, reportFiles.page), "utf8");
  expect(page).toContain("Commit 5 is missing.");
  expect(page).not.toMatch(/<script|<img|https?:/);
});

test("a report is its signer's, and a changed one is nobody's", async () => {
  const { folder, key } = await visit(outcome("logs"));
  await writeReport(folder, { key, wanted: ["logs"] });
  const known = { name: key.name, key: key.publicKey };
  expect((await verifyReport(folder, known)).ok).toBe(true);
  const other = newKey("auditor.example");
  if (!other.ok) throw new Error(other.error);
  const by = { name: key.name, key: other.value.publicKey };
  expect((await verifyReport(folder, by)).ok).toBe(false);
  const file = join(folder, reportFiles.json);
  await writeFile(file, (await readFile(file, "utf8")).replace('"commits": 3', '"commits": 4'));
  expect(await verifyReport(folder, known)).toMatchObject({ ok: false });
});
