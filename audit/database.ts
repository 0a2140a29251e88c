import type { OrgId, Roster } from "#crypto/verify";
import { manifest } from "#contract/manifest.ts";
import { type Outcome, type SeenHeads, Findings } from "./check.ts";
import { Guesses } from "./guesses.ts";
import { missing } from "./logs.ts";
import { lookAt } from "./organisation.ts";
import type { Progress } from "./progress.ts";
import { checkRows } from "./rows.ts";
import type { DatabaseSource, EarlierHead } from "./source.ts";

/**
 * Compares a database with the plaintext manifest, table by table and row by row, and all logs in it with what was
 * published. Says what whoever owns it could learn. Signatures are left to `logs`.
 */
export async function checkDatabase(
  source: DatabaseSource,
  { progress, earlier }: { progress: Progress; earlier: readonly EarlierHead[] },
): Promise<Outcome> {
  const findings = new Findings();
  for (const fault of await source.tables.faults()) findings.problem(fault);
  await checkSchema(source, findings);
  const rosters = new Map<OrgId, Roster>();
  const seen: SeenHeads[] = [];
  for (const org of await source.organisations()) {
    const looked = await lookAt(source, org, { findings, progress, earlier, signatures: false });
    rosters.set(org, looked.roster);
    seen.push(looked.seen);
  }
  missing(earlier, seen, findings);
  await checkRows(source, rosters, findings);
  const guesses = await Guesses.of(source, rosters);
  if (guesses.keepsTooLong) {
    findings.problem(
      "The days on which something arrived are kept longer than the 30 days that are promised.",
    );
  }
  for (const sentence of guesses.sentences(findings)) findings.note(sentence);
  const { names = [] } = source.tables;
  if (names.length > 0) {
    findings.note(
      `The dump names its database, or users of it, and the operator has chosen how: ${names.join(", ")}.`,
    );
  }
  const needed = ["columns", "tables", "rows", "organisations", "commits", "sealed contents"];
  return { ...findings.outcome("database", needed), seen };
}

async function checkSchema({ tables }: DatabaseSource, findings: Findings): Promise<void> {
  const columns = await tables.columns();
  const listed = new Set(Object.keys(manifest.columns));
  findings.count("columns", columns.length);
  findings.count("tables", new Set(columns.map((column) => column.split(".")[0])).size);
  for (const column of columns) {
    if (listed.delete(column)) continue;
    findings.problem(
      `The database has a column ${column}, which is on no list of what the server may hold: something readable could stand in it.`,
    );
  }
  for (const column of listed) findings.problem(`The database has no column ${column}.`);
  for (const other of await tables.others()) {
    findings.count("indexes, functions and sequences");
    if (Object.hasOwn(manifest.database, other)) continue;
    findings.problem(`The database has ${other}, which is on no list of what the server may hold.`);
  }
}
