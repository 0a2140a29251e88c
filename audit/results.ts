import { mkdir, readFile, readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type Result, err, fromHex, ok } from "#crypto/verify";
import type { Hash, OrgId } from "#crypto/verify";
import { type CheckName, type Outcome, checkNames } from "./check.ts";
import { type Kept, keptOf } from "./reported.ts";
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

/** Where the heads logs stood at an earlier visit: from its report. The error is a sentence. */
export async function readEarlier(report: string): Promise<Result<readonly EarlierHead[], string>> {
  try {
    const { made, checks } = JSON.parse(await readFile(report, "utf8")) as {
      made: string;
      checks: readonly Kept[];
    };
    const by = `the visit of ${made.slice(0, 10)}`;
    const heads = checks.flatMap(({ seen = [] }) => seen);
    if (heads.length === 0) return err(`${report} says of no organisation where it stood.`);
    return ok(
      heads.map(({ org, size, root }) => ({
        org: org as OrgId,
        size,
        root: fromHex(root) as Hash,
        by,
      })),
    );
  } catch {
    return err(`${report} is no report of this tool.`);
  }
}
