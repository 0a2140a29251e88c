import pg from "pg";
import { type Result, err, ok } from "#crypto/verify";
import { faultsIn } from "./postgres-faults.ts";
import type { Row, Tables, Value } from "./source.ts";

/** Rows that are fetched at once: a row of `commits` can be some megabytes long. */
const step = 64;

/** Whatever a database holds beside rows and columns, named as the manifest names it. */
const othersQuery = `
  SELECT 'index ' || indexname || ' ' || replace(substring(indexdef FROM '\\(.*$'), '"', '')
    FROM pg_indexes WHERE schemaname !~ '^pg_' AND schemaname <> 'information_schema'
  UNION ALL SELECT 'function ' || proname FROM pg_proc
    JOIN pg_namespace n ON n.oid = pronamespace WHERE nspname !~ '^pg_' AND nspname <> 'information_schema'
  UNION ALL SELECT DISTINCT 'notice ' || channel FROM pg_proc
    JOIN pg_namespace n ON n.oid = pronamespace,
    regexp_matches(prosrc, $$pg_notify\\('([^']+)'$$, 'g') AS found(channels), unnest(channels) AS channel
    WHERE nspname !~ '^pg_' AND nspname <> 'information_schema'
  UNION ALL SELECT 'sequence ' || sequencename FROM pg_sequences
  UNION ALL SELECT 'view ' || viewname FROM pg_views
    WHERE schemaname !~ '^pg_' AND schemaname <> 'information_schema'
  UNION ALL SELECT 'view ' || matviewname FROM pg_matviews
  UNION ALL SELECT 'trigger ' || tgname FROM pg_trigger WHERE NOT tgisinternal
  UNION ALL SELECT 'event trigger ' || evtname FROM pg_event_trigger
  UNION ALL SELECT 'publication ' || pubname FROM pg_publication
  UNION ALL SELECT 'large object ' || oid FROM pg_largeobject_metadata`;

/** How values come as text, whatever the database is set to, and which tables are meant. */
const settings = [
  "datestyle = 'ISO, YMD'",
  "timezone = 'UTC'",
  "bytea_output = 'hex'",
  "search_path = pg_catalog, public",
];

/** A running database, read within one transaction that can write nothing: what it shows is of one moment. */
export class PostgresTables implements Tables {
  readonly #client: pg.Client;

  private constructor(client: pg.Client) {
    this.#client = client;
  }

  /** Connects; the error is a sentence without the password. */
  static async open(connection: pg.ClientConfig): Promise<Result<PostgresTables, string>> {
    const client = new pg.Client({
      connectionTimeoutMillis: 10_000,
      ...connection,
      application_name: "linden audit",
      // Dates and numbers as PostgreSQL writes them: nothing here needs them otherwise.
      types: { getTypeParser: (type: number) => (type === byteaType ? bytesOf : String) } as never,
    });
    client.on("error", () => undefined);
    try {
      await client.connect();
      await client.query("BEGIN TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY");
      for (const setting of settings) await client.query(`SET LOCAL ${setting}`);
    } catch (error) {
      return err(`The database cannot be read: ${reason(error)}.`);
    }
    return ok(new PostgresTables(client));
  }

  columns(): Promise<readonly string[]> {
    return this.#names(`
      SELECT CASE table_schema WHEN 'public' THEN '' ELSE table_schema || '.' END || table_name || '.' || column_name
        FROM information_schema.columns JOIN information_schema.tables USING (table_schema, table_name)
        WHERE table_schema !~ '^pg_' AND table_schema <> 'information_schema' AND table_type = 'BASE TABLE'`);
  }

  others(): Promise<readonly string[]> {
    return this.#names(othersQuery);
  }

  faults(): Promise<readonly string[]> {
    return faultsIn(this.#client);
  }

  async *rows(table: string): AsyncGenerator<Row> {
    const name = pg.escapeIdentifier(table);
    const cursor = pg.escapeIdentifier(`audit of ${table}`);
    await this.#client.query(`DECLARE ${cursor} NO SCROLL CURSOR FOR SELECT * FROM ${name}`);
    try {
      for (;;) {
        const { rows } = await this.#client.query<Row>(`FETCH ${step} FROM ${cursor}`);
        yield* rows;
        if (rows.length < step) return;
      }
    } finally {
      await this.#client.query(`CLOSE ${cursor}`);
    }
  }

  async *commits(log: number): AsyncGenerator<Row> {
    for (let from = 0; ;) {
      const { rows } = await this.#client.query<Row>(
        "SELECT position, arrived_on, bytes, envelopes FROM commits WHERE log = $1 AND position >= $2 ORDER BY position LIMIT $3",
        [log, from, step],
      );
      yield* rows;
      const last = rows.at(-1);
      if (rows.length < step || last === undefined) return;
      from = Number(last["position"]) + 1;
    }
  }

  /** A value as it comes back from the database: what a search of rows must be able to find. */
  async echo(bytes: Uint8Array): Promise<Value> {
    const { rows } = await this.#client.query<Row>("SELECT $1::bytea AS echoed", [
      Buffer.from(bytes),
    ]);
    return rows[0]?.["echoed"] ?? null;
  }

  async close(): Promise<void> {
    await this.#client.end().catch(() => undefined);
  }

  async #names(query: string): Promise<readonly string[]> {
    const { rows } = await this.#client.query<[string]>({ text: query, rowMode: "array" });
    return rows.map(([name]) => name).toSorted();
  }
}

const byteaType = 17;
const bytesOf = (text: string): Uint8Array => Buffer.from(text.slice(2), "hex");

function reason(error: unknown): string {
  const { message = "", code } = error as { message?: string; code?: string };
  return message !== "" ? message : (code ?? "it does not answer");
}
