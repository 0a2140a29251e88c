import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdir } from "node:fs/promises";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type MemberId, type Roster, type VaultId, ready, rightAt, vaultsOf } from "#crypto";
import type { BedId } from "#domain/ids.ts";
import { openDatabase } from "#server/postgres/database.ts";
import { type EmbeddedPostgres, startEmbedded } from "#server/postgres/supervisor.ts";
import { makeSecrets } from "#server/secrets.ts";
import { migrate } from "../../migrations/run.ts";
import { freePort, makeFolder } from "./dying-places.ts";
import { Dying } from "./dying.ts";
import { Leaver } from "./leaver.ts";
import {
  type Device,
  type House,
  arrival,
  colleague,
  done,
  found,
  makeDevice,
  makeHouse,
  passphrase,
  saved,
  until,
} from "./people.ts";
import { type Side, type Work, Wiretap, sides } from "./wiretap.ts";

/**
 * A removal, and all that follows it, is killed at every step: of the client (whatever it asks or keeps), and of server
 * and database (whatever the one says to the other). The steps are found by doing it once and listening.
 */
const long = process.env["LONG"] === "1";
const patience = long ? 3_600_000 : 300_000;

let postgres: EmbeddedPostgres;
let tap: Wiretap;
let folder: string;
let port: number;
let server: ChildProcess;
let remove: () => Promise<void>;

beforeAll(async () => {
  await ready();
  ({ folder, remove } = await makeFolder());
  const started = await startEmbedded({ folder: join(folder, "postgres"), log: () => undefined });
  if (!started.ok) throw new Error(started.error);
  postgres = started.value;
  const db = openDatabase(postgres.url, 1);
  const migrated = await migrate(db);
  await db.destroy();
  if (!migrated.ok) throw new Error(migrated.error);
  await makeSecrets(join(folder, "secrets.json"));
  await mkdir(join(folder, "tap"));
  tap = await Wiretap.open(join(folder, "tap"), postgres.url);
  port = await freePort();
  await startServer();
}, 120_000);

afterAll(async () => {
  server?.kill("SIGKILL");
  await tap?.close();
  await postgres?.stop();
  await remove?.();
});

const origin = (): string => `http://127.0.0.1:${port}`;

async function startServer(): Promise<void> {
  const file = resolve(import.meta.dirname, "dying-server.ts");
  const given = { SECRETS: join(folder, "secrets.json"), PORT: String(port) };
  server = spawn(process.execPath, [file], {
    env: { ...process.env, DATABASE_URL: tap.url, ...given },
    stdio: ["ignore", "pipe", "inherit"],
  });
  server.stdout?.resume();
  await until("a server", isWell, 30_000);
}

const isWell = async (): Promise<boolean> =>
  fetch(`${origin()}/healthz`).then(
    ({ status }) => status === 200,
    () => false,
  );

async function killServer(): Promise<void> {
  if (server.exitCode === null && server.signalCode === null) {
    server.kill("SIGKILL");
    await once(server, "exit");
  }
  await startServer();
}

/** Two people, one of whom is to leave, and something that she could read. */
interface Scene {
  readonly desk: Device;
  readonly dying: Dying;
  readonly member: MemberId;
  readonly leaver: Leaver;
  readonly house: House;
  readonly held: readonly VaultId[];
}

async function makeScene(): Promise<Scene> {
  const dying = new Dying();
  const desk = makeDevice(origin(), { ...dying.ports, headsEveryMs: 100 });
  await found(desk.engine);
  const house = makeHouse();
  await saved(desk.engine, desk.engine.createHouse(house.input));
  const phone = makeDevice(origin());
  await colleague(desk.engine, phone, { displayName: "Cleo", preset: "staff", house });
  await saved(
    desk.engine,
    desk.engine.act("placeHousehold", arrival(house, house.beds[0] as BedId)),
  );
  const status = await phone.engine.status();
  if (status.is !== "open") throw new Error("not open");
  const leaver = await Leaver.of(phone.engine, { databaseUrl: postgres.url, url: origin() });
  await phone.engine.lock();
  const { member } = status;
  const held = vaultsOf(await leaver.roster(), member).map(({ vault }) => vault);
  expect((await leaver.reads()).live).toBeGreaterThan(10);
  // What a device keeps, it keeps half a second after it was read.
  await new Promise((later) => setTimeout(later, 700));
  return { desk, dying, member, leaver, house, held };
}

/** All of a removal, or nothing of it: never a mixture. */
function oldOrNew(roster: Roster, { member, held }: Scene): "old" | "new" {
  const { removed = false } = roster.members.get(member) ?? {};
  const parts = held.map((vault) => {
    const { epochs = [], fences = [] } = roster.vaults.get(vault) ?? {};
    const right = rightAt(roster, roster.head.size, { vault, member });
    const fence = fences.find((one) => one.member === member);
    const made = epochs.find(({ from }) => from === fence?.from);
    const isNew = right === 0 && fence !== undefined && made !== undefined;
    const isOld = right > 0 && fence === undefined;
    return isNew ? "new" : isOld ? "old" : "mixture";
  });
  expect(new Set([...parts, removed ? "new" : "old"]).size).toBe(1);
  return removed ? "new" : "old";
}

/** Asks for it until it is done, as a person would, and waits until nothing is left to do. */
async function finish(scene: Scene): Promise<void> {
  const { desk, member, leaver, house } = scene;
  await until(
    "the removal",
    async () => (await desk.engine.takeAway({ is: "remove", member })).ok,
    30_000,
  );
  expect(oldOrNew(await leaver.roster(), scene)).toBe("new");
  await until(
    "everything sealed anew",
    async () => (await desk.engine.trust()).resealing.is === "done",
    60_000,
  );
  await until("nothing live opens", async () => (await leaver.reads()).live === 0, 20_000);
  const board = await desk.engine.view("tonight", { house: house.house });
  expect(JSON.stringify(board)).toContain("Mina");
  const { vaults, skipped } = await desk.engine.trust();
  expect([skipped, vaults.filter(({ unreadable }) => unreadable > 0)]).toEqual([[], []]);
  await desk.engine.lock();
}

/** Another tab on the stores of one that died, whose socket and timers have gone with it. */
async function reopen(scene: Scene): Promise<Scene> {
  void scene.desk.engine.lock();
  const desk = makeDevice(origin(), { stores: scene.dying.stores, headsEveryMs: 100 });
  const [account] = await desk.engine.accounts();
  await done(desk.engine.unlock({ account: account?.id ?? "", passphrase }));
  return { ...scene, desk };
}

const isSettled = async ({ desk, leaver }: Scene): Promise<boolean> =>
  (await desk.engine.trust()).resealing.is === "done" && (await leaver.reads()).live === 0;

/** A fixed share of all steps: evenly spread, the first and the last among them. */
function share<T>(all: readonly T[], most: number): readonly T[] {
  if (long || all.length <= most) return all;
  return Array.from(
    { length: most },
    (_, i) => all[Math.round((i * (all.length - 1)) / (most - 1))] as T,
  );
}

test(
  "a client that dies at any step of a removal, or of what follows, leaves the old state or the new, and goes on",
  async () => {
    const heard = await makeScene();
    heard.dying.watch();
    await done(heard.desk.engine.takeAway({ is: "remove", member: heard.member }));
    await until("the end", () => isSettled(heard), 60_000);
    const { steps } = heard.dying;
    await finish(heard);
    const all = steps.flatMap((step) => sides.map((side) => ({ ...step, side })));
    const removal = steps.findIndex(({ what }) => what === "request /v1/append");
    expect(removal).toBeGreaterThan(0);
    const around = all.slice(2 * removal, 2 * removal + 2);
    const chosen = long ? all : [...around, ...share(all.slice(2 * removal + 2), 2)];
    const seen: string[] = [];
    for (const at of chosen) {
      const scene = await makeScene();
      scene.dying.watch(at);
      void scene.desk.engine.takeAway({ is: "remove", member: scene.member });
      await until(
        `${at.what} ${at.nth} ${at.side}`,
        async () => scene.dying.isDead || (await isSettled(scene)),
        60_000,
      );
      seen.push(oldOrNew(await scene.leaver.roster(), scene));
      await finish(await reopen(scene));
    }
    expect(new Set(seen)).toEqual(new Set(["old", "new"]));
    console.log(
      `A client killed at ${chosen.length} of ${all.length} steps of a removal: ` +
        `${seen.filter((one) => one === "old").length} times the old state, else the new; then finished each time.`,
    );
  },
  patience,
);

/** What server and database do of a removal and of what follows, by what they say to each other. */
const works = {
  "the removal": { text: "append_commits", nth: 1 },
  "sealing anew": { text: "append_commits", nth: 2 },
  "the prune": { text: "INSERT INTO prunes", nth: 1 },
  "the dropping": { text: 'update "commits" set "envelopes"', nth: 1 },
} as const satisfies Record<string, Work>;

/** Listens to each once, without `LONG` to those that are killed: how many steps it has. */
async function hear(): Promise<readonly { work: keyof typeof works; at: number; side: Side }[]> {
  const steps = [];
  const all = Object.keys(works) as (keyof typeof works)[];
  for (const work of long ? all : (["the removal", "the dropping"] as const)) {
    const scene = await makeScene();
    tap.listen(works[work]);
    await finish(scene);
    expect([work, tap.steps.length > 0]).toEqual([work, true]);
    for (const at of tap.steps.keys()) for (const side of sides) steps.push({ work, at, side });
  }
  return steps;
}

let heard: ReturnType<typeof hear> | undefined;

test.each(["the server", "PostgreSQL"] as const)(
  "%s killed at any step of a removal, or of what follows, leaves the old state or the new, and goes on",
  async (victim) => {
    const all = await (heard ??= hear());
    expect(all.filter(({ work }) => work === "the removal").length).toBeGreaterThanOrEqual(8);
    // The last step of the removal is where it comes to hold.
    const last = all.findLast(({ work }) => work === "the removal")?.at;
    const isChosen = ({ work, at }: (typeof all)[number]): boolean =>
      (work === "the removal" && at === last) ||
      (victim === "PostgreSQL" && work === "the dropping" && at === 0);
    const chosen = long ? all : all.filter(isChosen);
    const seen: string[] = [];
    for (const { work, at, side } of chosen) {
      const scene = await makeScene();
      const { promise, resolve } = Promise.withResolvers<void>();
      tap.listen(works[work], { at, side, kill: () => resolve(kill(victim)) });
      void scene.desk.engine.takeAway({ is: "remove", member: scene.member });
      await Promise.race([promise, new Promise((_, fail) => setTimeout(fail, 90_000))]);
      const state = oldOrNew(await scene.leaver.roster(), scene);
      seen.push(`${work} ${at} ${side}: ${state}`);
      await finish(scene);
    }
    console.log(`${victim} killed at ${chosen.length} of ${all.length} steps:\n${seen.join("\n")}`);
    expect(seen.some((one) => one.endsWith("old"))).toBe(true);
    expect(seen.some((one) => one.endsWith("new"))).toBe(true);
  },
  patience,
);

/** Kills, and waits until there is another. */
async function kill(victim: "the server" | "PostgreSQL"): Promise<void> {
  if (victim === "the server") return killServer();
  const pid = postgres.pid();
  if (pid === undefined) throw new Error("no PostgreSQL");
  process.kill(pid, "SIGKILL");
  await until(
    "another PostgreSQL",
    () => postgres.pid() !== undefined && postgres.pid() !== pid,
    30_000,
  );
  await until("a server", isWell, 30_000);
}
