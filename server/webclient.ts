import { createHash } from "node:crypto";
import { readdir, readFile, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";
import { err, ok, type Result } from "#crypto/verify";
import { writeFileList } from "./file-list.ts";

const root = resolve(import.meta.dirname, "..");

/** The built web client, as the server hands it out. */
export const clientFolder = join(root, "web/dist");

/** Everything that a build depends on; a change in any of these makes it stale. */
const sources = [
  "web",
  "crypto/src",
  "server/contract",
  "audit",
  "server/file-list.ts",
  "server/webclient.ts",
  "release",
  "package-lock.json",
  "tsconfig.base.json",
];
const stamp = join(clientFolder, ".sources");

/**
 * Builds the web client where it is missing or older than its sources, and does nothing otherwise.
 * Vite is loaded only for a build: a server that only serves never runs it. The error is a sentence.
 */
export async function ensureClient(log: (line: string) => void): Promise<Result<void, string>> {
  const wanted = await hashOfSources();
  const built = await readFile(stamp, "utf8").catch(() => undefined);
  if (built === wanted) return ok(undefined);
  log(
    built === undefined
      ? "Building the web client; this takes a moment the first time."
      : "The web client has changed since it was built. Building it again.",
  );
  const began = performance.now();
  try {
    await buildForUse();
    log(await writeFileList(clientFolder, root));
    await compressClient();
    await writeFile(stamp, wanted);
  } catch (error) {
    return err(
      `The web client could not be built: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
  log(`The web client is built (${((performance.now() - began) / 1000).toFixed(1)} s).`);
  return ok(undefined);
}

/** Whatever this process runs as, what is built is what people use: Svelte would put its own diagnostics into another. */
async function buildForUse(): Promise<void> {
  const before = process.env["NODE_ENV"];
  process.env["NODE_ENV"] = "production";
  try {
    const { build } = await import("vite");
    await build({ root: join(root, "web"), mode: "production", logLevel: "error" });
  } finally {
    if (before === undefined) delete process.env["NODE_ENV"];
    else process.env["NODE_ENV"] = before;
  }
}

/** Puts a smaller twin beside every text of the client: Brotli, and gzip for browsers that have no TLS before them. */
async function compressClient(): Promise<void> {
  const quality = { params: { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY } };
  const texts = (await filesOf(clientFolder)).filter((file) => /\.(css|html|js|svg)$/.test(file));
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
      if (file.startsWith(clientFolder) || file.includes("node_modules")) continue;
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
