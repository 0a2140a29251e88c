import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import {
  type NoteKey,
  type Result,
  err,
  formatNote,
  ok,
  parseNote,
  readNoteKey,
  utf8,
  verifyNote,
} from "#crypto/verify";
import type { CheckName } from "./check.ts";
import { type SigningKey, keyLine, signNote } from "./key.ts";
import { belongs, pageHash, printed, signedPage } from "./printed.ts";
import { type Report, noteTextOf, reportOf, reportText } from "./reported.ts";
import { keptOutcomes } from "./results.ts";
import { thisTool } from "./tool.ts";

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
  const tool = await thisTool();
  const bare = reportOf(kept, { wanted, key: keyLine(key, "note"), made: new Date(), tool });
  const page = printed(bare);
  const report = { ...bare, page: pageHash(page) };
  const json = reportText(report);
  const text = noteTextOf(utf8(json));
  const note = formatNote({ text, signatures: [signNote(text, key)] });
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, reportFiles.json), json);
  await writeFile(join(folder, reportFiles.signature), note);
  await writeFile(join(folder, reportFiles.page), signedPage(page, report, note));
  return report;
}

/** Whether this key signed the report in a folder; the error is a sentence. */
export async function verifyReport(folder: string, key: NoteKey): Promise<Result<Report, string>> {
  try {
    const json = await readFile(join(folder, reportFiles.json));
    const note = parseNote(await readFile(join(folder, reportFiles.signature), "utf8"));
    if (!note.ok || note.value.text !== noteTextOf(json)) {
      return err("The report was changed after it was signed.");
    }
    const report = JSON.parse(json.toString()) as Report;
    if (verifyNote(note.value, [key]).ok) return ok(report);
    const named = readNoteKey(report.key);
    return err(
      named !== undefined && verifyNote(note.value, [named]).ok
        ? `The report was signed by another than the one you name: by the key ${report.key}, whoever that is.`
        : "The report was not signed by this key.",
    );
  } catch {
    return err(`There is no report in ${folder}.`);
  }
}

/** Whether the page beside a report is the one that belongs to it; undefined where there is no page. */
export async function pageBelongs(folder: string, report: Report): Promise<boolean | undefined> {
  const page = await readFile(join(folder, reportFiles.page), "utf8").catch(() => undefined);
  const note = await readFile(join(folder, reportFiles.signature), "utf8").catch(() => "");
  return page === undefined ? undefined : belongs(page, report, note);
}
