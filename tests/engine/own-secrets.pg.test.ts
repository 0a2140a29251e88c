import { afterAll, beforeAll, expect, test } from "vitest";
import type { BedId } from "#domain/ids.ts";
import type { Engine } from "#vault/engine.ts";
import { Hostile } from "../hostile/hostile.ts";
import { type Servers, startServers } from "../server/world.ts";
import {
  type Device,
  type House,
  arrival,
  done,
  found,
  gathered,
  makeDevice,
  makeHouse,
  passphrase,
  saved,
  until,
} from "./people.ts";

const newer = "birch comet delta ember flint grove";
const newest = "acorn bloom cedar drift elder frost";

let servers: Servers;
beforeAll(async () => {
  servers = await startServers();
}, 60_000);
afterAll(() => servers.stop());

interface Somebody {
  readonly desk: Device;
  readonly kit: string;
  readonly house: House;
}

/** A founder with a house, on a device of her own behind a server that may lie. */
async function somebody(hostile = new Hostile(servers)): Promise<Somebody> {
  const desk = makeDevice(servers.url, hostile.ports);
  const { kit } = await found(desk.engine);
  const house = makeHouse();
  await saved(desk.engine, desk.engine.createHouse(house.input));
  return { desk, kit: kit.code, house };
}

const unlock = async (engine: Engine, typed: string) => {
  const [account] = await engine.accounts();
  return engine.unlock({ account: account?.id ?? "", passphrase: typed });
};
const byKit = (engine: Engine, kit: string, typed: string) =>
  engine.unlock({ kit, passphrase: typed, deviceLabel: "Phone", sharedDevice: false });
const online = (engine: Engine) =>
  until("a connection", async () => {
    const status = await engine.status();
    return status.is === "open" && status.online;
  });

test("a changed passphrase opens the account everywhere, and the one before it nothing new", async () => {
  const { desk, kit } = await somebody();
  const wrong = await desk.engine.changePassphrase({ current: newer, passphrase: newer });
  expect(wrong).toEqual({ ok: false, code: "wrong-passphrase" });
  await done(desk.engine.changePassphrase({ current: passphrase, passphrase: newer }));
  await done(desk.engine.changePassphrase({ current: newer, passphrase: newest }));
  const engine = await desk.reload();
  for (const old of [passphrase, newer]) {
    expect(await unlock(engine, old)).toEqual({ ok: false, code: "wrong-passphrase" });
  }
  await done(unlock(engine, newest));
  const other = makeDevice(servers.url);
  const refused = await byKit(other.engine, kit, passphrase);
  expect(refused).toEqual({ ok: false, code: "wrong-passphrase" });
  await done(byKit(other.engine, kit, newest));
  await engine.lock();
  await other.engine.lock();
});

test("a change of which the answer is lost stands where the server took it", async () => {
  const hostile = new Hostile(servers);
  const { desk } = await somebody(hostile);
  let lost = 0;
  hostile.raw("/v1/bundle", (raw) => {
    if (++lost > 1) return raw;
    throw new TypeError("no network");
  });
  await done(desk.engine.changePassphrase({ current: passphrase, passphrase: newer }));
  expect(lost).toBe(1);
  const engine = await desk.reload();
  expect(await unlock(engine, passphrase)).toEqual({ ok: false, code: "wrong-passphrase" });
  await done(unlock(engine, newer));
  await engine.lock();
});

test("whoever asks meanwhile which passphrase stands does not forget the one that is being set", async () => {
  const hostile = new Hostile(servers);
  const { desk, kit } = await somebody(hostile);
  const { promise: mayAnswer, resolve: answer } = Promise.withResolvers<void>();
  let asked = 0;
  // What her device asks once a day is answered late, and by what stood before.
  hostile.raw("/v1/account", async (raw) => {
    if (++asked === 1) await mayAnswer;
    return raw;
  });
  let engine = await desk.reload();
  await done(unlock(engine, passphrase));
  await until("the question", () => asked > 0);
  hostile.raw("/v1/bundle", (raw) => {
    answer();
    if (asked > 1) return raw;
    throw new TypeError("no network");
  });
  const changing = engine.changePassphrase({ current: passphrase, passphrase: newer });
  await Promise.race([changing, new Promise((later) => setTimeout(later, 200))]);
  answer();
  expect(await changing).toMatchObject({ ok: true });
  engine = await desk.reload();
  await done(unlock(engine, newer));
  const other = makeDevice(servers.url);
  await done(byKit(other.engine, kit, newer));
  await other.engine.lock();
  await engine.lock();
});

test("a change of which nothing is known leaves both passphrases good, until the server can be asked", async () => {
  for (const taken of [true, false]) {
    const hostile = new Hostile(servers);
    const { desk } = await somebody(hostile);
    await gathered();
    const gone = (): never => {
      throw new TypeError("no network");
    };
    if (taken) hostile.raw("/v1/bundle", gone);
    else hostile.before("/v1/bundle", gone);
    hostile.raw("/v1/account", gone);
    const unsure = await desk.engine.changePassphrase({ current: passphrase, passphrase: newer });
    expect(unsure).toEqual({ ok: false, code: "passphrase-unsure" });
    hostile.cut();
    let engine = await desk.reload();
    await done(unlock(engine, passphrase));
    engine = await desk.reload();
    hostile.honest();
    if (taken) {
      expect(await unlock(engine, passphrase)).toEqual({ ok: false, code: "passphrase-changed" });
      await done(unlock(engine, newer));
    } else {
      await done(unlock(engine, passphrase));
      engine = await desk.reload();
      expect(await unlock(engine, newer)).toEqual({ ok: false, code: "wrong-passphrase" });
      await done(unlock(engine, passphrase));
    }
    await engine.lock();
  }
});

test("of two devices that change the passphrase at once one succeeds, and the other is told", async () => {
  const { desk, kit } = await somebody();
  const phone = makeDevice(servers.url);
  await done(byKit(phone.engine, kit, passphrase));
  const both = await Promise.all([
    desk.engine.changePassphrase({ current: passphrase, passphrase: newer }),
    phone.engine.changePassphrase({ current: passphrase, passphrase: newest }),
  ]);
  const codes = both.map((one) => (one.ok ? "ok" : one.code));
  expect(codes.toSorted()).toEqual(["ok", "passphrase-changed"]);
  const stands = codes[0] === "ok" ? newer : newest;
  for (const device of [desk, phone]) {
    const engine = await device.reload();
    await done(unlock(engine, stands));
    await engine.lock();
  }
});

test("a passphrase changed while another device writes costs it nothing but a new login", async () => {
  const { desk, kit, house } = await somebody();
  const phone = makeDevice(servers.url);
  await done(byKit(phone.engine, kit, passphrase));
  // One household in the first room, two in the second.
  const beds = [0, 2, 3].map((at) => house.beds[at] as BedId);
  const writes = beds.map((bed, i) =>
    saved(phone.engine, phone.engine.act("placeHousehold", arrival(house, bed, `Mina ${i}`))),
  );
  await done(desk.engine.changePassphrase({ current: passphrase, passphrase: newer }));
  await Promise.all(writes);
  await phone.engine.keepDraft("arrival", { calledName: "half typed" });
  let engine = await phone.reload();
  // It has learnt of the change by then, or learns of it now.
  await unlock(engine, passphrase);
  engine = await phone.reload();
  await done(unlock(engine, newer));
  expect(await engine.draft("arrival")).toEqual({ calledName: "half typed" });
  const board = JSON.stringify(await engine.view("tonight", { house: house.house }));
  for (const [i] of beds.entries()) expect(board).toContain(`Mina ${i}`);
  await engine.lock();
  await desk.engine.lock();
});

test("a session that is closed from another device locks its own, and the passphrase opens it again", async () => {
  const { desk, kit } = await somebody();
  const phone = makeDevice(servers.url);
  await done(byKit(phone.engine, kit, passphrase));
  await online(phone.engine);
  const open = await done(desk.engine.sessions());
  expect(open.filter(({ own }) => own)).toHaveLength(1);
  const [other, ...more] = open.filter(({ own }) => !own);
  expect(more).toEqual([]);
  expect(Math.abs(Date.now() - (other?.usedAt ?? 0))).toBeLessThan(6 * 60_000);
  await done(desk.engine.closeSession(other?.session ?? ""));
  await until("a lock", async () => (await phone.engine.status()).is === "locked");
  expect(await phone.engine.status()).toEqual({ is: "locked", why: "session-closed" });
  expect(await done(desk.engine.sessions())).toHaveLength(1);
  await done(unlock(phone.engine, passphrase));
  await phone.engine.lock();
  await desk.engine.lock();
});

test("nobody closes the session of another member", async () => {
  const [ada, eve] = [await somebody(), await somebody()];
  const [hers] = await done(ada.desk.engine.sessions());
  await done(eve.desk.engine.closeSession(hers?.session ?? ""));
  expect(await done(ada.desk.engine.sessions())).toHaveLength(1);
  await ada.desk.engine.lock();
  await eve.desk.engine.lock();
});

test("an authenticator's secret opens its own device, beside the passphrase and never in its place", async () => {
  const { desk } = await somebody();
  const secret = () => new Uint8Array(32).fill(7);
  const [credential, salt] = ["ab".repeat(16), "cd".repeat(32)];
  await done(desk.engine.setAuthenticator({ credential, salt, secret: secret() }));
  let engine = await desk.reload();
  const [account] = await engine.accounts();
  expect(account).toMatchObject({ authenticator: { credential, salt } });
  const id = account?.id ?? "";
  const other = await engine.unlock({ account: id, secret: new Uint8Array(32).fill(8) });
  expect(other).toEqual({ ok: false, code: "cannot-open" });
  await done(engine.unlock({ account: id, secret: secret() }));
  // Also after a change of passphrase: the keys are the same.
  await done(engine.changePassphrase({ current: passphrase, passphrase: newer }));
  engine = await desk.reload();
  await done(engine.unlock({ account: id, secret: secret() }));
  engine = await desk.reload();
  await done(unlock(engine, newer));
  await done(engine.setAuthenticator(undefined));
  engine = await desk.reload();
  expect((await engine.accounts())[0]).not.toHaveProperty("authenticator");
  expect(await engine.unlock({ account: id, secret: secret() })).toEqual({
    ok: false,
    code: "no-such-thing",
  });
  await done(unlock(engine, newer));
  await done(engine.setAuthenticator({ credential, salt, secret: secret() }));
  await done(engine.renewKeys({ current: newer, passphrase: newest }));
  engine = await desk.reload();
  expect((await engine.accounts())[0]).not.toHaveProperty("authenticator");
  await done(unlock(engine, newest));
  await engine.lock();
});
