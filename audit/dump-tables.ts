import { type FileHandle, open } from "node:fs/promises";
import { type Result, err, ok } from "#crypto/verify";
import { type DumpLine, linesOf } from "./dump-lines.ts";
import { Schema } from "./dump-schema.ts";
import { Statements } from "./dump-statements.ts";
import type { Row, Tables, Value } from "./source.ts";

/** Where the rows of a table stand in the file. */
interface Part {
  readonly columns: readonly string[];
  readonly from: number;
}

/** Bytes of the longest line: a commit, in hex, with as much sealed content as a server takes at once. */
const mostLine = 40 << 20;

/** Where a row of commits stands, and what it consists of. */
interface Spot {
  readonly columns: readonly string[];
  readonly position: number;
  readonly at: number;
  readonly length: number;
}

/** What was found in a file when it was read through. */
interface Found {
  readonly schema: Schema;
  /** Of each table every part, of which an honest dump has one. */
  readonly parts: ReadonlyMap<string, readonly Part[]>;
  readonly commits: ReadonlyMap<number, readonly Spot[]>;
  readonly faults: readonly string[];
  readonly names: readonly string[];
}

/**
 * A file that `pg_dump` wrote in its plain format. It is read once, to find what it holds and where; rows stay in the
 * file until they are asked for, and of the commits only their places are remembered.
 */
export class DumpTables implements Tables {
  readonly #file: FileHandle;
  readonly #found: Found;

  private constructor(file: FileHandle, found: Found) {
    this.#file = file;
    this.#found = found;
  }

  /** Reads what the file holds; the error is a sentence. */
  static async open(path: string): Promise<Result<DumpTables, string>> {
    const file = await open(path, "r");
    const found = await readThrough(file, path);
    if (found.ok) return ok(new DumpTables(file, found.value));
    await file.close();
    return found;
  }

  async faults(): Promise<readonly string[]> {
    return this.#found.faults;
  }

  get names(): readonly string[] {
    return this.#found.names;
  }

  async columns(): Promise<readonly string[]> {
    return this.#found.schema.columns.toSorted();
  }

  async others(): Promise<readonly string[]> {
    return this.#found.schema.others.toSorted();
  }

  async *rows(table: string): AsyncGenerator<Row> {
    for (const { columns, from } of this.#found.parts.get(table) ?? []) {
      for await (const { bytes } of linesOf(this.#file, { from, most: mostLine })) {
        if (isEnd(bytes)) break;
        yield rowOf(columns, bytes);
      }
    }
  }

  async *commits(log: number): AsyncGenerator<Row> {
    for (const { columns, at, length } of this.#found.commits.get(log) ?? []) {
      const bytes = Buffer.alloc(length);
      await this.#file.read(bytes, 0, length, at);
      yield rowOf(columns, bytes);
    }
  }

  async close(): Promise<void> {
    await this.#file.close();
  }
}

const isEnd = (line: Buffer): boolean => line.length === 2 && line.toString() === "\\.";

async function readThrough(file: FileHandle, path: string): Promise<Result<Found, string>> {
  const schema = new Schema();
  const statements = new Statements();
  const parts = new Map<string, Part[]>();
  const commits = new Map<number, Spot[]>();
  let inside: Copy | undefined;
  let at = 0;
  for await (const line of linesOf(file, { most: mostLine })) {
    at += 1;
    if (line.isTooLong) {
      return err(`Line ${at} of ${path} is longer than any line of a dump of Linden.`);
    }
    if (inside !== undefined) {
      if (isEnd(line.bytes)) {
        inside = undefined;
        continue;
      }
      if (valuesIn(line.bytes) !== inside.columns.length) statements.row(inside.name, at);
      if (inside.name === "commits") rememberCommit(commits, inside.columns, line);
      continue;
    }
    inside = copyOf(line.bytes);
    if (inside === undefined) {
      const text = line.bytes.toString();
      schema.take(text);
      statements.take(text, at);
      continue;
    }
    statements.copy(inside.name, inside.written, at);
    const part = { columns: inside.columns, from: line.at + line.length + 1 };
    const known = parts.get(inside.name);
    if (known === undefined) parts.set(inside.name, [part]);
    else known.push(part);
  }
  for (const spots of commits.values()) spots.sort((a, b) => a.position - b.position);
  if (inside !== undefined) {
    return err(
      `${path} ends in the middle of the table ${inside.name}: it is only a part of a dump.`,
    );
  }
  if (parts.size === 0) {
    return err(
      `${path} holds no table. I read what pg_dump writes in its plain format, with COPY: pg_dump --format=plain.`,
    );
  }
  return ok({ schema, parts, commits, faults: statements.end(), names: [...statements.names] });
}

/** The line before the rows of a table. */
interface Copy {
  readonly name: string;
  readonly columns: readonly string[];
  readonly written: string;
}

function copyOf(line: Buffer): Copy | undefined {
  if (!line.subarray(0, 5).equals(Buffer.from("COPY "))) return undefined;
  const found = /^COPY (?:public\.)?(\S+) \((.*)\) FROM stdin;$/.exec(line.toString());
  if (found === null) return undefined;
  const [, name = "", written = ""] = found;
  const columns = written.split(", ").map((column) => column.replaceAll('"', ""));
  return { name, columns, written };
}

function rememberCommit(
  commits: Map<number, Spot[]>,
  columns: readonly string[],
  { bytes, at }: DumpLine,
): void {
  // The first two columns are short; the others need not be looked at.
  const fields = bytes.subarray(0, 256).toString("latin1").split("\t");
  const log = Number(fields[columns.indexOf("log")]);
  const position = Number(fields[columns.indexOf("position")]);
  const spots = commits.get(log) ?? [];
  spots.push({ columns, position, at, length: bytes.length });
  commits.set(log, spots);
}

/** How many values a row has. */
function valuesIn(line: Buffer): number {
  let values = 1;
  for (let at = line.indexOf(9); at >= 0; at = line.indexOf(9, at + 1)) values += 1;
  return values;
}

function rowOf(columns: readonly string[], line: Buffer): Row {
  const row: Record<string, Value> = {};
  let from = 0;
  for (const column of columns) {
    const tab = line.indexOf(9, from);
    const end = tab < 0 ? line.length : tab;
    row[column] = valueOf(line.subarray(from, end));
    from = end + 1;
  }
  return row;
}

/** PostgreSQL's text format of COPY: bytes as `\\x` and hex, NULL as `\N`, the rest with backslashes before what is special. */
function valueOf(field: Buffer): Value {
  if (field[0] === backslash && field[1] === backslash && field[2] === x) {
    const hex = field.subarray(3).toString("latin1");
    // Node reads hex as far as it goes: what stands behind it would be seen by nobody.
    if (/^(?:[0-9a-f]{2})*$/.test(hex)) return Buffer.from(hex, "hex");
  }
  if (field.length === 2 && field.toString() === "\\N") return null;
  return field.toString().replaceAll(/\\(.)/gs, (_, letter: string) => escapes[letter] ?? letter);
}

const backslash = 0x5c;
const x = 0x78;
const escapes: Readonly<Record<string, string>> = {
  b: "\b",
  f: "\f",
  n: "\n",
  r: "\r",
  t: "\t",
  v: "\v",
};
