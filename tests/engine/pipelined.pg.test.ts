import { afterAll, beforeAll, expect, test } from "vitest";
import { appendRequest } from "#contract/append.ts";
import { plusDays } from "#domain/dates.ts";
import { type BedId, id } from "#domain/ids.ts";
import type { Engine } from "#vault/engine.ts";
import { type Servers, startServers } from "../server/world.ts";
import {
  type House,
  arrival,
  colleague,
  found,
  makeDevice,
  makeHouse,
  newId,
  saved,
  until,
} from "./people.ts";

let servers: Servers;
beforeAll(async () => {
  servers = await startServers();
});
afterAll(() => servers.stop());

/** How many beds a house says tonight that it can offer, as a device reads it. */
async function offered(engine: Engine, { house }: House): Promise<number | undefined> {
  const houses = await engine.view("houses", {});
  return houses.find((one) => one.house === house)?.offer?.evenings[0]?.offerable;
}

test("deeds on the same records stand one after another, although pages come before the replies", async () => {
  const lateMs = 150;
  const device = makeDevice(servers.url, {
    fetch: async (...asked) => {
      const reply = await fetch(...asked);
      const late = String(asked[0]).endsWith("/v1/append");
      if (late) await new Promise((done) => setTimeout(done, lateMs));
      return reply;
    },
  });
  const { engine } = device;
  await found(engine);
  const house = makeHouse();
  await saved(engine, engine.createHouse(house.input));
  const [, , bed, other] = house.beds;
  if (bed === undefined || other === undefined) throw new Error("no bed");
  const coming = arrival(house, bed);
  const { stayRef, persons } = coming;
  const stay = { house: house.house, stayRef };
  const moves = persons.map(({ personRef }) => ({ personRef, bed: other }));
  const today = new Date().toISOString().slice(0, 10);
  const entries = [
    await engine.act("placeHousehold", coming),
    await engine.act("moveHousehold", { ...stay, moves, reason: "request" }),
    await engine.act("extendStay", {
      ...stay,
      plannedEnd: plusDays(today, 20),
      reason: "health",
    }),
    await engine.act("departHousehold", {
      ...stay,
      departedAt: Date.now(),
      reason: "planned_move_on",
      destination: "family",
    }),
  ];
  for (const entry of entries) {
    if (!entry.ok) throw new Error(entry.refusal.code);
    expect((await engine.settled(entry.entry)).is).toBe("saved");
  }
});

test("what a colleague has written in the meantime is not sent again, and holds nothing up", async () => {
  let laterMs = 0;
  const clock = (): number => Date.now() + laterMs;
  const desk = makeDevice(servers.url, { clock });
  const phone = makeDevice(servers.url, { clock });
  await found(desk.engine);
  const house = makeHouse();
  await saved(desk.engine, desk.engine.createHouse(house.input));
  await colleague(desk.engine, phone, { displayName: "Bea", preset: "staff", house });
  // What the house offers today is told by itself a moment after it was made: that is not what is tried here.
  for (const { engine } of [desk, phone]) {
    await until("the house's offer", async () => (await offered(engine, house)) === 4);
  }
  laterMs = 3 * 86_400_000;
  const offer = () => ({ house: house.house, offer: id<"offer">(newId()) });
  const engines = [desk.engine, phone.engine];
  const entries = await Promise.all(engines.map((one) => one.act("refreshOffer", offer())));
  const states = await Promise.all(
    entries.map(async (entry, at) => {
      if (!entry.ok) throw new Error(entry.refusal.code);
      return engines[at]?.settled(entry.entry);
    }),
  );
  const asked = states.filter((state) => state?.is === "question");
  expect(asked).toEqual([{ is: "question", refusal: { code: "nothing-to-do" } }]);
  for (const [at, engine] of engines.entries()) {
    const bed = house.beds[at + 2];
    if (bed === undefined) throw new Error("no bed");
    await saved(engine, engine.act("placeHousehold", arrival(house, bed, `Mina ${at}`)));
  }
});

test("what a house can offer is told as it stands, also where an older word came first", async () => {
  const words = new Map<string, (() => void)[]>();
  let isHeld = false;
  /** A device whose appends to the exchange wait, once they are held, until they are let go by its name. */
  const device = (name: string) =>
    makeDevice(servers.url, {
      fetch: async (...asked) => {
        const isAppend = String(asked[0]).endsWith("/v1/append");
        const chains = isAppend ? appendRequest.decode(asked[1]?.body as Uint8Array)?.chains : [];
        if (isHeld && chains?.length === 1 && chains[0]?.log === exchange) {
          await new Promise<void>((go) => words.set(name, [...(words.get(name) ?? []), go]));
        }
        return fetch(...asked);
      },
    });
  let exchange = "";
  const desk = device("desk");
  const phone = device("phone");
  await found(desk.engine);
  const house = makeHouse();
  await saved(desk.engine, desk.engine.createHouse(house.input));
  await colleague(desk.engine, phone, { displayName: "Bea", preset: "staff", house });
  const { vaults } = await desk.engine.trust();
  exchange = vaults.find((one) => one.compartment === "exchange")?.vault ?? "";
  for (const { engine } of [desk, phone]) {
    await until("the house's offer", async () => (await offered(engine, house)) === 4);
  }
  // What a device looks after once an hour, and soon after it was opened, would tell it too: that is over.
  await new Promise((over) => setTimeout(over, 3_500));
  isHeld = true;
  const [, , bed, other] = house.beds as [BedId, BedId, BedId, BedId];
  const isSaid = (name: string) =>
    until(`what the ${name} says`, async () => words.get(name)?.length === 1);
  await saved(phone.engine, phone.engine.act("placeHousehold", arrival(house, bed)));
  await isSaid("phone");
  await saved(desk.engine, desk.engine.act("placeHousehold", arrival(house, other, "Noor")));
  await isSaid("desk");
  isHeld = false;
  for (const go of words.get("phone") ?? []) go();
  await until("what the phone said", async () => (await offered(desk.engine, house)) === 3);
  for (const go of words.get("desk") ?? []) go();
  for (const { engine } of [desk, phone]) {
    await expect.poll(() => offered(engine, house), { timeout: 20_000 }).toBe(2);
  }
});
