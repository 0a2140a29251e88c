import { randomBytes } from "node:crypto";
import { mkdtemp, readdir, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestProject } from "vitest/node";
import { endOrphan, isAlive } from "#server/postgres/orphan.ts";
import { startEmbedded } from "#server/postgres/supervisor.ts";
import { dropAll, makeTemplate, type TestEngine } from "./template.ts";

/** One engine for a whole run, however many projects want it; none where no test wants one. */
interface Shared {
  users: number;
  readonly started: Promise<{ engine: TestEngine; stop: () => Promise<void> }>;
}
const holder = globalThis as { [key: symbol]: Shared | undefined };
const key = Symbol.for("linden.tests.engine");

/** Vitest calls this before the first file of a project that needs PostgreSQL, and the returned function at the end. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const shared = (holder[key] ??= { users: 0, started: start() });
  shared.users += 1;
  const { engine, stop } = await shared.started;
  project.provide("postgres", engine);
  return async () => {
    shared.users -= 1;
    if (shared.users === 0) await stop();
  };
}

/** `TEST_DATABASE_URL` where it is set, otherwise an embedded PostgreSQL in a temporary folder. */
async function start(): Promise<{ engine: TestEngine; stop: () => Promise<void> }> {
  const prefix = `linden_test_${randomBytes(4).toString("hex")}`;
  const given = process.env["TEST_DATABASE_URL"];
  if (given !== undefined && given !== "") {
    const engine = await makeTemplate(given, prefix);
    return { engine, stop: () => dropAll(engine) };
  }
  await sweep();
  const folder = await mkdtemp(join(tmpdir(), `linden-tests-${process.pid}-`));
  const postgres = await startEmbedded({
    folder: join(folder, "postgres"),
    log: (line) => console.log(line),
    // Nothing here has to outlive a loss of power; everything outlives a killed process all the same.
    settings: { fsync: "off", full_page_writes: "off", max_connections: "200" },
  });
  if (!postgres.ok) throw new Error(postgres.error);
  const engine = await makeTemplate(postgres.value.url, prefix);
  return {
    engine,
    stop: async () => {
      await postgres.value.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Ends and removes what runs that were killed have left behind. */
async function sweep(): Promise<void> {
  for (const name of await readdir(tmpdir())) {
    const pid = Number(/^linden-tests-(\d+)-/.exec(name)?.[1]);
    if (!(pid > 0) || isAlive(pid)) continue;
    // Another user's is for her to sweep.
    const { uid } = await stat(join(tmpdir(), name));
    if (uid !== process.getuid?.()) continue;
    await endOrphan(join(tmpdir(), name, "postgres"));
    await rm(join(tmpdir(), name), { recursive: true, force: true });
  }
}
