import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";

/** Whether these tests run as root, who has PostgreSQL run by another user. */
export const isRoot = process.getuid?.() === 0;

/** A folder for one test that only its owner may enter, as below a private home; removed at the end. */
export async function privateFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "linden-start-"));
  await chmod(folder, 0o700);
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

/** Waits until `check` gives something, or fails with what was waited for. */
export async function eventually<T>(what: string, check: () => Promise<T | undefined>): Promise<T> {
  for (const until = Date.now() + 60_000; Date.now() < until;) {
    const found = await check().catch(() => undefined);
    if (found !== undefined) return found;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error(`waited in vain: ${what}`);
}
