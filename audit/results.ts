import { mkdir, readFile, readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import {
  type Hash,
  type LogId,
  type OrgId,
  type Result,
  err,
  fromHex,
  fromUtf8,
  ok,
  parseNote,
  readNoteKey,
  verifyNote,
} from "#crypto/verify";
import { type CheckName, type Outcome, type SeenHeads, checkNames } from "./check.ts";
import { type Kept, type Report, keptOf, noteTextOf } from "./reported.ts";
import type { EarlierHead } from "./source.ts";

/** Keeps an outcome in the folder of a visit. */
export async function keepOutcome(
  folder: string,
  outcome: Outcome,
  of: { readonly from: string; readonly began: Date },
): Promise<Kept> {
  const kept = keptOf(outcome, { ...of, now: new Date() });
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, `${outcome.check}.json`), `${JSON.stringify(kept, null, 2)}\n`);
  return kept;
}

/** The outcomes that a visit has kept so far, by their check. */
export async function keptOutcomes(folder: string): Promise<ReadonlyMap<CheckName, Kept>> {
  const names = await readdir(folder).catch((): string[] => []);
  const kept = new Map<CheckName, Kept>();
  for (const check of checkNames) {
    const outcome = names.includes(`${check}.json`) && (await keptIn(folder, check));
    if (outcome) kept.set(check, outcome);
  }
  return kept;
}

/** What was kept of a check; a file that is none says nothing. */
async function keptIn(folder: string, check: CheckName): Promise<Kept | undefined> {
  try {
    return JSON.parse(await readFile(join(folder, `${check}.json`), "utf8")) as Kept;
  } catch {
    return undefined;
  }
}

/** An earlier visit: what it saw, and whose signature stands under it. */
export interface Earlier {
  readonly heads: readonly EarlierHead[];
  /** To know by whom it is said that so it was. */
  readonly note: string;
}

/**
 * Where everything stood at an earlier visit: from its report, which must be as it was signed, by the key of `signer` or
 * else by the one that it names itself. The error is a sentence.
 */
export async function readEarlier(
  report: string,
  signer?: string,
): Promise<Result<Earlier, string>> {
  const json = await readFile(report).catch(() => undefined);
  const text = json === undefined ? undefined : fromUtf8(json);
  if (json === undefined || text === undefined) return err(`There is no report ${report}.`);
  const read = readEarlierText(text);
  if (read === undefined) return err(`${report} is no report of this tool.`);
  const key = readNoteKey(signer ?? read.key);
  if (key === undefined) return err(`${signer ?? report} names no key that signs reports.`);
  const noteFile = report.replace(/\.json$/, ".note");
  const note = parseNote(await readFile(noteFile, "utf8").catch(() => ""));
  if (!note.ok)
    return err(`${noteFile} is missing: an earlier report is believed with its signature alone.`);
  if (note.value.text !== noteTextOf(json)) {
    return err(`${report} was changed after it was signed: I compare with nothing that it says.`);
  }
  if (!verifyNote(note.value, [key]).ok) return err(`${report} was not signed by ${key.name}.`);
  if (read.heads.length === 0) return err(`${report} says of no organisation where it stood.`);
  const whose = signer === undefined ? `the key that it names itself, ${read.key}` : signer;
  return ok({
    heads: read.heads,
    note: `Compared with the report of ${read.made}, signed by ${whose}.${read.heads.some(({ logs = [] }) => logs.length > 0) ? "" : " It does not say where each log stood, so that the list of all logs alone was compared."}`,
  });
}

function readEarlierText(
  text: string,
):
  | { readonly made: string; readonly key: string; readonly heads: readonly EarlierHead[] }
  | undefined {
  try {
    const { made, key, checks } = JSON.parse(text) as Pick<Report, "made" | "key" | "checks">;
    const by = `the visit of ${made.slice(0, 10)}`;
    // Two checks of one visit may have seen the same.
    const seen = new Map(
      checks.flatMap((one) => one.seen ?? []).map((one) => [JSON.stringify(one), one]),
    );
    const heads = [...seen.values()].map((one) => earlierOf(one, by));
    return typeof key === "string" ? { made, key, heads } : undefined;
  } catch {
    return undefined;
  }
}

const earlierOf = ({ org, size, root, logs = [] }: SeenHeads, by: string): EarlierHead => ({
  org: org as OrgId,
  size,
  root: fromHex(root) as Hash,
  by,
  logs: logs.map((one) => ({
    log: one.log as LogId,
    size: one.size,
    root: fromHex(one.root) as Hash,
  })),
});
