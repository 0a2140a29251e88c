import { writeFile } from "node:fs/promises";
import { resolve } from "node:path";
import { type OrgId, type Result, err, ok } from "#crypto/verify";
import type { Arguments } from "./arguments.ts";
import { checkCanary, makeCanaries, readTexts } from "./canary.ts";
import { type CheckName, checkNames, checkTitles } from "./check.ts";
import { checkClient } from "./client.ts";
import { checkDatabase } from "./database.ts";
import { join, joinedAs } from "./join.ts";
import { keepKey, keyLine, newKey, readKey } from "./key.ts";
import { checkLines } from "./lines.ts";
import { checkLogs } from "./logs.ts";
import { openDatabase, openSource } from "./open.ts";
import { reportFiles, writeReport } from "./report.ts";
import { check, overSource, progress, say, visit } from "./running.ts";
import { verifyFile } from "./verifying.ts";
import { beginWatch, lookOnce, publisher, watchOn } from "./watching.ts";
import type { Watch } from "./witness.ts";

/** One thing that the tool does; true where it was done and has passed, and a sentence where it could not be done. */
interface Command {
  readonly about: string;
  run(given: Arguments): Promise<Result<boolean, string>>;
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
      about: `${checkTitles.logs}. --from … [--key outside.key] [--since report.json [--signer line of the key]] [--witness checkpoint]`,
      run: async (given) => {
        const place = placeOf(given);
        if (!place.ok) return place;
        const of = { name: "logs", place: place.value } as const;
        return overSource(given, of, {
          open: () => openSource(place.value, given.option("key")),
          look: (source, earlier) => checkLogs(source, { progress, earlier }),
        });
      },
    },
  ],
  [
    "database",
    {
      about: `${checkTitles.database}. --from … [--since report.json [--signer line of the key]] [--witness checkpoint]`,
      run: async (given) => {
        const place = placeOf(given);
        if (!place.ok) return place;
        const of = { name: "database", place: place.value } as const;
        return overSource(given, of, {
          open: () => openDatabase(place.value),
          look: (source, earlier) => checkDatabase(source, { progress, earlier }),
        });
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
        const build = resolve(given.option("build") ?? "web/dist");
        return check(given, { name: "lines", places: given.plain }, async () =>
          ok({ outcome: await checkLines(given.plain, build) }),
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
        if (places.length === 0)
          return err("Name the places to search: folders, files, postgresql://…");
        return check(given, { name: "canary", places }, async () => {
          const read = await readTexts(texts);
          return read.length === 0
            ? err(`There are no texts in ${texts}: make some with canary make.`)
            : ok({ outcome: await checkCanary(read, { places, progress }) });
        });
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
        return check(given, { name: "client", places: [place.value] }, async () => {
          const checked = await checkClient(place.value, { list: given.option("list"), build });
          return checked.ok ? ok({ outcome: checked.value }) : checked;
        });
      },
    },
  ],
  [
    "witness",
    {
      about:
        "Follows the list of all logs, demands that it only grows, cosigns it and publishes what it has cosigned. --from https://… --org … --key witness.key [--log-key hex] [--state folder] [--every 3600, 0 for once] [--port 8411]",
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
        "Becomes an organisation's auditor by its invitation. <link> --key outside.key --name auditor.example",
      run: async (given) => {
        const [file, name] = [given.option("key"), given.option("name")];
        const [link] = given.plain;
        if (link === undefined || file === undefined || name === undefined) {
          return err("Give the link of the invitation, --key and a file, and --name.");
        }
        const joined = await join(link, { file, name });
        if (!joined.ok) return joined;
        for (const line of joinedAs(joined.value, file)) say(line);
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
        say(read.value.end ?? (read.value.holds ? "It holds." : "It does NOT hold."));
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
  const everyMs = Number(given.option("every") ?? 3_600) * 1_000;
  if (!Number.isFinite(everyMs) || everyMs < 0)
    return err("Say with --every after how many seconds.");
  const folder = resolve(given.option("state") ?? "audit-witness");
  const logKey = given.option("log-key");
  const begin = async (): Promise<Result<Watch, string>> => {
    const key = await readKey(file);
    return key.ok ? beginWatch({ origin, org: org as OrgId, key: key.value, folder, logKey }) : key;
  };
  if (everyMs === 0) {
    return check(given, { name: "witness", places: [origin] }, async () => {
      const watch = await begin();
      return watch.ok ? ok({ outcome: await lookOnce(watch.value) }) : watch;
    });
  }
  const watch = await begin();
  if (!watch.ok) return watch;
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
