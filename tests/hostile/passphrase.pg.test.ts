import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { randomBytes, rosterLog } from "#crypto";
import { pullRequest } from "#contract/pull.ts";
import type { BedId } from "#domain/ids.ts";
import { done, passphrase, until } from "../engine/people.ts";
import { Hand } from "../server/hand.ts";
import { Hostile } from "./hostile.ts";
import { type Path, register } from "./register.ts";
import {
  type Scene,
  boardOf,
  engineOn,
  makeScene,
  toggle,
  unlockByKit,
  unlockHere,
} from "./scene.ts";
import { Disk } from "./disk.ts";

// Stretching a passphrase takes a second where there is much to do.
vi.setConfig({ testTimeout: 240_000 });

const newer = "birch comet delta ember flint grove";
let scene: Scene;
beforeAll(async () => {
  scene = await makeScene();
}, 120_000);
afterAll(() => scene.stop());

const isTold = ({ kept }: Disk): boolean =>
  [...kept.values()].some((values) => values.has("bundle-next"));
const tried = (row: number, attack: string, path: Path | "S", code: string, shown: string) =>
  ({ row, attack, path, is: "tried", code, alarm: "none", shown, goesOn: true }) as const;
const not = (row: number, attack: string, path: Path, why: string) =>
  ({ row, attack, path, is: "not", why }) as const;

test("a server that says that the passphrase was changed keeps nobody from what her device keeps", async (context) => {
  const hostile = new Hostile(scene.servers);
  const disk = scene.warm.copy();
  let engine = engineOn(disk, hostile);
  hostile.reply("/v1/account", (own) => ({
    ...own,
    salt: randomBytes(16),
    bundleVersion: own.bundleVersion + 1,
    bundle: randomBytes(own.bundle.length),
  }));
  await done(unlockHere(engine));
  await until("that it has been told", () => isTold(disk), 60_000);
  await engine.lock();
  // With such a server she is sent away, and without it she works on.
  engine = engineOn(disk, hostile);
  expect(await unlockHere(engine)).toEqual({ ok: false, code: "passphrase-changed" });
  hostile.cut();
  await done(unlockHere(engine));
  expect(await boardOf(engine, scene.house)).toBeDefined();
  await engine.lock();
  hostile.honest();
  engine = engineOn(disk, hostile);
  await done(unlockHere(engine));
  await until(
    "the truth",
    async () => (await boardOf(engine, scene.house)) === scene.truths.at(-1),
  );
  await engine.lock();
  const name =
    "a bundle of the server's own, said to be newer than the one that the device has opened";
  register(
    context,
    tried(5, name, "W", "passphrase-changed", "nothing"),
    tried(5, name, "L", "none", "the truth"),
    tried(5, name, "O", "none", "what was kept"),
    not(5, name, "C", "a new device has opened none before"),
  );
});

test("a passphrase changed while another device writes, with every answer lost once, loses nothing", async (context) => {
  const hostile = new Hostile(scene.servers);
  const phone = engineOn(scene.warm.copy(), hostile);
  await done(unlockHere(phone));
  const other = new Hostile(scene.servers);
  const desk = engineOn(new Disk(), other);
  await done(unlockByKit(desk, scene.staff));
  for (const one of [hostile, other]) {
    const lost = new Set<string>();
    for (const route of ["/v1/append", "/v1/bundle"]) {
      one.raw(route, (raw) => {
        if (lost.has(route)) return raw;
        lost.add(route);
        throw new TypeError("no network");
      });
    }
  }
  const bed = scene.house.beds[5] as BedId;
  const [block] = await Promise.all([
    toggle(phone, scene.house, { bed, blocked: undefined }),
    done(desk.changePassphrase({ current: passphrase, passphrase: newer })),
  ]);
  const isThere = async () =>
    JSON.stringify(await boardOf(scene.director.engine, scene.house)).includes("out-of-service");
  await until("what she wrote, at the director's", isThere);
  expect(block).toBeDefined();
  await toggle(phone, scene.house, { bed, blocked: block });
  await phone.lock();
  const [account] = await phone.accounts();
  await done(phone.unlock({ account: account?.id ?? "", passphrase: newer }));
  await until("the truth", async () => (await boardOf(phone, scene.house)) === scene.truths.at(-1));
  // The kit is good as before, with the new passphrase.
  await done(desk.changePassphrase({ current: newer, passphrase }));
  await phone.lock();
  await desk.lock();
  const name = "the passphrase changed while another device writes, and answers lost";
  register(
    context,
    tried(10, name, "L", "none", "the truth"),
    tried(10, name, "W", "none", "the truth"),
    not(10, name, "C", "a new device has no passphrase from before"),
    not(10, name, "O", "nothing is changed without a network"),
  );
});

test("the token of a session that was closed is good for nothing", async (context) => {
  const hostile = new Hostile(scene.servers);
  const engine = engineOn(scene.warm.copy(), hostile);
  await done(unlockHere(engine));
  const sent = await until("a request", () =>
    hostile.sent.find(({ path, authorization }) => path === "/v1/pull" && authorization),
  );
  const other = engineOn(new Disk(), new Hostile(scene.servers));
  await done(unlockByKit(other, scene.staff));
  for (const { own, session } of await done(other.sessions())) {
    if (!own) await done(other.closeSession(session));
  }
  await until("a lock", async () => (await engine.status()).is === "locked");
  const asked = await fetch(`${scene.servers.url}/v1/pull`, {
    method: "POST",
    body: pullRequest.encode({ log: rosterLog, from: 0 }) as Uint8Array<ArrayBuffer>,
    headers: {
      "content-type": "application/octet-stream",
      authorization: sent.authorization ?? "",
    },
  });
  expect([asked.status, await asked.json()]).toEqual([401, { code: "session-closed" }]);
  const stranger = new Hand(scene.servers.url);
  expect((await stranger.post("/v1/sessions", new Uint8Array(0))).code).toBe("session-ended");
  expect((await stranger.post("/v1/account", new Uint8Array(0))).code).toBe("session-ended");
  await other.lock();
  const name = "the token of a session that its member has closed from another device";
  register(context, tried(43, name, "S", "session-closed", "nothing"));
});
