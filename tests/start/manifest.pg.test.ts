import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { manifest } from "#contract/manifest.ts";
import { openSample } from "#server/sample.ts";
import { privateFolder } from "./folder.ts";
import { startServer } from "./server.ts";

/** What a folder holds; folders end in `/`. */
async function namesIn(folder: string, before = ""): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  return entries.map((entry) => `${before}${entry.name}${entry.isDirectory() ? "/" : ""}`);
}

test("the manifest lists every file that a server makes in its folder, and no other", async () => {
  const folder = await privateFolder();
  await startServer({ DATA_DIR: folder }).ready();
  const made = (await namesIn(folder)).filter((name) => name !== "postgres/");
  made.push(...(await namesIn(join(folder, "postgres"), "postgres/")));

  const written = await privateFolder();
  const quiet = (): void => undefined;
  const writer = `data:text/javascript,export const writeSample = async ({ log }) => log("kit 1");`;
  const sample = await openSample(written, quiet, { writer });
  if (!sample.ok) throw new Error(sample.error);
  made.push(...(await namesIn(written)));
  await sample.value.write("http://127.0.0.1:1");
  made.push(...(await namesIn(written)));

  expect([...new Set(made)].toSorted()).toEqual(Object.keys(manifest.files).toSorted());
  const secrets = await readFile(join(folder, "secrets.json"), "utf8");
  expect(Object.keys(JSON.parse(secrets) as object).toSorted()).toEqual(
    Object.keys(manifest.secrets).toSorted(),
  );
});

test("what a server says on its standard output are sentences about itself and log lines of the manifest", async () => {
  const server = startServer({ DATA_DIR: await privateFolder() });
  const url = await server.ready();
  await fetch(`${url}/v1/salt`, { method: "POST", body: "amber-heron" });
  server.process.kill("SIGTERM");
  await server.ended();
  const sentences = server.said().trimEnd().split("\n");
  const lines = sentences.filter((line) => line.startsWith("{"));
  expect(lines.length).toBeGreaterThan(0);
  for (const line of lines) {
    const strange = Object.keys(JSON.parse(line) as object).filter(
      (field) => !Object.hasOwn(manifest.logFields, field),
    );
    expect(strange).toEqual([]);
  }
  const said = sentences.filter((line) => !line.startsWith("{")).join("\n");
  expect(said).toMatch(
    /^Linden is ready at \S+ \(after [\d.]+ s\)\. Ctrl-C stops it\.\nStopping\.\nStopped\.$/,
  );
});
