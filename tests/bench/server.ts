import { rm } from "node:fs/promises";
import { join } from "node:path";
import { tmpdir } from "node:os";
import { ready } from "#crypto/verify";
import { migrate } from "../../migrations/run.ts";
import { buildApp } from "#server/app.ts";
import { openDatabase } from "#server/postgres/database.ts";
import { makeSecrets, readSecrets } from "#server/secrets.ts";
import type { Tables } from "#server/store/tables.ts";
import { serveTasks } from "./child.ts";

/** The product's own server in a process of its own. One address may ask as often as it likes: all clients have one. */
const server = {
  /** Migrates the database and listens. */
  listen: async () => {
    await ready();
    const url = process.env["DATABASE_URL"] ?? "";
    const db = openDatabase<Tables>(url);
    const migrated = await migrate(db);
    if (!migrated.ok) throw new Error(migrated.error);
    const file = join(tmpdir(), `linden-bench-${process.pid}.json`);
    await makeSecrets(file);
    const secrets = await readSecrets(file);
    await rm(file);
    if (!secrets.ok) throw new Error("no secrets");
    const app = await buildApp({
      db,
      databaseUrl: url,
      secrets: secrets.value,
      config: { trustProxy: false, publicOrigin: undefined },
      clientFolder: process.env["CLIENT_FOLDER"],
      log: { write: () => undefined },
      perMinute: 100_000_000,
      foundedAnHour: 100_000_000,
    });
    return app.listen({ host: "127.0.0.1", port: 0 });
  },
};
export type ProductServer = typeof server;
serveTasks(server);
