import pg from "pg";
import { migrate } from "../migrations/run.ts";
import { openDatabase } from "#server/postgres/database.ts";

/** What the test files need to know of the engine that was started for them. */
export interface TestEngine {
  /** A database from which others can be made. */
  readonly url: string;
  /** A migrated, empty database: copying it is much faster than migrating again. */
  readonly template: string;
  /** All databases of this run begin with it. */
  readonly prefix: string;
}

declare module "vitest" {
  interface ProvidedContext {
    postgres: TestEngine;
    /** Why the tests of this project cannot run; empty where they can. */
    skipped: string;
  }
}

/** Makes and migrates the database that every test file's own is copied from. */
export async function makeTemplate(url: string, prefix: string): Promise<TestEngine> {
  const template = `${prefix}_template`;
  await asAdmin(url, (client) => client.query(`CREATE DATABASE ${template}`));
  const db = openDatabase(withDatabase(url, template), 1);
  const migrated = await migrate(db);
  await db.destroy();
  if (!migrated.ok) throw new Error(migrated.error);
  return { url, template, prefix };
}

/** Removes every database of a run, on an engine that goes on living. */
export async function dropAll(engine: TestEngine): Promise<void> {
  await asAdmin(engine.url, async (client) => {
    const { rows } = await client.query<{ datname: string }>(
      "SELECT datname FROM pg_database WHERE starts_with(datname, $1)",
      [engine.prefix],
    );
    for (const { datname } of rows) await client.query(`DROP DATABASE ${datname} WITH (FORCE)`);
  });
}

/** Runs `use` on a connection to the engine's own database. */
export async function asAdmin<T>(url: string, use: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await use(client);
  } finally {
    await client.end();
  }
}

/** The same connection string for another database. */
export function withDatabase(url: string, database: string): string {
  const changed = new URL(url);
  changed.pathname = `/${database}`;
  return changed.href;
}
