import { afterAll, beforeAll, expect, test } from "vitest";
import { type BedId, id } from "#domain/ids.ts";
import type { Engine } from "#vault/engine.ts";
import { type Servers, startServers } from "../server/world.ts";
import {
  arrival,
  found,
  gathered,
  makeDevice,
  makeHouse,
  newId,
  passphrase,
  saved,
  until,
} from "./people.ts";

let servers: Servers;
beforeAll(async () => {
  servers = await startServers();
});
afterAll(() => servers.stop());

const setOffline = (engine: Engine, offlineUse: boolean) =>
  saved(engine, engine.act("setOrganisation", { organisation: id(newId()), offlineUse }));

test("where an organisation wants no use without a network, a device keeps nothing to be opened, and loses nothing", async () => {
  let offline = false;
  const device = makeDevice(servers.url, {
    fetch: (input, init) =>
      offline ? Promise.reject(new TypeError("no network")) : fetch(input, init),
  });
  await found(device.engine);
  const house = makeHouse();
  await saved(device.engine, device.engine.createHouse(house.input));
  const [bed, other] = house.beds.slice(2) as [BedId, BedId];
  await saved(device.engine, device.engine.act("placeHousehold", arrival(house, bed, "Mina")));
  const [account] = await device.engine.accounts();
  const unlock = async () => device.engine.unlock({ account: account?.id ?? "", passphrase });
  const names = async (): Promise<readonly string[]> => {
    const { house: here } = house;
    const known = ["mina", "nadia"].map((text) =>
      device.engine.view("known", { house: here, text }),
    );
    const found = (await Promise.all(known)).flat();
    return found.flatMap(({ persons }) => persons.map((person) => person.calledName));
  };
  const comeBack = async () => {
    await gathered();
    await device.reload();
    return unlock();
  };

  offline = true;
  expect(await comeBack()).toMatchObject({ ok: true });
  expect(await names()).toContain("Mina");

  offline = false;
  await until("the server", async () => {
    const status = await device.engine.status();
    return status.is === "open" && status.online;
  });
  await setOffline(device.engine, false);
  offline = true;
  // Written while the network is away: it waits on the device, and goes out after the next unlock with one.
  const acted = await device.engine.act("placeHousehold", arrival(house, other, "Nadia"));
  expect(acted.ok).toBe(true);
  expect(await comeBack()).toEqual({ ok: false, code: "offline" });
  offline = false;
  expect(await unlock()).toMatchObject({ ok: true });
  expect(await names()).toEqual(expect.arrayContaining(["Mina", "Nadia"]));
  if (acted.ok) expect((await device.engine.settled(acted.entry)).is).toBe("saved");

  await setOffline(device.engine, true);
  offline = true;
  expect(await comeBack()).toMatchObject({ ok: true });
  expect(await names()).toEqual(expect.arrayContaining(["Mina", "Nadia"]));
  await device.engine.lock();
});
