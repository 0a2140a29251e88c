import { afterAll, beforeAll, expect, test } from "vitest";
import { utf8 } from "#crypto";
import { Hostile } from "../hostile/hostile.ts";
import { toggle } from "../hostile/scene.ts";
import { type Servers, startServers } from "../server/world.ts";
import {
  colleague,
  found,
  makeDevice,
  makeHouse,
  rightsOf,
  saved,
  until,
  withRights,
} from "./people.ts";

let servers: Servers;
beforeAll(async () => {
  servers = await startServers(1);
});
afterAll(() => servers.stop());

test("whoever was outrun is given with the refusal what she has not seen, and asks for nothing", async () => {
  const desk = makeDevice(servers.url);
  const network = new Hostile(servers);
  const phone = makeDevice(servers.url, network.ports);
  await found(desk.engine);
  const house = makeHouse();
  await saved(desk.engine, desk.engine.createHouse(house.input));
  await colleague(desk.engine, phone, { displayName: "Bea", preset: "manager", house });
  await withRights(phone.engine, rightsOf("manager"));
  const beds = async () =>
    (await phone.engine.view("tonight", { house: house.house }))?.rooms.flatMap((one) => one.beds);
  await until("the house", async () => (await beds())?.length === house.beds.length);
  const [first, second] = house.beds;
  if (first === undefined || second === undefined) throw new Error("no beds");

  // All that she has just joined to is read.
  for (let before = -1; before !== network.sent.length;) {
    before = network.sent.length;
    await new Promise((later) => setTimeout(later, 1_000));
  }

  // Nothing is pushed to the phone, and no list of heads says what it lacks: it signs on a log that has moved.
  network.pushes(() => undefined);
  network.before("/v1/heads", () => ({ status: 503, bytes: utf8('{"code":"try-again"}') }));
  await toggle(desk.engine, house, { bed: first, blocked: undefined });
  network.sent.length = 0;
  await toggle(phone.engine, house, { bed: second, blocked: undefined });
  const asked = network.sent.map(({ path }) => path).filter((path) => path !== "/v1/heads");
  expect(asked.slice(0, 2)).toEqual(["/v1/append", "/v1/append"]);
  expect(asked).not.toContain("/v1/pull");
  const closed = (await beds())
    ?.filter(({ now }) => now.is === "out-of-service")
    .map(({ bed }) => bed);
  expect(closed?.toSorted()).toEqual([first, second].toSorted());
  await desk.engine.lock();
  await phone.engine.lock();
});
