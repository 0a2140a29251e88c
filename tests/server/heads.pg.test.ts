// Over 300 lines: one heads log, whose laws share a stage.
import { afterAll, beforeAll, expect, test } from "vitest";
import {
  type LogHead,
  type SignPublic,
  cosign,
  equal,
  formatNote,
  headOf,
  headsLeaf,
  parseNote,
  rootOver,
  rosterLog,
  signCheckpoint,
  headSigner,
  verifyConsistency,
  verifyCosignature,
  randomBytes,
} from "#crypto";
import {
  cosignRequest,
  headsLinesReply,
  headsLinesRequest,
  headsReply,
  headsRequest,
} from "#contract/heads.ts";
import { HeadsLog } from "#server/heads.ts";
import { openDatabase } from "#server/postgres/database.ts";
import type { Tables } from "#server/store/tables.ts";
import { Hand } from "./hand.ts";
import { Watcher, witnessEntry } from "./watcher.ts";
import { type Servers, startServers } from "./world.ts";

/** Nothing happens by itself: each test says when a line is due. */
const never = { grownMs: 2_000_000_000, idleMs: 3_600_000 };

let servers: Servers;
beforeAll(async () => {
  servers = await startServers(2, { headsPace: never });
});
afterAll(() => servers.stop());

const logKey = () => servers.secrets.logKey as SignPublic;
const at = (index: number): string => servers.urls[index] as string;

async function founder(url = servers.url): Promise<Hand> {
  const hand = new Hand(url);
  expect((await hand.found()).status).toBe(200);
  expect((await hand.enter()).status).toBe(200);
  return hand;
}

/** A heads log on the same database, whose clock the test moves. */
function clockwork(now: { ms: number } = { ms: Date.now() }) {
  const db = openDatabase<Tables>(servers.databaseUrl);
  const heads = new HeadsLog(db, headSigner(servers.secrets.logSeed), { clock: () => now.ms });
  return { heads, now, end: () => db.destroy() };
}

async function watched(hand: Hand, quorum = 1, count = 1) {
  const of = { org: hand.org, logKey: logKey() };
  const watchers = Array.from(
    { length: count },
    (_, i) => new Watcher(servers.url, of, `witness.example/w${i}`),
  );
  const named = await hand.enters(witnessEntry(quorum, ...watchers));
  expect(named.code).toBeUndefined();
  for (const watcher of watchers) expect((await watcher.enter()).status).toBe(200);
  return watchers as [Watcher, ...Watcher[]];
}

const listOf = (list: readonly LogHead[]) => list.map(({ log, size }) => [log, size]);

test("an organisation that grows has its line before those that are only looked at after a start, and once", async () => {
  const { heads, end } = clockwork();
  const orgs = [(await founder()).org, (await founder()).org, (await founder()).org];
  const made: string[] = [];
  heads.append = async (org) => {
    if (!orgs.includes(org)) return;
    made.push(org);
    // Meanwhile somebody works in the last one, and again and again in each that has had its line.
    if (made.length === 1) heads.grown(orgs.find((one) => one !== org && one !== orgs[1]));
    heads.grown(org);
  };
  await heads.tick();
  const [first, second] = made;
  expect(made.toSorted()).toEqual(orgs.toSorted());
  expect(second).toBe(orgs.find((one) => one !== first && one !== orgs[1]));
  await heads.tick();
  expect(made.slice(3).toSorted()).toEqual(orgs.toSorted());
  await end();
});

test("an organisation whose line cannot be made keeps no other waiting, and is tried again", async () => {
  const { heads, end } = clockwork();
  const [broken, whole] = [(await founder()).org, (await founder()).org];
  const tried: string[] = [];
  heads.append = async (org) => {
    tried.push(org);
    if (org === broken) throw new Error("gaps");
  };
  await heads.tick();
  expect(tried).toEqual(expect.arrayContaining([broken, whole]));
  tried.length = 0;
  heads.grown(whole);
  await heads.tick();
  expect(tried.toSorted()).toEqual([broken, whole].toSorted());
  await end();
});

test("the first line is there as soon as somebody asks, and lists every log with its own head", async () => {
  const hand = await founder();
  const { vault } = await hand.createVault();
  const [watcher] = await watched(hand);
  const { head, list } = await watcher.look();
  expect(head.size).toBe(1);
  expect(list).toEqual(
    [rosterLog, vault]
      .map((log) => ({ log, ...headOf(hand.frontier(log)) }))
      .toSorted((a, b) => (a.log < b.log ? -1 : 1)),
  );
});

test("a line comes when something has changed, and once an hour when nothing has", async () => {
  const hand = await founder();
  const { vault } = await hand.createVault();
  const [watcher] = await watched(hand);
  const { heads, now, end } = clockwork();
  await heads.append(hand.org);
  await heads.append(hand.org);
  expect((await watcher.look()).head.size).toBe(1);
  await hand.write(vault, "a record");
  await heads.append(hand.org);
  const second = await watcher.look();
  expect(second.head.size).toBe(2);
  expect(listOf(second.list)).toContainEqual([vault, 2]);
  now.ms += 3_600_000;
  await heads.append(hand.org);
  await heads.append(hand.org);
  const third = await watcher.look();
  expect(third.head.size).toBe(3);
  expect(third.list).toEqual(second.list);
  await end();
});

test("a tick appends for those that have grown and for those without a line in this hour, and for nobody else", async () => {
  const [one, other] = [await founder(), await founder()];
  const sizeOf = async (hand: Hand): Promise<number> => {
    const reply = await hand.post("/v1/heads", headsRequest.encode({ newest: 0, cosigned: 0 }));
    const note = headsReply.decode(reply.bytes)?.newest.note ?? "";
    return Number(note.split("\n")[1]);
  };
  const { heads, now, end } = clockwork();
  await heads.tick();
  expect([await sizeOf(one), await sizeOf(other)]).toEqual([1, 1]);
  await one.createVault();
  await other.createVault();
  heads.grown(one.org);
  await heads.tick();
  expect([await sizeOf(one), await sizeOf(other)]).toEqual([2, 1]);
  now.ms += 3_600_000;
  await heads.tick();
  expect([await sizeOf(one), await sizeOf(other)]).toEqual([3, 2]);
  // A server that may have missed notices, or has only started, looks at all.
  await one.createVault();
  heads.grown(undefined);
  await heads.tick();
  expect([await sizeOf(one), await sizeOf(other)]).toEqual([4, 2]);
  await end();
});

test("two servers on one database that append at once never fork the heads log", async () => {
  const hand = await founder(at(0));
  const { vault } = await hand.createVault();
  const [watcher] = await watched(hand);
  const makers = [clockwork(), clockwork(), clockwork()];
  for (let round = 0; round < 20; round++) {
    const writing = hand.write(vault, `record ${round}`);
    await Promise.all(makers.map(({ heads }) => heads.append(hand.org)));
    await writing;
    await Promise.all(makers.map(({ heads }) => heads.append(hand.org)));
    const { list } = await watcher.look();
    expect(listOf(list)).toContainEqual([vault, round + 2]);
  }
  const reply = await hand.post("/v1/heads/lines", headsLinesRequest.encode({ from: 0 }));
  const lines = headsLinesReply.decode(reply.bytes)?.lines ?? [];
  const full = new Map<string, LogHead>();
  const leaves = lines.map((changed) => {
    for (const head of changed) {
      expect(head.size).toBeGreaterThan(full.get(head.log)?.size ?? 0);
      full.set(head.log, head);
    }
    return headsLeaf([...full.values()]);
  });
  expect(leaves).toHaveLength(watcher.seen.size);
  expect(equal(rootOver(leaves), watcher.seen.root)).toBe(true);
  for (const { end } of makers) await end();
});

test("every consistency proof that is served verifies, and none is served past the end", async () => {
  const hand = await founder();
  const { vault } = await hand.createVault();
  const [watcher] = await watched(hand);
  const { heads, end } = clockwork();
  const seen = [];
  for (let i = 0; i < 11; i++) {
    await hand.write(vault, `record ${i}`);
    await heads.append(hand.org);
    seen.push((await watcher.look()).head);
  }
  for (const old of seen) {
    for (const head of seen.slice(old.size - 1)) {
      const proof = await watcher.proof(old.size, head.size);
      expect(verifyConsistency({ old, new: head, proof })).toBe(true);
    }
  }
  await expect(watcher.proof(3, 12)).rejects.toThrow("malformed");
  await expect(watcher.proof(5, 4)).rejects.toThrow("malformed");
  await end();
});

test("a witness of the roster cosigns, and her line is served until as good a one is newer", async () => {
  const hand = await founder();
  const { vault } = await hand.createVault();
  const [watcher] = await watched(hand);
  const { heads, end } = clockwork();
  expect((await watcher.watch(1_700_000_000)).status).toBe(204);
  await hand.write(vault, "a record");
  await heads.append(hand.org);
  for (let i = 0; i < 5; i++) {
    await hand.write(vault, `record ${i}`);
    await heads.append(hand.org);
  }
  const { newest, cosigned } = await watcher.heads();
  expect(newest.note.split("\n")[1]).toBe("7");
  const note = parseNote(cosigned?.note ?? "");
  if (!note.ok) throw new Error("no cosigned checkpoint");
  expect(note.value.text.split("\n")[1]).toBe("1");
  expect(verifyCosignature(note.value, watcher.key)).toBe(1_700_000_000);
  expect(cosigned?.stands?.list).toHaveLength(2);
  expect((await watcher.watch(1_700_003_600)).status).toBe(204);
  const again = await watcher.heads();
  expect(again.cosigned?.note).toBe(again.newest.note);
  // The same witness' older line at this size makes room for her newer one.
  expect((await watcher.watch(1_700_007_200)).status).toBe(204);
  const last = parseNote((await watcher.heads()).newest.note);
  expect(last.ok && last.value.signatures).toHaveLength(2);
  await end();
});

test("two witnesses meet on one checkpoint", async () => {
  const hand = await founder();
  const { vault } = await hand.createVault();
  const [one, two] = await watched(hand, 2, 2);
  const { heads, end } = clockwork();
  expect((await one.watch()).status).toBe(204);
  await hand.write(vault, "a record");
  await heads.append(hand.org);
  if (two === undefined) throw new Error("no second witness");
  expect((await two.watch()).status).toBe(204);
  const { newest, cosigned } = await two.heads();
  expect(cosigned?.note.split("\n")[1]).toBe("1");
  expect(newest.note.split("\n")[1]).toBe("2");
  const note = parseNote(cosigned?.note ?? "");
  const both = [one, two].map((each) => note.ok && verifyCosignature(note.value, each.key));
  expect(both.every((time) => typeof time === "number")).toBe(true);
  await end();
});

test("a witness sees the heads log and its proofs, and nothing else", async () => {
  const hand = await founder();
  const { vault } = await hand.createVault();
  const [watcher] = await watched(hand);
  await watcher.look();
  expect(await watcher.hand.pull(rosterLog)).toBeUndefined();
  expect(await watcher.hand.pull(vault)).toBeUndefined();
  const { bytes, envelopes } = hand.commit(vault, "by nobody");
  const chains = [{ log: vault, commits: [{ bytes, envelopes }] }];
  const reply = await watcher.hand.append({ chains, boxes: [] });
  expect(reply.code).toBe("not-allowed");
});

test("nobody who is not named gets in as a witness, and a name taken away ends the session", async () => {
  const hand = await founder();
  const [watcher] = await watched(hand);
  const stranger = new Watcher(servers.url, { org: hand.org, logKey: logKey() });
  expect((await stranger.enter()).code).toBe("login-refused");
  expect((await hand.enters(witnessEntry(0))).code).toBeUndefined();
  await expect(watcher.heads()).rejects.toThrow("session-ended");
});

test("only a named witness' own line over a checkpoint that stands is taken", async () => {
  const hand = await founder();
  await hand.createVault();
  const [watcher] = await watched(hand);
  const { note, head } = await watcher.look();
  const stranger = new Watcher(servers.url, { org: hand.org, logKey: logKey() }, watcher.name);
  const forged = formatNote({
    text: note.text,
    signatures: [cosign(note, 1, { ...stranger.signer, name: watcher.name })],
  });
  expect((await watcher.send(forged)).code).toBe("malformed");
  expect((await watcher.send(formatNote(note))).code).toBe("malformed");
  const other = signCheckpoint(hand.org, { ...head, size: 9 }, headSigner(randomBytes(32)));
  expect((await watcher.send(watcher.cosigned(other, 1))).code).toBe("no-such-thing");
  const asMember = await hand.post(
    "/v1/heads/cosign",
    cosignRequest.encode({ note: watcher.cosigned(note, 1) }),
  );
  expect(asMember.code).toBe("not-allowed");
  expect((await watcher.heads()).cosigned).toBeUndefined();
});

test("lines that are superseded keep neither list nor note nor hour", async () => {
  const hand = await founder();
  const { vault } = await hand.createVault();
  const { heads, end } = clockwork();
  const db = openDatabase<Tables>(servers.databaseUrl);
  for (let i = 0; i < 6; i++) {
    await hand.write(vault, `record ${i}`);
    await heads.append(hand.org);
  }
  const rows = await db
    .selectFrom("heads")
    .select(["size", "list", "note", "in_hour"])
    .where("org", "=", Buffer.from(hand.org, "hex"))
    .orderBy("size")
    .execute();
  expect(rows.map((row) => row.note !== null)).toEqual([false, false, false, true, true, true]);
  expect(rows.map((row) => row.list !== null)).toEqual([false, false, false, true, true, true]);
  expect(rows.map((row) => row.in_hour !== null)).toEqual([
    false,
    false,
    false,
    false,
    false,
    true,
  ]);
  expect((rows[5]?.in_hour?.getTime() ?? 1) % 3_600_000).toBe(0);
  await db.destroy();
  await end();
});
