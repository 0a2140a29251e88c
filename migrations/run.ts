import { readdir } from "node:fs/promises";
import type { Kysely } from "kysely";
import { type Migration, type MigrationProvider, Migrator } from "kysely/migration";
import { err, ok, type Result } from "#crypto/verify";

/** The numbered files beside this one, in order: `0001_….ts`, each with `up`. There is no way down. */
const provider: MigrationProvider = {
  async getMigrations() {
    const files = (await readdir(import.meta.dirname)).filter((name) =>
      /^\d{4}_\w+\.ts$/.test(name),
    );
    const migrations: Record<string, Migration> = {};
    for (const file of files.toSorted()) {
      migrations[file.replace(/\.ts$/, "")] = (await import(
        new URL(file, import.meta.url).href
      )) as Migration;
    }
    return migrations;
  },
};

/**
 * Brings a database to the newest schema and returns the names of the steps taken. Servers that start at
 * once wait for each other (the migrator locks); each step is one transaction.
 */
export async function migrate<Tables>(
  db: Kysely<Tables>,
): Promise<Result<readonly string[], string>> {
  const { error, results } = await new Migrator({ db, provider }).migrateToLatest();
  if (error === undefined) return ok((results ?? []).map((step) => step.migrationName));
  const failed = results?.find((step) => step.status === "Error")?.migrationName;
  const says = error instanceof Error ? error.message : String(error);
  return err(
    `The database could not be brought up to date${failed ? ` (step ${failed})` : ""}: ${says}`,
  );
}
