import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { FastifyInstance } from "fastify";
import { ready } from "#crypto";
import { buildApp } from "#server/app.ts";
import type { HeadsPace } from "#server/heads.ts";
import { openDatabase } from "#server/postgres/database.ts";
import { type Secrets, makeSecrets, readSecrets } from "#server/secrets.ts";
import type { Tables } from "#server/store/tables.ts";
import { freshDatabase, type TestDatabase } from "../postgres.ts";

/** One or more real servers on a database of their own. */
export interface Servers {
  readonly urls: readonly string[];
  readonly url: string;
  readonly databaseUrl: string;
  readonly secrets: Secrets;
  readonly apps: readonly FastifyInstance[];
  /** Everything that the servers wrote to their log. */
  readonly lines: string[];
  stop(): Promise<void>;
}

/** A database in which something has been written already, and the secrets of the server that wrote it. */
export interface Past {
  readonly database: TestDatabase;
  readonly secretsFile: string;
}

/** A file with new secrets, in a folder of its own. */
export async function newSecrets(): Promise<string> {
  const file = join(await mkdtemp(join(tmpdir(), "linden-secrets-")), "secrets.json");
  await makeSecrets(file);
  return file;
}

/** Starts `count` servers that share a database, fresh unless a past is given, and one set of secrets. */
export async function startServers(
  count = 1,
  {
    perMinute = 1_000_000,
    foundedAnHour = 1_000_000,
    clientFolder,
    headsPace,
    pruneEveryMs,
    past,
    port = 0,
  }: {
    perMinute?: number;
    foundedAnHour?: number;
    clientFolder?: string;
    headsPace?: HeadsPace;
    pruneEveryMs?: number;
    past?: Past;
    /** Of the first server; 0 for any. */
    port?: number;
  } = {},
): Promise<Servers> {
  await ready();
  const { database, secretsFile } = past ?? {
    database: await freshDatabase(),
    secretsFile: await newSecrets(),
  };
  const read = await readSecrets(secretsFile);
  if (!read.ok) throw new Error("no secrets");
  const secrets = read.value;
  const lines: string[] = [];
  const stops: (() => Promise<void>)[] = [];
  const apps: FastifyInstance[] = [];
  const urls: string[] = [];
  for (let i = 0; i < count; i++) {
    const db = openDatabase<Tables>(database.url);
    const app = await buildApp({
      db,
      databaseUrl: database.url,
      secrets,
      config: { trustProxy: false, publicOrigin: undefined },
      clientFolder,
      log: { write: (line) => void lines.push(line) },
      perMinute,
      foundedAnHour,
      // Clients compute in this same process.
      latestMs: 0,
      ...(headsPace && { headsPace }),
      ...(pruneEveryMs !== undefined && { pruneEveryMs }),
    });
    urls.push(await app.listen({ host: "127.0.0.1", port: i === 0 ? port : 0 }));
    apps.push(app);
    stops.push(async () => {
      await app.close();
      await db.destroy();
    });
  }
  return {
    urls,
    url: urls[0] as string,
    databaseUrl: database.url,
    secrets,
    apps,
    lines,
    stop: async () => {
      for (const stop of stops) await stop();
      await database.drop();
    },
  };
}
