import { afterAll, beforeAll, expect, test } from "vitest";
import { type Servers, startServers } from "../server/world.ts";
import {
  arrival,
  colleague,
  found,
  makeDevice,
  makeHouse,
  passphrase,
  done,
  saved,
  until,
} from "./people.ts";

let servers: Servers;
beforeAll(async () => {
  servers = await startServers();
});
afterAll(() => servers.stop());

test("from an empty server to an arrival that a colleague sees on her device", async () => {
  const desk = makeDevice(servers.url);
  await found(desk.engine);
  const house = makeHouse();
  await saved(desk.engine, desk.engine.createHouse(house.input));

  const phone = makeDevice(servers.url);
  await colleague(desk.engine, phone, { displayName: "Bea", preset: "staff", house });
  await until("the house on the phone", async () => {
    const board = await phone.engine.view("tonight", { house: house.house });
    return board !== undefined && JSON.stringify(board).includes('"2"');
  });

  const bed = house.beds[2];
  if (bed === undefined) throw new Error("no bed");
  await saved(desk.engine, desk.engine.act("placeHousehold", arrival(house, bed, "Mina")));
  await until("Mina on the phone", async () =>
    JSON.stringify(await phone.engine.view("tonight", { house: house.house })).includes("Mina"),
  );

  const shown = JSON.stringify(await desk.engine.view("tonight", { house: house.house }));
  await desk.engine.lock();
  expect(await desk.engine.status()).toEqual({ is: "locked" });
  const engine = await desk.reload();
  const [account] = await engine.accounts();
  await done(engine.unlock({ account: account?.id ?? "", passphrase }));
  expect(JSON.stringify(await engine.view("tonight", { house: house.house }))).toBe(shown);
});
