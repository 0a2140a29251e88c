import { mkdtemp, readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeAll, expect, test } from "vitest";
import { ready } from "#crypto";
import { Findings, type Outcome } from "#audit/check.ts";
import { Guesses } from "#audit/guesses.ts";
import { newKey } from "#audit/key.ts";
import { reportFiles, verifyReport, writeReport } from "#audit/report.ts";
import { keepOutcome } from "#audit/results.ts";
import type { DatabaseSource } from "#audit/source.ts";

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

test("of sentences that differ in numbers alone ten are kept, and how many more there were", () => {
  const findings = new Findings();
  for (let at = 0; at < 400; at++) findings.problem(`Commit ${at} of vault ab12cd34 is missing.`);
  findings.problem("The roster is gone.");
  findings.count("commits");
  const { problems } = findings.outcome("logs", []);
  expect(problems).toHaveLength(12);
  expect(problems).toContain("The roster is gone.");
  expect(problems.at(-1)).toBe(
    "And 390 more like this one: Commit 0 of vault ab12cd34 is missing.",
  );
});

test("what somebody cannot learn is said only where nothing was wrong, and after what she can", async () => {
  const empty = { tables: { rows: async function* none() {} } } as unknown as DatabaseSource;
  const guesses = await Guesses.of(empty, new Map());
  const findings = new Findings();
  const clean = [...guesses.sentences(findings)];
  expect(clean[0]).toBe("Whoever owns this database can learn the following:");
  expect(clean.at(-1)).toBe("She finds no name and no word of what was written.");
  expect(clean.at(-2)).toMatch(/^On which day something arrived/);
  findings.problem("There is a column of words.");
  const wrong = [...guesses.sentences(findings)].join("\n");
  expect(wrong).not.toMatch(/no name/);
  expect(wrong).toMatch(/^Whoever owns this database can learn at least/);
});
