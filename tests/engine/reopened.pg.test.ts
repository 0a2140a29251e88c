import { afterAll, beforeAll, expect, test } from "vitest";
import type { BedId } from "#domain/ids.ts";
import { type Servers, startServers } from "../server/world.ts";
import { found, makeDevice, makeHouse, saved } from "./people.ts";
import { Writer } from "./writers.ts";
import { seeded } from "../random.ts";

let servers: Servers;
beforeAll(async () => {
  servers = await startServers();
});
afterAll(() => servers.stop());

test("what waits in a closed tab goes out in the order in which it was done, within one millisecond too", async () => {
  let offline = false;
  const now = Date.now();
  const device = makeDevice(servers.url, {
    clock: () => now,
    fetch: (input, init) =>
      offline ? Promise.reject(new TypeError("no network")) : fetch(input, init),
  });
  await found(device.engine);
  const house = makeHouse();
  await saved(device.engine, device.engine.createHouse(house.input));
  const [, , third, fourth] = house.beds as readonly BedId[];
  const writer = new Writer(device, house, [third as BedId, fourth as BedId]);
  for (let round = 0; round < 5; round++) {
    offline = true;
    const random = seeded(round);
    writer.start(random);
    await new Promise((later) => setTimeout(later, 600));
    await writer.stop();
    expect(await writer.waiting()).toBeGreaterThan(0);
    await writer.reopen();
    offline = false;
    await writer.settle(50_000);
  }
  await device.engine.lock();
});
