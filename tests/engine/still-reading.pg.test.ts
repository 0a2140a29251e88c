import { afterAll, beforeAll, expect, test } from "vitest";
import { rosterLog } from "#crypto";
import { pullRequest } from "#contract/pull.ts";
import { type Servers, startServers } from "../server/world.ts";
import { LyingNetwork } from "./lying.ts";
import { arrival, done, found, makeDevice, makeHouse, passphrase, saved, until } from "./people.ts";

let servers: Servers;
beforeAll(async () => {
  servers = await startServers();
});
afterAll(() => servers.stop());

test("an act on a compartment that is on its way to this device is told so, and done once it is there", async () => {
  const first = makeDevice(servers.url);
  const { kit } = await found(first.engine);
  const network = new LyingNetwork();
  const second = makeDevice(servers.url, { fetch: network.fetch });
  const entry = { kit: kit.code, passphrase, deviceLabel: "Phone", sharedDevice: false };
  await done(second.engine.unlock(entry));

  const asked = new Set<string>();
  const released = new Set<string>();
  let all = false;
  network.lie = async (path, body) => {
    const log = path === "/v1/pull" ? pullRequest.decode(body)?.log : undefined;
    if (log === undefined || log === rosterLog) return undefined;
    asked.add(log);
    await until("its release", () => all || released.has(log), 60_000);
    return undefined;
  };
  const house = makeHouse();
  await saved(first.engine, first.engine.createHouse(house.input));
  const { vaults } = await first.engine.trust();
  const residents = vaults.find((one) => one.compartment === "residents")?.vault ?? "";
  for (const { vault } of vaults) if (vault !== residents) released.add(vault);
  await until("the residents' log is asked for", () => asked.has(residents), 60_000);
  const board = () => second.engine.view("tonight", { house: house.house });
  await until("the board", async () => (await board()) !== undefined, 60_000);

  const input = arrival(house, house.beds[2] as (typeof house.beds)[number]);
  const early = await until("something else than an unknown house", async () => {
    const came = await second.engine.act("placeHousehold", input);
    return (came.ok || came.refusal.code !== "not-found") && came;
  });
  expect(early).toMatchObject({
    ok: false,
    refusal: { code: "still-reading", compartment: "residents" },
  });
  all = true;
  await until("the residents' log", async () => {
    const came = await second.engine.act("placeHousehold", input);
    return came.ok && (await second.engine.settled(came.entry)).is === "saved";
  });
  for (const { engine } of [first, second]) await engine.lock();
});

test("an organisation whose first vaults the server did not take is finished by itself, and says so meanwhile", async () => {
  const network = new LyingNetwork();
  const { engine } = makeDevice(servers.url, { fetch: network.fetch });
  let gone = true;
  network.lie = async (path) => {
    if (gone && path === "/v1/append") throw new TypeError("no network");
    return undefined;
  };
  await found(engine);
  const { input } = makeHouse();
  expect(await engine.createHouse(input)).toMatchObject({
    ok: false,
    refusal: { code: "still-reading" },
  });
  gone = false;
  await until("a house", async () => (await engine.createHouse(input)).ok, 30_000);
  await until("her name", async () =>
    JSON.stringify(await engine.view("teamNames", {})).includes("Ada"),
  );
  await engine.lock();
});
