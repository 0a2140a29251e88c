import { afterAll, beforeAll, expect, test } from "vitest";
import { id } from "#domain/ids.ts";
import { plusDays } from "#domain/dates.ts";
import { type Servers, startServers } from "../server/world.ts";
import { arrival, colleague, found, makeDevice, makeHouse, newId, saved } from "./people.ts";

let servers: Servers;
beforeAll(async () => {
  servers = await startServers();
});
afterAll(() => servers.stop());

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
