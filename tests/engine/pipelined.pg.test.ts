import { afterAll, beforeAll, expect, test } from "vitest";
import { plusDays } from "#domain/dates.ts";
import { type Servers, startServers } from "../server/world.ts";
import { arrival, found, makeDevice, makeHouse, saved } from "./people.ts";

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
