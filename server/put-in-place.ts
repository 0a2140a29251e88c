import { rename, rm } from "node:fs/promises";

/** Puts a folder that is complete where another is. Where somebody else was faster, hers is as good, and stays. */
export async function putInPlace(folder: string, at: string): Promise<void> {
  await rm(at, { recursive: true, force: true });
  await rename(folder, at).catch(async (error: NodeJS.ErrnoException) => {
    if (error.code !== "ENOTEMPTY" && error.code !== "EEXIST") throw error;
    await rm(folder, { recursive: true });
  });
}
