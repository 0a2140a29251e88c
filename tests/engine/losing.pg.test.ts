// Over 300 lines: one loss after another, of what a member holds.
import { afterAll, beforeAll, expect, test } from "vitest";
import type { BedId } from "#domain/ids.ts";
import type { Engine, RecoverySheets, Team } from "#vault/engine.ts";
import { Hostile } from "../hostile/hostile.ts";
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
  withRights,
} from "./people.ts";

const newer = "birch comet delta ember flint grove";

let servers: Servers;
beforeAll(async () => {
  servers = await startServers();
}, 60_000);
afterAll(() => servers.stop());

interface Shelter {
  readonly desk: Device;
  readonly phone: Device;
  readonly house: House;
  readonly sheets: RecoverySheets;
  readonly kits: { readonly ada: string; readonly bea: string };
}

/** A director and a colleague, each on a device, one house with somebody in it. */
async function shelter(
  recovery: boolean,
  given: { readonly desk?: Hostile; readonly phone?: Hostile } = {},
): Promise<Shelter> {
  const desk = makeDevice(servers.url, given.desk?.ports);
  const enrolled = await found(desk.engine, recovery);
  const house = makeHouse();
  await saved(desk.engine, desk.engine.createHouse(house.input));
  await saved(
    desk.engine,
    desk.engine.act("placeHousehold", arrival(house, house.beds[0] as BedId)),
  );
  const phone = makeDevice(servers.url, given.phone?.ports);
  const bea = await colleague(desk.engine, phone, { displayName: "Bea", preset: "staff", house });
  const sheets = enrolled.recovery ?? { loginId: "", words: [], shares: [] };
  return { desk, phone, house, sheets, kits: { ada: enrolled.kit.code, bea: bea.kit.code } };
}

const unlock = async (engine: Engine, typed: string) => {
  const [account] = await engine.accounts();
  return engine.unlock({ account: account?.id ?? "", passphrase: typed });
};
const byKit = (engine: Engine, kit: string, typed: string) =>
  engine.unlock({ kit, passphrase: typed, deviceLabel: "Phone", sharedDevice: false });
const teamOf = (engine: Engine): Team => {
  let team: Team | undefined;
  engine.onTeam((now) => (team = now))();
  if (team === undefined) throw new Error("no team");
  return team;
};
const board = async (engine: Engine, { house }: House): Promise<string> =>
  (await engine.status()).is === "open"
    ? JSON.stringify(await engine.view("tonight", { house }))
    : "";
const member = async (engine: Engine) => {
  const status = await engine.status();
  if (status.is !== "open") throw new Error(`it is ${status.is}`);
  return status.member;
};
const isRefused = async (engine: Engine): Promise<boolean> => {
  const status = await engine.status();
  return status.is === "open" && status.refused;
};
/** What the device keeps opens, and the server takes its keys for nobody's. */
async function refused(engine: Engine, typed: string): Promise<void> {
  await done(unlock(engine, typed));
  await until("a refusal", () => isRefused(engine));
  await engine.lock();
}
const two = (sheets: RecoverySheets, a: number, b: number) => ({
  loginId: sheets.loginId,
  shares: [sheets.shares[a] ?? "", sheets.shares[b] ?? ""] as const,
});
const self = { loginId: "", passphrase: newer, deviceLabel: "Desk", sharedDevice: false };

test("every device and passphrase lost, two of three sheets bring the organisation back, once", async () => {
  const { desk, phone, house, sheets } = await shelter(true);
  const ada = await member(desk.engine);
  await desk.engine.lock();

  const fresh = makeDevice(servers.url);
  const seen = await done(fresh.engine.readSheets(two(sheets, 0, 2)));
  expect(seen.words).toEqual(sheets.words);
  expect(seen.members.find((one) => one.member === ada)).toMatchObject({
    displayName: "Ada",
    admin: true,
  });
  const loginId = `ada-${newId().slice(0, 8)}`;
  const enrolled = await done(fresh.engine.recover({ ...self, loginId, replaces: ada }));
  expect(enrolled.recoveryFailed).toBeUndefined();
  expect(await member(fresh.engine)).toBe(ada);
  await until("the house", async () => (await board(fresh.engine, house)).includes("Mina"));
  const written = fresh.engine.act(
    "placeHousehold",
    arrival(house, house.beds[2] as BedId, "Noor"),
  );
  await saved(fresh.engine, written);

  // Everybody is shown that it was done.
  const told = await until("the notice", () => teamOf(phone.engine).recoveryUse);
  expect(told).toMatchObject({ isNew: true, members: [ada] });
  await phone.engine.seeRecovery();
  expect(teamOf(phone.engine).recoveryUse?.isNew).toBe(false);
  await until("what she wrote", async () => (await board(phone.engine, house)).includes("Noor"));

  // What she had lost opens nothing, and the sheets are good no more; the new ones are.
  const stale = await desk.reload();
  await refused(stale, passphrase);
  const again = makeDevice(servers.url);
  for (const [a, b] of [
    [0, 2],
    [0, 1],
    [1, 2],
  ] as const) {
    const none = await again.engine.readSheets(two(sheets, a, b));
    expect(none).toEqual({ ok: false, code: "sheets-refused" });
  }
  const replaced = enrolled.recovery;
  if (replaced === undefined) throw new Error("no new sheets");
  const opened = await done(again.engine.readSheets(two(replaced, 1, 2)));
  expect(opened.members).toEqual(
    (await done(again.engine.readSheets(two(replaced, 0, 1)))).members,
  );

  // New sheets are shown until they are on paper, also after a reload.
  const back = await fresh.reload();
  await done(unlock(back, newer));
  expect((await back.unconfirmed())?.recovery).toEqual(replaced);
  await back.confirmKit();
  expect(await back.unconfirmed()).toBeUndefined();
  for (const engine of [back, phone.engine]) await engine.lock();
});

test("somebody new comes in by two sheets where nobody is left, and manages every box", async () => {
  const { desk, phone, house, sheets } = await shelter(true);
  await desk.engine.lock();
  await phone.engine.lock();
  const fresh = makeDevice(servers.url);
  await done(fresh.engine.readSheets(two(sheets, 1, 2)));
  const loginId = `cleo-${newId().slice(0, 8)}`;
  await done(fresh.engine.recover({ ...self, loginId, displayName: "Cleo" }));
  const status = await withRights(fresh.engine, 10);
  if (status.is !== "open") throw new Error("not open");
  expect(status.admin).toBe(true);
  expect(status.rights.every(({ right }) => right === 3)).toBe(true);
  await until("the house", async () => (await board(fresh.engine, house)).includes("Mina"));
  await until("her name", () =>
    teamOf(fresh.engine).members.some(({ displayName }) => displayName === "Cleo"),
  );
  await fresh.engine.lock();
});

test("sheets that are mistyped, the same twice, of two organisations, or of another login open nothing", async () => {
  const [one, other] = [await shelter(true), await shelter(true)];
  const fresh = makeDevice(servers.url).engine;
  const [first = "", second = ""] = one.sheets.shares;
  const { loginId } = one.sheets;
  const wrong = first.replace(/^\S+/, "zoo");
  expect(await fresh.readSheets({ loginId, shares: [wrong, second] })).toEqual({
    ok: false,
    code: "mistyped",
  });
  for (const shares of [
    [first, first],
    [first, other.sheets.shares[1] ?? ""],
  ] as const) {
    expect(await fresh.readSheets({ loginId, shares })).toEqual({
      ok: false,
      code: "sheets-differ",
    });
  }
  for (const login of [other.sheets.loginId, "nobody-at-all", "Not A Login"]) {
    const none = await fresh.readSheets({ loginId: login, shares: [first, second] });
    expect(none).toEqual({ ok: false, code: "sheets-refused" });
  }
  for (const { desk, phone } of [one, other]) {
    await desk.engine.lock();
    await phone.engine.lock();
  }
});

test("who has lost passphrase, sheet or device takes up her place again, and the old keys end", async () => {
  const { desk, phone, house } = await shelter(false);
  const bea = await member(phone.engine);
  const before = teamOf(desk.engine).members.find((one) => one.member === bea)?.rights.length;
  const made = await done(desk.engine.replaceMember({ member: bea, inPerson: true }));
  // Her old device is out at once, wherever it is, and says so.
  await until("a refusal", async () => isRefused(phone.engine));
  const anew = makeDevice(servers.url);
  await done(anew.engine.readInvite(made.code));
  const loginId = `bea-${newId().slice(0, 8)}`;
  await done(anew.engine.join({ ...self, code: made.code, displayName: "", loginId }));
  expect(await member(anew.engine)).toBe(bea);
  await withRights(anew.engine, before ?? 1);
  await until("the house", async () => (await board(anew.engine, house)).includes("Mina"));
  const named = teamOf(desk.engine).members.filter((one) => one.displayName === "Bea");
  expect(named.map((one) => one.member)).toEqual([bea]);
  await saved(
    anew.engine,
    anew.engine.act("placeHousehold", arrival(house, house.beds[2] as BedId, "Noor")),
  );
  await until("what she wrote", async () => (await board(desk.engine, house)).includes("Noor"));
  const old = await phone.reload();
  await refused(old, passphrase);
  for (const engine of [desk.engine, anew.engine]) await engine.lock();
});

test("renewed keys keep what is hers on this device, and lock the others until the new passphrase", async () => {
  const { desk, phone, house, kits } = await shelter(false);
  const other = makeDevice(servers.url);
  await done(byKit(other.engine, kits.bea, passphrase));
  await phone.engine.keepDraft("arrival", { calledName: "half typed" });
  await phone.engine.setPin("2580");
  const wrong = await phone.engine.renewKeys({ current: newer, passphrase: newer });
  expect(wrong).toEqual({ ok: false, code: "wrong-passphrase" });
  const enrolled = await done(phone.engine.renewKeys({ current: passphrase, passphrase: newer }));
  expect(enrolled.kit.code).not.toBe(kits.bea);
  expect(await phone.engine.draft("arrival")).toEqual({ calledName: "half typed" });
  expect(await phone.engine.status()).toMatchObject({ is: "open", hasPin: true });
  await until("the house", async () => (await board(phone.engine, house)).includes("Mina"));
  await saved(
    phone.engine,
    phone.engine.act("placeHousehold", arrival(house, house.beds[2] as BedId, "Noor")),
  );
  await until("what she wrote", async () => (await board(desk.engine, house)).includes("Noor"));

  await until("a refusal", async () => isRefused(other.engine));
  const elsewhere = await other.reload();
  // The account key is a new one too: what was seen opens nothing.
  expect(await unlock(elsewhere, newer)).toMatchObject({ ok: false });
  const stranger = makeDevice(servers.url);
  expect(await byKit(stranger.engine, kits.bea, passphrase)).toMatchObject({ ok: false });
  await done(byKit(elsewhere, enrolled.kit.code, newer));
  await until("the house", async () => (await board(elsewhere, house)).includes("Noor"));

  const engine = await phone.reload();
  expect(await unlock(engine, passphrase)).toMatchObject({ ok: false });
  await done(unlock(engine, newer));
  for (const one of [engine, elsewhere, desk.engine]) await one.lock();
});

test("a renewal of which the answer is lost opens by the passphrase that stands", async () => {
  for (const taken of [true, false]) {
    const hostile = new Hostile(servers);
    const { desk, phone, house } = await shelter(false, { phone: hostile });
    await gathered();
    const gone = (): never => {
      throw new TypeError("no network");
    };
    if (taken) hostile.raw("/v1/append", gone);
    else hostile.before("/v1/append", gone);
    const unsure = await phone.engine.renewKeys({ current: passphrase, passphrase: newer });
    expect(unsure).toEqual({ ok: false, code: "renewal-unsure" });
    hostile.honest();
    let engine = await phone.reload();
    // The old keys open what is kept here, and no more; the new ones nothing, where nobody has heard of them.
    if (taken) await refused(engine, passphrase);
    else expect(await unlock(engine, newer)).toEqual({ ok: false, code: "wrong-passphrase" });
    engine = await phone.reload();
    await done(unlock(engine, taken ? newer : passphrase));
    await until("the house", async () => (await board(engine, house)).includes("Mina"));
    const write = engine.act("placeHousehold", arrival(house, house.beds[2] as BedId, "Noor"));
    await saved(engine, write);
    for (const one of [engine, desk.engine]) await one.lock();
  }
});

test("a director without the keys of a house ends a member's keys all the same, and its manager gives them again", async () => {
  const { desk, phone, house } = await shelter(false);
  const bea = await member(phone.engine);
  const tablet = makeDevice(servers.url);
  await colleague(desk.engine, tablet, { displayName: "Cleo", preset: "manager", house });
  await done(desk.engine.handOver(house.house, await member(tablet.engine)));
  await until("no key to residents", async () => {
    const status = await desk.engine.status();
    return status.is === "open" && !status.rights.some((one) => one.compartment === "residents");
  });
  const before = teamOf(tablet.engine).members.find((one) => one.member === bea)?.rights.length;
  const made = await done(desk.engine.replaceMember({ member: bea, inPerson: false }));
  await until("a refusal", async () => isRefused(phone.engine));
  const anew = makeDevice(servers.url);
  const loginId = `bea-${newId().slice(0, 8)}`;
  await done(anew.engine.join({ ...self, code: made.code, displayName: "", loginId }));
  await until("that she waits", () =>
    teamOf(tablet.engine).members.some((one) => one.member === bea && one.waiting),
  );
  await done(tablet.engine.grantWishes(bea));
  await done(desk.engine.grantWishes(bea));
  await withRights(anew.engine, before ?? 1);
  // The past too: whoever held the vault links the key before the blind one.
  await until("the house", async () => (await board(anew.engine, house)).includes("Mina"));
  await saved(
    anew.engine,
    anew.engine.act("placeHousehold", arrival(house, house.beds[2] as BedId, "Noor")),
  );
  await until("what she wrote", async () => (await board(tablet.engine, house)).includes("Noor"));
  expect(await member(anew.engine)).toBe(bea);
  for (const { engine } of [desk, tablet, anew]) await engine.lock();
});

test("the only manager of a box is not invited again by somebody who could not give her its key", async () => {
  const { desk, house } = await shelter(false);
  const tablet = makeDevice(servers.url);
  await colleague(desk.engine, tablet, { displayName: "Cleo", preset: "manager", house });
  const cleo = await member(tablet.engine);
  await done(desk.engine.handOver(house.house, cleo));
  const refused = await desk.engine.replaceMember({ member: cleo, inPerson: true });
  expect(refused).toEqual({ ok: false, code: "would-abandon" });
  expect(teamOf(desk.engine).invites.map(({ displayName }) => displayName)).not.toContain("Cleo");
  await desk.engine.lock();
  await tablet.engine.lock();
});
