import { afterAll, beforeAll, expect, test } from "vitest";
import { parseCommit } from "#crypto";
import { appendRequest } from "#contract/append.ts";
import { page as pageCodec } from "#contract/pull.ts";
import { id } from "#domain/ids.ts";
import type { Engine } from "#vault/engine.ts";
import { type Servers, startServers } from "../server/world.ts";
import { arrival, colleague, found, makeDevice, makeHouse, newId, saved, until } from "./people.ts";

let servers: Servers;
beforeAll(async () => {
  servers = await startServers();
});
afterAll(() => servers.stop());

type Fetch = typeof fetch;

/** Connections over which nothing of one log is pushed; `cut` breaks them off. */
function withoutPushed(isOf: (log: string) => boolean) {
  const sockets = new Set<WebSocket>();
  const cut = (): void => {
    for (const socket of sockets) socket.close();
  };
  const Filtered: typeof WebSocket = class extends WebSocket {
    constructor(url: string | URL, protocols?: string | string[]) {
      super(url, protocols);
      sockets.add(this);
      this.addEventListener("message", (event) => {
        const page = pageCodec.decode(new Uint8Array(event.data as ArrayBuffer));
        if (page !== undefined && isOf(page.log)) event.stopImmediatePropagation();
      });
    }
  };
  return { Filtered, cut };
}

/** Whether an append writes a record: others may go out at the same time, such as what a house can offer today. */
const writes = (body: Uint8Array, record: string): boolean =>
  (appendRequest.decode(body)?.chains ?? [])
    .flatMap(({ commits }) => commits)
    .some(({ bytes }) => {
      const commit = parseCommit(bytes);
      if (!commit.ok || commit.value.items.is !== "leaves") return false;
      return commit.value.items.leaves.some((leaf) => leaf.record === record);
    });

/**
 * A colleague asks the directors for more time for a woman, which only the log of the exchange will say; while that is
 * on its way, the founder writes down in the house's own logs that the woman has left. `lose` has the request.
 */
async function asking(
  lose: (
    append: () => Promise<Response>,
    leaves: () => Promise<void>,
    holdOthers: () => () => void,
  ) => Promise<Response>,
) {
  const desk = makeDevice(servers.url);
  let isArmed = true;
  let exchange = "";
  let others = Promise.resolve();
  /** What the phone writes besides has to wait; returns the way to let it go. */
  const holdOthers = (): (() => void) => {
    const { promise, resolve } = Promise.withResolvers<void>();
    others = promise;
    return resolve;
  };
  const approval = id<"extensionApproval">(newId());
  const shaky: Fetch = async (input, init) => {
    const append = () => fetch(input, init);
    const isAppend = String(input).endsWith("/v1/append");
    if (!isAppend || !writes(init?.body as Uint8Array, approval)) {
      if (isAppend) await others;
      return append();
    }
    if (!isArmed) return append();
    isArmed = false;
    const refused = await lose(append, leaves, holdOthers);
    isArmed = true;
    return refused;
  };
  const { Filtered, cut } = withoutPushed((log) => log === exchange);
  const phone = makeDevice(servers.url, { fetch: shaky, WebSocket: Filtered });
  await found(desk.engine);
  const house = makeHouse();
  const policy = { ...house.input.policy, extensionApprover: "director" } as const;
  await saved(desk.engine, desk.engine.createHouse({ ...house.input, policy }));
  await colleague(desk.engine, phone, { displayName: "Noor", preset: "staff", house });
  const woman = arrival(house, house.beds[2] as (typeof house.beds)[number]);
  const { stayRef } = woman;
  await saved(desk.engine, desk.engine.act("placeHousehold", woman));
  const isHere = async (): Promise<boolean> => {
    const board = await phone.engine.view("tonight", { house: house.house });
    return board?.counts.occupied === 1;
  };
  await until("her arrival on the phone", isHere);
  exchange = await until("the exchange", async () => {
    const { vaults } = await phone.engine.trust();
    return vaults.find((one) => one.compartment === "exchange")?.vault;
  });
  async function leaves(): Promise<void> {
    await saved(
      desk.engine,
      desk.engine.act("departHousehold", {
        house: house.house,
        stayRef,
        departedAt: Date.now(),
        reason: "own_choice_early",
        destination: "unknown",
      }),
    );
    // What is free is written to the exchange a moment later, by whoever is open then.
    await desk.engine.lock();
    await until("her departure on the phone", async () => !(await isHere()));
  }
  const asked = {
    house: house.house,
    stayRef,
    approval,
    plannedEnd: "2031-01-01",
    reason: "health",
  } as const;
  // What is free is written to the exchange a moment later: what she asks is not to be overtaken by that.
  const entriesAt = async (engine: Engine): Promise<number> => {
    const { vaults } = await engine.trust();
    return vaults.find(({ vault }) => vault === exchange)?.entries ?? 0;
  };
  let [entries, since] = [-1, 0];
  await until("that nothing is written to the exchange", async () => {
    const now = await entriesAt(desk.engine);
    if (now !== entries) [entries, since] = [now, Date.now()];
    return Date.now() - since > 1_000;
  });
  // Connected anew, she reads everything on.
  cut();
  await until("all of it on the phone", async () => (await entriesAt(phone.engine)) === entries);
  const entry = await until("her file on the phone", async () => {
    const came = await phone.engine.act("askExtension", asked);
    return came.ok && came.entry;
  });
  return { phone, entry, cut };
}

test("what went out unheard of is no question before it is known whether it stands", async () => {
  const { phone, entry } = await asking(async (append, leaves) => {
    const reply = await append();
    // What the desk's house can offer was written first: she signs anew.
    if (!reply.ok) return reply;
    await leaves();
    throw new TypeError("the reply was lost");
  });
  expect(await phone.engine.settled(entry)).toMatchObject({ is: "saved" });
  await phone.engine.lock();
});

test("what the server took late, after it had become a question, needs no answer any more", async () => {
  let late: (() => Promise<Response>) | undefined;
  let letGo: (() => void) | undefined;
  const { phone, entry, cut } = await asking(async (append, leaves, holdOthers) => {
    late = append;
    letGo = holdOthers();
    await leaves();
    throw new TypeError("the request is held up");
  });
  expect((await phone.engine.settled(entry)).is).toBe("question");
  expect((await late?.())?.status).toBe(200);
  letGo?.();
  // Connected anew, she reads everything on.
  cut();
  await until("it stands", async () => (await phone.engine.settled(entry)).is === "saved");
  await phone.engine.lock();
});
