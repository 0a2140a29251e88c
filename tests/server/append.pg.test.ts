import { afterAll, beforeAll, expect, test } from "vitest";
import { followRequest } from "#contract/live.ts";
import { page } from "#contract/pull.ts";
import {
  type SignPublic,
  appendLeaf,
  boxLeaves,
  boxesRoot,
  emptyFrontier,
  equal,
  fromHex,
  headOf,
  leafHash,
  rosterLog,
  verifyAcknowledgement,
} from "#crypto";
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

test("an organisation is founded, a vault created, a record written and read back, each acknowledged", async () => {
  const hand = await founder();
  const { vault, reply } = await hand.createVault();
  expect(reply.code).toBeUndefined();
  const written = await hand.write(vault, "a first record");
  const ack = hand.acknowledged(written);
  expect(ack?.heads).toEqual([{ log: vault, ...headOf(hand.frontier(vault)) }]);
  const logKey = servers.secrets.logKey as SignPublic;
  expect(ack && verifyAcknowledgement(hand.org, logKey, ack)).toBe(true);
  const pulled = await hand.pull(vault);
  expect(pulled?.commits).toHaveLength(2);
  expect(pulled?.commits[1]?.envelopes).toHaveLength(1);
  expect(pulled && verifyAcknowledgement(hand.org, logKey, pulled.standing)).toBe(true);
});

test("a commit on a head that is no longer the newest is refused with what its writer has not seen", async () => {
  const hand = await founder();
  const { vault } = await hand.createVault();
  const stale = hand.commit(vault, "second");
  await hand.write(vault, "first");
  const reply = await hand.append({ chains: [{ log: vault, commits: [stale] }], boxes: [] });
  const [missing, ...more] = hand.moved(reply)?.pages ?? [];
  expect(more).toEqual([]);
  expect(missing).toEqual(await hand.pull(vault, hand.parse(stale.bytes).base.size));
});

test("a commit that stands already is acknowledged again, and stands once", async () => {
  const hand = await founder();
  const { vault } = await hand.createVault();
  const frame = hand.commit(vault, "once");
  const append = { chains: [{ log: vault, commits: [frame] }], boxes: [] };
  const first = hand.acknowledged(await hand.append(append));
  const again = hand.acknowledged(await hand.append(append));
  expect(again?.heads).toEqual(first?.heads);
  expect((await hand.pull(vault))?.commits).toHaveLength(2);
});

test("a chain of commits signed ahead goes in as one, and what follows a refused one is refused", async () => {
  const hand = await founder();
  const { vault } = await hand.createVault();
  const chain = [];
  for (let i = 0; i < 5; i++) {
    const frame = hand.commit(vault, `record ${i}`);
    hand.take(vault, frame.bytes);
    chain.push(frame);
  }
  const broken = [...chain.slice(0, 2), ...chain.slice(3)];
  const refused = await hand.append({ chains: [{ log: vault, commits: broken }], boxes: [] });
  expect(refused.status).toBe(409);
  expect((await hand.pull(vault))?.commits).toHaveLength(1);
  expect((await hand.append({ chains: [{ log: vault, commits: chain }], boxes: [] })).status).toBe(
    200,
  );
  expect((await hand.pull(vault))?.commits).toHaveLength(6);
});

test("two servers on one database refuse what the other has taken, and serve what the other took", async () => {
  const hand = await founder();
  const { vault } = await hand.createVault();
  const other = Object.assign(Object.create(Hand.prototype) as Hand, hand, {
    url: servers.urls[1] as string,
  });
  await other.enter();
  const stale = hand.commit(vault, "late");
  expect((await other.write(vault, "through the second server")).status).toBe(200);
  const reply = await hand.append({ chains: [{ log: vault, commits: [stale] }], boxes: [] });
  expect(reply.status).toBe(409);
  expect((await hand.write(vault, "then through the first")).status).toBe(200);
  expect((await other.pull(vault))?.commits).toHaveLength(3);
});

test("who follows a log on one server is sent what another server takes", async () => {
  const hand = await founder();
  const { vault } = await hand.createVault();
  const socket = new WebSocket(`${(servers.urls[1] as string).replace("http", "ws")}/v1/live`);
  socket.binaryType = "arraybuffer";
  const pages: Uint8Array[] = [];
  const { promise: seen, resolve } = Promise.withResolvers<void>();
  socket.addEventListener("message", ({ data }) => {
    pages.push(new Uint8Array(data as ArrayBuffer));
    resolve();
  });
  await new Promise((open) => socket.addEventListener("open", open));
  const follow = followRequest.encode({
    token: fromHex(hand.token),
    logs: [{ log: vault, size: 1 }],
  });
  socket.send(follow as Uint8Array<ArrayBuffer>);
  await new Promise((done) => setTimeout(done, 100));
  const began = performance.now();
  await hand.write(vault, "pushed");
  await seen;
  expect(performance.now() - began).toBeLessThan(10_000);
  const pushed = page.decode(pages[0] as Uint8Array);
  expect(pushed?.from).toBe(1);
  expect(pushed?.commits).toHaveLength(1);
  socket.close();
});

test("a session is sent what others append, and not what it has just been answered for", async () => {
  const hand = await founder();
  const { vault } = await hand.createVault();
  const socket = new WebSocket(`${hand.url.replace("http", "ws")}/v1/live`);
  socket.binaryType = "arraybuffer";
  const pages: ReturnType<typeof page.decode>[] = [];
  const { promise: seen, resolve } = Promise.withResolvers<void>();
  socket.addEventListener("message", ({ data }) => {
    pages.push(page.decode(new Uint8Array(data as ArrayBuffer)));
    resolve();
  });
  await new Promise((open) => socket.addEventListener("open", open));
  const token = fromHex(hand.token);
  const follow = followRequest.encode({ token, logs: [{ log: vault, size: 1 }] });
  socket.send(follow as Uint8Array<ArrayBuffer>);
  await new Promise((done) => setTimeout(done, 100));
  expect((await hand.write(vault, "her own")).status).toBe(200);
  expect((await hand.write(vault, "her own again")).status).toBe(200);
  await hand.enter();
  expect((await hand.write(vault, "from another session of hers")).status).toBe(200);
  await seen;
  expect(pages).toHaveLength(1);
  expect(pages[0]).toMatchObject({ log: vault, from: 3, standing: { heads: [{ size: 4 }] } });
  expect(pages[0]?.commits).toHaveLength(1);
  socket.close();
});

test("an append whose boxes cannot be kept is not taken", async () => {
  const hand = await founder();
  const { vault, reply } = await hand.createVault((made) => {
    const boxes = made.boxes.map((box) => ({ ...box, bytes: box.bytes.subarray(0, 100) }));
    const entry = { ...made.entry, boxesRoot: boxesRoot(boxLeaves(boxes)) };
    return { ...made, entry, boxes };
  });
  expect(reply.code).toBe("wrong-box");
  expect((await hand.pull(rosterLog))?.commits).toHaveLength(1);
  expect(await hand.pull(vault)).toBeUndefined();
});

test("fifty writers at once lose nothing and each position is taken once", async () => {
  const hand = await founder();
  const { vault } = await hand.createVault();
  const writers = Array.from({ length: 10 }, (_, i) =>
    Object.assign(Object.create(Hand.prototype) as Hand, hand, {
      url: servers.urls[i % 2] as string,
      frontiers: new Map(hand.frontiers),
    }),
  );
  const write = async (writer: Hand, text: string): Promise<void> => {
    for (;;) {
      const reply = await writer.write(vault, text);
      if (reply.status === 200) return;
      expect(reply.status).toBe(409);
      const from = writer.frontier(vault).size;
      for (const commit of (await writer.pull(vault, from))?.commits ?? [])
        writer.take(vault, commit.bytes);
    }
  };
  await Promise.all(
    writers.map(async (writer, w) => {
      for (let i = 0; i < 5; i++) await write(writer, `writer ${w} record ${i}`);
    }),
  );
  const all = await hand.pull(vault);
  expect(all?.commits).toHaveLength(51);
  let grown = emptyFrontier;
  for (const commit of all?.commits ?? []) grown = appendLeaf(grown, leafHash(commit.bytes));
  expect(equal(headOf(grown).root, all?.standing.heads[0]?.root ?? new Uint8Array())).toBe(true);
});

test("nothing but a session opens a log, and a stranger's session opens none of hers", async () => {
  const hand = await founder();
  const { vault } = await hand.createVault();
  const stranger = await founder();
  expect(await stranger.pull(vault)).toBeUndefined();
  const nobody = Object.assign(Object.create(Hand.prototype) as Hand, hand, { token: "" });
  expect(await nobody.pull(vault)).toBeUndefined();
  expect(await nobody.pull(rosterLog)).toBeUndefined();
});

test("a challenge answered for another host makes no session", async () => {
  const hand = await founder();
  expect((await hand.enter("elsewhere.example")).code).toBe("login-refused");
});

test("an envelope that does not fit its leaf, is text or is missing is refused", async () => {
  const hand = await founder();
  const { vault } = await hand.createVault();
  const send = (envelopes: readonly Uint8Array[]) => {
    const { bytes } = hand.commit(vault, "x");
    return hand.append({ chains: [{ log: vault, commits: [{ bytes, envelopes }] }], boxes: [] });
  };
  const good = hand.commit(vault, "y").envelopes[0] as Uint8Array;
  for (const envelopes of [
    [],
    [good],
    [good, good],
    [new Uint8Array(400).fill(65)],
    [good.slice(1)],
    [new Uint8Array(0)],
  ]) {
    expect((await send(envelopes)).code).toBe("wrong-envelope");
  }
});

test("no frame whatever is answered with anything but a code", async () => {
  const hand = await founder();
  const paths = [
    "append",
    "pull",
    "salt",
    "login",
    "challenge",
    "session",
    "found",
    "join",
    "boxes",
    "history",
    "proof",
    "bundle",
  ];
  for (const path of paths) {
    for (const body of [new Uint8Array(0), new Uint8Array(7), new Uint8Array(5_000).fill(255)]) {
      const reply = await hand.post(`/v1/${path}`, body);
      expect([400, 401, 403]).toContain(reply.status);
      expect(reply.code).toBeDefined();
    }
  }
});

test("an unknown login id is answered in the same shape as a known one, always the same", async () => {
  const hand = await founder();
  const { saltRequest, saltReply } = await import("#contract/account.ts");
  const ask = async (loginId: string) =>
    saltReply.decode((await hand.post("/v1/salt", saltRequest.encode({ loginId }))).bytes);
  const [known, unknown, again] = [
    await ask(hand.loginId),
    await ask("nobody-here"),
    await ask("nobody-here"),
  ];
  expect(known?.member).toBe(hand.member);
  expect(unknown?.salt).toHaveLength(16);
  expect(again).toEqual(unknown);
});
