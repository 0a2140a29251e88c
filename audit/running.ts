import { resolve } from "node:path";
import { type Result, err, ok } from "#crypto/verify";
import type { Arguments } from "./arguments.ts";
import { type CheckName, type Outcome, checkTitles } from "./check.ts";
import { sentenceOf } from "./failing.ts";
import { nameOfPlace } from "./names.ts";
import { Progress } from "./progress.ts";
import { readFiles, changedFiles } from "./read-files.ts";
import { keepOutcome, readEarlier } from "./results.ts";
import type { EarlierHead, Source } from "./source.ts";
import { readWitnessed } from "./witnessed.ts";

/** Says a line to whoever runs the tool. */
export const say = (line: string): void => console.log(line);

/** How far a long run is. */
export const progress = new Progress((line) => console.error(line));

/** Folder of a visit, where outcomes wait for the report. */
export const visit = (given: Arguments): string => resolve(given.option("out") ?? "audit-visit");

/** What a check came to, and what was looked at where that is known better than by the names given. */
type Looked = Result<{ readonly outcome: Outcome; readonly from?: string }, string>;

/**
 * Runs one check, says what came of it, and keeps it for the report. What was kept of the same check before is taken away
 * first: a check that breaks off leaves behind that it did.
 */
export async function check(
  given: Arguments,
  { name, places }: { readonly name: CheckName; readonly places: readonly string[] },
  look: () => Promise<Looked>,
): Promise<Result<boolean, string>> {
  const folder = visit(given);
  const of = { from: places.map(nameOfPlace).join(", "), began: new Date() };
  const nothing = (problem: string): Outcome => {
    return { check: name, looked: {}, problems: [problem], notes: [] };
  };
  await keepOutcome(folder, nothing("This check was begun and did not come to an end."), of);
  const files = await readFiles(places);
  const looked = await look().catch((error: unknown) => err(sentenceOf(error)));
  if (!looked.ok) {
    await keepOutcome(folder, nothing(`This check could not be done: ${looked.error}`), of);
    return looked;
  }
  const { outcome, from = of.from } = looked.value;
  const changed = await changedFiles(files);
  const notes = [
    ...outcome.notes,
    ...changed.map((file) => `${file} changed while it was read: its SHA-256 is that of before.`),
  ];
  const read = files.map(({ file, sha256 }) => ({ file, sha256 }));
  const kept = await keepOutcome(
    folder,
    { ...outcome, notes, ...(read.length > 0 && { read }) },
    { ...of, from },
  );
  say(`${checkTitles[kept.check]}.`);
  for (const [what, count] of Object.entries(kept.looked)) {
    say(`  ${count.toLocaleString("en").padStart(12)}  ${what}`);
  }
  for (const { file, sha256 } of read) say(`  ${file} has the SHA-256 ${sha256}.`);
  for (const note of kept.notes) say(`  ${note}`);
  for (const problem of kept.problems) say(`  WRONG: ${problem}`);
  const megabytes = Math.round(process.resourceUsage().maxRSS / 1_024);
  const cost = `in ${kept.seconds} s, with at most ${megabytes.toLocaleString("en")} MB of memory`;
  say(kept.passed ? `Passed, ${cost}.` : `FAILED, ${cost}.`);
  return ok(kept.passed);
}

/** Runs a check over a source that has to be opened first, with what was seen of it earlier. */
export function overSource<S extends Source>(
  given: Arguments,
  { name, place }: { readonly name: CheckName; readonly place: string },
  {
    open,
    look,
  }: {
    open(): Promise<Result<S, string>>;
    look(source: S, earlier: readonly EarlierHead[]): Promise<Outcome>;
  },
): Promise<Result<boolean, string>> {
  return check(given, { name, places: [place] }, async () => {
    const since = given.option("since");
    const earlier =
      since === undefined ? undefined : await readEarlier(since, given.option("signer"));
    if (earlier?.ok === false) return earlier;
    const watched = given.option("witness");
    const witnessed = watched === undefined ? ok([]) : await readWitnessed(watched);
    if (!witnessed.ok) return witnessed;
    const opened = await open();
    if (!opened.ok) return opened;
    const source = opened.value;
    try {
      const known = [...(earlier?.value.heads ?? []), ...witnessed.value];
      const outcome = await look(source, known);
      const notes = [...outcome.notes, ...(earlier === undefined ? [] : [earlier.value.note])];
      return ok({ outcome: { ...outcome, notes }, from: source.name });
    } finally {
      await source.close().catch(() => undefined);
    }
  });
}
