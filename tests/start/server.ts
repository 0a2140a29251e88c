import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { resolve } from "node:path";
import { onTestFinished } from "vitest";
import { eventually } from "./folder.ts";

const root = resolve(import.meta.dirname, "../..");

/** A server as `npm start` runs it, in a process of its own. */
export interface StartedServer {
  readonly process: ChildProcess;
  /** Everything it has said so far. */
  said(): string;
  /** Where it serves, once it does. */
  ready(): Promise<string>;
  /** How it ended, once it has. */
  ended(): Promise<{ code: number | null; signal: NodeJS.Signals | null }>;
}

/** Starts a server without the web client, at a port that the system chooses; ended with its test at the latest. */
export function startServer(
  environment: Record<string, string>,
  options: { args?: string[]; node?: string; uid?: number } = {},
): StartedServer {
  const child = spawn(
    options.node ?? process.execPath,
    ["server/start.mjs", ...(options.args ?? [])],
    {
      cwd: root,
      env: { PATH: process.env["PATH"], PORT: "0", SERVE_CLIENT: "false", ...environment },
      stdio: ["ignore", "pipe", "pipe"],
      ...(options.uid !== undefined && { uid: options.uid, gid: options.uid }),
    },
  );
  let said = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.on("data", (chunk: Buffer) => (said += chunk.toString()));
  }
  const closed = once(child, "close") as Promise<[number | null, NodeJS.Signals | null]>;
  const ended = closed.then(([code, signal]) => ({ code, signal }));
  onTestFinished(async () => {
    child.kill("SIGTERM");
    await ended;
  });
  return {
    process: child,
    said: () => said,
    ended: () => ended,
    ready: () =>
      eventually(`a server that is ready; it said: ${said}`, async () => {
        if (child.exitCode !== null) throw new Error(said);
        return /ready at (http:\S+)/.exec(said)?.[1];
      }),
  };
}
