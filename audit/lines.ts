import { open, readdir } from "node:fs/promises";
import { join, relative, sep } from "node:path";
import { manifest } from "#contract/manifest.ts";
import { type Outcome, Findings } from "./check.ts";
import { linesOf } from "./dump-lines.ts";

/** Bytes of the longest line that is looked at: the server's own have some hundred. */
const mostLine = 1 << 14;

/**
 * Judges what a server has written into its log, line by line: objects with the fields of the manifest and values that
 * cannot hold anything else, and a closed list of sentences about the server itself. `build` is the built client, whose
 * files are routes as well.
 */
export async function checkLines(paths: readonly string[], build: string): Promise<Outcome> {
  const findings = new Findings();
  const routes = new Set([...ownRoutes, ...(await filesIn(build))]);
  for (const path of paths) {
    const file = await open(path).catch(() => undefined);
    if (file === undefined) {
      findings.problem(`There is no log file ${path}.`);
      continue;
    }
    findings.count("log files");
    let at = 0;
    for await (const { bytes, isTooLong } of linesOf(file, { most: mostLine })) {
      at += 1;
      findings.count("log lines");
      const wrong = isTooLong
        ? `has more than ${mostLine.toLocaleString("en")} bytes, and no line of the server has`
        : faultOf(bytes.toString().replace(/\r$/, ""), routes);
      if (wrong !== undefined) findings.problem(`Line ${at} of ${path} ${wrong}.`);
    }
    await file.close();
  }
  return findings.outcome("lines", ["log files", "log lines"]);
}

/** What is wrong with a line, to be read after "Line 3 of server.log"; undefined where nothing is. */
function faultOf(line: string, routes: ReadonlySet<string>): string | undefined {
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
    if (!allowed(value, routes))
      return `says something in ${JSON.stringify(name)} that the server never says there`;
  }
  return isAsWritten(line, fields)
    ? undefined
    : "is not written as the server writes it: a field may stand in it twice, or something between the fields";
}

/** As the logger writes an object: each field once, the level and the time first, and nothing between them. */
function isAsWritten(line: string, fields: Readonly<Record<string, unknown>>): boolean {
  const [level, time, ...others] = Object.keys(fields);
  const listed = Object.keys(manifest.logFields).filter((name) => others.includes(name));
  return (
    level === "level" &&
    time === "time" &&
    others.every((name, at) => name === listed[at]) &&
    JSON.stringify(fields) === line
  );
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
const ownRoutes = [
  ...Object.keys(manifest.requests).flatMap((route) => route.split(" ").slice(1)),
  "/",
  "unknown",
];

/** The files of a built client, as they are asked for. */
async function filesIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  return entries
    .filter((entry) => entry.isFile())
    .map(
      ({ parentPath, name }) => `/${relative(folder, join(parentPath, name)).split(sep).join("/")}`,
    );
}

/** What each field of a line may say. */
const values: Readonly<Record<string, (value: unknown, routes: ReadonlySet<string>) => boolean>> = {
  level: (value) => [10, 20, 30, 40, 50, 60].includes(value as number),
  time: (value) => typeof value === "string" && /^\d{4}-\d\d-\d\dT\d\dZ$/.test(value),
  method: (value) => ["GET", "HEAD", "POST", "any"].includes(value as string),
  route: (value, routes) => routes.has(value as string),
  status: (value) => isCount(value) && Number(value) >= 100 && Number(value) < 600,
  count: isCount,
  slowest: isCount,
  // The class of an error, as the code names it: one word, no text.
  fault: (value) => typeof value === "string" && /^[A-Za-z]{1,40}$/.test(value),
};

/** What the server says of itself; numbers, addresses and folders in it are its own. */
const sentences: readonly RegExp[] = [
  /^Linden is ready at https?:\/\/[\w.:[\]-]+ \(after [\d.]+ s\)\. Ctrl-C stops it\.$/,
  /^This database was restored\. Until an administrator goes on, each organisation only takes back what it lost\.$/,
  /^The sample was written before; [\w ./:\\-]+sample\.txt says how to sign in\.$/,
  /^Stopping\.$/,
  /^Stopped\.$/,
  /^The web client is built \([\d.]+ s\)\.$/,
  /^Building the web client; this takes a moment the first time\.$/,
  /^The web client has changed since it was built\. Building it again\.$/,
  /^Nobody has signed the files of version [\d.]+: the list of them is bare\.$/,
  /^These are the files of release [\d.]+, as they were signed\.$/,
  /^These are not the files of version [\d.]+ that were signed: the list of them is bare\.$/,
  /^PostgreSQL ended unasked \((?:SIG[A-Z0-9]{1,9}|code \d{1,3})\)\. Starting it again; writes wait until then\.$/,
  /^PostgreSQL runs again\.$/,
  /^PostgreSQL's programs were copied to \/[\w./-]+, because they cannot be run in \/[\w./-]+\.$/,
  /^The PostgreSQL that a killed server had left running was stopped\.$/,
  // npm's own two lines.
  /^> linden@[\d.]+ start$/,
  /^> node server\/start\.mjs(?: --sample(?:=small)?)?(?: --restored)?$/,
];
