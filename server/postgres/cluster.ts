import { execFile } from "node:child_process";
import { chown, mkdir, readFile, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { err, ok, type Result } from "#crypto/verify";
import type { Programs } from "./programs.ts";
import type { RunAs } from "./run-as.ts";

/**
 * [Note: A folder that PostgreSQL's user cannot reach] The data folder may lie below a private home, which
 * `nobody` cannot pass. A process keeps the folder it was started in, whoever it becomes afterwards: so every
 * program is started *in* the data folder and told `-D /proc/self/cwd`, and the data stay where they were
 * wanted. Without /proc (not Linux) the folder itself is named.
 */
export const dataFolderArgument = (folder: string): string =>
  process.platform === "linux" ? "/proc/self/cwd" : folder;

/** The only superuser; who may be it is decided by who can reach the socket. */
export const databaseUser = "linden";

/** Nothing of the machine's own environment reaches PostgreSQL (PGPORT, PGDATA, locale). */
export const environment = { LC_ALL: "C", TZ: "UTC", PATH: process.env["PATH"] ?? "" };

/** The release that these programs belong to; a cluster of another one is left alone. */
const release = "18";

/** Makes the cluster in `folder`, or finds the one made before; the error is a sentence. */
export async function prepareCluster(
  folder: string,
  programs: Programs,
  runAs: RunAs,
): Promise<Result<void, string>> {
  const version = await readFile(join(folder, "PG_VERSION"), "utf8").catch(() => undefined);
  if (version !== undefined) {
    if (version.trim() === release) return ok(undefined);
    return err(
      `${folder} was written by PostgreSQL ${version.trim()}; this is PostgreSQL ${release}. Nothing in it was changed.`,
    );
  }
  // Made beside and renamed: an interrupted beginning never looks like a cluster.
  const beside = `${folder}.new`;
  await rm(beside, { recursive: true, force: true });
  await mkdir(beside, { recursive: true, mode: 0o700 });
  if (runAs.ids !== undefined) await chown(beside, runAs.ids.uid, runAs.ids.gid);
  const options = [
    `--pgdata=${dataFolderArgument(beside)}`,
    `--username=${databaseUser}`,
    "--auth-local=trust",
    "--auth-host=reject",
    "--encoding=UTF8",
    "--locale=C",
    "--locale-provider=builtin",
    "--builtin-locale=C.UTF-8",
    "--no-instructions",
  ];
  try {
    const run = { ...runAs.ids, cwd: beside, env: environment };
    await promisify(execFile)(programs.initdb, options, run);
    await rename(beside, folder);
    return ok(undefined);
  } catch (error) {
    const said = (error as { stderr?: string }).stderr ?? String(error);
    return err(`A new database could not be made in ${folder}: ${said.trim()}`);
  }
}
