import { ready } from "#crypto/verify";
import { buildApp } from "#server/app.ts";
import { openDatabase } from "#server/postgres/database.ts";
import { readSecrets } from "#server/secrets.ts";
import type { Tables } from "#server/store/tables.ts";

/** The product's own server in a process of its own, to be killed: everything that it does by itself it does often. */
const { DATABASE_URL = "", SECRETS = "", PORT = "0" } = process.env;
await ready();
const secrets = await readSecrets(SECRETS);
if (!secrets.ok) throw new Error("no secrets");
const app = await buildApp({
  db: openDatabase<Tables>(DATABASE_URL),
  databaseUrl: DATABASE_URL,
  secrets: secrets.value,
  config: { trustProxy: false, publicOrigin: undefined },
  clientFolder: undefined,
  log: { write: () => undefined },
  perMinute: 1_000_000,
  foundedAnHour: 1_000_000,
  latestMs: 0,
  headsPace: { grownMs: 100, idleMs: 3_600_000 },
  pruneEveryMs: 100,
});
console.log(`ready at ${await app.listen({ host: "127.0.0.1", port: Number(PORT) })}`);
