import { execFile } from "node:child_process";
import { cp, mkdir, mkdtemp, readdir, readFile, rm, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, relative, resolve } from "node:path";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { clientFolder, ensureClient } from "#server/webclient.ts";

const root = resolve(import.meta.dirname, "../..");

/** All that a build of the client reads. */
const needed = [
  "web",
  "crypto/src",
  "release",
  "server/contract",
  "audit",
  "server/file-list.ts",
  "server/put-in-place.ts",
  "server/webclient.ts",
  "package.json",
  "package-lock.json",
  "tsconfig.base.json",
];

/** Every file below a folder, as it is, by path. */
async function bytesIn(folder: string): Promise<ReadonlyMap<string, string>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = new Map<string, string>();
  for (const entry of entries.filter((one) => one.isFile())) {
    const path = join(entry.parentPath, entry.name);
    files.set(relative(folder, path), (await readFile(path)).toString("base64"));
  }
  return files;
}

test("two builds of the same sources in two folders and two environments are the same, byte by byte", async () => {
  const away = await mkdtemp(join(tmpdir(), "linden-second-"));
  try {
    const second = join(away, "a clone", "of linden");
    await mkdir(second, { recursive: true });
    for (const path of needed) {
      const filter = (from: string): boolean => !from.startsWith(clientFolder);
      await cp(join(root, path), join(second, path), { recursive: true, filter });
    }
    await symlink(join(root, "node_modules"), join(second, "node_modules"));
    const env = {
      ...process.env,
      NODE_ENV: "development",
      TZ: "Asia/Tokyo",
      LANG: "de_DE.UTF-8",
    };
    const build = () =>
      promisify(execFile)(process.execPath, ["server/webclient.ts"], { cwd: second, env });
    // In long runs two at once into one folder, too: neither may spoil what the other builds.
    const also = process.env["LONG"] === undefined ? undefined : build();
    const [own] = await Promise.all([ensureClient(() => undefined), build(), also]);
    expect(own.ok).toBe(true);
    const [here, there] = await Promise.all([
      bytesIn(clientFolder),
      bytesIn(join(second, "web/dist")),
    ]);
    expect([...there.keys()].toSorted()).toEqual([...here.keys()].toSorted());
    expect([...here].filter(([path, bytes]) => there.get(path) !== bytes).map(([p]) => p)).toEqual(
      [],
    );
    expect(here.size).toBeGreaterThan(20);
  } finally {
    await rm(away, { recursive: true, force: true });
  }
}, 300_000);
