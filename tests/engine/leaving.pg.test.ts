// Over 300 lines: one team, from which somebody goes in every way there is.
import { afterAll, beforeAll, expect, test } from "vitest";
import type { MemberId, Roster, VaultId } from "#crypto";
import { type BedId, id } from "#domain/ids.ts";
import type { Engine, Reach, Resealing } from "#vault/engine.ts";
import { type Servers, startServers } from "../server/world.ts";
import {
  type Device,
  type House,
  arrival,
  colleague,
  done,
  found,
  gathered,
  makeDevice,
  makeHouse,
  newId,
  passphrase,
  saved,
  until,
} from "./people.ts";
import { Leaver } from "./leaver.ts";
import { register } from "../hostile/register.ts";

let servers: Servers;
beforeAll(async () => {
  servers = await startServers(2, {
    headsPace: { grownMs: 200, idleMs: 3_600_000 },
    pruneEveryMs: 100,
  });
}, 60_000);
afterAll(() => servers.stop());

/** A director, a manager and a member of staff in one house, with somebody who has arrived. */
async function makeTeam(): Promise<{
  readonly house: House;
  readonly desk: Device;
  readonly manager: Device;
  readonly staff: Device;
}> {
  const [first, second] = servers.urls as [string, string];
  const quick = { headsEveryMs: 200 };
  const desk = makeDevice(first, quick);
  await found(desk.engine);
  const house = makeHouse();
  await saved(desk.engine, desk.engine.createHouse(house.input));
  const manager = makeDevice(second, quick);
  await colleague(desk.engine, manager, { displayName: "Bea", preset: "manager", house });
  const staff = makeDevice(first, quick);
  await colleague(desk.engine, staff, { displayName: "Cleo", preset: "staff", house });
  await saved(
    desk.engine,
    desk.engine.act("placeHousehold", arrival(house, house.beds[0] as BedId)),
  );
  return { house, desk, manager, staff };
}

async function memberOf(engine: Engine): Promise<MemberId> {
  const status = await engine.status();
  if (status.is !== "open") throw new Error("not open");
  return status.member;
}

const told = ({ rights }: Reach): readonly string[] =>
  rights
    .filter(({ from, to }) => from !== to)
    .map(({ compartment, from, to }) => `${compartment} ${from}>${to}`)
    .toSorted();

const resealed = (engine: Engine): Promise<Resealing> =>
  until(
    "everything sealed anew and pruned",
    async () => {
      const { resealing } = await engine.trust();
      return resealing.is === "done" && resealing;
    },
    40_000,
  );

test("a removal shows what she could read, is one append, and what she could open is sealed anew and dropped", async (context) => {
  const { house, desk, manager, staff } = await makeTeam();
  const member = await memberOf(staff.engine);
  const leaver = await Leaver.of(staff.engine, servers);
  const reach = await desk.engine.reach(member, { is: "remove", member });
  expect(told(reach)).toEqual([
    "capacity 2>0",
    "daily 2>0",
    "exchange 2>0",
    "figures 2>0",
    "incidents 2>0",
    "places 1>0",
    "residents 2>0",
    "team 1>0",
  ]);
  const now = Date.now();
  for (const { since } of reach.rights) expect(now - (since ?? 0)).toBeLessThan(60_000);
  expect(reach.alone).toEqual({ vaults: [], lastButOne: false, last: false });
  const before = await leaver.reads();
  expect(before.live).toBeGreaterThan(10);

  await done(desk.engine.takeAway({ is: "remove", member }));
  await until("she sees that she is out", async () => {
    const status = await staff.engine.status();
    return status.is !== "open" || status.rights.length === 0 || !status.online;
  });
  const { done: anew } = await resealed(desk.engine);
  expect(anew).toBeGreaterThan(0);
  await until("nothing live opens", async () => (await leaver.reads()).live === 0);

  register(context, {
    row: 35,
    attack: "a former member's keys and a later copy of the database",
    path: "S",
    is: "tried",
    code: "cannot-open",
    alarm: "none",
    shown: "nothing",
    goesOn: true,
  });

  // Everybody else goes on, and sees the same.
  await until("the house on the manager's", async () =>
    JSON.stringify(await manager.engine.view("tonight", { house: house.house })).includes("Mina"),
  );
  await saved(
    manager.engine,
    manager.engine.act("placeHousehold", arrival(house, house.beds[2] as BedId, "Sol")),
  );
  await until("what the manager did", async () =>
    JSON.stringify(await desk.engine.view("tonight", { house: house.house })).includes("Sol"),
  );
  for (const { engine } of [desk, manager]) {
    const { vaults, skipped } = await engine.trust();
    expect([skipped, vaults.filter(({ unreadable }) => unreadable > 0)]).toEqual([[], []]);
  }
  for (const { engine } of [desk, manager, staff]) await engine.lock();
}, 120_000);

test("what was written and then sealed anew while a colleague was away is what she sees when she is back", async () => {
  const { desk, manager, staff } = await makeTeam();
  const organisation = id<"organisation">(newId());
  const least = async ({ engine }: Device) =>
    (await engine.view("organisation", {}))?.organisation?.kThreshold;
  const hides = (kThreshold: number) =>
    saved(desk.engine, desk.engine.act("setOrganisation", { organisation, kThreshold }));
  await hides(7);
  await until("it", async () => (await least(manager)) === 7);
  await gathered();
  await manager.engine.lock();
  await hides(9);
  await done(desk.engine.takeAway({ is: "remove", member: await memberOf(staff.engine) }));
  await resealed(desk.engine);
  const back = await manager.reload();
  const [account] = await back.accounts();
  await done(back.unlock({ account: account?.id ?? "", passphrase }));
  await until("the newer one", async () => (await least(manager)) === 9, 20_000);
  const { vaults } = await back.trust();
  expect(vaults.filter(({ unreadable }) => unreadable > 0)).toEqual([]);
  for (const { engine } of [desk, manager, staff]) await engine.lock();
}, 120_000);

test("whoever cannot open a box removes all the same; the next who holds its key links and renews it, and seals it anew", async () => {
  const { house, desk, manager, staff } = await makeTeam();
  const bea = await memberOf(manager.engine);
  await done(desk.engine.handOver(house.house, bea));
  const member = await memberOf(staff.engine);
  const leaver = await Leaver.of(staff.engine, servers);
  await manager.engine.lock();
  const reach = await desk.engine.reach(member, { is: "remove", member });
  // What stands in there she cannot open, and so cannot name.
  expect(reach.rights.filter(({ compartment }) => compartment === undefined).length).toBe(1);
  await done(desk.engine.takeAway({ is: "remove", member }));
  const blind = (roster: Roster): number =>
    [...roster.vaults.values()].filter(({ epochs }) => epochs.at(-1)?.link.is === "blind").length;
  expect(blind(await leaver.roster())).toBe(1);
  expect((await leaver.reads()).live).toBeGreaterThan(0);

  const back = await manager.reload();
  const [account] = await back.accounts();
  await done(back.unlock({ account: account?.id ?? "", passphrase }));
  await until("the link and a new key", async () => blind(await leaver.roster()) === 0, 20_000);
  await until("all of it sealed anew", async () => (await leaver.reads()).live === 0, 60_000);
  expect(JSON.stringify(await back.view("tonight", { house: house.house }))).toContain("Mina");
  const { vaults } = await back.trust();
  expect(vaults.filter(({ unreadable }) => unreadable > 0)).toEqual([]);
  for (const { engine } of [desk, manager, staff]) await engine.lock();
}, 180_000);

test("while the leaver writes without pause, the remover asks for the fences anew until none of hers is past one", async () => {
  const { house, desk, manager, staff } = await makeTeam();
  const member = await memberOf(staff.engine);
  let writes = true;
  let written = 0;
  const writing = (async () => {
    while (writes) {
      const came = await staff.engine.act("placeHousehold", arrival(house, house.beds[1] as BedId));
      if (!came.ok) {
        await new Promise((later) => setTimeout(later, 1));
        const item = id<"openItem">(newId());
        const added = await staff.engine.act("addOpenItem", {
          house: house.house,
          item,
          section: "house",
          text: "Lamp",
        });
        if (!added.ok) return;
      }
      written += 1;
    }
  })();
  await until("some of it", () => written > 5);
  await done(desk.engine.takeAway({ is: "remove", member }));
  writes = false;
  await writing.catch(() => undefined);
  await resealed(desk.engine);
  for (const { engine } of [desk, manager]) {
    const { vaults, skipped } = await engine.trust();
    expect([skipped, vaults.filter(({ unreadable }) => unreadable > 0)]).toEqual([[], []]);
  }
  for (const { engine } of [desk, manager, staff]) await engine.lock();
}, 120_000);

test("a lower right, a role and what is given come in one append; who still reads needs nothing sealed anew", async () => {
  const { house, desk, manager, staff } = await makeTeam();
  const member = await memberOf(staff.engine);
  const before = await desk.engine.reach(member);
  const at = (compartment: string) =>
    before.rights.find((right) => right.compartment === compartment)?.vault as VaultId;
  const asked = {
    is: "change",
    member,
    rights: [
      { vault: at("residents"), right: 1 },
      { vault: at("incidents"), right: 0 },
      { vault: at("daily"), right: 3 },
    ],
    admin: true,
  } as const;
  expect(told(await desk.engine.reach(member, asked))).toEqual([
    "daily 2>3",
    "incidents 2>0",
    "residents 2>1",
  ]);
  const size = (await desk.engine.trust()).rosterSize;
  await done(desk.engine.takeAway(asked));
  expect((await desk.engine.trust()).rosterSize).toBe(size + 1);
  await until("her rights", async () => {
    const status = await staff.engine.status();
    const right = (compartment: string): number =>
      status.is === "open"
        ? (status.rights.find((one) => one.compartment === compartment)?.right ?? 0)
        : 0;
    return right("residents") === 1 && right("incidents") === 0 && right("daily") === 3;
  });
  const { resealing } = await resealed(desk.engine).then(async () => desk.engine.trust());
  expect(resealing.left).toBe(0);
  const item = id<"openItem">(newId());
  const added = { house: house.house, item, section: "house", text: "Lamp" } as const;
  const refused = await staff.engine.act("addOpenItem", added);
  expect(refused).toMatchObject({ ok: false, refusal: { code: "no-right" } });
  for (const { engine } of [desk, manager, staff]) await engine.lock();
}, 120_000);

test("the last who decides about members stays, the last but one and a box's last manager go only knowingly; whoever leaves by herself is locked out", async () => {
  const { house, desk, manager, staff } = await makeTeam();
  const [ada, bea] = [await memberOf(desk.engine), await memberOf(manager.engine)];
  expect((await desk.engine.reach(ada, { is: "remove", member: ada })).alone.last).toBe(true);
  expect(await desk.engine.takeAway({ is: "remove", member: ada }, true)).toEqual({
    ok: false,
    code: "would-abandon",
  });
  await done(desk.engine.takeAway({ is: "change", member: bea, rights: [], admin: true }));
  await done(desk.engine.handOver(house.house, bea));
  const leaving = { is: "remove", member: bea } as const;
  const { alone } = await desk.engine.reach(bea, leaving);
  expect([alone.lastButOne, alone.vaults.length > 0]).toEqual([true, true]);
  expect(await manager.engine.takeAway(leaving)).toEqual({ ok: false, code: "would-abandon" });
  expect((await desk.engine.trust()).members).toBe(3);
  await done(manager.engine.takeAway(leaving, true));
  expect((await manager.engine.status()).is).toBe("locked");
  await until("she is out", async () => (await desk.engine.trust()).members === 2);
  const { vaults } = await desk.engine.trust();
  expect(vaults.some(({ inDanger }) => inDanger)).toBe(true);
  for (const { engine } of [desk, staff]) await engine.lock();
}, 120_000);

test("sealing anew is paused, survives a reload, and another who holds the key goes on", async () => {
  const { house, desk, manager, staff } = await makeTeam();
  const member = await memberOf(staff.engine);
  await desk.engine.pauseResealing(true);
  await manager.engine.pauseResealing(true);
  await done(desk.engine.takeAway({ is: "remove", member }));
  const paused = (await desk.engine.trust()).resealing;
  expect([paused.is, paused.left > 10]).toEqual(["paused", true]);
  await new Promise((later) => setTimeout(later, 1_000));
  const back = await desk.reload();
  const [account] = await back.accounts();
  await done(back.unlock({ account: account?.id ?? "", passphrase }));
  await until("its state", async () => (await back.trust()).resealing.left > 10);
  expect((await back.trust()).resealing.is).toBe("paused");
  await manager.engine.pauseResealing(false);
  await resealed(manager.engine);
  await until("the others see it", async () => (await back.trust()).resealing.is === "done");
  expect(JSON.stringify(await back.view("tonight", { house: house.house }))).toContain("Mina");
  for (const { engine } of [desk, manager, staff]) await engine.lock();
}, 120_000);
