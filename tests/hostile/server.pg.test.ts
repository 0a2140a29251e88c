import { afterAll, beforeAll, expect, test } from "vitest";
import {
  type Hash,
  type Leaf,
  Writer,
  concat,
  makeEpoch,
  randomBytes,
  rosterLog,
  sha256,
  utf8,
} from "#crypto";
import { bundleRequest } from "#contract/account.ts";
import { appendRequest } from "#contract/append.ts";
import { pullRequest } from "#contract/pull.ts";
import { Hand, type Reply } from "../server/hand.ts";
import { type Servers, startServers } from "../server/world.ts";
import { register } from "./register.ts";

let servers: Servers;
let hand: Hand;
beforeAll(async () => {
  servers = await startServers();
  hand = new Hand(servers.url);
  await hand.found();
  await hand.enter();
});
afterAll(() => servers.stop());

/** A line of the table for what a hostile client tried. */
const line = (row: number, attack: string, code: string) =>
  ({
    row,
    attack,
    path: "S",
    is: "tried",
    code,
    alarm: "none",
    shown: "nothing of it is kept",
    goesOn: true,
  }) as const;

test("the server takes nothing for an envelope that is text, or of another length or hash than its leaf says", async (context) => {
  const { vault, reply: created } = await hand.createVault();
  expect(created.status).toBe(200);
  const send = (leaf: Leaf, envelope: Uint8Array): Promise<Reply> => {
    const { bytes } = hand.sign(vault, { is: "leaves", leaves: [leaf] });
    return hand.append({
      chains: [{ log: vault, commits: [{ bytes, envelopes: [envelope] }] }],
      boxes: [],
    });
  };
  const { leaf, envelope } = hand.sealed(vault, "sealed");
  const text = utf8("A woman's name, and where she is. ".repeat(20)).slice(0, envelope.length);
  const long = utf8(" ".repeat(6_160));
  for (const [given, hash] of [
    [text, leaf.envelopeHash],
    [text, sha256(text)],
    [long, sha256(long)],
    [envelope, randomBytes(32) as Hash],
    [envelope.slice(1), leaf.envelopeHash],
    [envelope.slice(1), sha256(envelope.slice(1))],
    [concat(envelope, new Uint8Array(1)), sha256(concat(envelope, new Uint8Array(1)))],
    [new Uint8Array(0), sha256(new Uint8Array(0))],
    [randomBytes(16), sha256(randomBytes(16))],
  ] as const) {
    const reply = await send({ ...leaf, envelopeHash: hash as Hash }, given);
    expect(reply.code).toBe("wrong-envelope");
  }
  expect((await hand.pull(vault))?.commits).toHaveLength(1);
  expect((await send(leaf, envelope)).status).toBe(200);
  const name = "plaintext in place of an envelope, other lengths, other hashes";
  register(context, line(12, name, "wrong-envelope"));
});

test("the server takes no plaintext for a box or a bundle", async (context) => {
  const vault = (await hand.createVault()).vault;
  const place = { org: hand.org, vault, epoch: 2 };
  const holder = { member: hand.member, generation: 1, boxPublic: hand.identity.boxPublic };
  const made = makeEpoch(place, [holder], { is: "cut" });
  const plain = { ...(made.boxes[0] as (typeof made.boxes)[0]), bytes: utf8("k".repeat(112)) };
  const { bytes } = hand.sign(rosterLog, { is: "entries", entries: [made.entry] });
  const chains = [{ log: rosterLog, commits: [{ bytes, envelopes: [] }] }];
  expect((await hand.append({ chains, boxes: [plain] })).code).toBe("wrong-box");
  for (const bundle of [utf8("b".repeat(176)), randomBytes(175), randomBytes(177), utf8("")]) {
    const account = { ...hand.account(), bundleVersion: 2, bundle };
    const reply = await hand.post("/v1/bundle", bundleRequest.encode(account));
    expect(["not-an-account", "malformed"]).toContain(reply.code);
  }
  register(context, line(12, "plaintext in place of a box", "wrong-box"));
  register(context, line(12, "plaintext in place of a bundle", "not-an-account"));
});

test("whatever bytes come, the server answers with a code, in a moment, and takes no memory for lengths that are only said", async (context) => {
  const { vault } = await hand.createVault();
  const good: Record<string, Uint8Array> = {
    append: appendRequest.encode({
      chains: [{ log: vault, commits: [hand.commit(vault, "whole")] }],
      boxes: [],
    }),
    pull: pullRequest.encode({ log: vault, from: 0 }),
    bundle: bundleRequest.encode(hand.account()),
  };
  const others = [
    "salt",
    "login",
    "challenge",
    "session",
    "found",
    "join",
    "boxes",
    "history",
    "proof",
  ];
  const before = process.memoryUsage().rss;
  let longest = 0;
  const refused = async (path: string, body: Uint8Array): Promise<void> => {
    const began = performance.now();
    const reply = await hand.post(`/v1/${path}`, body);
    longest = Math.max(longest, performance.now() - began);
    expect(reply.status).toBeGreaterThanOrEqual(400);
    expect(reply.status).toBeLessThan(500);
    // The one refusal that is a frame: an append on another head than the log's.
    expect(reply.code ?? hand.moved(reply)).toBeDefined();
  };
  for (const path of [...Object.keys(good), ...others]) {
    for (const length of [0, 1, 2, 15, 16, 31, 32, 33, 64, 100, 199, 200]) {
      // Sixteen bytes are a whole question for the boxes of a vault, though of none that there is.
      if (path === "boxes" && length === 16) continue;
      await refused(path, new Uint8Array(length).fill(255));
    }
    // A list of 65,535 and a block of 2^32 - 1 bytes, of which nothing comes.
    await refused(path, new Writer().u16(0xffff).u32(0xffff_ffff).done());
  }
  for (const [path, frame] of Object.entries(good)) {
    const step = Math.ceil(frame.length / 60);
    for (let at = 0; at < frame.length; at += step) await refused(path, frame.slice(0, at));
    await refused(path, concat(frame, new Uint8Array(1)));
  }
  const { append } = good as { append: Uint8Array };
  for (let at = 18; at + 4 < append.length; at += Math.ceil(append.length / 60)) {
    const bent = append.slice();
    bent.set([255, 255, 255, 255], at);
    await refused("append", bent);
  }
  expect(process.memoryUsage().rss - before).toBeLessThan(256 << 20);
  expect(longest).toBeLessThan(5_000);
  expect(
    (await hand.append(appendRequest.decode(append) ?? { chains: [], boxes: [] })).status,
  ).toBe(200);
  const name = "nonsense, halves, trailing bytes and lengths of 2³² on every route";
  register(context, line(15, name, "malformed"));
});
