import { randomBytes } from "node:crypto";
import { createReadStream, createWriteStream } from "node:fs";
import { mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { pipeline } from "node:stream/promises";
import { createGunzip, gzipSync } from "node:zlib";
import { type Outcome, Findings } from "./check.ts";
import { needlesOf } from "./encodings.ts";
import { sentenceOf } from "./failing.ts";
import { bodiesOf } from "./har.ts";
import { nameOfPlace } from "./names.ts";
import { openDatabase } from "./open.ts";
import { beginningOf, packingOf } from "./packed.ts";
import type { Progress } from "./progress.ts";
import { Search } from "./search.ts";
import type { Value } from "./source.ts";

/** Texts that stand nowhere else: letters that compose, letters of two alphabets, and 72 random bits in each. */
export const makeCanaries = (count: number): readonly string[] =>
  Array.from({ length: count }, () => `É${randomBytes(9).toString("hex")}Жö`);

/** Most of a file that a positive control is planted in. */
const controlLength = 1 << 20;

/**
 * Looks for texts in places: folders and files as they lie there (the write-ahead log, backups, logs, a browser's
 * profile), what was packed with gzip also unpacked, the bodies in a HAR, and the rows of databases and dumps. What
 * cannot be searched is a problem. In each place a text that was planted in a copy is
 * found in every encoding first: a search that cannot find says nothing.
 */
export async function checkCanary(
  texts: readonly string[],
  { places, progress }: { places: readonly string[]; progress: Progress },
): Promise<Outcome> {
  const findings = new Findings();
  findings.count("texts", texts.length);
  const search = new Search(texts);
  findings.count("encodings looked for", search.needles);
  for (const place of places) {
    progress.tell("bytes searched", search.bytes);
    try {
      const looked = await lookIn(place, search, findings);
      if (!looked) findings.problem(`There is nothing to search in ${nameOfPlace(place)}.`);
      else findings.count("places");
      await checkControl(place, findings);
    } catch (error) {
      findings.problem(`${nameOfPlace(place)} was not searched to its end. ${sentenceOf(error)}`);
    }
  }
  findings.count("bytes searched", search.bytes);
  findings.count("files unpacked and searched", search.unpacked);
  if (search.unpacked > 0)
    findings.note(
      "Files packed with gzip were searched unpacked; what is packed within them was not.",
    );
  for (const what of search.unread) findings.problem(`This cannot be searched: ${what}.`);
  const said = new Set<string>();
  for (const { text, encoding, where } of search.hits) {
    const sentence = `The text ${hidden(text)} stands in ${where}, as ${encoding}: something that was typed is readable there.`;
    if (!said.has(sentence)) findings.problem(sentence);
    said.add(sentence);
  }
  return findings.outcome("canary", ["texts", "places", "bytes searched", "planted texts found"]);
}

/** Enough of a text to know it by. */
const hidden = (text: string): string => `“${[...text].slice(0, 8).join("")}…”`;

type Kind = "folder" | "har" | "database" | "gzip" | "file";

async function kindOf(place: string): Promise<Kind | undefined> {
  if (/^postgres(ql)?:/.test(place)) return "database";
  const found = await stat(place).catch(() => undefined);
  if (found === undefined) return undefined;
  if (found.isDirectory()) return "folder";
  if (packingOf(await beginningOf(place, 16))?.is === "gzip") return "gzip";
  return place.endsWith(".har") ? "har" : "file";
}

async function lookIn(place: string, search: Search, findings: Findings): Promise<boolean> {
  const kind = await kindOf(place);
  if (kind === undefined) return false;
  if (kind === "folder") {
    const files = await search.lookInFolder(place, place);
    findings.count("files", files);
    return files > 0;
  }
  if (kind === "database") return lookInRows(place, { search, findings });
  findings.count("files");
  const before = search.bytes;
  await search.lookInFile(place, place);
  if (kind === "har") {
    const bodies = await bodiesOf(place);
    if (!bodies.ok) {
      findings.problem(bodies.error);
      return false;
    }
    findings.count("recorded exchanges", bodies.value.exchanges);
    for (const body of bodies.value.parts) search.look(`${place}, a body`, body);
    judgeRecording(place, bodies.value, findings);
  } else if (kind === "gzip") {
    await lookInPackedRows(place, search, findings);
  } else if (await isDump(place)) {
    await lookInRows(place, { search, findings });
  }
  return search.bytes > before;
}

/** Of each exchange there are address, headers, what was sent, and what came back. */
const partsOfExchange = 4;

function judgeRecording(
  place: string,
  { exchanges, parts }: { readonly exchanges: number; readonly parts: readonly Buffer[] },
  findings: Findings,
): void {
  const bodies = parts.filter(
    ({ length }, at) => at % partsOfExchange === partsOfExchange - 1 && length > 0,
  ).length;
  findings.count("recorded answers with their content", bodies);
  if (exchanges === 0) {
    findings.problem(
      `Nothing is recorded in ${place}: open the browser's network recording first, then work, then save it with content.`,
    );
  } else if (bodies === 0) {
    findings.problem(
      `This recording has no bodies: ${place} holds addresses alone. Save it with content.`,
    );
  }
}

/** The rows of a plain dump that is packed with gzip: it is unpacked beside, and thrown away. */
async function lookInPackedRows(place: string, search: Search, findings: Findings): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "linden-audit-"));
  try {
    const file = join(folder, "unpacked");
    // Where it is broken, the search has said so.
    const unpacking = pipeline(
      createReadStream(place),
      createGunzip(),
      async function* firstOfDump(parts: AsyncIterable<Buffer>) {
        let isFirst = true;
        for await (const part of parts) {
          if (isFirst && !part.subarray(0, 512).includes(dumpTitle)) return;
          isFirst = false;
          yield part;
        }
      },
      createWriteStream(file),
    );
    const isWhole = await unpacking.then(
      () => true,
      () => false,
    );
    if (isWhole && (await isDump(file))) await lookInRows(file, { search, findings, as: place });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function lookInRows(
  place: string,
  { search, findings, as }: { search: Search; findings: Findings; as?: string },
): Promise<boolean> {
  const source = await openDatabase(place);
  if (!source.ok) {
    findings.problem(source.error);
    return false;
  }
  const { tables, name } = source.value;
  const shown = as ?? name;
  const named = new Set((await tables.columns()).map((column) => column.split(".")[0] ?? ""));
  let rows = 0;
  try {
    for (const table of named) {
      for await (const row of tables.rows(table)) {
        rows += 1;
        for (const value of Object.values(row))
          search.look(`${shown}, table ${table}`, plain(value));
      }
    }
  } finally {
    await source.value.close();
  }
  findings.count("rows searched", rows);
  return rows > 0;
}

const plain = (value: Value): Buffer => (value === null ? Buffer.alloc(0) : Buffer.from(value));

const dumpTitle = "PostgreSQL database dump";
const isDump = async (path: string): Promise<boolean> =>
  (await beginningOf(path, 512)).includes(dumpTitle);

/** Plants a text in a copy of a part of the place, in every encoding, and looks for it in the same way. */
async function checkControl(place: string, findings: Findings): Promise<void> {
  const [control = ""] = makeCanaries(1);
  const needles = needlesOf(control);
  const search = new Search([control]);
  const kind = await kindOf(place);
  if (kind === undefined) return;
  const folder = await mkdtemp(join(tmpdir(), "linden-audit-"));
  try {
    if (kind === "har") {
      const file = join(folder, "control.har");
      await writeFile(file, planted(needles.map(({ bytes }) => bytes)));
      const bodies = await bodiesOf(file);
      for (const body of bodies.ok ? bodies.value.parts : []) search.look("control", body);
    } else {
      const around =
        kind === "file" ? await beginningOf(place, controlLength) : randomBytes(controlLength);
      const file = join(folder, basename(place) || "control");
      const parts = needles.flatMap(({ bytes }) => [bytes, randomBytes(7)]);
      const whole = Buffer.concat([around, ...parts, around]);
      await writeFile(file, kind === "gzip" ? gzipSync(whole) : whole);
      await search.lookInFolder("control", folder);
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
  const found = new Set(search.hits.map(({ encoding }) => encoding));
  const missed = needles.filter(({ encoding }) => !found.has(encoding));
  findings.count("planted texts found", needles.length - missed.length);
  for (const { encoding } of missed) {
    findings.problem(
      `A text that was planted in ${nameOfPlace(place)} as ${encoding} was not found: the search is broken.`,
    );
  }
}

const planted = (bodies: readonly Buffer[]): string =>
  JSON.stringify({
    log: {
      version: "1.2",
      entries: bodies.map((body) => ({
        request: { url: "https://linden.example/v1/pull" },
        response: { content: { text: body.toString("base64"), encoding: "base64" } },
      })),
    },
  });

/** Texts from a file, one a line; lines that begin with `#` are for people. */
export async function readTexts(path: string): Promise<readonly string[]> {
  const lines = (await readFile(path, "utf8").catch(() => "")).split("\n");
  return lines.map((line) => line.trim()).filter((line) => line !== "" && !line.startsWith("#"));
}
