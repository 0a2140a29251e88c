import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { brotliCompressSync, gzipSync, zstdCompressSync } from "node:zlib";
import { afterAll, beforeAll, expect, test } from "vitest";
import { fileHash, fileListName, formatFiles, ready } from "#crypto/verify";
import { checkClient } from "#audit/client.ts";
import { passed } from "#audit/check.ts";
import { decompressed } from "#audit/served.ts";
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
  for (const [path, text] of Object.entries(files)) {
    await writeFile(join(made, path), text);
    await writeFile(join(made, `${path}.br`), brotliCompressSync(text));
    await writeFile(join(made, `${path}.gz`), gzipSync(text));
  }
  await writeFile(join(made, ".sources"), "a stamp");
  const hashes = Object.entries(files).map(
    ([path, text]) => [path, fileHash(Buffer.from(text))] as const,
  );
  const list = formatFiles({ version: "0.2.0", files: new Map(hashes) });
  await writeFile(join(made, fileListName), list);
  return made;
}

const look = async (place = servers.url) => {
  const checked = await checkClient(place, { list: undefined, build });
  if (!checked.ok) throw new Error(checked.error);
  return checked.value;
};

test("a client that is served as it was built passes, file by file, in every form and with its headers", async () => {
  const outcome = await look();
  expect(outcome.problems).toEqual([]);
  expect(passed(outcome)).toBe(true);
  expect(outcome.looked).toMatchObject({
    "files served": 2,
    "files built here": 2,
    "compressed copies built here": 4,
    "of them compressed": 9,
  });
});

const script = "assets/index.js";
const other = "console.log('and something more')";
const difference = (what: string): string =>
  `The server gives browsers another file than the list says: ${what}.`;

test("a client file that was changed is named in whichever form it was, and so is one that is missing", async () => {
  const cases: readonly [string, Buffer, string][] = [
    [script, Buffer.from(other), `${script}, for who takes identity, is changed`],
    [
      `${script}.br`,
      brotliCompressSync(other),
      `${script}, for who takes br or gzip, deflate, br, zstd, is changed`,
    ],
    [`${script}.gz`, gzipSync(other), `${script}, for who takes gzip, is changed`],
  ];
  for (const [path, bytes, said] of cases) {
    const before = await readFile(join(folder, path));
    await writeFile(join(folder, path), bytes);
    expect((await look()).problems).toEqual([difference(said)]);
    const lies = await look(folder);
    expect(lies.problems).toEqual([difference(`${path} is changed`).replace("server", "folder")]);
    await writeFile(join(folder, path), before);
  }
  const page = await readFile(join(folder, "index.html.br"));
  await writeFile(join(folder, "index.html.br"), brotliCompressSync("<!doctype html>Other"));
  const { problems } = await look();
  expect(problems.join("\n")).toMatch(/index\.html, for who takes br.*is changed/);
  expect(problems.join("\n")).toMatch(/the first page, for who takes br.*is changed/);
  await writeFile(join(folder, "index.html.br"), page);
  for (const end of ["", ".br", ".gz"]) await writeFile(join(folder, script + end), "none");
  expect((await look()).problems.join("\n")).toMatch(/index\.js.*changed[^]*cannot read it/);
});

test("a bomb and a file that no list has are named where they lie", async () => {
  const made = await written("linden-folder-");
  expect((await look(made)).problems).toEqual([]);
  await writeFile(join(made, `${script}.gz`), gzipSync(Buffer.alloc(65 << 20)));
  await writeFile(join(made, "more.js"), other);
  await writeFile(join(made, "more.js.br"), brotliCompressSync(other));
  await rm(join(made, "index.html"));
  const said = (await look(made)).problems.join("\n");
  for (const what of [
    `${script}.gz cannot be read`,
    "more.js is on no list",
    "more.js.br is on no list",
    "index.html is missing",
  ]) {
    expect(said).toContain(what);
  }
});

test("what a proxy may compress is read in every way that browsers know, and nothing else is", () => {
  const bytes = Buffer.from(other);
  const ways: readonly [string, Buffer][] = [
    ["identity", bytes],
    ["gzip", gzipSync(bytes)],
    ["br", brotliCompressSync(bytes)],
    ["zstd", zstdCompressSync(bytes)],
  ];
  for (const [way, packed] of ways) expect(decompressed(packed, way)).toEqual(bytes);
  expect(decompressed(gzipSync(bytes), "gzip, br")).toBeUndefined();
  expect(decompressed(bytes, "constructor")).toBeUndefined();
});
