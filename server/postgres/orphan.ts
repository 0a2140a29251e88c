import { readFile, readlink, realpath, rm } from "node:fs/promises";
import { connect } from "node:net";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { err, ok, type Result } from "#crypto/verify";
import { socketFolder } from "./socket.ts";

/**
 * Frees a data folder of the PostgreSQL that a killed server left running, or of the traces of one.
 * The caller holds the folder's lock, so no live server of this machine is behind it.
 */
export async function endOrphan(folder: string): Promise<Result<"none" | "stopped", string>> {
  const pid = await postmasterOf(folder);
  if (pid !== undefined) {
    await stop(pid);
    return ok("stopped");
  }
  if (await answers(folder)) {
    return err(
      `A PostgreSQL that this machine's process list does not show (another container?) works in ${folder}.`,
    );
  }
  // PostgreSQL refuses to start while *any* process has the number in a file that a crash left behind.
  await rm(join(folder, "postmaster.pid"), { force: true });
  return ok("none");
}

/** The process id of the postmaster that works in this folder. */
async function postmasterOf(folder: string): Promise<number | undefined> {
  const lines = await readFile(join(folder, "postmaster.pid"), "utf8").catch(() => "");
  const pid = Number(lines.split("\n")[0]);
  if (!(pid > 1) || !isAlive(pid)) return undefined;
  if (process.platform !== "linux") return (await answers(folder)) ? pid : undefined;
  // The number may be anybody's by now; but a postmaster's working folder is its data folder.
  const workingFolder = await readlink(`/proc/${pid}/cwd`).catch(() => undefined);
  return workingFolder === (await realpath(folder)) ? pid : undefined;
}

/** Politely, then at once; the data are safe either way. */
async function stop(pid: number): Promise<void> {
  for (const [signal, patienceMs] of [
    ["SIGINT", 10_000],
    ["SIGQUIT", 5_000],
    ["SIGKILL", 5_000],
  ] as const) {
    signalTo(pid, signal);
    const until = Date.now() + patienceMs;
    while (isAlive(pid) && Date.now() < until) await sleep(20);
    if (!isAlive(pid)) return;
  }
}

/** Whether anything accepts connections on the folder's socket. */
async function answers(folder: string): Promise<boolean> {
  const reached = await socketFolder(folder);
  if (!reached.ok) return false;
  const { promise, resolve } = Promise.withResolvers<boolean>();
  const socket = connect(join(reached.value.path, ".s.PGSQL.5432"))
    .once("connect", () => resolve(true))
    .once("error", () => resolve(false));
  const answered = await promise;
  socket.destroy();
  await reached.value.close();
  return answered;
}

/** Signals a process; one that has just ended is no error. */
export function signalTo(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
  }
}

/** Whether a process with this id runs, ours or another user's; one that has ended but was not waited for does not. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
