import { readFile } from "node:fs/promises";
import { createServer } from "node:net";
import { once } from "node:events";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import { hasEnvelope, parseCommit } from "#crypto";
import type { BedId } from "#domain/ids.ts";
import type { Alarm } from "#vault/engine.ts";
import { type Random, seeded } from "../random.ts";
import { eventually, privateFolder } from "../start/folder.ts";
import { type StartedServer, startServer } from "../start/server.ts";
import { asAdmin } from "../template.ts";
import {
  colleague,
  done,
  found,
  makeDevice,
  makeHouse,
  passphrase,
  saved,
  until,
} from "./people.ts";
import { Writer } from "./writers.ts";

const rounds = process.env["LONG"] ? 20 : 2;
const patience = process.env["LONG"] ? 3_600_000 : 240_000;

/** A server of its own in a folder of its own, with two people who write on their devices. */
interface Scene {
  readonly folder: string;
  readonly writers: readonly Writer[];
  server: StartedServer;
  start(): Promise<StartedServer>;
}

async function makeScene(): Promise<Scene> {
  const folder = await privateFolder();
  const port = await freePort();
  const start = async (): Promise<StartedServer> => {
    const server = startServer({ DATA_DIR: folder, PORT: String(port) });
    await server.ready();
    return server;
  };
  const server = await start();
  const origin = `http://127.0.0.1:${port}`;
  const desk = makeDevice(origin);
  await found(desk.engine);
  const house = makeHouse();
  await saved(desk.engine, desk.engine.createHouse(house.input));
  const phone = makeDevice(origin);
  await colleague(desk.engine, phone, { displayName: "Bea", preset: "manager", house });
  await until("the house on the phone", async () =>
    JSON.stringify(await phone.engine.view("tonight", { house: house.house })).includes('"2"'),
  );
  const beds = house.beds as readonly [BedId, BedId, BedId, BedId];
  const writers = [
    new Writer(desk, house, [beds[2], beds[0]]),
    new Writer(phone, house, [beds[3], beds[1]]),
  ];
  return { folder, writers, server, start };
}

/** Kills something while both write, over and over; then everything meant must stand, once, and be true. */
async function killOften(
  what: string,
  scene: Scene,
  kill: (round: number) => Promise<void>,
): Promise<void> {
  const random = seeded();
  const began = performance.now();
  let waiting = 0;
  const downMs: number[] = [];
  for (let round = 1; round <= rounds; round++) {
    for (const writer of scene.writers) writer.start(random);
    await sleep(random.between(200, 1_200));
    const killed = performance.now();
    await kill(round);
    downMs.push(Math.round(performance.now() - killed));
    for (const writer of scene.writers) waiting += await writer.waiting();
    for (const writer of scene.writers) await writer.stop();
    await maybeReopen(scene, random);
  }
  for (const writer of scene.writers) await writer.settle(patience / 2);
  const { records, commits } = await everything(scene);
  const seconds = Math.round((performance.now() - began) / 1000);
  const acts = scene.writers.reduce((all, { meant }) => all + sum(meant.values()), 0);
  const acknowledged = scene.writers.reduce((all, writer) => all + writer.saved.size, 0);
  console.log(
    `kill -9 of ${what}: ${rounds} rounds, seed ${random.seed}, ${seconds} s; ${acts} acts, ` +
      `${acknowledged} shown as saved by the tab that wrote them, ${waiting} waiting right after a kill; ` +
      `${commits} commits; back after ${downMs.toSorted((a, b) => a - b)[rounds >> 1]} ms (median), ` +
      `${Math.max(...downMs)} ms (longest)`,
  );
  for (const { meant } of scene.writers) {
    for (const [record, versions] of meant) {
      const all = Array.from({ length: versions }, (_, i) => i + 1);
      expect([record, records.get(record)]).toEqual([record, all]);
    }
  }
  await readAnew(scene);
}

const sum = (numbers: Iterable<number>): number => [...numbers].reduce((all, one) => all + one, 0);

/** Sometimes a tab is closed with what waits in it, and opened again; then all of that must go out. */
async function maybeReopen({ writers }: Scene, random: Random): Promise<void> {
  const writer = random.chance(0.4) ? writers[random.between(0, 1)] : undefined;
  await writer?.reopen();
  await writer?.settle(patience / 2);
}

/** Every put in the database: which versions of each record, in order, however often. */
async function everything({ folder }: Scene) {
  const records = new Map<string, number[]>();
  const socket = encodeURIComponent(join(folder, "postgres"));
  const url = `postgresql://linden@localhost/linden?host=${socket}`;
  const rows = await asAdmin(url, (client) =>
    client.query<{ bytes: Uint8Array }>("SELECT bytes FROM commits ORDER BY log, position"),
  );
  for (const { bytes } of rows.rows) {
    const commit = parseCommit(bytes);
    if (!commit.ok) throw new Error(commit.error);
    if (commit.value.items.is !== "leaves") continue;
    for (const { kind, record, version } of commit.value.items.leaves) {
      if (hasEnvelope(kind)) records.set(record, [...(records.get(record) ?? []), version]);
    }
  }
  return { records, commits: rows.rows.length };
}

/** A device that has seen nothing reads all of it, checks every signature, and finds nothing to complain of. */
async function readAnew({ writers }: Scene): Promise<void> {
  const [writer] = writers as [Writer];
  const device = makeDevice(writer.device.ports.origin);
  const { code } = await writer.engine.kit();
  const given = { kit: code, passphrase, deviceLabel: "New", sharedDevice: false };
  await done(device.engine.unlock(given));
  await until(
    "every signature checked",
    async () => {
      const { vaults } = await device.engine.trust();
      return vaults.every((vault) => vault.signaturesVerified === vault.entries);
    },
    60_000,
  );
  const { vaults, skipped } = await device.engine.trust();
  expect(skipped).toEqual([]);
  expect(vaults.filter((vault) => vault.unreadable > 0)).toEqual([]);
  for (const engine of [device.engine, ...writers.map((one) => one.engine)]) {
    let alarms: readonly Alarm[] = [];
    engine.onAlarms((all) => (alarms = all))();
    expect(alarms).toEqual([]);
    await engine.lock();
  }
}

const postmaster = async (folder: string): Promise<number> =>
  Number((await readFile(join(folder, "postgres/postmaster.pid"), "utf8")).split("\n")[0]);

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as { port: number };
  server.close();
  await once(server, "close");
  return port;
}

test(
  "a kill -9 of the server during writes loses no write that was shown as saved, and sends every other once",
  async () => {
    const scene = await makeScene();
    let adopted = 0;
    await killOften("the server", scene, async () => {
      const orphan = await postmaster(scene.folder);
      scene.server.process.kill("SIGKILL");
      await scene.server.ended();
      expect(process.kill(orphan, 0)).toBe(true);
      scene.server = await scene.start();
      if (scene.server.said().includes("had left running was stopped")) adopted += 1;
    });
    expect(adopted).toBe(rounds);
  },
  patience,
);

test(
  "a kill -9 of PostgreSQL during writes loses no write that was shown as saved, and sends every other once",
  async () => {
    const scene = await makeScene();
    await killOften("PostgreSQL", scene, async () => {
      const killed = await postmaster(scene.folder);
      process.kill(killed, "SIGKILL");
      await eventually("another PostgreSQL, and the server well", async () => {
        const { status } = await fetch(`${scene.writers[0]?.device.ports.origin}/healthz`);
        return status === 200 && (await postmaster(scene.folder)) !== killed ? status : undefined;
      });
    });
    expect(scene.server.process.exitCode).toBeNull();
  },
  patience,
);
