import { mkdir, mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { fileHash, fileListName, formatFiles, ready } from "#crypto/verify";
import { checkClient } from "#audit/client.ts";
import { passed } from "#audit/check.ts";
import { type Servers, startServers } from "../server/world.ts";

const files = {
  "index.html": "<!doctype html><title>Linden</title>",
  "assets/index.js": "console.log('as it was released')",
};

let folder: string;
let build: string;
let servers: Servers;

beforeAll(async () => {
  await ready();
  [folder, build] = [await written("linden-served-"), await written("linden-built-")];
  servers = await startServers(1, { clientFolder: folder });
});
afterAll(() => servers.stop());

async function written(prefix: string): Promise<string> {
  const made = await mkdtemp(join(tmpdir(), prefix));
  await mkdir(join(made, "assets"));
  for (const [path, text] of Object.entries(files)) await writeFile(join(made, path), text);
  const hashes = Object.entries(files).map(
    ([path, text]) => [path, fileHash(Buffer.from(text))] as const,
  );
  const list = formatFiles({ version: "0.2.0", files: new Map(hashes) });
  await writeFile(join(made, fileListName), list);
  return made;
}

const look = async () => {
  const checked = await checkClient(servers.url, { list: undefined, build });
  if (!checked.ok) throw new Error(checked.error);
  return checked.value;
};

test("a client that is served as it was built passes, file by file and with its headers", async () => {
  const outcome = await look();
  expect(outcome.problems).toEqual([]);
  expect(passed(outcome)).toBe(true);
  expect(outcome.looked).toMatchObject({ "files served": 3, "files built here": 2 });
});

test("a client file that was changed is named, and so is one that is missing", async () => {
  await writeFile(join(folder, "assets/index.js"), "console.log('and something more')");
  expect((await look()).problems).toEqual([
    "The server gives browsers another file than the list says: assets/index.js is changed.",
  ]);
  await writeFile(join(folder, "assets/index.js"), files["assets/index.js"]);
  await writeFile(join(folder, "index.html"), "<!doctype html><title>Other</title>");
  const { problems } = await look();
  expect(problems.join("\n")).toMatch(/index\.html is changed/);
  expect(problems).toContain("The first page is not the one that is listed.");
});
