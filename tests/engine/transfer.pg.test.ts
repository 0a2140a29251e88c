import { afterAll, beforeAll, expect, test } from "vitest";
import { type Id, id } from "#domain/ids.ts";
import type { Engine } from "#vault/engine.ts";
import { type Servers, startServers } from "../server/world.ts";
import {
  type Device,
  type House,
  arrival,
  colleague,
  done,
  found,
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

interface Scene {
  readonly desk: Device;
  readonly north: { readonly house: House; readonly device: Device };
  readonly south: { readonly house: House; readonly device: Device };
}

/** Two houses of one organisation, each with a worker who reads no other. */
async function twoHouses(): Promise<Scene> {
  const desk = makeDevice(servers.url);
  await found(desk.engine);
  const worker = async (codeName: string, displayName: string) => {
    const house = makeHouse(codeName);
    await saved(desk.engine, desk.engine.createHouse(house.input));
    const device = makeDevice(servers.url);
    await colleague(desk.engine, device, { displayName, preset: "staff", house });
    await until(`the board of ${codeName}`, async () =>
      device.engine.view("tonight", { house: house.house }),
    );
    return { house, device };
  };
  return { desk, north: await worker("Birch", "Bea"), south: await worker("Larch", "Cleo") };
}

const line = async (engine: Engine, house: House, side: "coming" | "going") =>
  (await engine.view("transfers", { house: house.house }))[side][0];
const board = async (engine: Engine, house: House): Promise<string> =>
  JSON.stringify(await engine.view("tonight", { house: house.house }));

async function accept(engine: Engine, house: House): Promise<Id<"transfer">> {
  const offer = await until("the offer", async () => (await line(engine, house, "coming"))?.offer);
  const view = await engine.view("transfer", { offer });
  const place = view?.places.fitting[0];
  if (!view || !place) throw new Error("no place");
  const moves = view.persons.map(({ personRef }, at) => {
    const bed = place.beds[at];
    if (!bed) throw new Error("no bed");
    return { personRef, bed: bed.bed };
  });
  const ids = { placement: id<"placement">(newId()), figures: id<"figures">(newId()) };
  await saved(engine, engine.act("acceptTransfer", { offer, ...ids, moves }));
  return offer;
}

test("a household goes from one worker's house to another's: nights at once, its file after it, sealed", async () => {
  const { desk, north, south } = await twoHouses();
  await desk.engine.lock();
  const bea = north.device.engine;
  const cleo = south.device.engine;
  const bed = north.house.beds[2];
  if (!bed) throw new Error("no bed");
  const input = arrival(north.house, bed, "Mina");
  await saved(bea, bea.act("placeHousehold", input));
  const offer = id<"transfer">(newId());
  const asking = { house: north.house.house, stayRef: input.stayRef, to: south.house.house, offer };
  await saved(bea, bea.act("offerTransfer", asking));

  await until("the offer in the other house", () => line(cleo, south.house, "coming"));
  expect(JSON.stringify(await cleo.view("transfers", { house: south.house.house }))).not.toContain(
    "Mina",
  );
  await accept(cleo, south.house);
  await until("Mina's bed free again", async () => {
    const view = await bea.view("tonight", { house: north.house.house });
    return view?.counts.occupied === 0;
  });
  await until("Mina by name in the other house", async () =>
    (await board(cleo, south.house)).includes("Mina"),
  );
  await until("the file let go of", async () => {
    const known = await bea.view("known", { house: north.house.house, text: "Mina" });
    return known.length === 0;
  });
  expect((await line(bea, north.house, "going"))?.is).toBe("completed");

  // On her device the same stands after a lock, from what is stored.
  await cleo.lock();
  const again = await south.device.reload();
  const [account] = await again.accounts();
  await done(again.unlock({ account: account?.id ?? "", passphrase }));
  expect(await board(again, south.house)).toContain("Mina");
});

test("the file waits for the house that they left, and follows when its worker comes back, with whom she must not meet", async () => {
  const { desk, north, south } = await twoHouses();
  await desk.engine.lock();
  const bea = north.device.engine;
  const cleo = south.device.engine;
  const bed = north.house.beds[3];
  if (!bed) throw new Error("no bed");
  const input = arrival(north.house, bed, "Odile");
  await saved(bea, bea.act("placeHousehold", input));
  const other = arrival(north.house, north.house.beds[2] as never, "Nora");
  await saved(bea, bea.act("placeHousehold", other));
  const refs = [input, other].map(({ persons }) => persons.map(({ personRef }) => personRef));
  await saved(
    bea,
    bea.act("recordConflict", {
      house: north.house.house,
      conflict: id(newId()),
      sides: refs,
      kind: "perpetrator_related",
      level: "never_same_house",
      reviewOn: "2099-01-01",
    }),
  );
  const offer = id<"transfer">(newId());
  const asking = { house: north.house.house, stayRef: input.stayRef, to: south.house.house, offer };
  await saved(bea, bea.act("offerTransfer", asking));
  await bea.lock();

  await accept(cleo, south.house);
  expect((await cleo.view("tonight", { house: south.house.house }))?.counts.occupied).toBe(1);
  expect(await board(cleo, south.house)).not.toContain("Odile");
  expect((await line(cleo, south.house, "coming"))?.is).toBe("accepted");

  const [account] = await bea.accounts();
  await done(bea.unlock({ account: account?.id ?? "", passphrase }));
  await until("Odile by name", async () => (await board(cleo, south.house)).includes("Odile"));
  const { stayRef } = input;
  const file = await cleo.view("stayFile", { house: south.house.house, stayRef });
  expect(file?.conflicts).toMatchObject([
    { kind: "perpetrator_related", level: "never_same_house", names: [] },
  ]);
});

test("what a house can offer reaches a house that reads none of its beds, with its hour", async () => {
  const { desk, north, south } = await twoHouses();
  await desk.engine.lock();
  const bea = north.device.engine;
  const bed = north.house.beds[2];
  if (!bed) throw new Error("no bed");
  await saved(bea, bea.act("placeHousehold", arrival(north.house, bed)));
  const seen = await until("three beds in the other house", async () => {
    const view = await south.device.engine.view("requests", { house: south.house.house });
    const birch = view?.elsewhere.find(({ codeName }) => codeName === "Birch");
    return birch?.offerable === 3 && birch;
  });
  expect(seen.largest).toBe(2);
  expect(Date.now() - seen.asOf).toBeLessThan(60_000);
});
