import { createHash } from "node:crypto";
import { once } from "node:events";
import { access, constants, mkdir, rm, stat } from "node:fs/promises";
import { connect, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { text } from "node:stream/consumers";
import { err, ok, type Result } from "#crypto/verify";

/** Held by the one server that uses a data folder; it ends with the process, however that ends. */
export interface FolderLock {
  /** What a second server is told: where this one can be found. */
  tell(words: string): void;
  /** From now on a second server waits instead of giving up. */
  ending(): void;
  release(): Promise<void>;
}

const ending = "ending";

/** Longer than an orderly end takes. */
const patienceMs = 20_000;

/**
 * Takes a data folder for this process, or returns what the server that holds it says of itself.
 *
 * [Note: A lock that cannot be left behind] A file with a process id survives a crash and then lies. An
 * address to listen on is given by the kernel to one process at a time and is free again the moment that
 * process is gone, so a socket is the lock, and answers with where the running server is.
 */
export async function takeFolder(folder: string): Promise<Result<FolderLock, string>> {
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    await access(folder, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    return err(
      `The data folder ${folder} cannot be used (${code}). Name another one with DATA_DIR.`,
    );
  }
  const address = await addressOf(folder);
  let words = `process ${process.pid}, which is just starting`;
  const server = createServer((socket) => socket.on("error", () => undefined).end(words));
  for (const until = Date.now() + patienceMs; ; await sleep(50)) {
    server.listen(address);
    const failed = await once(server, "listening").then(
      () => undefined,
      (error: NodeJS.ErrnoException) => error,
    );
    if (failed === undefined) break;
    if (failed.code !== "EADDRINUSE") throw failed;
    const holder = await ask(address);
    if (holder !== undefined && holder !== ending) {
      return err(`Linden already runs on ${folder} (${holder}).`);
    }
    if (Date.now() > until)
      return err(`Linden is still ending on ${folder}. Try again in a moment.`);
    if (holder === undefined && address.startsWith(tmpdir())) await rm(address, { force: true });
  }
  server.unref();
  return ok({
    tell: (said) => (words = said),
    ending: () => (words = ending),
    release: async () => {
      server.close();
      await once(server, "close");
    },
  });
}

/** One address for one folder, by whatever path it is called: abstract on Linux, a pipe on Windows. */
async function addressOf(folder: string): Promise<string> {
  const { dev, ino } = await stat(folder, { bigint: true });
  const name = `linden-${createHash("sha256").update(`${dev}/${ino}`).digest("hex").slice(0, 32)}`;
  if (process.platform === "linux") return `\0${name}`;
  if (process.platform === "win32") return `\\\\.\\pipe\\${name}`;
  return join(tmpdir(), name);
}

async function ask(address: string): Promise<string | undefined> {
  const socket = connect(address);
  return text(socket).catch(() => undefined);
}
