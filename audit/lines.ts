import { open } from "node:fs/promises";
import { manifest } from "#contract/manifest.ts";
import { type Outcome, Findings } from "./check.ts";
import { linesOf } from "./dump-lines.ts";

/**
 * Judges what a server has written into its log, line by line: objects with the fields of the manifest and values that
 * cannot hold anything else, and a closed list of sentences about the server itself.
 */
export async function checkLines(paths: readonly string[]): Promise<Outcome> {
  const findings = new Findings();
  for (const path of paths) {
    const file = await open(path).catch(() => undefined);
    if (file === undefined) {
      findings.problem(`There is no log file ${path}.`);
      continue;
    }
    findings.count("log files");
    let at = 0;
    for await (const { bytes } of linesOf(file)) {
      at += 1;
      findings.count("log lines");
      const wrong = faultOf(bytes.toString().trimEnd());
      if (wrong !== undefined) findings.problem(`Line ${at} of ${path} ${wrong}.`);
    }
    await file.close();
  }
  return findings.outcome("lines", ["log files", "log lines"]);
}

/** What is wrong with a line, to be read after "Line 3 of server.log"; undefined where nothing is. */
function faultOf(line: string): string | undefined {
  if (line === "" || sentences.some((sentence) => sentence.test(line))) return undefined;
  const fields = fieldsOf(line);
  if (fields === undefined) {
    return "is neither a log line of the server nor one of its own sentences: somebody or something else wrote into it";
  }
  for (const [name, value] of Object.entries(fields)) {
    const allowed = values[name];
    if (allowed === undefined || !Object.hasOwn(manifest.logFields, name)) {
      return `has a field ${JSON.stringify(name)}, which no line of the server may have`;
    }
    if (!allowed(value))
      return `says something in ${JSON.stringify(name)} that the server never says there`;
  }
  return undefined;
}

function fieldsOf(line: string): Readonly<Record<string, unknown>> | undefined {
  if (!line.startsWith("{")) return undefined;
  try {
    return JSON.parse(line) as Readonly<Record<string, unknown>>;
  } catch {
    return undefined;
  }
}

const isCount = (value: unknown): boolean => Number.isSafeInteger(value) && Number(value) >= 0;
const routes = new Set(Object.keys(manifest.requests).map((route) => route.split(" ")[1]));

/** What each field of a line may say. */
const values: Readonly<Record<string, (value: unknown) => boolean>> = {
  level: isCount,
  time: (value) => typeof value === "string" && /^\d{4}-\d\d-\d\dT\d\dZ$/.test(value),
  method: (value) => ["GET", "HEAD", "POST", "any"].includes(value as string),
  route: (value) =>
    ["/*", "/", "/index.html", "unknown"].includes(value as string) || routes.has(value as string),
  status: (value) => isCount(value) && Number(value) >= 100 && Number(value) < 600,
  count: isCount,
  slowest: isCount,
  // The class of an error, as the code names it: one word, no text.
  fault: (value) => typeof value === "string" && /^[A-Za-z]{1,40}$/.test(value),
};

/** What the server says of itself; numbers, addresses and folders in it are its own. */
const sentences: readonly RegExp[] = [
  /^Linden is ready at https?:\/\/[\w.:[\]-]+ \(after [\d.]+ s\)\. Ctrl-C stops it\.$/,
  /^Stopping\.$/,
  /^Stopped\.$/,
  /^The web client is built \([\d.]+ s\)\.$/,
  /^Building the web client; this takes a moment the first time\.$/,
  /^The web client has changed since it was built\. Building it again\.$/,
  /^Nobody has signed the files of version [\d.]+: the list of them is bare\.$/,
  /^These are (?:not )?the files of (?:release|version) [\d.]+[\w ,]*(?:: the list of them is bare)?\.$/,
  /^PostgreSQL ended unasked \([\w ]+\)\. Starting it again; writes wait until then\.$/,
  /^PostgreSQL runs again\.$/,
  /^PostgreSQL's programs were copied to \/[\w./-]+, because they cannot be run in \/[\w./-]+\.$/,
  /^The PostgreSQL that a killed server had left running was stopped\.$/,
  // npm's own two lines.
  /^> linden@[\d.]+ start$/,
  /^> node server\/start\.mjs(?: --sample(?:=small)?)?$/,
];
