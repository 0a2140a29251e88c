import { mkdir, mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { writeFileList } from "#server/file-list.ts";
import { release } from "../../release/main.ts";

let away: string;
let root: string;
let said: string[];

/** A clone with a small client that was built, and a folder outside of it. */
beforeEach(async () => {
  away = await mkdtemp(join(tmpdir(), "linden-release-"));
  root = join(away, "clone");
  await mkdir(join(root, "web/dist/assets"), { recursive: true });
  await mkdir(join(root, "release"));
  await writeFile(join(root, "package.json"), JSON.stringify({ version: "1.2.3" }));
  await writeFile(join(root, "release/keys.txt"), "# nobody yet\n");
  await put("index.html", "<!doctype html>");
  await put("assets/index.js", "start()");
  said = [];
});
afterEach(() => rm(away, { recursive: true, force: true }));

const put = (path: string, text: string) => writeFile(join(root, "web/dist", path), text);
const run = (...args: string[]) => release(args, { root, log: (line) => said.push(line) });
const build = () => writeFileList(join(root, "web/dist"), root);
const secret = () => join(away, "release.key");

async function trust(): Promise<void> {
  expect(await run("key", "linden.example/release", secret())).toBe(true);
  await writeFile(join(root, "release/keys.txt"), `# who signs\n${said.at(-1)}\n`);
}

test("a release that is signed verifies wherever its list was put beside its files", async () => {
  await trust();
  expect(await build()).toContain("Nobody has signed");
  expect(await run("verify")).toBe(false);
  expect(await run("sign", secret())).toBe(true);
  expect(await build()).toContain("as they were signed");
  expect(await run("verify")).toBe(true);
  expect(said.at(-1)).toBe("2 files of version 1.2.3, signed by linden.example/release.");
});

test("a changed, a missing and an added file are each named, and the release does not verify", async () => {
  await trust();
  await run("sign", secret());
  await build();
  await put("assets/index.js", "start(); send()");
  expect(await run("verify")).toBe(false);
  expect(said).toContain("changed: assets/index.js");
  await put("assets/more.js", "");
  await rm(join(root, "web/dist/index.html"));
  expect(await run("verify")).toBe(false);
  expect(said).toContain("unlisted: assets/more.js");
  expect(said).toContain("missing: index.html");
});

test("files that are not those of the signed release are served with a bare list", async () => {
  await trust();
  await run("sign", secret());
  await put("index.html", "<!doctype html><p>");
  expect(await build()).toContain("are not the files");
  expect(await readFile(join(root, "web/dist/files.txt"), "utf8")).not.toContain("\u2014");
});

test("two keys sign one list, and either is enough", async () => {
  await trust();
  await run("sign", secret());
  const second = join(away, "second.key");
  await run("key", "elsewhere.example/release", second);
  const line = said.at(-1) ?? "";
  expect(await run("sign", second)).toBe(false);
  await writeFile(
    join(root, "release/keys.txt"),
    `${await readFile(join(root, "release/keys.txt"), "utf8")}${line}\n`,
  );
  expect(await run("sign", second)).toBe(true);
  await build();
  expect(await run("verify")).toBe(true);
  expect(said.at(-1)).toContain("linden.example/release, elsewhere.example/release");
  expect(await run("verify", join(root, "web/dist"), line)).toBe(true);
});

test("the secret is made outside of the repository, for its owner alone, and never over another", async () => {
  expect(await run("key", "linden.example/release", join(root, "release/secret"))).toBe(false);
  await trust();
  expect((await stat(secret())).mode & 0o777).toBe(0o600);
  await expect(run("key", "linden.example/release", secret())).rejects.toThrow("EEXIST");
});
