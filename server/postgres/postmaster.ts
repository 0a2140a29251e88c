import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { err, ok, type Result } from "#crypto/verify";
import { signalTo } from "./orphan.ts";

/** How to run one postmaster, and how to know that it is ready. */
export interface PostmasterPlan {
  readonly program: string;
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
  readonly ids: { readonly uid: number; readonly gid: number } | undefined;
  /** A database that can always be connected to. */
  readonly url: string;
  readonly log: (line: string) => void;
}

/** A postmaster that is started again whenever it ends without having been asked to. */
export interface Postmaster {
  pid(): number | undefined;
  stop(): Promise<void>;
}

/** How a postmaster ended, and the last that it said. */
interface Ended {
  readonly how: string;
  readonly said: string;
}

/** After a kill -9 the old backends take a moment to notice; until they have, a new postmaster gives up. */
const firstPatienceMs = 15_000;

/** Starts a postmaster and watches over it; the error says what PostgreSQL said. */
export async function startPostmaster(plan: PostmasterPlan): Promise<Result<Postmaster, string>> {
  let child: ChildProcess | undefined;
  let stopping = false;

  /** One try: ready, or ended with these words. */
  const tryOnce = async (): Promise<Result<void, string>> => {
    const started = run(plan);
    child = started.child;
    const ended = await Promise.race([started.ended, untilReady(plan.url, started.ended)]);
    if (ended !== "ready") return err(ended.said || ended.how);
    void started.ended.then(({ how }) => {
      if (stopping) return;
      plan.log(`PostgreSQL ended unasked (${how}). Starting it again; writes wait until then.`);
      void again();
    });
    return ok(undefined);
  };

  const again = async (): Promise<void> => {
    for (let waitMs = 50; !stopping; waitMs = Math.min(waitMs * 2, 2_000)) {
      const tried = await tryOnce();
      if (tried.ok) return plan.log("PostgreSQL runs again.");
      await sleep(waitMs);
    }
  };

  const until = Date.now() + firstPatienceMs;
  for (;;) {
    const tried = await tryOnce();
    if (tried.ok) break;
    const passing = /shared memory|lock file/.test(tried.error);
    if (!passing || Date.now() > until) return err(`PostgreSQL did not start: ${tried.error}`);
    await sleep(100);
  }
  return ok({
    pid: () => child?.pid,
    stop: async () => {
      stopping = true;
      if (child !== undefined) await endChild(child);
    },
  });
}

/** Runs the program in a session of its own, so that Ctrl-C at the terminal ends the server first. */
function run(plan: PostmasterPlan): { child: ChildProcess; ended: Promise<Ended> } {
  const child = spawn(plan.program, plan.args, {
    ...plan.ids,
    cwd: plan.cwd,
    env: plan.env,
    detached: true,
    stdio: ["ignore", "ignore", "pipe"],
  });
  let said = "";
  child.stderr?.on("data", (chunk: Buffer) => (said = (said + chunk.toString()).slice(-2_000)));
  const ended = new Promise<Ended>((resolve) => {
    child.once("error", (error) => resolve({ how: error.message, said }));
    child.once("close", (code, signal) =>
      resolve({ how: signal ?? `code ${code}`, said: said.trim() }),
    );
  });
  return { child, ended };
}

/** Tries to connect until it succeeds or the program has ended. */
async function untilReady(url: string, ended: Promise<Ended>): Promise<"ready" | Ended> {
  let over: Ended | undefined;
  void ended.then((end) => (over = end));
  for (let waitMs = 5; over === undefined; waitMs = Math.min(waitMs * 2, 100)) {
    const client = new pg.Client({ connectionString: url });
    client.on("error", () => undefined);
    try {
      await client.connect();
      await client.end();
      return "ready";
    } catch {
      await sleep(waitMs);
    }
  }
  return over;
}

/** A fast shutdown writes a checkpoint; if that hangs, an immediate one loses nothing either. */
async function endChild(child: ChildProcess): Promise<void> {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  const closed = once(child, "close");
  signalTo(child.pid, "SIGINT");
  const patience = new AbortController();
  const late = sleep(8_000, "late" as const, { signal: patience.signal }).catch(() => undefined);
  if ((await Promise.race([closed, late])) === "late") signalTo(child.pid, "SIGQUIT");
  await closed;
  patience.abort();
}
