// Over 300 lines: one pair of servers that lies in a dozen ways, each a short scene.
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import {
  type LogHead,
  type LogId,
  type SignPublic,
  type VaultId,
  contradictionIn,
  emptyHead,
  formatNoteKey,
  parseCommit,
  readEvidence,
  readProof,
  rosterLog,
  signAcknowledgement,
  headSigner,
} from "#crypto";
import { acknowledgement } from "#contract/append.ts";
import { headsReply, headsRequest } from "#contract/heads.ts";
import { page, pullRequest } from "#contract/pull.ts";
import type { Alarm, Engine, Trust } from "#vault/engine.ts";
import type { Hand } from "../server/hand.ts";
import { Watcher } from "../server/watcher.ts";
import { type Servers, startServers } from "../server/world.ts";
import { ForgedHeads, type Lie, LyingNetwork, failure, frame } from "./lying.ts";
import { handOf } from "./own-hand.ts";
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
  passphrase,
  saved,
  until,
} from "./people.ts";

let servers: Servers;
beforeAll(async () => {
  servers = await startServers(2, { headsPace: { grownMs: 100, idleMs: 3_600_000 } });
});
afterAll(() => servers.stop());

/** Devices that ask for the heads log every moment, until their test ends. */
const eager: Device[] = [];
const makeEager = (url: string, given: Partial<Device["ports"]> = {}): Device => {
  const device = makeDevice(url, { headsEveryMs: 50, ...given });
  eager.push(device);
  return device;
};
afterEach(async () => {
  for (const { engine } of eager.splice(0)) await engine.lock();
});

const logKey = () => servers.secrets.logKey as SignPublic;

/** Somebody at her desk with a house, on a network that lies when told to. */
interface Desk {
  readonly network: LyingNetwork;
  readonly device: Device;
  readonly house: House;
  readonly hand: Hand;
}

async function desk(): Promise<Desk> {
  const network = new LyingNetwork();
  const device = makeEager(servers.url, { fetch: network.fetch });
  await found(device.engine);
  const house = makeHouse();
  await saved(device.engine, device.engine.createHouse(house.input));
  await seen(device.engine);
  return { network, device, house, hand: await handOf(device.engine, servers.url) };
}

/** Waits for a first list of heads that this device believes. */
const seen = (engine: Engine): Promise<NonNullable<Trust["heads"]>> =>
  until("a list of heads", async () => (await engine.trust()).heads, 20_000);

const alarmsOf = (engine: Engine): readonly Alarm[] => {
  let alarms: readonly Alarm[] = [];
  engine.onAlarms((now) => (alarms = now))();
  return alarms;
};
const codesOf = (engine: Engine): readonly string[] => alarmsOf(engine).map((one) => one.code);
const raised = (engine: Engine, code: string): Promise<Alarm> =>
  until(`the alarm ${code}`, () => alarmsOf(engine).find((one) => one.code === code), 20_000);
const ended = (engine: Engine, code: string): Promise<boolean> =>
  until(`the end of ${code}`, () => !codesOf(engine).includes(code), 20_000);
const checks = async (network: LyingNetwork, more: number): Promise<void> => {
  const before = network.count("/v1/heads");
  await until("more questions", () => network.count("/v1/heads") >= before + more, 20_000);
};

/** What a reader who holds no key is shown by the exported proofs; a changed one shows nothing. */
async function provedTo(engine: Engine): Promise<readonly unknown[]> {
  const texts = await engine.proofs();
  for (const text of texts) {
    const at = text.lastIndexOf("A");
    expect(readProof(`${text.slice(0, at)}B${text.slice(at + 1)}`).ok).toBe(false);
  }
  return texts.flatMap((text) => {
    const read = readProof(text);
    return read.ok ? read.value.proved : [];
  });
}

/** Opens the account again on what the device keeps: its cache gathers for half a second. */
async function unlock(device: Device): Promise<Engine> {
  await new Promise((later) => setTimeout(later, 1_000));
  const engine = await device.reload();
  const [account] = await engine.accounts();
  await done(engine.unlock({ account: account?.id ?? "", passphrase }));
  return engine;
}

/** The heads as the server has them now. */
async function headsNow(hand: Hand): Promise<LogHead[]> {
  const { app } = {
    app: await hand.post("/v1/heads", headsRequest.encode({ newest: 0, cosigned: 0 })),
  };
  return [...(headsReply.decode(app.bytes)?.newest.stands?.list ?? [])];
}

/** Serves a log as it was some commits ago, signed by the server for that size. */
function withheld(hand: Hand, log: LogId, until_: number): Lie {
  return async (path, body) => {
    const asked = path === "/v1/pull" ? pullRequest.decode(body) : undefined;
    if (asked?.log !== log) return undefined;
    const whole = await hand.pull(log, 0);
    if (whole === undefined) throw new Error("no page");
    const next = whole.commits[until_];
    const commit = next && parseCommit(next.bytes);
    if (!commit?.ok) throw new Error("nothing is withheld");
    const standing = signAcknowledgement(
      hand.org,
      [{ log, ...commit.value.base }],
      headSigner(servers.secrets.logSeed).secret,
    );
    const commits = whole.commits.slice(asked.from, until_);
    return frame(page.encode({ log, from: asked.from, commits, standing }));
  };
}

test("people at work on two servers see the heads log grow, and no alarm", async () => {
  const { device, house } = await desk();
  const phone = makeEager(servers.urls[1] as string);
  await colleague(device.engine, phone, { displayName: "Bea", preset: "staff", house });
  const before = await seen(device.engine);
  for (const bed of [house.beds[0]!, house.beds[2]!, house.beds[3]!]) {
    const act = device.engine.act("placeHousehold", arrival(house, bed));
    await saved(device.engine, act);
    await new Promise((later) => setTimeout(later, 120));
  }
  await until("a longer heads log on both", async () => {
    const both = await Promise.all([device.engine.trust(), phone.engine.trust()]);
    return both.every(({ heads }) => (heads?.size ?? 0) > before.size);
  });
  expect([codesOf(device.engine), codesOf(phone.engine)]).toEqual([[], []]);
  const trust = await device.engine.trust();
  expect(trust.witness).toEqual({ is: "nobody" });
  expect(trust.heads?.logs).toBe(1 + trust.vaults.length);
  const engine = await unlock(device);
  expect((await engine.trust()).heads?.size).toBeGreaterThanOrEqual(trust.heads?.size ?? 0);
  expect(codesOf(engine)).toEqual([]);
});

test("an older list of heads is an alarm that survives a reload, and ends when the newest is back", async () => {
  const { network, device, house, hand } = await desk();
  const old = await hand.post("/v1/heads", headsRequest.encode({ newest: 0, cosigned: 0 }));
  const was = Number(headsReply.decode(old.bytes)!.newest.note.split("\n")[1]);
  const act = device.engine.act("placeHousehold", arrival(house, house.beds[2]!));
  await saved(device.engine, act);
  const { size } = await until("a longer heads log", async () => {
    const { heads } = await device.engine.trust();
    return heads && heads.size > was && heads;
  });
  network.lie = (path) => (path === "/v1/heads" ? frame(old.bytes) : undefined);
  const { grade, proof } = await raised(device.engine, "heads-rolled-back");
  expect(grade).toBe("alarm");
  expect(readEvidence(proof ?? "")?.statements).toHaveLength(2);
  const engine = await unlock(device);
  expect(codesOf(engine)).toContain("heads-rolled-back");
  expect(await provedTo(engine)).toMatchObject([{ is: "two-sizes", smaller: was }]);
  expect((await engine.trust()).heads?.size).toBeGreaterThanOrEqual(size);
  await saved(engine, engine.act("placeHousehold", arrival(house, house.beds[3]!)));
  network.lie = () => undefined;
  await ended(engine, "heads-rolled-back");
  // Whoever did not look while it stood is told of it all the same.
  expect((await engine.trust()).past).toMatchObject([
    { code: "heads-rolled-back", grade: "alarm" },
  ]);
  expect(await provedTo(engine)).toMatchObject([{ is: "two-sizes", smaller: was }]);
});

test("two signed checkpoints of one size are a proof of fraud that outlives the lie", async () => {
  const { network, device, hand } = await desk();
  const forged = new ForgedHeads(hand.org, servers.secrets.logSeed);
  for (let i = 0; i < 99; i++) forged.append([{ log: rosterLog, ...emptyHead(), size: i }]);
  network.lie = forged.lie((known) => known);
  const { proof } = await raised(device.engine, "heads-forked");
  const { size } = await seen(device.engine);
  const evidence = readEvidence(proof ?? "");
  expect(evidence && contradictionIn(evidence, logKey())).toEqual({
    log: undefined,
    size,
    bySignature: true,
  });
  network.lie = () => undefined;
  await checks(network, 3);
  const engine = await unlock(device);
  expect(codesOf(engine)).toContain("heads-forked");
  // Its lists name a roster that never was, which may have been held against the true one meanwhile.
  const fork = { is: "fork", log: undefined, size, bySignature: true };
  expect(await provedTo(engine)).toContainEqual(fork);
});

test("a longer heads log that does not continue the one before is an alarm until one does", async () => {
  const { network, device, hand } = await desk();
  // What a device writes by itself after it was opened is written: a list without it would be another lie.
  await gathered();
  const { size } = await seen(device.engine);
  const forged = new ForgedHeads(hand.org, servers.secrets.logSeed);
  const list = await headsNow(hand);
  for (let i = 0; i < size + 50; i++) forged.append(list);
  network.lie = forged.lie();
  const { proof } = await raised(device.engine, "heads-inconsistent");
  expect(readEvidence(proof ?? "")?.statements).toHaveLength(2);
  network.lie = () => undefined;
  await ended(device.engine, "heads-inconsistent");
});

test("a list that is not signed, or not the one that is signed, is not believed", async () => {
  const { network, device, hand } = await desk();
  const stranger = new ForgedHeads(hand.org, new Uint8Array(32).fill(7));
  for (let i = 0; i < 20; i++) stranger.append(await headsNow(hand));
  network.lie = stranger.lie();
  expect((await raised(device.engine, "heads-unsigned")).grade).toBe("alarm");
  network.lie = () => undefined;
  await ended(device.engine, "heads-unsigned");
  network.lie = async (path) => {
    if (path !== "/v1/heads") return undefined;
    const reply = await hand.post("/v1/heads", headsRequest.encode({ newest: 0, cosigned: 0 }));
    const { newest } = headsReply.decode(reply.bytes)!;
    const list = newest.stands!.list.slice(1);
    const stands = { list, path: newest.stands!.path };
    return frame(headsReply.encode({ newest: { ...newest, stands }, cosigned: undefined }));
  };
  const cold = makeEager(servers.url, { fetch: network.fetch });
  const { code } = await device.engine.kit();
  const shared = { passphrase, deviceLabel: "Phone", sharedDevice: false };
  await done(cold.engine.unlock({ kit: code, ...shared }));
  expect((await raised(cold.engine, "heads-unsigned")).grade).toBe("alarm");
  expect((await cold.engine.trust()).heads).toBeUndefined();
});

test("a heads log, or a proof, that is refused six times is said, and work goes on", async () => {
  const { network, device, house } = await desk();
  let left = 5;
  network.lie = (path) => (path === "/v1/heads" && left-- > 0 ? failure() : undefined);
  await until("an answer after five failures", () => left < 0);
  await checks(network, 2);
  expect(codesOf(device.engine)).toEqual([]);
  network.lie = (path) => (path === "/v1/heads" ? failure() : undefined);
  const { grade } = await raised(device.engine, "heads-withheld");
  expect(grade).toBe("notice");
  const first = device.engine.act("placeHousehold", arrival(house, house.beds[2]!));
  await saved(device.engine, first);
  network.lie = () => undefined;
  await ended(device.engine, "heads-withheld");
  network.lie = (path) => (path === "/v1/heads/proof" ? failure() : undefined);
  const second = device.engine.act("placeHousehold", arrival(house, house.beds[3]!));
  await saved(device.engine, second);
  await raised(device.engine, "heads-withheld");
  network.lie = () => undefined;
  await ended(device.engine, "heads-withheld");
});

test("a named witness that has not signed, or not lately, is a banner and no more", async () => {
  const { network, device, house, hand } = await desk();
  const watcher = new Watcher(servers.url, { org: hand.org, logKey: logKey() });
  const line = formatNoteKey(watcher.key);
  const mistyped = { stay: [], line: line.replace("+", "+0"), needed: 1 };
  expect(await device.engine.setWitnesses(mistyped)).toEqual({ ok: false, code: "not-a-code" });
  await done(device.engine.setWitnesses({ stay: [], line, needed: 1 }));
  await hand.readRoster();
  await watcher.enter();
  const { grade } = await raised(device.engine, "witness-stale");
  expect(grade).toBe("notice");
  expect((await device.engine.trust()).witness).toEqual({ is: "never" });
  const long = Math.floor(Date.now() / 1000) - 4 * 86_400;
  expect((await watcher.watch(long)).status).toBe(204);
  await until("a stale witness", async () => {
    const { witness } = await device.engine.trust();
    return witness.is === "stale" && witness.signedAt === long * 1000;
  });
  expect(codesOf(device.engine)).toEqual(["witness-stale"]);
  const now = Math.floor(Date.now() / 1000);
  expect((await watcher.watch(now)).status).toBe(204);
  await ended(device.engine, "witness-stale");
  const watched = await device.engine.trust();
  expect(watched.witness).toEqual({ is: "fresh", signedAt: now * 1000 });
  const signed = [{ name: watcher.name, signedAt: now * 1000 }];
  expect(watched.witnesses).toMatchObject({ needed: 1, named: signed });
  // Withheld from here on, what was signed counts until it is old.
  network.lie = async (path) => {
    if (path !== "/v1/heads") return undefined;
    const reply = await hand.post("/v1/heads", headsRequest.encode({ newest: 0, cosigned: 0 }));
    const { newest } = headsReply.decode(reply.bytes)!;
    return frame(headsReply.encode({ newest, cosigned: undefined }));
  };
  await saved(device.engine, device.engine.act("placeHousehold", arrival(house, house.beds[2]!)));
  await checks(network, 3);
  expect((await device.engine.trust()).witness.is).toBe("fresh");
  await done(device.engine.setWitnesses({ stay: [], needed: 1 }));
  expect((await device.engine.trust()).witness).toEqual({ is: "nobody" });
});

test("a new device sees by the list of heads that a log is served without its tail", async () => {
  const { device, house, hand } = await desk();
  const { vaults } = await device.engine.trust();
  await saved(device.engine, device.engine.act("placeHousehold", arrival(house, house.beds[2]!)));
  const capacity = vaults.find((one) => one.compartment === "capacity")!;
  const log = capacity.vault as VaultId;
  await until("a list with the arrival", async () =>
    (await headsNow(hand)).some((head) => head.log === log && head.size > capacity.entries),
  );
  const network = new LyingNetwork();
  network.lie = withheld(hand, log, capacity.entries);
  const cold = makeEager(servers.url, { fetch: network.fetch });
  const { code } = await device.engine.kit();
  const shared = { passphrase, deviceLabel: "Phone", sharedDevice: false };
  const refused = { ok: false, code: "log-rolled-back" };
  expect(await cold.engine.unlock({ kit: code, ...shared })).toEqual(refused);
  network.lie = () => undefined;
  await done(cold.engine.unlock({ kit: code, ...shared }));
  expect(codesOf(cold.engine)).toEqual([]);
});

test("an entry that the server confirmed and leaves out of its lists is an alarm until it is in", async () => {
  const { network, device, house, hand } = await desk();
  const old = await untilListed(hand, device.engine);
  const forged = new ForgedHeads(hand.org, servers.secrets.logSeed);
  forged.append(old);
  network.lie = forged.lie();
  const cold = makeEager(servers.url, { fetch: network.fetch });
  const { code } = await device.engine.kit();
  const shared = { passphrase, deviceLabel: "Phone", sharedDevice: false };
  await done(cold.engine.unlock({ kit: code, ...shared }));
  await seen(cold.engine);
  await saved(cold.engine, cold.engine.act("placeHousehold", arrival(house, house.beds[2]!)));
  await checks(network, 3);
  forged.append(old);
  await checks(network, 3);
  // The next line may have been on its way already; the one after it was not.
  expect(codesOf(cold.engine)).toEqual([]);
  forged.append(old);
  const { vault } = await raised(cold.engine, "log-left-out");
  expect(vault).toBeDefined();
  forged.append(await untilListed(hand, cold.engine));
  await ended(cold.engine, "log-left-out");
});

/** The server's list, once every log stands in it as far as a device has read it. */
async function untilListed(hand: Hand, engine: Engine): Promise<LogHead[]> {
  return until("a list of all that was read", async () => {
    const list = await headsNow(hand);
    const { vaults } = await engine.trust();
    const isListed = ({ vault, entries }: (typeof vaults)[number]): boolean =>
      list.some((head) => head.log === vault && head.size >= entries);
    return vaults.every(isListed) && list;
  });
}

test("half of a joint append is an alarm on every log concerned, until the other half is there", async () => {
  const { device, house, hand } = await desk();
  const before = await device.engine.trust();
  await saved(device.engine, device.engine.act("placeHousehold", arrival(house, house.beds[2]!)));
  const capacity = before.vaults.find((one) => one.compartment === "capacity")!;
  const log = capacity.vault as VaultId;
  const whole = await until("a list with the arrival", async () => {
    const list = await headsNow(hand);
    return list.some((head) => head.log === log && head.size > capacity.entries) && list;
  });
  const tail = parseCommit((await hand.pull(log))!.commits[capacity.entries]!.bytes);
  if (!tail.ok) throw new Error(tail.error);
  const forged = new ForgedHeads(hand.org, servers.secrets.logSeed);
  forged.append(whole.map((head) => (head.log === log ? { log, ...tail.value.base } : head)));
  const network = new LyingNetwork();
  const [heads, pull] = [forged.lie(), withheld(hand, log, capacity.entries)];
  network.lie = async (path, body) => (await heads(path, body)) ?? pull(path, body);
  const cold = makeEager(servers.url, {
    fetch: network.fetch,
    // What is pushed would not be withheld.
    WebSocket: class extends WebSocket {
      override addEventListener(): void {}
    },
  });
  const { code } = await device.engine.kit();
  const shared = { passphrase, deviceLabel: "Phone", sharedDevice: false };
  await done(cold.engine.unlock({ kit: code, ...shared }));
  await raised(cold.engine, "append-torn");
  const concerned = (await cold.engine.trust()).vaults.filter(({ torn }) => torn > 0);
  expect(concerned.map((one) => one.compartment).toSorted()).toEqual(
    expect.arrayContaining(["capacity", "residents"]),
  );
  const raisedOn = alarmsOf(cold.engine)
    .filter((one) => one.code === "append-torn")
    .map((one) => one.vault);
  expect(raisedOn.toSorted()).toEqual(concerned.map((one) => one.vault).toSorted());
});

test("a fence is the head that was verified, and not a smaller one that the server signs", async () => {
  const { network, device, house, hand } = await desk();
  const phone = makeEager(servers.url);
  await colleague(device.engine, phone, { displayName: "Bea", preset: "manager", house });
  await saved(device.engine, device.engine.act("placeHousehold", arrival(house, house.beds[2]!)));
  const member = await until("a colleague", async () => {
    let found: string | undefined;
    device.engine.onTeam((team) => {
      found = team.members.find((one) => one.displayName === "Bea")?.member;
    })();
    return found;
  });
  await checks(network, 4);
  network.lie = async (path) => {
    if (path !== "/v1/standing") return undefined;
    const bytes = new Uint8Array(await (await network.pass()).arrayBuffer());
    const heads = (acknowledgement.decode(bytes)?.heads ?? []).map((head) => ({
      ...head,
      size: head.size - 1,
      root: new Uint8Array(32).fill(9) as LogHead["root"],
    }));
    const { secret } = headSigner(servers.secrets.logSeed);
    return frame(acknowledgement.encode(signAcknowledgement(hand.org, heads, secret)));
  };
  const handed = await device.engine.handOver(house.house, member as never);
  expect(handed).toEqual({ ok: false, code: "log-rolled-back" });
  expect(codesOf(device.engine)).toContain("log-rolled-back");
  // Whether another head of that very size was signed before, and so a fork, is a matter of the minute.
  const is: unknown = expect.stringMatching(/^(fork|two-sizes)$/);
  expect(await provedTo(device.engine)).toMatchObject([{ is }]);
});

test("another root signed for the size of an append is an alarm with both signatures for export", async () => {
  const { network, device, house, hand } = await desk();
  const { vaults } = await device.engine.trust();
  const capacity = vaults.find((one) => one.compartment === "capacity")!;
  const log = capacity.vault as VaultId;
  const { secret } = headSigner(servers.secrets.logSeed);
  network.lie = (path, body) => {
    const asked = path === "/v1/pull" ? pullRequest.decode(body) : undefined;
    if (asked?.log !== log) return undefined;
    const head = { log, size: asked.from, root: new Uint8Array(32).fill(9) as LogHead["root"] };
    const standing = signAcknowledgement(hand.org, [head], secret);
    return frame(page.encode({ log, from: asked.from, commits: [], standing }));
  };
  const engine = await unlock(device);
  const { proof } = await raised(engine, "log-forked");
  const evidence = readEvidence(proof ?? "");
  expect(evidence && contradictionIn(evidence, logKey())).toEqual({
    log,
    size: capacity.entries,
    bySignature: true,
  });
  expect(house.house).toBeDefined();
});
