import { createHash } from "node:crypto";
import { chmod, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";
import { err, ok, type Result } from "#crypto/verify";
import { writeFileList } from "./file-list.ts";
import { putInPlace } from "./put-in-place.ts";

const root = resolve(import.meta.dirname, "..");

/** The built web client, as the server hands it out. */
export const clientFolder = join(root, "web/dist");

/** Everything that a build depends on; a change in any of these makes it stale. */
const sources = [
  "web/index.html",
  "web/listing.ts",
  "web/public",
  "web/service-worker",
  "web/src",
  "web/tsconfig.json",
  "web/vite.config.ts",
  "crypto/src",
  "server/contract",
  "audit",
  "server/file-list.ts",
  "server/put-in-place.ts",
  "server/webclient.ts",
  "release",
  "package-lock.json",
  "tsconfig.base.json",
];
const stamp = ".sources";

/**
 * Builds the web client where it is missing or older than its sources, and does nothing otherwise.
 * Vite is loaded only for a build: a server that only serves never runs it. The error is a sentence.
 */
export async function ensureClient(log: (line: string) => void): Promise<Result<void, string>> {
  const wanted = await hashOfSources();
  const built = await readFile(join(clientFolder, stamp), "utf8").catch(() => undefined);
  if (built === wanted) return ok(undefined);
  log(
    built === undefined
      ? "Building the web client; this takes a moment the first time."
      : "The web client has changed since it was built. Building it again.",
  );
  const began = performance.now();
  try {
    await buildBeside(wanted, log);
  } catch (error) {
    return err(
      `The web client could not be built: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
  log(`The web client is built (${((performance.now() - began) / 1000).toFixed(1)} s).`);
  return ok(undefined);
}

/** Builds beside the old one, and puts it in its place at the end: two that build at once do not write into one folder. */
async function buildBeside(wanted: string, log: (line: string) => void): Promise<void> {
  const folder = await mkdtemp(`${clientFolder}-`);
  try {
    await buildForUse(folder);
    log(await writeFileList(folder, root));
    await compress(folder);
    await writeFile(join(folder, stamp), wanted);
    // What `mkdtemp` makes is for its owner alone; a server may run as somebody else.
    await chmod(folder, 0o755);
    await putInPlace(folder, clientFolder);
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    throw error;
  }
}

/** Whatever this process runs as, what is built is what people use: Svelte would put its own diagnostics into another. */
async function buildForUse(outDir: string): Promise<void> {
  const before = process.env["NODE_ENV"];
  process.env["NODE_ENV"] = "production";
  try {
    const { build } = await import("vite");
    await build({
      root: join(root, "web"),
      mode: "production",
      logLevel: "error",
      build: { outDir, emptyOutDir: true },
    });
  } finally {
    if (before === undefined) delete process.env["NODE_ENV"];
    else process.env["NODE_ENV"] = before;
  }
}

/** Puts a smaller twin beside every text of the client: Brotli, and gzip for browsers that have no TLS before them. */
async function compress(folder: string): Promise<void> {
  const quality = { params: { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY } };
  const texts = (await filesOf(folder)).filter((file) => /\.(css|html|js|svg)$/.test(file));
  await Promise.all(
    texts.map(async (file) => {
      const text = await readFile(file);
      await writeFile(`${file}.br`, await promisify(brotliCompress)(text, quality));
      await writeFile(`${file}.gz`, await promisify(gzip)(text, { level: 9 }));
    }),
  );
}

/** SHA-256 over names and contents, so that a touched file that did not change builds nothing. */
async function hashOfSources(): Promise<string> {
  const hash = createHash("sha256");
  for (const source of sources) {
    for (const file of await filesOf(join(root, source))) {
      hash.update(`${file.slice(root.length)}\0`).update(await readFile(file));
    }
  }
  return hash.digest("hex");
}

async function filesOf(path: string): Promise<string[]> {
  const entries = await readdir(path, { recursive: true, withFileTypes: true }).catch(
    () => undefined,
  );
  if (entries === undefined) return [path];
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .toSorted();
}

if (import.meta.main) {
  const built = await ensureClient(console.log);
  if (!built.ok) throw new Error(built.error);
}
