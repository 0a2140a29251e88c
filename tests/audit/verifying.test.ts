import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeAll, expect, test } from "vitest";
import { ready } from "#crypto";
import { Findings } from "#audit/check.ts";
import { keyLine, newKey } from "#audit/key.ts";
import { reportFiles, writeReport } from "#audit/report.ts";
import type { Report } from "#audit/reported.ts";
import { keepOutcome } from "#audit/results.ts";
import { verifyFile } from "#audit/verifying.ts";

beforeAll(ready);

async function reported(problem?: string) {
  const folder = await mkdtemp(join(tmpdir(), "linden-verify-"));
  const findings = new Findings();
  findings.count("commits", 3);
  if (problem !== undefined) findings.problem(problem);
  const outcome = findings.outcome("logs", ["commits"]);
  await keepOutcome(folder, outcome, { from: "a dump", began: new Date() });
  const key = newKey("auditor.example");
  if (!key.ok) throw new Error(key.error);
  await writeReport(folder, { key: key.value, wanted: ["logs"] });
  return { folder, line: keyLine(key.value, "note") };
}

test("a report holds for the key that signed it, as a folder and as a file, and for no other and no change", async () => {
  const { folder, line } = await reported();
  const file = join(folder, reportFiles.json);
  for (const place of [folder, file]) {
    const read = await verifyFile(place, line);
    expect(read).toMatchObject({ ok: true, value: { holds: true } });
  }
  expect(await verifyFile(folder, undefined)).toMatchObject({ ok: false });
  const other = (await reported()).line;
  expect(await verifyFile(folder, other)).toMatchObject({ ok: true, value: { holds: false } });
  await writeFile(file, (await readFile(file, "utf8")).replace("3", "4"));
  const changed = await verifyFile(folder, line);
  expect(changed).toMatchObject({ ok: true, value: { holds: false } });
  expect(changed.ok && changed.value.says.join(" ")).toMatch(/changed after it was signed/);
});

test("a page that belongs to another report, or was changed, does not hold", async () => {
  const { folder, line } = await reported();
  const file = join(folder, reportFiles.page);
  const page = await readFile(file, "utf8");
  const read = async () => {
    const verified = await verifyFile(folder, line);
    if (!verified.ok) throw new Error(verified.error);
    return verified.value;
  };
  expect((await read()).says.join()).toContain("report.html is the page that belongs to it");
  const other = await readFile(join((await reported()).folder, reportFiles.page), "utf8");
  const failed = await readFile(join((await reported("Gone.")).folder, reportFiles.page), "utf8");
  for (const changed of [page.replace("Passed.", "Failed."), other, failed, `${page} `, ""]) {
    await writeFile(file, changed);
    const { holds, says, end } = await read();
    expect([holds, end]).toEqual([false, "The report holds. The page beside it does NOT."]);
    expect(says.join()).toContain("WRONG: report.html is not the page that belongs");
  }
  await rm(file);
  expect(await read()).toMatchObject({ holds: true });
});

test("whose signature a report carries is said, where it is another's than was named", async () => {
  const { folder, line } = await reported();
  const other = (await reported()).line;
  const read = await verifyFile(folder, other);
  expect(read.ok && read.value.says.join()).toMatch(/signed by another than the one you name/);
  expect(read.ok && read.value.says.join()).toContain(line);
  expect(read.ok && read.value.end).toBeUndefined();
});

test("a report names the state of the tool, and the hash of each file that was read", async () => {
  const { folder, line } = await reported();
  const report = JSON.parse(await readFile(join(folder, reportFiles.json), "utf8")) as Report;
  const { version } = JSON.parse(await readFile("package.json", "utf8")) as { version: string };
  expect(report.tool?.version).toBe(version);
  expect(report.tool?.commit ?? "0".repeat(40)).toMatch(/^[0-9a-f]{40}(-dirty)?$/);
  const read = await verifyFile(folder, line);
  expect(read.ok && read.value.says[0]).toContain(`by version ${version} of the tool`);
});

test("a report of something wrong is verified, says it, and does not pass", async () => {
  const { folder, line } = await reported("Commit 5 is missing.");
  const read = await verifyFile(folder, line);
  expect(read).toMatchObject({ ok: true, value: { holds: false } });
  expect(read.ok && read.value.says.join("\n")).toMatch(
    /Signed by auditor.example[^]*Commit 5 is missing/,
  );
  expect(read.ok && read.value.end).toBe(
    "It holds, and says itself that not everything has passed.",
  );
});

test("what is no report, no proof and no opened record is said to be none", async () => {
  const { folder } = await reported();
  const file = join(folder, "letter.txt");
  await writeFile(file, "Dear auditor");
  expect(await verifyFile(file, undefined)).toMatchObject({ ok: false });
  expect(await verifyFile(join(folder, "gone"), undefined)).toMatchObject({ ok: false });
  await writeFile(file, "linden/1/evidence\nnothing\n");
  expect(await verifyFile(file, undefined)).toMatchObject({ ok: true, value: { holds: false } });
});
