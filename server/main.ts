import { join } from "node:path";
import closeWithGrace from "close-with-grace";
import { err, ok, ready, type Result } from "#crypto/verify";
import { migrate } from "../migrations/run.ts";
import { buildApp } from "./app.ts";
import { type Config, readConfig } from "./config.ts";
import { type FolderLock, takeFolder } from "./lock.ts";
import { checkRelease, openDatabase } from "./postgres/database.ts";
import { startEmbedded } from "./postgres/supervisor.ts";
import { openSample, type Sample } from "./sample.ts";
import { noteRestored } from "./restored.ts";
import { matchSecrets } from "./secrets-mark.ts";
import type { Tables } from "./store/tables.ts";
import { clientFolder, ensureClient } from "./webclient.ts";

/** `npm start`: settings → database → migrations → secrets → app, and the same backwards at the end. */
const began = performance.now();
const running = new AsyncDisposableStack();
let ending = false;

const grace = closeWithGrace({ delay: 20_000 }, async ({ err: fault }) => {
  ending = true;
  clearInterval(watch);
  if (fault !== undefined) console.error(fault);
  else say("Stopping.");
  await running.disposeAsync();
  if (fault === undefined) say("Stopped.");
});

// npm hands signals to a shell that does not pass them on: when that shell has gone, we are meant too.
const parent = process.ppid;
const watch = setInterval(() => process.ppid === parent || grace.close(), 200).unref();

// Told to end while it starts, it fails at whatever comes next, and what was started is ended as ever.
const started = await start().catch((error: unknown) => {
  if (!ending) throw error;
  return ok(undefined);
});
if (!started.ok && !ending) {
  console.error(started.error);
  await running.disposeAsync();
  process.exit(1);
}

/** Starts everything; the error is a sentence, and what was started by then is in `running`. */
async function start(): Promise<Result<void, string>> {
  const config = readConfig(process.env, process.argv.slice(2));
  if (!config.ok) return config;
  const { host, port, serveClient, secretsFile } = config.value;

  await ready();
  const [database, client] = await Promise.all([
    openStore(config.value),
    serveClient ? ensureClient(say) : ok(undefined),
  ]);
  if (!database.ok) return database;
  if (!client.ok) return client;
  const { url: databaseUrl, lock, sample } = database.value;

  const db = openDatabase<Tables>(databaseUrl);
  running.defer(() => db.destroy());
  const release = await checkRelease(db);
  if (!release.ok) return release;
  const migrated = await migrate(db);
  if (!migrated.ok) return migrated;
  const secrets = await matchSecrets(db, secretsFile);
  if (!secrets.ok) return secrets;

  if (await noteRestored(db, { told: config.value.restored })) {
    say(
      "This database was restored. Until an administrator goes on, each organisation only takes back what it lost.",
    );
  }

  let quiet = false;
  const app = await buildApp({
    db,
    log: { write: (line) => quiet || process.stdout.write(line) },
    databaseUrl,
    secrets: secrets.value,
    config: config.value,
    clientFolder: serveClient ? clientFolder : undefined,
    // The sample's clients work in this very thread and keep it busy: that is no pressure from outside.
    ...(sample !== undefined && { latestMs: 60_000 }),
  });
  running.defer(() => app.close());
  running.defer(() => lock?.ending());
  const address = await listen(() => app.listen({ host, port }), host, port);
  if (!address.ok) return address;
  lock?.tell(address.value);
  const seconds = ((performance.now() - began) / 1000).toFixed(1);
  say(`Linden is ready at ${address.value} (after ${seconds} s). Ctrl-C stops it.`);
  // A line for each of some thousand requests would hide how far the sample is.
  quiet = sample !== undefined;
  await sample?.write(address.value);
  quiet = false;
  return ok(undefined);
}

interface Store {
  readonly url: string;
  /** Only an embedded database has a folder that must not be used twice. */
  readonly lock?: FolderLock;
  readonly sample?: Sample | undefined;
}

async function openStore(config: Config): Promise<Result<Store, string>> {
  if (config.database.is === "own") {
    if (config.sample !== undefined)
      return err("The sample is only written into an embedded database: unset DATABASE_URL.");
    return ok({ url: config.database.url });
  }
  const lock = await takeFolder(config.dataDir);
  if (!lock.ok) return lock;
  running.defer(() => lock.value.release());
  const { sample: extent } = config;
  const sample =
    extent === undefined ? ok(undefined) : await openSample(config.dataDir, say, { extent });
  if (!sample.ok) return sample;
  const postgres = await startEmbedded({ folder: join(config.dataDir, "postgres"), log: say });
  if (!postgres.ok) return postgres;
  running.defer(() => postgres.value.stop());
  return ok({ url: postgres.value.url, lock: lock.value, sample: sample.value });
}

async function listen(
  open: () => Promise<string>,
  host: string,
  port: number,
): Promise<Result<string, string>> {
  try {
    return ok(await open());
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "EADDRINUSE")
      return err(`Another program already listens on ${host}:${port}. Set PORT to another one.`);
    if (code === "EACCES")
      return err(`Port ${port} may not be used by this user. Set PORT to one above 1023.`);
    if (code === "EADDRNOTAVAIL" || code === "ENOTFOUND")
      return err(`This machine has no address ${host}. Set HOST to one that it has.`);
    throw error;
  }
}

function say(line: string): void {
  console.log(line);
}
