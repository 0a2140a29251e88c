import { startEmbedded } from "#server/postgres/supervisor.ts";
import { asAdmin } from "../template.ts";

/** A server that is killed: starts PostgreSQL on the folder given, writes a row, prints the postmaster's id, dies. */
const postgres = await startEmbedded({ folder: process.argv[2] ?? "", log: console.error });
if (!postgres.ok) throw new Error(postgres.error);
await asAdmin(postgres.value.url, (client) =>
  client.query("CREATE TABLE left_behind AS SELECT 42 AS n"),
);
process.stdout.write(`${postgres.value.pid()}\n`, () => process.kill(process.pid, "SIGKILL"));
