import { afterAll, beforeAll, expect, test } from "vitest";
import { idFrom, randomBytes } from "#crypto";
import { id } from "#domain/ids.ts";
import type { TransferOffer, TransferState } from "#domain/records-exchange.ts";
import { writeRecord } from "#vault/opening.ts";
import {
  type Device,
  type House,
  arrival,
  colleague,
  found,
  makeDevice,
  makeHouse,
  newId,
  saved,
  until,
} from "../engine/people.ts";
import { type Servers, startServers } from "../server/world.ts";
import { Insider } from "./insider.ts";

interface Shelter {
  readonly house: House;
  readonly device: Device;
  readonly enrolled: Awaited<ReturnType<typeof colleague>>;
}

let servers: Servers;
let director: Device;
let north: Shelter;
let south: Shelter;
let mallory: Insider;

beforeAll(async () => {
  servers = await startServers(1);
  director = makeDevice(servers.url);
  await found(director.engine);
  north = await shelter("Bea");
  south = await shelter("Cleo");
  const west = await shelter("Mallory");
  mallory = await Insider.of(servers, { engine: west.device.engine, enrolled: west.enrolled });
}, 60_000);
afterAll(() => servers.stop());

/** A house with one person who works in it and nowhere else. */
async function shelter(displayName: string): Promise<Shelter> {
  const house = makeHouse();
  await saved(director.engine, director.engine.createHouse(house.input));
  const device = makeDevice(servers.url);
  const enrolled = await colleague(director.engine, device, {
    displayName,
    preset: "staff",
    house,
  });
  await until("the house", () => device.engine.view("tonight", { house: house.house }));
  return { house, device, enrolled };
}

/** Somebody who was offered to the south once, and is not offered to anybody any more. */
async function withdrawn(calledName: string) {
  const { engine } = north.device;
  const input = arrival(north.house, north.house.beds[2] as never, calledName);
  await saved(engine, engine.act("placeHousehold", input));
  const offer = id<"transfer">(newId());
  const { house, stayRef } = input;
  await saved(
    engine,
    engine.act("offerTransfer", { house, stayRef, to: south.house.house, offer }),
  );
  await saved(engine, engine.act("withdrawTransfer", { offer }));
  return { offer, stayRef };
}

/** Somebody of a third house writes the offer anew, under another id or its own, as it suits her. */
async function rewritten(
  offer: string,
  change: { readonly to?: string; readonly state: TransferState; readonly anew: boolean },
) {
  await mallory.read();
  const exchange = mallory.vault({ compartment: "exchange" });
  const known = mallory.follow.recordsOf(exchange).get(idFrom.record(Buffer.from(offer, "hex")));
  const old = (known?.is === "open" ? known.payload : undefined) as TransferOffer;
  const { anew, ...rest } = change;
  const record = idFrom.record(anew ? randomBytes(16) : Buffer.from(offer, "hex"));
  const payload = writeRecord("transferOffer", { ...old, ...rest }, Date.now());
  // What the houses can offer is told there too, by everybody's device, whenever it changes.
  await until("that it is taken", async () => {
    await mallory.read();
    const frame = mallory.frame(exchange, [mallory.seal(exchange, { record, payload })]);
    const answer = await mallory.append(exchange, [frame]);
    if (answer !== "moved") expect(answer).toBe("taken");
    return answer === "taken";
  });
  return {
    letter: async () => {
      await mallory.read();
      const now = mallory.follow.recordsOf(exchange).get(record);
      const stands = (now?.is === "open" ? now.payload : undefined) as TransferOffer | undefined;
      return stands?.state.is;
    },
  };
}

const evening = "2026-07-04";
const at = "2026-07-04T20:00:00Z";
const everyWay = [true, false].flatMap((anew) =>
  [undefined, "her own"].map((to) => ({ anew, to })),
);

test.each(everyWay)(
  "whoever works elsewhere gets no file, no bed and no record of a house by writing its offers (%o)",
  async ({ anew, to }) => {
    const { engine } = north.device;
    const house = north.house.house;
    const name = `Mina ${newId().slice(0, 4)}`;
    const { offer, stayRef } = await withdrawn(name);
    const hers = [...mallory.follow.opener.places.values()].find(
      (place) => place.compartment === "residents",
    );
    const own = hers && "house" in hers ? hers.house : "";
    const where = to === undefined ? {} : { to: own };
    const by = mallory.member;
    const accepted = { is: "accepted", by, at, evening } as const;
    const asked = await rewritten(offer, { ...where, state: accepted, anew });
    await new Promise((later) => setTimeout(later, 2_500));
    expect(await asked.letter()).toBe("accepted");
    const completed = { is: "completed", by, at, evening, settled: false } as const;
    await rewritten(offer, { ...where, state: completed, anew });
    await new Promise((later) => setTimeout(later, 2_500));
    const board = await engine.view("tonight", { house });
    expect(board?.counts.occupied).toBe(1);
    expect(JSON.stringify(board)).toContain(name);
    const leaving = { house, stayRef, departedAt: Date.now(), destination: "unknown" } as const;
    await saved(engine, engine.act("departHousehold", { ...leaving, reason: "other" }));
  },
);
