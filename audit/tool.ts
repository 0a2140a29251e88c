import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import type { Tool } from "./reported.ts";

const root = resolve(import.meta.dirname, "..");

/** The version of this clone, and its commit where git knows it. */
export async function thisTool(): Promise<Tool> {
  const { version } = JSON.parse(await readFile(join(root, "package.json"), "utf8")) as Tool;
  // A copy that was unpacked into some other clone has no commit of its own.
  if ((await git("rev-parse", "--show-prefix")) !== "") return { version };
  const commit = await git("describe", "--always", "--dirty", "--abbrev=40", "--exclude=*");
  return { version, ...(commit !== undefined && { commit }) };
}

const git = (...args: readonly string[]): Promise<string | undefined> =>
  promisify(execFile)("git", args, { cwd: root }).then(
    ({ stdout }) => stdout.trim(),
    () => undefined,
  );
