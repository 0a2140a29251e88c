import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { parseCommit } from "#crypto";
import type { BedId } from "#domain/ids.ts";
import type { Refusal } from "#domain/change.ts";
import type { Alarm, OutboxEntry } from "#vault/engine.ts";
import { seeded } from "../random.ts";
import { type Servers, startServers } from "../server/world.ts";
import {
  type Device,
  type House,
  arrival,
  colleague,
  found,
  makeDevice,
  makeHouse,
  passphrase,
  rightsOf,
  saved,
  until,
  withRights,
} from "./people.ts";
import { shakyNetwork } from "./shaky.ts";

const rounds = process.env["LONG"] ? 200 : 6;
const patience = process.env["LONG"] ? 3_600_000 : 240_000;
const waitMs = 60_000;

let servers: Servers;
beforeAll(async () => {
  servers = await startServers(2);
}, 60_000);
afterAll(() => servers.stop());

/** What became of one person's arrival: it stands, it came back as a question, or it was refused when she tapped. */
type Ended =
  | { readonly is: "saved" }
  | { readonly is: "question"; readonly refusal: Refusal; readonly entry: string }
  | { readonly is: "refused"; readonly refusal: Refusal };

async function place(device: Device, input: ReturnType<typeof arrival>): Promise<Ended> {
  const came = await device.engine.act("placeHousehold", input);
  if (!came.ok) return { is: "refused", refusal: came.refusal };
  const state = await device.engine.settled(came.entry);
  if (state.is === "question") return { ...state, entry: came.entry };
  expect(state.is).toBe("saved");
  return { is: "saved" };
}

/** Who lies in a bed, as a device shows it; undefined where nobody does. */
async function inBed({ engine }: Device, { house }: House, bed: BedId) {
  const board = await engine.view("tonight", { house });
  const beds = board?.rooms.flatMap((room) => room.beds) ?? [];
  const now = beds.find((one) => one.bed === bed)?.now;
  return now?.is === "occupied" ? now.by.calledName : undefined;
}

async function kept({ engine }: Device): Promise<readonly OutboxEntry[]> {
  let all: readonly OutboxEntry[] = [];
  engine.onOutbox(({ entries }) => (all = entries))();
  return all;
}

test(
  "two devices, one last bed: exactly one gets it, the other person is asked, and nothing is lost or merged",
  async () => {
    const random = seeded();
    const began = performance.now();
    const networks = [0, 1].map(() => shakyNetwork({ random, delayMs: 40, lost: 0.08 }));
    const [desk, phone] = networks.map(({ ports }, i) =>
      makeDevice(servers.urls[i] as string, ports),
    ) as [Device, Device];
    const calm = makeDevice(servers.url);
    await found(calm.engine);
    const house = makeHouse();
    await saved(calm.engine, calm.engine.createHouse(house.input));
    for (const [device, displayName] of [
      [desk, "Ada"],
      [phone, "Bea"],
    ] as const) {
      const steady = makeDevice(device.ports.origin, { stores: device.ports.stores });
      await colleague(calm.engine, steady, { displayName, preset: "manager", house });
      await enterAgain(steady, device);
      const { engine } = device;
      const board = () => engine.view("tonight", { house: house.house });
      await until("the house", async () => (await board())?.rooms.length === 2, waitMs);
      await withRights(engine, rightsOf("manager"), waitMs);
    }
    const bed = house.beds[2] as BedId;
    const placements = { stand: new Set<string>(), not: new Set<string>() };
    const asked = { question: 0, refused: 0 };

    for (let round = 1; round <= rounds; round++) {
      const names = [`Mina ${round}`, `Noor ${round}`];
      const inputs = names.map((name) => arrival(house, bed, name)) as [Input, Input];
      const ended = await Promise.all(
        [desk, phone].map(async (device, i) => {
          await sleep(random.between(0, 60));
          if (random.chance(0.2)) networks[i]?.cut();
          return place(device, inputs[i] as Input);
        }),
      );
      const won = ended.findIndex(({ is }) => is === "saved");
      const lost = 1 - won;
      expect([round, ended.filter(({ is }) => is === "saved").length]).toEqual([round, 1]);
      const other = ended[lost] as Exclude<Ended, { is: "saved" }>;
      expect(other.refusal.code).toBe("bed-taken");
      asked[other.is] += 1;
      const winner = [desk, phone][won] as Device;
      const loser = [desk, phone][lost] as Device;
      if (other.is === "question") {
        const question = (await kept(loser)).find(({ id }) => id === other.entry);
        expect(question?.input).toEqual(inputs[lost]);
        expect(question?.state.is).toBe("question");
      }
      for (const device of [desk, phone, calm]) {
        const shown = () => inBed(device, house, bed);
        await until(`${names[won]}`, async () => (await shown()) === names[won], waitMs);
      }
      if (other.is === "question") await loser.engine.answer(other.entry, { is: "drop" });
      placements.stand.add(inputs[won]?.placement ?? "");
      placements.not.add(inputs[lost]?.placement ?? "");
      await leave(winner, house, inputs[won] as Input);
      for (const device of [desk, phone, calm])
        await until("it is free", async () => !(await inBed(device, house, bed)), waitMs);
    }

    const versions = await versionsWritten();
    for (const placement of placements.stand) expect(versions.get(placement)).toEqual([1, 2]);
    for (const placement of placements.not) expect(versions.has(placement)).toBe(false);
    for (const { engine } of [desk, phone, calm]) {
      let alarms: readonly Alarm[] = [];
      engine.onAlarms((all) => (alarms = all))();
      expect(alarms).toEqual([]);
      expect((await engine.trust()).skipped).toEqual([]);
      await engine.lock();
    }
    const [a, b] = networks.map(({ counts }) => counts);
    console.log(
      `one last bed: ${rounds} rounds on two servers, seed ${random.seed}, ` +
        `${Math.round((performance.now() - began) / 1000)} s; ${rounds} placements, ` +
        `${asked.question} asked by a question, ${asked.refused} told at once; ` +
        `${(a?.dropped ?? 0) + (b?.dropped ?? 0)} requests dropped, ` +
        `${(a?.lostReplies ?? 0) + (b?.lostReplies ?? 0)} replies lost, ${(a?.cut ?? 0) + (b?.cut ?? 0)} connections cut`,
    );
  },
  patience,
);

type Input = ReturnType<typeof arrival>;

/** Locks the device that joined, and opens the same stores on the network of the other. */
async function enterAgain(joined: Device, device: Device): Promise<void> {
  await joined.engine.lock();
  const [account] = await device.engine.accounts();
  const given = { account: account?.id ?? "", passphrase };
  // On such a network, and a machine that does much else, one try may take seconds.
  await until("open", async () => (await device.engine.unlock(given)).ok, waitMs);
}

/** The winner leaves the same evening, so that the bed is free again; on such a network also that may take tries. */
async function leave(device: Device, house: House, { stayRef }: Input): Promise<void> {
  await saved(
    device.engine,
    device.engine.act("departHousehold", {
      house: house.house,
      stayRef,
      departedAt: Date.now(),
      reason: "planned_move_on",
      destination: "unknown",
    }),
  );
}

/** The versions of each record that stand in the database, in order. */
async function versionsWritten(): Promise<ReadonlyMap<string, readonly number[]>> {
  const client = new pg.Client({ connectionString: servers.databaseUrl });
  await client.connect();
  const { rows } = await client.query<{ bytes: Uint8Array }>(
    "SELECT bytes FROM commits ORDER BY log, position",
  );
  await client.end();
  const versions = new Map<string, number[]>();
  for (const { bytes } of rows) {
    const commit = parseCommit(bytes);
    if (!commit.ok || commit.value.items.is !== "leaves") continue;
    for (const { record, version } of commit.value.items.leaves)
      versions.set(record, [...(versions.get(record) ?? []), version]);
  }
  return versions;
}
