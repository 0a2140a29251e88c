import { afterAll, beforeAll, expect, test } from "vitest";
import { rightOf, utf8 } from "#crypto";
import { historyRequest, pullRequest } from "#contract/pull.ts";
import { newVaults } from "#vault/vaults.ts";
import { writeRecord } from "#vault/opening.ts";
import { signJoint } from "#vault/writing.ts";
import {
  alarmsOf,
  arrival,
  colleague,
  found,
  makeDevice,
  makeHouse,
  saved,
  until,
} from "../engine/people.ts";
import { type Servers, startServers } from "../server/world.ts";
import { Disk } from "./disk.ts";
import { Hostile } from "./hostile.ts";
import { Insider } from "./insider.ts";
import { boardOf, engineOn, unlockByKit } from "./scene.ts";

let servers: Servers;
beforeAll(async () => {
  servers = await startServers(1);
});
afterAll(() => servers.stop());

const later = (ms: number) => new Promise((done) => setTimeout(done, ms));

/** A house with a woman in it, somebody who works there, and a director who may not read who lives there and makes a second vault for that. */
async function withTwin() {
  const founder = makeDevice(servers.url);
  await found(founder.engine);
  const house = makeHouse();
  await saved(founder.engine, founder.engine.createHouse(house.input));
  const oda = arrival(house, house.beds[0] as never, "Oda");
  await saved(founder.engine, founder.engine.act("placeHousehold", oda));
  const joined = async (displayName: string, preset: "staff" | "director") => {
    const device = makeDevice(servers.url);
    const enrolled = await colleague(founder.engine, device, { displayName, preset, house });
    const person = { engine: device.engine, enrolled };
    return { person, insider: await Insider.of(servers, person) };
  };
  const bea = await joined("Bea", "staff");
  const eve = await joined("Eve", "director");
  const place = { compartment: "residents", house: house.house } as const;
  const first = bea.insider.vault(place);
  const { follow } = eve.insider;
  expect(rightOf(follow.book.roster, first, eve.insider.member)).toBe(0);
  const made = newVaults(follow, [place], () => [{ member: bea.insider.member, right: 2 }]);
  const signed = signJoint(follow, made.writes, made.part);
  if (!signed.ok) throw new Error(signed.error);
  expect((await eve.insider.api.append(signed.value.append)).ok).toBe(true);
  await eve.insider.read();
  const twin = made.find(place) as typeof first;
  follow.keyring.hold(twin, 1, made.part.keys[0]?.key as never);
  return { founder: founder.engine, house, bea, eve: eve.insider, place, first, twin };
}

test("what is written into a second vault for a place is shown to nobody, and is an alarm", async () => {
  const { founder, house, bea, eve, first, twin } = await withTwin();
  const { engine } = bea.person;
  const file = bea.insider.first(first, "householdFile");
  const payload = structuredClone(file.payload) as { persons: { calledName: string }[] };
  (payload.persons[0] as { calledName: string }).calledName = "Somebody else";
  const record = writeRecord("householdFile", payload, Date.now());
  const sealed = eve.seal(twin, { record: file.record, payload: record });
  expect(await eve.append(twin, [eve.frame(twin, [sealed])])).toBe("taken");
  await until("the alarm", () =>
    alarmsOf(engine).some(({ code, vault }) => code === "vault-twice" && vault === twin),
  );
  await later(500);
  expect(await boardOf(engine, house)).toContain("Oda");
  await founder.lock();
  await engine.lock();
});

test("on a new device, too, nothing is written into a second vault, however late the first one comes", async () => {
  const { founder, house, bea, eve, first, twin } = await withTwin();
  await bea.person.engine.lock();
  const hostile = new Hostile(servers);
  hostile.before("/v1/pull", async (sent) => {
    if (pullRequest.decode(sent.body)?.log === (first as string)) await later(4_000);
    return sent;
  });
  const phone = engineOn(new Disk(), hostile);
  const coming = unlockByKit(phone, bea.person);
  await until("open", async () => (await phone.status()).is === "open");
  const zinnia = arrival(house, house.beds[2] as never, "Zinnia");
  await until("a board", async () => (await boardOf(phone, house)) !== undefined);
  // Until everything that was made earlier is read, it is said so; then it can be done.
  await until("her arrival", async () => {
    const came = await phone.act("placeHousehold", zinnia);
    if (!came.ok) expect(came.refusal.code).toMatch(/still-reading|not-found/);
    return came.ok && (await phone.settled(came.entry)).is === "saved";
  });
  expect((await coming).ok).toBe(true);
  await until("the alarm", () => alarmsOf(phone).some(({ code }) => code === "vault-twice"));
  await eve.read();
  expect(eve.follow.book.state(twin).frontier.size).toBe(1);
  await until("both at the founder's", async () => {
    const shown = await boardOf(founder, house);
    return shown?.includes("Oda") && shown.includes("Zinnia");
  });
  expect(await boardOf(phone, house)).toBe(await boardOf(founder, house));
  await phone.lock();
  await founder.lock();
});

test("on a new device nothing is written into a second vault while the server withholds what the first one is for", async () => {
  const { founder, house, bea, eve, first, twin } = await withTwin();
  await bea.person.engine.lock();
  const hostile = new Hostile(servers);
  const nothing = new Uint8Array(0);
  hostile.pages((page) => {
    if (page.log !== (first as string) || page.from > 0) return page;
    const [made, ...rest] = page.commits;
    return made && { ...page, commits: [{ ...made, envelopes: [nothing] }, ...rest] };
  });
  hostile.reply("/v1/history", ({ envelopes }, { log }) =>
    log === (first as string) ? { envelopes: envelopes.map(() => nothing) } : { envelopes },
  );
  const phone = engineOn(new Disk(), hostile);
  expect(await unlockByKit(phone, bea.person)).toMatchObject({ ok: true });
  await until("the alarm", () =>
    alarmsOf(phone).some(({ code, vault }) => code === "envelope-withheld" && vault === first),
  );
  await until("a board", async () => (await boardOf(phone, house)) !== undefined);
  const zinnia = arrival(house, house.beds[2] as never, "Zinnia");
  const early = await phone.act("placeHousehold", zinnia);
  expect(early.ok ? "taken" : early.refusal.code).toBe("still-reading");
  hostile.honest();
  await until("her arrival", async () => {
    const came = await phone.act("placeHousehold", zinnia);
    if (!came.ok) expect(came.refusal.code).toBe("still-reading");
    return came.ok && (await phone.settled(came.entry)).is === "saved";
  });
  await until("the alarm", () => alarmsOf(phone).some(({ code }) => code === "vault-twice"));
  await eve.read();
  expect(eve.follow.book.state(twin).frontier.size).toBe(1);
  expect(await boardOf(phone, house)).toBe(await boardOf(founder, house));
  await phone.lock();
  await founder.lock();
});

test("a second vault goes also where only what the first one is for has come of that", async () => {
  const { founder, house, bea, eve, first, twin } = await withTwin();
  await bea.person.engine.lock();
  const payload = writeRecord(
    "householdFile",
    bea.insider.first(first, "householdFile").payload,
    Date.now(),
  );
  const sealed = eve.seal(twin, { payload });
  expect(await eve.append(twin, [eve.frame(twin, [sealed])])).toBe("taken");
  const hostile = new Hostile(servers);
  const nothing = new Uint8Array(0);
  hostile.pages((page) => {
    if (page.log !== (first as string)) return page;
    const commits = page.commits.map((one) => ({
      ...one,
      envelopes: one.envelopes.map(() => nothing),
    }));
    return { ...page, commits };
  });
  hostile.before("/v1/pull", async (sent) => {
    if (pullRequest.decode(sent.body)?.log === (first as string)) await later(2_000);
    return sent;
  });
  let asked = 0;
  hostile.raw("/v1/history", (raw, { body }) => {
    const isFirst = historyRequest.decode(body)?.log === (first as string);
    // The first of them is for what it says to be for; what else was left out is not to be had now.
    return isFirst && ++asked > 1 ? { status: 503, bytes: utf8('{"code":"try-again"}') } : raw;
  });
  const phone = engineOn(new Disk(), hostile);
  expect(await unlockByKit(phone, bea.person)).toMatchObject({ ok: true });
  await until("the alarm", () =>
    alarmsOf(phone).some(({ code, vault }) => code === "vault-twice" && vault === twin),
  );
  expect(asked).toBeGreaterThan(1);
  hostile.honest();
  await until(
    "the board as it is",
    async () => (await boardOf(phone, house)) === (await boardOf(founder, house)),
  );
  await phone.lock();
  await founder.lock();
});

test("what goes with a second vault that was read first takes nothing of the first one with it", async () => {
  const { founder, house, bea, eve, first, twin } = await withTwin();
  await bea.person.engine.lock();
  const file = bea.insider.first(first, "householdFile");
  const payload = writeRecord("householdFile", file.payload, Date.now());
  const sealed = eve.seal(twin, { record: file.record, payload });
  expect(await eve.append(twin, [eve.frame(twin, [sealed])])).toBe("taken");
  const hostile = new Hostile(servers);
  hostile.before("/v1/pull", async (sent) => {
    if (pullRequest.decode(sent.body)?.log === (first as string)) await later(2_000);
    return sent;
  });
  const phone = engineOn(new Disk(), hostile);
  expect(await unlockByKit(phone, bea.person)).toMatchObject({ ok: true });
  await until("the alarm", () => alarmsOf(phone).some(({ code }) => code === "vault-twice"));
  expect(await boardOf(phone, house)).toBe(await boardOf(founder, house));
  await phone.lock();
  await founder.lock();
});
