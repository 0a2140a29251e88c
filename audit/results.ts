import { mkdir, readFile, readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type Result, err, fromHex, ok } from "#crypto/verify";
import type { Hash, OrgId } from "#crypto/verify";
import { type CheckName, type Outcome, checkNames, passed } from "./check.ts";
import type { EarlierHead } from "./source.ts";

/** An outcome as it is kept until the report is written, and in it. */
export interface Kept extends Outcome {
  readonly passed: boolean;
  /** What was looked at, as it was named. */
  readonly from: string;
  readonly began: string;
  readonly seconds: number;
}

/** Keeps an outcome in the folder of a visit. */
export async function keepOutcome(
  folder: string,
  outcome: Outcome,
  of: { readonly from: string; readonly began: Date },
): Promise<Kept> {
  const kept: Kept = {
    ...outcome,
    passed: passed(outcome),
    from: of.from,
    began: of.began.toISOString(),
    seconds: Math.round((Date.now() - of.began.getTime()) / 100) / 10,
  };
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, `${outcome.check}.json`), `${JSON.stringify(kept, null, 2)}\n`);
  return kept;
}

/** The outcomes that a visit has kept so far, by their check. */
export async function keptOutcomes(folder: string): Promise<ReadonlyMap<CheckName, Kept>> {
  const names = await readdir(folder).catch((): string[] => []);
  const kept = new Map<CheckName, Kept>();
  for (const check of checkNames) {
    if (!names.includes(`${check}.json`)) continue;
    kept.set(check, JSON.parse(await readFile(join(folder, `${check}.json`), "utf8")) as Kept);
  }
  return kept;
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
