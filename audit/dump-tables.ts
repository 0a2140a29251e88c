import { type FileHandle, open } from "node:fs/promises";
import { type Result, err, ok } from "#crypto/verify";
import { type DumpLine, linesOf } from "./dump-lines.ts";
import { Schema } from "./dump-schema.ts";
import type { Row, Tables, Value } from "./source.ts";

/** Where the rows of a table stand in the file. */
interface Part {
  readonly columns: readonly string[];
  readonly from: number;
}

/** Bytes of the longest line: a commit, in hex, with as much sealed content as a server takes at once. */
const mostLine = 40 << 20;

/** Where a row stands. */
interface Spot {
  readonly position: number;
  readonly at: number;
  readonly length: number;
}

/**
 * A file that `pg_dump` wrote in its plain format. It is read once, to find what it holds and where; rows stay in the
 * file until they are asked for, and of the commits only their places are remembered.
 */
export class DumpTables implements Tables {
  readonly #file: FileHandle;
  readonly #schema: Schema;
  readonly #parts: ReadonlyMap<string, Part>;
  readonly #commits: ReadonlyMap<number, readonly Spot[]>;

  private constructor(
    file: FileHandle,
    schema: Schema,
    parts: ReadonlyMap<string, Part>,
    commits: ReadonlyMap<number, readonly Spot[]>,
  ) {
    this.#file = file;
    this.#schema = schema;
    this.#parts = parts;
    this.#commits = commits;
  }

  /** Reads what the file holds; the error is a sentence. */
  static async open(path: string): Promise<Result<DumpTables, string>> {
    const file = await open(path, "r");
    const schema = new Schema();
    const parts = new Map<string, Part>();
    const commits = new Map<number, Spot[]>();
    let inside: { readonly name: string; readonly columns: readonly string[] } | undefined;
    let at = 0;
    for await (const line of linesOf(file, { most: mostLine })) {
      at += 1;
      if (line.isTooLong) {
        await file.close();
        return err(`Line ${at} of ${path} is longer than any line of a dump of Linden.`);
      }
      if (inside !== undefined) {
        if (line.bytes.length === 2 && line.bytes.toString() === "\\.") inside = undefined;
        else if (inside.name === "commits") rememberCommit(commits, inside.columns, line);
        continue;
      }
      const copied = copyOf(line.bytes);
      if (copied === undefined) {
        schema.take(line.bytes.toString());
        continue;
      }
      inside = copied;
      parts.set(copied.name, { columns: copied.columns, from: line.at + line.bytes.length + 1 });
    }
    for (const spots of commits.values()) spots.sort((a, b) => a.position - b.position);
    if (inside !== undefined) {
      await file.close();
      return err(
        `${path} ends in the middle of the table ${inside.name}: it is only a part of a dump.`,
      );
    }
    if (parts.size === 0) {
      await file.close();
      return err(
        `${path} holds no table. I read what pg_dump writes in its plain format, with COPY: pg_dump --format=plain.`,
      );
    }
    return ok(new DumpTables(file, schema, parts, commits));
  }

  async columns(): Promise<readonly string[]> {
    return this.#schema.columns.toSorted();
  }

  async others(): Promise<readonly string[]> {
    return this.#schema.others.toSorted();
  }

  async *rows(table: string): AsyncGenerator<Row> {
    const part = this.#parts.get(table);
    if (part === undefined) return;
    for await (const { bytes } of linesOf(this.#file, { from: part.from, most: mostLine })) {
      if (bytes.length === 2 && bytes.toString() === "\\.") return;
      yield rowOf(part.columns, bytes);
    }
  }

  async *commits(log: number): AsyncGenerator<Row> {
    const part = this.#parts.get("commits");
    if (part === undefined) return;
    for (const { at, length } of this.#commits.get(log) ?? []) {
      const bytes = Buffer.alloc(length);
      await this.#file.read(bytes, 0, length, at);
      yield rowOf(part.columns, bytes);
    }
  }

  async close(): Promise<void> {
    await this.#file.close();
  }
}

function copyOf(line: Buffer): { name: string; columns: readonly string[] } | undefined {
  if (!line.subarray(0, 5).equals(Buffer.from("COPY "))) return undefined;
  const found = /^COPY (?:public\.)?(\S+) \((.*)\) FROM stdin;$/.exec(line.toString());
  if (found === null) return undefined;
  const [, name = "", columns = ""] = found;
  return { name, columns: columns.split(", ").map((column) => column.replaceAll('"', "")) };
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
  spots.push({ position, at, length: bytes.length });
  commits.set(log, spots);
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
    return Buffer.from(field.subarray(3).toString("latin1"), "hex");
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
