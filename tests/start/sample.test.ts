import { mkdir, readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { expect, test } from "vitest";
import { openSample } from "#server/sample.ts";
import { privateFolder } from "./folder.ts";

/** A writer of samples that says two lines, or breaks off after the first. */
async function writer(body: string): Promise<string> {
  const file = join(await privateFolder(), "writer.mjs");
  await writeFile(
    file,
    `export async function writeSample({ url, extent, progress, log }) { ${body} }`,
  );
  return pathToFileURL(file).href;
}
const whole =
  'progress("Writing a " + extent + " sample to " + url + "."); log("Sign in as staff with kit 1.");';
const broken = 'progress("Writing."); throw new Error("the light went out");';

test("a sample is written once; afterwards what was said of it is said again, and a log is told where it stands", async () => {
  const folder = await privateFolder();
  const lines: string[] = [];
  const log = (line: string): void => void lines.push(line);
  const first = await openSample(folder, log, { writer: await writer(whole) });
  if (!first.ok) throw new Error(first.error);
  await first.value.write("http://127.0.0.1:8080");
  expect(lines).toEqual([
    "Writing a whole sample to http://127.0.0.1:8080.",
    "Sign in as staff with kit 1.",
  ]);

  const again = await openSample(folder, log, { writer: await writer(broken), terminal: true });
  if (!again.ok) throw new Error(again.error);
  await again.value.write("http://127.0.0.1:8080");
  expect(lines.at(-1)).toContain("Sign in as staff with kit 1.");
  expect(lines.at(-1)).not.toContain("Writing");

  const kept = await openSample(folder, log, { writer: await writer(broken), terminal: false });
  if (!kept.ok) throw new Error(kept.error);
  await kept.value.write("http://127.0.0.1:8080");
  expect(lines.at(-1)).toBe(
    `The sample was written before; ${join(folder, "sample.txt")} says how to sign in.`,
  );
});

test("a sample that was not finished is begun anew, on an empty folder", async () => {
  const folder = await privateFolder();
  const lines: string[] = [];
  const log = (line: string): void => void lines.push(line);
  const first = await openSample(folder, log, { writer: await writer(broken) });
  if (!first.ok) throw new Error(first.error);
  await mkdir(join(folder, "postgres/base"), { recursive: true });
  await expect(first.value.write("http://127.0.0.1:8080")).rejects.toThrow("the light went out");

  const second = await openSample(folder, log, { writer: await writer(whole) });
  expect(second.ok).toBe(true);
  expect(lines.at(-1)).toBe("A sample was begun here and not finished. Beginning again.");
  expect(await readdir(folder)).toEqual(["sample.begun"]);
});

test("a folder with data of somebody's own is left alone", async () => {
  const folder = await privateFolder();
  await mkdir(join(folder, "postgres"));
  expect(await openSample(folder, () => undefined)).toMatchObject({
    ok: false,
    error: expect.stringContaining("holds data that are not the sample"),
  });
  expect(await readdir(folder)).toEqual(["postgres"]);
});
