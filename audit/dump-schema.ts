/** What a dump says that a database consists of, gathered line by line as `pg_dump` writes them. */
export class Schema {
  readonly columns: string[] = [];
  readonly others: string[] = [];
  #table: string | undefined;

  /** Takes a line that is no row. */
  take(line: string): void {
    if (this.#table !== undefined) return this.#inTable(line);
    const table = /^CREATE (?:UNLOGGED |FOREIGN )?TABLE (\S+) \($/.exec(line);
    if (table !== null) {
      this.#table = plain(table[1] ?? "");
      return;
    }
    const statement = kinds.find(({ like }) => like.test(line));
    if (statement !== undefined) {
      const found = statement.like.exec(line);
      this.others.push(statement.name(found ?? []));
    }
    const notice = /pg_notify\('([^']+)'/.exec(line);
    if (notice !== null) this.others.push(`notice ${notice[1]}`);
  }

  #inTable(line: string): void {
    if (line.startsWith(")")) {
      this.#table = undefined;
      return;
    }
    const [name] = /^ {4}("[^"]+"|\S+) /.exec(line)?.slice(1) ?? [];
    if (name === undefined || name === "CONSTRAINT") return;
    this.columns.push(`${this.#table}.${name.replaceAll('"', "")}`);
  }
}

const plain = (name: string): string => name.replace(/^public\./, "").replaceAll('"', "");
const short = (name: string): string => plain(name).split(".").at(-1) ?? "";

interface Kind {
  readonly like: RegExp;
  name(found: readonly string[]): string;
}

const kinds: readonly Kind[] = [
  {
    like: /^ +ADD CONSTRAINT (\S+) (?:PRIMARY KEY|UNIQUE) (\(.*\));$/,
    name: ([, name = "", on = ""]) => `index ${plain(name)} ${on.replaceAll('"', "")}`,
  },
  {
    like: /^CREATE (?:UNIQUE )?INDEX (\S+) ON .*? USING \w+ (\(.*);$/,
    name: ([, name = "", on = ""]) => `index ${plain(name)} ${on.replaceAll('"', "")}`,
  },
  {
    like: /^CREATE (?:OR REPLACE )?(?:FUNCTION|PROCEDURE|AGGREGATE) ([^(]+)\(/,
    name: ([, name = ""]) => `function ${short(name)}`,
  },
  {
    like: /^(?: +SEQUENCE NAME|CREATE SEQUENCE) (\S+?);?$/,
    name: ([, name = ""]) => `sequence ${short(name)}`,
  },
  {
    like: /^CREATE (?:OR REPLACE )?(?:MATERIALIZED )?VIEW (\S+)/,
    name: ([, name = ""]) => `view ${short(name)}`,
  },
  { like: /^CREATE (?:CONSTRAINT )?TRIGGER (\S+)/, name: ([, name = ""]) => `trigger ${name}` },
  {
    like: /^CREATE EVENT TRIGGER (\S+)/,
    name: ([, name = ""]) => `event trigger ${name}`,
  },
  { like: /^CREATE RULE (\S+)/, name: ([, name = ""]) => `rule ${name}` },
  { like: /^CREATE PUBLICATION (\S+)/, name: ([, name = ""]) => `publication ${name}` },
  { like: /lo_create\('(\d+)'\)/, name: ([, name = ""]) => `large object ${name}` },
];
