import { createHash } from "node:crypto";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import {
  type NoteKey,
  type Result,
  err,
  formatNote,
  ok,
  parseNote,
  verifyNote,
} from "#crypto/verify";
import { type CheckName, checkNames } from "./check.ts";
import { type SigningKey, keyLine, signNote } from "./key.ts";
import { printed } from "./printed.ts";
import { type Kept, keptOutcomes } from "./results.ts";

/** What an auditor signs about one visit. */
export interface Report {
  readonly format: "linden/1/audit-report";
  readonly made: string;
  /** Her key, as others are told it. */
  readonly key: string;
  readonly checks: readonly Kept[];
  /** What was asked for and not done. */
  readonly notRun: readonly CheckName[];
  /** What nobody asked for at this visit. */
  readonly leftOut: readonly CheckName[];
  readonly passed: boolean;
}

/** Where the parts of a report lie in the folder of a visit. */
export const reportFiles = {
  json: "report.json",
  signature: "report.note",
  page: "report.html",
} as const;

/** Puts the outcomes of a visit into one report, signs it, and writes it as JSON and as a page to print. */
export async function writeReport(
  folder: string,
  { key, wanted }: { key: SigningKey; wanted: readonly CheckName[] },
): Promise<Report> {
  const kept = await keptOutcomes(folder);
  const checks = wanted.flatMap((check) => kept.get(check) ?? []);
  const notRun = wanted.filter((check) => !kept.has(check));
  const report: Report = {
    format: "linden/1/audit-report",
    made: new Date().toISOString(),
    key: keyLine(key, "note"),
    checks,
    notRun,
    leftOut: checkNames.filter((check) => !wanted.includes(check)),
    passed: notRun.length === 0 && checks.length > 0 && checks.every((check) => check.passed),
  };
  const json = `${JSON.stringify(report, null, 2)}\n`;
  const text = noteText(Buffer.from(json));
  const note = formatNote({ text, signatures: [signNote(text, key)] });
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, reportFiles.json), json);
  await writeFile(join(folder, reportFiles.signature), note);
  await writeFile(join(folder, reportFiles.page), printed(report, note));
  return report;
}

/** Whether this key signed the report in a folder; the error is a sentence. */
export async function verifyReport(folder: string, key: NoteKey): Promise<Result<Report, string>> {
  try {
    const json = await readFile(join(folder, reportFiles.json));
    const note = parseNote(await readFile(join(folder, reportFiles.signature), "utf8"));
    if (!note.ok || note.value.text !== noteText(json)) {
      return err("The report was changed after it was signed.");
    }
    if (!verifyNote(note.value, [key]).ok) return err("The report was not signed by this key.");
    return ok(JSON.parse(json.toString()) as Report);
  } catch {
    return err(`There is no report in ${folder}.`);
  }
}

const noteText = (json: Uint8Array): string =>
  `linden/1/audit-report\n${createHash("sha256").update(json).digest("hex")}\n`;
