// Over 300 lines: one table, every command of the tool.
import { writeFile } from "node:fs/promises";
import { resolve } from "node:path";
import { type OrgId, type Result, err, ok } from "#crypto/verify";
import type { Arguments } from "./arguments.ts";
import { checkCanary, makeCanaries, readTexts } from "./canary.ts";
import { type CheckName, type Outcome, checkNames, checkTitles } from "./check.ts";
import { checkClient } from "./client.ts";
import { checkDatabase } from "./database.ts";
import { join } from "./join.ts";
import { keepKey, keyLine, newKey, readKey } from "./key.ts";
import { checkLines } from "./lines.ts";
import { checkLogs } from "./logs.ts";
import { openDatabase, openSource } from "./open.ts";
import { Progress } from "./progress.ts";
import { reportFiles, writeReport } from "./report.ts";
import { keepOutcome, readEarlier } from "./results.ts";
import type { EarlierHead, Source } from "./source.ts";
import { verifyFile } from "./verifying.ts";
import { beginWatch, lookOnce, publisher, watchOn } from "./watching.ts";
import { readWitnessed } from "./witnessed.ts";

/** One thing that the tool does; true where it was done and has passed, and a sentence where it could not be done. */
interface Command {
  readonly about: string;
  run(given: Arguments): Promise<Result<boolean, string>>;
}

const say = (line: string): void => console.log(line);
const progress = new Progress((line) => console.error(line));

/** Folder of a visit, where outcomes wait for the report. */
const visit = (given: Arguments): string => resolve(given.option("out") ?? "audit-visit");

/** Runs one check, says what came of it, and keeps it for the report. */
async function check(
  given: Arguments,
  from: string,
  look: () => Promise<Outcome>,
): Promise<Result<boolean, string>> {
  const began = new Date();
  const kept = await keepOutcome(visit(given), await look(), { from, began });
  say(`${checkTitles[kept.check]}.`);
  for (const [what, count] of Object.entries(kept.looked)) {
    say(`  ${count.toLocaleString("en").padStart(12)}  ${what}`);
  }
  for (const note of kept.notes) say(`  ${note}`);
  for (const problem of kept.problems) say(`  WRONG: ${problem}`);
  const megabytes = Math.round(process.resourceUsage().maxRSS / 1_024);
  const cost = `in ${kept.seconds} s, with at most ${megabytes.toLocaleString("en")} MB of memory`;
  say(kept.passed ? `Passed, ${cost}.` : `FAILED, ${cost}.`);
  return ok(kept.passed);
}

async function overSource<S extends Source>(
  given: Arguments,
  opened: Result<S, string>,
  look: (source: S, earlier: readonly EarlierHead[]) => Promise<Outcome>,
): Promise<Result<boolean, string>> {
  if (!opened.ok) return opened;
  const source = opened.value;
  try {
    const since = given.option("since");
    const earlier = since === undefined ? ok([]) : await readEarlier(since);
    if (!earlier.ok) return earlier;
    const watched = given.option("witness");
    const witnessed = watched === undefined ? ok([]) : await readWitnessed(watched);
    if (!witnessed.ok) return witnessed;
    const known = [...earlier.value, ...witnessed.value];
    return await check(given, source.name, () => look(source, known));
  } finally {
    await source.close();
  }
}

/** Where `--from` leads; the error is a sentence. */
function placeOf(given: Arguments): Result<string, string> {
  const place = given.option("from");
  return place === undefined
    ? err(
        "Say with --from what I shall look at: a data folder, a dump, postgresql://… or https://…",
      )
    : ok(place);
}

/** Everything that the tool can do. */
export const commands: ReadonlyMap<string, Command> = new Map<string, Command>([
  [
    "logs",
    {
      about: `${checkTitles.logs}. --from … [--key auditor.key] [--since report.json] [--witness checkpoint]`,
      run: async (given) => {
        const place = placeOf(given);
        if (!place.ok) return place;
        const opened = await openSource(place.value, given.option("key"));
        return overSource(given, opened, (source, earlier) =>
          checkLogs(source, { progress, earlier }),
        );
      },
    },
  ],
  [
    "database",
    {
      about: `${checkTitles.database}. --from … [--since report.json] [--witness checkpoint]`,
      run: async (given) => {
        const place = placeOf(given);
        if (!place.ok) return place;
        return overSource(given, await openDatabase(place.value), (source, earlier) =>
          checkDatabase(source, { progress, earlier }),
        );
      },
    },
  ],
  [
    "lines",
    {
      about: `${checkTitles.lines}. server.log …`,
      run: async (given) => {
        if (given.plain.length === 0)
          return err("Name the files into which the server's output went.");
        return check(given, given.plain.join(", "), () =>
          checkLines(given.plain, resolve(given.option("build") ?? "web/dist")),
        );
      },
    },
  ],
  [
    "canary",
    {
      about: `${checkTitles.canary}. canary make texts.txt; canary search texts.txt place …`,
      run: async (given) => {
        const [what, texts, ...places] = given.plain;
        if (texts === undefined)
          return err("Say canary make texts.txt, or canary search texts.txt and where.");
        if (what === "make") return makeTexts(texts);
        if (what !== "search")
          return err(`There is canary make and canary search, and no canary ${what}.`);
        const read = await readTexts(texts);
        if (read.length === 0)
          return err(`There are no texts in ${texts}: make some with canary make.`);
        if (places.length === 0)
          return err("Name the places to search: folders, files, postgresql://…");
        return check(given, places.join(", "), () => checkCanary(read, { places, progress }));
      },
    },
  ],
  [
    "client",
    {
      about: `${checkTitles.client}. --from https://… or a folder [--list files.txt] [--build web/dist]`,
      run: async (given) => {
        const place = placeOf(given);
        if (!place.ok) return place;
        const build = resolve(given.option("build") ?? "web/dist");
        const checked = await checkClient(place.value, { list: given.option("list"), build });
        return checked.ok ? check(given, place.value, async () => checked.value) : checked;
      },
    },
  ],
  [
    "witness",
    {
      about:
        "Follows the list of all logs, demands that it only grows, cosigns it and publishes what it has cosigned. --from https://… --org … --key witness.key [--state folder] [--every 3600, 0 for once] [--port 8411]",
      run: witness,
    },
  ],
  [
    "key",
    {
      about: "Makes a key that signs reports. --key auditor.key --name auditor.example",
      run: async (given) => {
        const [file, name] = [given.option("key"), given.option("name")];
        if (file === undefined || name === undefined)
          return err("Say --key and a file, and --name.");
        const made = newKey(name);
        const key = made.ok ? await keepKey(file, made.value) : made;
        if (!key.ok) return key;
        say(`Made ${file}. Tell others this line, so that they can check what you sign:`);
        say(keyLine(key.value, "note"));
        return ok(true);
      },
    },
  ],
  [
    "join",
    {
      about:
        "Becomes an organisation's auditor by its invitation. <link> --key auditor.key --name auditor.example",
      run: async (given) => {
        const [file, name] = [given.option("key"), given.option("name")];
        const [link] = given.plain;
        if (link === undefined || file === undefined || name === undefined) {
          return err("Give the link of the invitation, --key and a file, and --name.");
        }
        const joined = await join(link, { file, name });
        if (!joined.ok) return joined;
        say(
          `You are the auditor of organisation ${joined.value.member?.org.slice(0, 8)}. Your key is in ${file}; it opens nothing.`,
        );
        say(keyLine(joined.value, "note"));
        return ok(true);
      },
    },
  ],
  [
    "report",
    {
      about: "One signed report of this visit. --key auditor.key [--only logs,database]",
      run: async (given) => {
        const file = given.option("key");
        if (file === undefined) return err("A report is signed: name your key with --key.");
        const key = await readKey(file);
        if (!key.ok) return key;
        const only = given.option("only")?.split(",");
        const strange = only?.find((name) => !checkNames.some((check) => check === name));
        if (strange !== undefined) return err(`There is no check ${strange}.`);
        const wanted = checkNames.filter((name) => only?.includes(name) ?? true);
        return report(given, key.value, wanted);
      },
    },
  ],
  [
    "verify",
    {
      about:
        "Checks what somebody handed over: a report, the proof of an alarm, an opened record. report.json | proof.txt [--signer line of the key]",
      run: async (given) => {
        const [place] = given.plain;
        if (place === undefined) return err("Name the file, or the folder of a report.");
        const read = await verifyFile(place, given.option("signer"));
        if (!read.ok) return read;
        for (const line of read.value.says) say(line);
        say(
          read.value.holds
            ? "It holds."
            : "It does NOT hold, or says itself that something failed.",
        );
        return ok(read.value.holds);
      },
    },
  ],
]);

async function witness(given: Arguments): Promise<Result<boolean, string>> {
  const [origin, org, file] = [given.option("from"), given.option("org"), given.option("key")];
  if (origin === undefined || org === undefined || file === undefined) {
    return err(
      "Say --from and the server, --org and the organisation's number, and --key and your file.",
    );
  }
  if (!/^[0-9a-f]{64}$/.test(org)) return err("An organisation's number is 64 letters of hex.");
  const key = await readKey(file);
  if (!key.ok) return key;
  const folder = resolve(given.option("state") ?? "audit-witness");
  const logKey = given.option("log-key");
  const watch = await beginWatch({ origin, org: org as OrgId, key: key.value, folder, logKey });
  if (!watch.ok) return watch;
  const everyMs = Number(given.option("every") ?? 3_600) * 1_000;
  if (!Number.isFinite(everyMs) || everyMs < 0)
    return err("Say with --every after how many seconds.");
  if (everyMs === 0) return check(given, origin, () => lookOnce(watch.value));
  const ending = new AbortController();
  for (const name of ["SIGINT", "SIGTERM"] as const) process.once(name, () => ending.abort());
  const port = given.option("port");
  const published = port === undefined ? undefined : publisher(folder).listen(Number(port));
  const held = await watchOn(watch.value, { everyMs, say, signal: ending.signal });
  published?.close();
  return ok(held);
}

async function makeTexts(file: string): Promise<Result<boolean, string>> {
  const lines = [
    "# Type each of these where something can be typed, then run audit canary search.",
    ...makeCanaries(12),
  ];
  await writeFile(file, `${lines.join("\n")}\n`, { mode: 0o600, flag: "wx" });
  say(`Made 12 texts in ${file}.`);
  return ok(true);
}

async function report(
  given: Arguments,
  key: Parameters<typeof writeReport>[1]["key"],
  wanted: readonly CheckName[],
): Promise<Result<boolean, string>> {
  const made = await writeReport(visit(given), { key, wanted });
  for (const { check, passed, problems } of made.checks) {
    say(
      `${passed ? "passed" : "FAILED"}  ${check}${problems[0] === undefined ? "" : `: ${problems[0]}`}`,
    );
  }
  for (const name of made.notRun) say(`NOT RUN ${name}`);
  for (const name of made.leftOut) say(`left out ${name}`);
  say(
    `${resolve(visit(given), reportFiles.json)}, ${reportFiles.page} and ${reportFiles.signature} are written.`,
  );
  say(
    made.passed
      ? "Everything that was asked for has passed."
      : "NOT everything that was asked for has passed.",
  );
  return ok(made.passed);
}
