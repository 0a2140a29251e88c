import { afterAll, beforeAll, expect, test } from "vitest";
import { type Stores, memoryStores } from "#sync/store.ts";
import { Hostile } from "../hostile/hostile.ts";
import { toggle } from "../hostile/scene.ts";
import { type Servers, startServers } from "../server/world.ts";
import { found, makeDevice, makeHouse, passphrase, saved, until } from "./people.ts";

let servers: Servers;
beforeAll(async () => {
  servers = await startServers(1);
});
afterAll(() => servers.stop());

/** Stores that keep nothing of what was read, for as long as `full` says so; a deed they keep. */
function fillingUp(): { readonly stores: Stores; full: boolean; refused: number } {
  const under = memoryStores();
  const device = {
    full: false,
    refused: 0,
    stores: async (name: string) => {
      const store = await under(name);
      return {
        ...store,
        get: (key: string) => store.get(key),
        names: (prefix: string) => store.names(prefix),
        put: async (changes: ReadonlyMap<string, Uint8Array | undefined>) => {
          const isRead = [...changes.keys()].some((key) => /^(vault|tail)\//.test(key));
          if (device.full && isRead) {
            device.refused += 1;
            throw new Error("the device is full");
          }
          await store.put(changes);
        },
      };
    },
  };
  return device;
}

test("a device that was full for a while keeps afterwards what it could not keep then", async () => {
  const disk = fillingUp();
  const network = new Hostile(servers);
  const device = makeDevice(servers.url, { ...network.ports, stores: disk.stores });
  await found(device.engine);
  const house = makeHouse();
  await saved(device.engine, device.engine.createHouse(house.input));
  disk.full = true;
  const [bed] = house.beds;
  if (bed === undefined) throw new Error("no bed");
  await toggle(device.engine, house, { bed, blocked: undefined });
  await until("it is full", () => disk.refused >= 2);
  disk.full = false;
  const before = disk.refused;
  await new Promise((later) => setTimeout(later, 7_000));
  expect(disk.refused).toBe(before);

  network.cut();
  const engine = await device.reload();
  const [account] = await engine.accounts();
  expect((await engine.unlock({ account: account?.id ?? "", passphrase })).ok).toBe(true);
  const board = await engine.view("tonight", { house: house.house });
  const beds = board?.rooms.flatMap((room) => room.beds) ?? [];
  expect(beds.find((one) => one.bed === bed)?.now.is).toBe("out-of-service");
  await engine.lock();
});
