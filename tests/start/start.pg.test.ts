import { execFileSync, spawn } from "node:child_process";
import { chmod, chown, readFile, stat } from "node:fs/promises";
import { createServer } from "node:net";
import { delimiter, join } from "node:path";
import { once } from "node:events";
import { expect, onTestFinished, test } from "vitest";
import { freshDatabase } from "../postgres.ts";
import { eventually, isRoot, privateFolder } from "./folder.ts";
import { startServer } from "./server.ts";

const health = async (url: string): Promise<number> => (await fetch(`${url}/healthz`)).status;
const logKey = async (url: string): Promise<unknown> => {
  const answer = await fetch(`${url}/v1/server`);
  return ((await answer.json()) as { logKey: unknown }).logKey;
};

/** The id of the PostgreSQL that works in a data folder. */
const postmaster = async (folder: string): Promise<number> =>
  Number((await readFile(join(folder, "postgres/postmaster.pid"), "utf8")).split("\n")[0]);

test("an empty folder becomes a server, which ends in order and starts again as itself", async () => {
  const folder = await privateFolder();
  const first = startServer({ DATA_DIR: folder });
  const url = await first.ready();
  expect(await health(url)).toBe(200);
  const key = await logKey(url);
  const database = await postmaster(folder);

  first.process.kill("SIGTERM");
  expect(await first.ended()).toEqual({ code: 0, signal: null });
  expect(first.said()).toMatch(/Stopping\.\n[^]*Stopped\.\n$/);
  expect(() => process.kill(database, 0)).toThrow("ESRCH");

  const second = startServer({ DATA_DIR: folder });
  expect(await logKey(await second.ready())).toBe(key);
});

test("a start right after a stop waits its turn; one whose npm has gone ends by itself", async () => {
  const folder = await privateFolder();
  const environment = {
    DATA_DIR: folder,
    PORT: "0",
    SERVE_CLIENT: "false",
    npm_config_update_notifier: "false",
  };
  const npm = spawn("npm", ["start"], { env: { ...process.env, ...environment }, stdio: "ignore" });
  const first = await eventually("PostgreSQL started by npm start", () => postmaster(folder));
  await eventually("its own folder", async () =>
    (await stat(join(folder, "secrets.json"))).isFile() ? 1 : undefined,
  );
  npm.kill("SIGTERM");
  await once(npm, "close");

  const second = startServer({ DATA_DIR: folder });
  expect(await health(await second.ready())).toBe(200);
  expect(await postmaster(folder)).not.toBe(first);
  expect(second.said()).not.toContain("left running");
});

test("a second start on the same folder says where the first is, and ends with 1", async () => {
  const folder = await privateFolder();
  const first = startServer({ DATA_DIR: folder });
  const url = await first.ready();
  const second = startServer({ DATA_DIR: folder });
  expect(await second.ended()).toEqual({ code: 1, signal: null });
  expect(second.said()).toBe(`Linden already runs on ${folder} (${url}).\n`);
  expect(await health(url)).toBe(200);
});

test("after a kill -9 of the server the next start finds its PostgreSQL, ends it, and serves", async () => {
  const folder = await privateFolder();
  const first = startServer({ DATA_DIR: folder });
  const key = await logKey(await first.ready());
  const orphan = await postmaster(folder);
  first.process.kill("SIGKILL");
  await first.ended();
  expect(process.kill(orphan, 0)).toBe(true);

  const second = startServer({ DATA_DIR: folder });
  expect(await logKey(await second.ready())).toBe(key);
  expect(await postmaster(folder)).not.toBe(orphan);
  expect(() => process.kill(orphan, 0)).toThrow("ESRCH");
});

test("while PostgreSQL is killed and comes back, requests are answered 200 or 503, and then 200", async () => {
  const folder = await privateFolder();
  const server = startServer({ DATA_DIR: folder });
  const url = await server.ready();
  const seen = new Set<number>();
  for (let round = 0; round < 3; round += 1) {
    const killed = await eventually("a PostgreSQL to kill", () => postmaster(folder));
    process.kill(killed, "SIGKILL");
    await eventually("the server works again, on another PostgreSQL", async () => {
      const status = await health(url);
      seen.add(status);
      return status === 200 && (await postmaster(folder)) !== killed ? status : undefined;
    });
  }
  expect([...seen].filter((status) => status !== 200 && status !== 503)).toEqual([]);
  expect(server.process.exitCode).toBeNull();
});

test("a database of one's own is used as it is, by as many servers as share its secrets", async () => {
  const database = await freshDatabase();
  onTestFinished(database.drop);
  const folder = await privateFolder();
  const shared = { DATABASE_URL: database.url, DATA_DIR: folder };
  const urls = await Promise.all([startServer(shared).ready(), startServer(shared).ready()]);
  const keys = await Promise.all(urls.map(logKey));
  expect(keys[0]).toBe(keys[1]);
  await expect(stat(join(folder, "postgres"))).rejects.toThrow("ENOENT");

  const stranger = startServer({ DATABASE_URL: database.url, DATA_DIR: await privateFolder() });
  expect(await stranger.ended()).toEqual({ code: 1, signal: null });
  expect(stranger.said()).toContain("there is no secrets file");
});

test("what keeps a server from starting is said in a sentence, without a stack", async () => {
  const taken = createServer().listen(0, "127.0.0.1");
  await once(taken, "listening");
  onTestFinished(() => void taken.close());
  const { port } = taken.address() as { port: number };
  for (const [environment, sentence] of [
    [{ PORT: String(port) }, `Another program already listens on 127.0.0.1:${port}.`],
    [{ PORT: "eighty" }, "PORT must be integer"],
    [{ DATA_DIR: "/dev/null/data" }, "The data folder /dev/null/data cannot be used"],
    [{ HOST: "192.0.2.1" }, "This machine has no address 192.0.2.1."],
    [{ DATABASE_URL: "postgresql://nobody@127.0.0.1:1/none" }, "The database cannot be used"],
  ] as const) {
    const server = startServer({ DATA_DIR: await privateFolder(), ...environment });
    expect((await server.ended()).code).toBe(1);
    expect(server.said()).toContain(sentence);
    expect(server.said()).not.toContain("    at ");
  }
});

test("a Node that is too old says so, and what to do", async (context) => {
  const path = (process.env["PATH"] ?? "").split(delimiter);
  const outside = path.filter((folder) => !folder.includes("node_modules"));
  const node = outside.map((folder) => join(folder, "node")).find((file) => version(file) < 24);
  if (node === undefined) return context.skip("this machine has no Node older than 24");
  const server = startServer({}, { node });
  expect((await server.ended()).code).toBe(1);
  expect(server.said()).toContain("Linden runs on Node 24");
});

test("an ordinary user needs no other: server and PostgreSQL run as herself", async (context) => {
  if (!isRoot) return context.skip("these tests run as an ordinary user already");
  const nobody = 65_534;
  if (!reachable(nobody)) return context.skip("this clone cannot be read by another user");
  const folder = await privateFolder();
  await chown(folder, nobody, nobody);
  await chmod(folder, 0o700);
  const server = startServer({ DATA_DIR: folder, HOME: folder }, { uid: nobody });
  expect(await health(await server.ready())).toBe(200);
  expect((await stat(join(folder, "secrets.json"))).uid).toBe(nobody);
});

/** Its major version; infinite where there is no such program. */
function version(node: string): number {
  try {
    return Number(/^v(\d+)/.exec(execFileSync(node, ["--version"]).toString())?.[1]);
  } catch {
    return Number.POSITIVE_INFINITY;
  }
}

/** Whether another user can run what this process runs. */
function reachable(uid: number): boolean {
  try {
    execFileSync(process.execPath, ["--check", "server/start.mjs"], {
      uid,
      gid: uid,
      stdio: "ignore",
    });
    return true;
  } catch {
    return false;
  }
}
