import { createHash } from "node:crypto";
import { readdir, readFile, writeFile } from "node:fs/promises";
import { join, relative, resolve, sep } from "node:path";
import type { Plugin } from "vite";

/** The service worker's name in the built client. */
export const serviceWorker = "service-worker.js";

/** After a build, writes the SHA-256 of every file into the service worker, which hands out no other. */
export function listing(): Plugin {
  let folder: string;
  return {
    name: "listing",
    apply: "build",
    configResolved: ({ root, build }) => {
      folder = resolve(root, build.outDir);
    },
    closeBundle: async () => {
      const files = await hashesIn(folder);
      const list = sha256(JSON.stringify(files));
      const path = join(folder, serviceWorker);
      const script = await readFile(path, "utf8");
      const text = JSON.stringify(JSON.stringify({ list, files }));
      const listed = script.replace(/(["'`])__LISTED__\1/, () => text);
      if (listed === script) throw new Error("the service worker has no place for the list");
      await writeFile(path, listed);
    },
  };
}

async function hashesIn(folder: string): Promise<Readonly<Record<string, string>>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .toSorted();
  const files: Record<string, string> = {};
  for (const path of paths) {
    const name = relative(folder, path).split(sep).join("/");
    if (name !== serviceWorker) files[`/${name}`] = sha256(await readFile(path));
  }
  return files;
}

const sha256 = (bytes: string | Uint8Array): string =>
  createHash("sha256").update(bytes).digest("hex");
