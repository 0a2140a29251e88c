import { afterAll, beforeAll, expect, test } from "vitest";
import { type Servers, startServers } from "../server/world.ts";
import { arrival, colleague, found, makeDevice, makeHouse, saved, until } from "./people.ts";

let servers: Servers;
beforeAll(async () => {
  servers = await startServers();
});
afterAll(() => servers.stop());

/** An organisation with a house, somebody in it, a request and an offer to the other houses. */
async function organisation(codeName: string, calledName: string) {
  const device = makeDevice(servers.url);
  await found(device.engine);
  const house = makeHouse(codeName);
  await saved(device.engine, device.engine.createHouse(house.input));
  const bed = house.beds[2];
  if (!bed) throw new Error("no bed");
  const input = arrival(house, bed, calledName);
  await saved(device.engine, device.engine.act("placeHousehold", input));
  const phone = makeDevice(servers.url);
  await colleague(device.engine, phone, { displayName: `${calledName}’s`, preset: "staff", house });
  return { device, phone, house, input };
}

test("two organisations on one server see nothing of each other, also when asked by the other’s ids", async () => {
  const [first, second] = [await organisation("Alder", "Una"), await organisation("Rowan", "Dua")];
  const pairs = [
    { own: first, other: second, names: ["Rowan", "Dua"] },
    { own: second, other: first, names: ["Alder", "Una"] },
  ];
  for (const { own, other, names } of pairs) {
    for (const { engine } of [own.device, own.phone]) {
      await until("her own house", () => engine.view("tonight", { house: own.house.house }));
      const status = await engine.status();
      const trust = await engine.trust();
      const seen = JSON.stringify([
        status,
        trust,
        await engine.view("houses", {}),
        await engine.view("teamNames", {}),
        await engine.view("requests", { house: own.house.house }),
        await engine.view("transfers", { house: own.house.house }),
        await engine.view("places", {
          house: own.house.house,
          composition: { women: 1, otherAdults: 0, children: [] },
        }),
      ]);
      for (const name of names) expect(seen).not.toContain(name);
      expect(await engine.view("tonight", { house: other.house.house })).toBeUndefined();
      expect(await engine.view("house", { house: other.house.house })).toBeUndefined();
      const refused = await engine.act("placeHousehold", other.input);
      expect(refused).toMatchObject({ ok: false });
      if (status.is !== "open") throw new Error("not open");
      const theirs = await other.device.engine.status();
      expect(theirs.is === "open" && theirs.org).not.toBe(status.org);
    }
  }

  // A bed given in the one is on no device of the other, however long it waits.
  const [bed] = second.house.beds;
  if (!bed) throw new Error("no bed");
  const { engine } = second.device;
  await saved(engine, engine.act("placeHousehold", arrival(second.house, bed, "Tria")));
  await until("Tria on the second organisation's phone", async () =>
    JSON.stringify(
      await second.phone.engine.view("tonight", { house: second.house.house }),
    ).includes("Tria"),
  );
  const own = await first.phone.engine.view("tonight", { house: first.house.house });
  expect(own?.counts.occupied).toBe(1);
});
