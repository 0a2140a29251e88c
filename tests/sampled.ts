import { readFile, writeFile } from "node:fs/promises";
import pg from "pg";
import { inject } from "vitest";
import { suite } from "../crypto/src/suite.ts";
import { writeSample } from "../web/src/sample/main.ts";
import type { SignIn } from "../web/src/sample/team.ts";
import { freshDatabase } from "./postgres.ts";
import { newSecrets, type Servers, startServers } from "./server/world.ts";
import { asAdmin } from "./template.ts";

/** How one signs in to the sample, and what its writing said. */
export interface Sampled {
  readonly signIns: readonly SignIn[];
  readonly said: readonly string[];
}

/**
 * The small sample organisation on a server of its own. The first test file of a run that asks writes it, and every
 * other gets a copy: writing takes half a minute, copying a moment.
 */
export async function serveSample(
  client: { readonly clientFolder?: string } = {},
): Promise<Sampled & { readonly servers: Servers }> {
  const { url, prefix } = inject("postgres");
  // Who writes it stretches the passphrases, and at another cost they open nothing.
  const name = `${prefix}_sample_${suite.argon.memory}`;
  const kept = await asAdmin(url, async (client) => {
    await client.query("SELECT pg_advisory_lock(hashtext($1))", [name]);
    return (await read(client, name)) ?? (await write(client, name));
  });
  const secretsFile = await newSecrets();
  await writeFile(secretsFile, kept.secrets);
  const past = { database: await freshDatabase(name), secretsFile };
  return { ...kept, servers: await startServers(1, { ...client, past }) };
}

/** What stands beside the database that is copied, as its comment. */
type Kept = Sampled & { readonly secrets: string };

async function read(client: pg.Client, name: string): Promise<Kept | undefined> {
  const { rows } = await client.query<{ kept: string }>(
    "SELECT shobj_description(oid, 'pg_database') AS kept FROM pg_database WHERE datname = $1",
    [name],
  );
  return rows[0] && (JSON.parse(rows[0].kept) as Kept);
}

async function write(client: pg.Client, name: string): Promise<Kept> {
  const fresh = await freshDatabase();
  const secretsFile = await newSecrets();
  const servers = await startServers(1, {
    past: { database: { ...fresh, drop: async () => undefined }, secretsFile },
  });
  const said: string[] = [];
  const signIns = await writeSample({
    url: servers.url,
    extent: "small",
    progress: () => undefined,
    log: (line) => void said.push(line),
  });
  await servers.stop();
  const kept = { signIns, said, secrets: await readFile(secretsFile, "utf8") };
  const written = new URL(fresh.url).pathname.slice(1);
  await client.query(`COMMENT ON DATABASE ${written} IS ${pg.escapeLiteral(JSON.stringify(kept))}`);
  await client.query(`ALTER DATABASE ${written} RENAME TO ${name}`);
  return kept;
}
