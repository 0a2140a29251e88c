import { afterAll, beforeAll, expect, test } from "vitest";
import {
  challengeReply,
  challengeRequest,
  loginRequest,
  sessionRequest,
} from "#contract/account.ts";
import { type AuthKey, randomBytes, rosterLog, signChallenge, type Entry } from "#crypto";
import { asAdmin } from "../template.ts";
import { Hand } from "./hand.ts";
import { type Servers, startServers } from "./world.ts";

let servers: Servers;
beforeAll(async () => {
  servers = await startServers(2);
});
afterAll(() => servers.stop());

async function founder(url = servers.url): Promise<Hand> {
  const hand = new Hand(url);
  expect((await hand.found()).status).toBe(200);
  expect((await hand.enter()).status).toBe(200);
  return hand;
}

/** The same person at another server. */
async function at(hand: Hand, url: string): Promise<Hand> {
  const other = Object.assign(Object.create(Hand.prototype) as Hand, hand, { url });
  expect((await other.enter()).status).toBe(200);
  return other;
}

const login = (hand: Hand, loginId: string, authKey: AuthKey) =>
  hand.post("/v1/login", loginRequest.encode({ loginId, authKey }));
const wrongKey = (): AuthKey => randomBytes(32) as AuthKey;

test("after ten wrong logins a name, known or not, is refused for a while, and no other name is", async () => {
  const [hand, other] = [await founder(), await founder()];
  for (const loginId of [hand.loginId, "nobody-here"]) {
    for (let tries = 0; tries < 10; tries++) {
      expect((await login(hand, loginId, wrongKey())).code).toBe("login-refused");
    }
    expect((await login(hand, loginId, hand.authKey)).code).toBe("too-many");
  }
  expect((await login(other, other.loginId, other.authKey)).status).toBe(200);
});

test("a right login forgives the wrong ones before it", async () => {
  const hand = await founder();
  for (let tries = 0; tries < 25; tries++) {
    const right = tries % 5 === 4;
    const reply = await login(hand, hand.loginId, right ? hand.authKey : wrongKey());
    expect(reply.status).toBe(right ? 200 : 401);
  }
});

test("an unknown login takes as long as a wrong key for a known one", async () => {
  const took = { known: [] as number[], unknown: [] as number[] };
  for (let i = 0; i < 8; i++) {
    const hand = new Hand(servers.url);
    await hand.found();
    for (const kind of ["known", "unknown"] as const) {
      const began = performance.now();
      await login(hand, kind === "known" ? hand.loginId : `nobody-${i}`, wrongKey());
      took[kind].push(performance.now() - began);
    }
  }
  const middle = (times: number[]): number => times.toSorted((a, b) => a - b)[4] as number;
  const ratio = middle(took.unknown) / middle(took.known);
  expect(ratio).toBeGreaterThan(1 / 3);
  expect(ratio).toBeLessThan(3);
});

test("an account is held back above its requests a minute, and others are not", async () => {
  const few = await startServers(1, { perMinute: 60 });
  const hand = new Hand(few.url);
  await hand.found();
  await hand.enter();
  const seen = new Set<number>();
  for (let i = 0; i < 70; i++) {
    const { status } = await hand.post("/v1/pull", new Uint8Array(1));
    seen.add(status);
  }
  expect([...seen].toSorted()).toEqual([400, 429]);
  await few.stop();
});

test("a challenge is answered once", async () => {
  const hand = await founder();
  const subject = { is: "member", member: hand.member } as const;
  const { org } = hand;
  const asked = await hand.post("/v1/challenge", challengeRequest.encode({ org, subject }));
  const challenge = challengeReply.decode(asked.bytes);
  if (challenge === undefined) throw new Error("no challenge");
  const { host } = new URL(servers.url);
  const given = { org, host, action: "session", subject, ...challenge } as const;
  const signature = signChallenge(hand.identity, given);
  const request = sessionRequest.encode({ org, subject, ...challenge, signature });
  const replies = [
    await hand.post("/v1/session", request),
    await hand.post("/v1/session", request),
  ];
  expect(replies.map(({ status }) => status)).toEqual([200, 401]);
});

test("an open session is renewed by a signature alone, and ends when it is ended, or idle, or old", async () => {
  const hand = await founder();
  const first = hand.token;
  expect((await hand.enter()).status).toBe(200);
  expect(hand.token).not.toBe(first);
  await hand.post("/v1/session/end", new Uint8Array(0));
  expect(await hand.pull(rosterLog)).toBeUndefined();
  for (const column of ["idle_at", "ends_at"]) {
    await hand.enter();
    await asAdmin(servers.databaseUrl, (client) =>
      client.query(`UPDATE sessions SET ${column} = now() - interval '1 second'`),
    );
    expect((await hand.post("/v1/pull", new Uint8Array(1))).code).toBe("session-ended");
  }
});

test("the table of sessions knows no time finer than five minutes", async () => {
  await founder();
  const rows = await asAdmin(servers.databaseUrl, (client) =>
    client.query<{ ends_at: Date; idle_at: Date }>(
      "SELECT ends_at, idle_at FROM sessions WHERE least(ends_at, idle_at) > now()",
    ),
  );
  expect(rows.rows.length).toBeGreaterThan(0);
  for (const { ends_at, idle_at } of rows.rows)
    expect([ends_at.getTime() % 300_000, idle_at.getTime() % 300_000]).toEqual([0, 0]);
});

test("a key that was replaced at one server is nobody's at another from that moment on", async () => {
  const here = await founder();
  const there = await at(here, servers.urls[1] as string);
  expect(await there.pull(rosterLog)).toBeDefined();
  const away: Entry = { is: "rotate-identity", ...nextKeys(here) };
  const reply = await here.enters(away);
  if (reply.status !== 200) throw new Error(`not rotated: ${reply.code}`);
  expect(await there.pull(rosterLog)).toBeUndefined();
});

function nextKeys(hand: Hand) {
  const { signPublic, boxPublic } = new Hand(hand.url).identity;
  return { sign: signPublic, box: boxPublic, generation: 2 };
}

test("from one address only so many organisations are founded in an hour, and what is none founds nothing and is told nothing", async () => {
  const few = await startServers(1, { foundedAnHour: 2 });
  const founders = [new Hand(few.url), new Hand(few.url), new Hand(few.url)] as const;
  const told = [];
  for (const hand of founders) told.push((await hand.found()).status);
  expect(told).toEqual([200, 200, 429]);
  const [known, , other] = founders;
  for (const loginId of [known.loginId, "nobody-here"])
    expect((await other.found({ loginId, spoilt: true })).code).toBe("wrong-commit");
  await few.stop();
});
