import { createHash } from "node:crypto";
import { comments, copied, functionHeads, patterns, settings, statements } from "./dump-known.ts";

/** Bytes of the longest statement, and the most sentences and names that are kept. */
const mostBytes = 1 << 14;
const mostFaults = 20;
const mostNames = 8;

/**
 * Holds whatever stands in a dump beside rows to what `pg_dump` writes of the schema of the manifest: the same statements,
 * each once, and its own settings and comments. Whatever else is there could hold a text.
 */
export class Statements {
  readonly faults: string[] = [];
  /** Names of users and of the database, which are the operator's own words. */
  readonly names = new Set<string>();
  readonly #seen = new Set<string>();
  readonly #copies = new Set<string>();
  #begun: string[] = [];
  #bytes = 0;
  #from = 0;

  /** Takes a line that is no row, by its number in the file. */
  take(line: string, at: number): void {
    if (this.#begun.length === 0) {
      if (line === "") return;
      if (line.startsWith("--")) return this.#comment(line, at);
      if (line.startsWith("\\")) return this.#command(line, at);
      this.#from = at;
    }
    this.#begun.push(line);
    this.#bytes += line.length;
    if (this.#bytes > mostBytes) return this.#end();
    const quotes = this.#begun.reduce((sum, one) => sum + one.split("$$").length - 1, 0);
    if (line.endsWith(";") && quotes % 2 === 0) this.#end();
  }

  /** Takes the line that begins the rows of a table. */
  copy(table: string, columns: string, at: number): void {
    if (this.#begun.length > 0) this.#end();
    if (!Object.hasOwn(copied, table) || copied[table] !== columns) {
      this.#fault(`Line ${at} of the dump begins rows (COPY) of a table that is on no list`);
    } else if (this.#copies.has(table)) {
      this.#fault(`Line ${at} of the dump begins the rows (COPY) of ${table} a second time`);
    }
    this.#copies.add(table);
  }

  /** Takes note of a row with another number of values than its table has columns. */
  row(table: string, at: number): void {
    this.#fault(
      `Line ${at} of the dump is a row of ${table} with more or fewer values than it has`,
    );
  }

  /** After the last line: what is wrong, as sentences. */
  end(): readonly string[] {
    if (this.#begun.length > 0) this.#end();
    for (const table of Object.keys(copied)) {
      if (!this.#copies.has(table)) this.#fault(`The dump has no rows (COPY) of ${table}`);
    }
    if (this.names.size > mostNames) {
      this.#fault(`The dump names ${this.names.size} users of the database`);
    }
    return this.faults.map((sentence) => `${sentence}: pg_dump writes no such thing of Linden.`);
  }

  #end(): void {
    const statement = this.#begun.join("\n");
    this.#begun = [];
    this.#bytes = 0;
    const line = oneLine(statement);
    if (settings.has(line) || this.#matches(patterns, line)) return;
    const body = /^(.*?) \$\$ (.*) \$\$;$/s.exec(line);
    const isKnown =
      body === null
        ? statements.has(line)
        : functionHeads.get(body[1] ?? "") === hashOf(body[2] ?? "");
    if (isKnown && !this.#seen.has(line)) this.#seen.add(line);
    else if (isKnown) this.#unknown(kindOf(line), this.#from, "a second time");
    else this.#unknown(kindOf(line), this.#from);
  }

  #comment(line: string, at: number): void {
    if (!this.#matches(comments, line)) this.#unknown("a comment", at);
  }

  /** What psql is told: pg_dump fences its output with a random word, and connects to a database that it has made. */
  #command(line: string, at: number): void {
    if (/^\\(?:un)?restrict [A-Za-z0-9]{63}$/.test(line) || this.#matches(patterns, line)) return;
    this.#unknown("a command to psql", at);
  }

  #matches(known: readonly RegExp[], line: string): boolean {
    for (const like of known) {
      const found = like.exec(line);
      if (found === null) continue;
      for (const name of found.slice(1)) if (name !== undefined) this.names.add(name);
      return true;
    }
    return false;
  }

  #unknown(kind: string, at: number, how = "that is on no list"): void {
    this.#fault(`Line ${at} of the dump is ${kind} ${how}`);
  }

  #fault(sentence: string): void {
    if (this.faults.length < mostFaults) this.faults.push(sentence);
  }
}

const oneLine = (statement: string): string => statement.trim().replaceAll(/\s+/g, " ");

/** SHA-256 over the body of a function on one line, in hex. */
export const hashOf = (body: string): string =>
  createHash("sha256").update(oneLine(body)).digest("hex");

const kinds =
  /^(?:(?:CREATE|ALTER|DROP|COMMENT ON)(?: (?:TABLE|INDEX|FUNCTION|PROCEDURE|VIEW|SEQUENCE|SCHEMA|TYPE|DOMAIN|TRIGGER|RULE|EXTENSION|DATABASE|COLUMN|ROLE))?|INSERT|UPDATE|DELETE|SELECT|SET|GRANT|REVOKE|COPY|DO)\b/;

/** What a statement is, in words that are PostgreSQL's own. */
function kindOf(line: string): string {
  const kind = kinds.exec(line)?.[0];
  return kind === undefined ? "something" : `a statement (${kind})`;
}
