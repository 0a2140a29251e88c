import { afterAll, beforeAll, expect, test } from "vitest";
import {
  type Acknowledgement,
  type Hash,
  type Head,
  type LogHead,
  type LogId,
  type VaultId,
  appendLeaf,
  emptyFrontier,
  headOf,
  headSigner,
  leafHash,
  randomBytes,
  rosterLog,
} from "#crypto";
import { signAcknowledgement } from "#crypto/heads-sign";
import { acknowledgement, type CommitFrame } from "#contract/append.ts";
import { claimsCap, healingReply, healingRequest, returnRequest } from "#contract/healing.ts";
import { Ledger, type OpenOrg } from "#server/ledger.ts";
import { missingOf } from "#server/missing.ts";
import { openDatabase } from "#server/postgres/database.ts";
import { noteRestored } from "#server/restored.ts";
import { matchSecrets } from "#server/secrets-mark.ts";
import type { Tables } from "#server/store/tables.ts";
import { Hand, type Reply } from "./hand.ts";
import { freshDatabase } from "../postgres.ts";
import { type Servers, newSecrets, startServers } from "./world.ts";

let servers: Servers;
let hand: Hand;
beforeAll(async () => {
  servers = await startServers();
  hand = new Hand(servers.url);
  await hand.found();
  await hand.enter();
});
afterAll(() => servers.stop());

/** The server's own signature over a log as it would stand with these commits. */
function signedOver(vault: VaultId, frames: readonly CommitFrame[]): Acknowledgement {
  const hashes = frames.map(({ bytes }) => leafHash(bytes));
  const head = headOf(hashes.reduce(appendLeaf, hand.frontier(vault)));
  const { secret } = headSigner(servers.secrets.logSeed);
  return signAcknowledgement(hand.org, [{ log: vault as LogId, ...head }], secret);
}

const claim = async (claims: readonly Acknowledgement[]) => {
  const rosterSize = hand.roster.head.size;
  const reply = await hand.post("/v1/healing", healingRequest.encode({ rosterSize, claims }));
  return healingReply.decode(reply.bytes);
};
const giveBack = (
  given: Partial<Parameters<typeof returnRequest.encode>[0]> &
    Pick<Parameters<typeof returnRequest.encode>[0], "log" | "commits" | "signed">,
): Promise<Reply> => {
  const from = hand.frontier(given.log).size;
  const part = { from, rest: [], boxes: [], ...given };
  return hand.post("/v1/healing/return", returnRequest.encode(part));
};
const goOn = (): Promise<Reply> => {
  const { head } = hand.roster;
  return hand.enters({ is: "reset", log: rosterLog, head, lost: head });
};

test("a server that is shown its own signature over what it does not have says that it was restored, and takes nothing new", async () => {
  const { vault } = await hand.createVault();
  expect(await claim([])).toEqual({ since: "", claims: [] });
  const lost = hand.commit(vault, "lost");
  const signed = signedOver(vault, [lost]);
  const forged = { ...signed, signature: randomBytes(64) as Acknowledgement["signature"] };
  expect(await claim([forged])).toEqual({ since: "", claims: [] });
  const told = await claim([signed]);
  expect(told?.since).toMatch(/^\d{4}-\d\d-\d\d$/);
  expect(told?.claims).toHaveLength(1);
  expect((await hand.write(vault, "new")).code).toBe("healing");
  expect((await giveBack({ log: vault, commits: [lost], signed })).status).toBe(200);
  hand.take(vault, lost.bytes);
  expect((await claim([]))?.claims).toEqual([]);
  expect((await hand.write(vault, "still")).code).toBe("healing");
  expect((await goOn()).status).toBe(200);
  expect((await hand.write(vault, "again")).status).toBe(200);
  expect(await claim([signed])).toEqual({ since: "", claims: [] });
});

test("what is handed back must lead to a head that was signed: nobody slips anything in", async () => {
  const { vault } = await hand.createVault();
  const first = hand.commit(vault, "first");
  const before = hand.frontier(vault);
  hand.take(vault, first.bytes);
  const second = hand.commit(vault, "second");
  hand.frontiers.set(vault, before);
  const lost = [first, second];
  const signed = signedOver(vault, lost);
  expect((await giveBack({ log: vault, commits: lost, signed })).code).toBe("not-allowed");
  await claim([signed]);
  const own = hand.commit(vault, "her own");
  for (const commits of [[own], [first], [second], [first, own], [own, second]]) {
    expect((await giveBack({ log: vault, commits, signed })).code).toBe("wrong-commit");
  }
  const wrongEnd = signedOver(vault, [own]);
  const forged = { ...wrongEnd, signature: signed.signature };
  expect((await giveBack({ log: vault, commits: [own], signed: forged })).code).toBe(
    "wrong-commit",
  );
  // In parts, each with the hashes of what follows; an envelope that is not the leaf's is left out.
  const bare = { ...first, envelopes: [randomBytes(400)] };
  const rest = [leafHash(second.bytes)];
  const half = await giveBack({ log: vault, commits: [bare], rest, signed });
  expect(acknowledgement.decode(half.bytes)?.heads[0]?.size).toBe(before.size + 1);
  expect((await giveBack({ log: vault, commits: lost, signed })).status).toBe(200);
  const page = await hand.pull(vault, before.size);
  expect(page?.commits.map(({ envelopes }) => envelopes[0]?.length)).toEqual([
    0,
    second.envelopes[0]?.length,
  ]);
  for (const { bytes } of lost) hand.take(vault, bytes);
  expect((await goOn()).status).toBe(200);
});

test("only what resets the roster ends it, and a later reset's loss is not asked for by whoever has not seen it", async () => {
  const { vault } = await hand.createVault();
  const lost = hand.commit(vault, "lost");
  const signed = signedOver(vault, [lost]);
  await claim([signed]);
  const stands = headOf(hand.frontier(vault));
  const gone = signed.heads[0];
  if (gone === undefined) throw new Error("no head");
  const own = { is: "reset", log: vault, head: stands, lost: gone } as const;
  expect((await hand.enters(own)).code).toBe("healing");
  const rosterSize = hand.roster.head.size;
  const { head } = hand.roster;
  const ends = { is: "reset", log: rosterLog, head, lost: head } as const;
  expect((await hand.enters(ends, own)).status).toBe(200);
  const asks = healingRequest.encode({ rosterSize, claims: [signed] });
  const late = healingReply.decode((await hand.post("/v1/healing", asks)).bytes);
  expect(late).toEqual({ since: "", claims: [] });
});

test("a log goes on only where it stands at the server, and only where something of it was missed", async () => {
  const { vault } = await hand.createVault();
  await hand.write(vault, "it stands");
  const stands = headOf(hand.frontier(vault));
  const { head } = hand.roster;
  const ends = { is: "reset", log: rosterLog, head, lost: head } as const;
  const ofVault = (at: Head) => ({ is: "reset", log: vault, head: at, lost: stands }) as const;
  expect((await hand.enters(ofVault(stands))).code).toBe("not-allowed");
  expect((await hand.enters(ends, ofVault(stands))).code).toBe("not-allowed");
  expect((await hand.enters(ends)).code).toBe("not-allowed");
  await claim([signedOver(vault, [hand.commit(vault, "lost")])]);
  const root = randomBytes(32) as Hash;
  const first = headOf(appendLeaf(emptyFrontier, root));
  for (const at of [first, { ...stands, root }, { ...stands, size: 1_000 }]) {
    expect((await hand.enters(ends, ofVault(at))).code).toBe("wrong-commit");
  }
  expect((await hand.enters(ends, ofVault(headOf(emptyFrontier)))).status).toBe(409);
  expect((await hand.enters(ends, ofVault(stands))).status).toBe(200);
});

test("a log key is taken that is this server's own, and no other", async () => {
  const { secret, publicKey } = headSigner(randomBytes(32));
  expect((await hand.enters({ is: "log-key", logKey: publicKey })).code).toBe("wrong-commit");
  const own = headSigner(servers.secrets.logSeed).publicKey;
  const both = [publicKey, own].map((logKey) => ({ is: "log-key", logKey }) as const);
  expect((await hand.enters(...both)).code).toBe("wrong-commit");
  const { vault } = await hand.createVault();
  const head = { log: vault as LogId, size: 1_000, root: randomBytes(32) as Hash };
  const forged = signAcknowledgement(hand.org, [head], secret);
  expect(await claim([forged])).toEqual({ since: "", claims: [] });
});

test("however many heads of a log are shown, it is read once, and each is told from those that it never had", async () => {
  const { vault } = await hand.createVault();
  const heads: Acknowledgement[] = [signedOver(vault, [])];
  while (heads.length < 40) {
    await hand.write(vault, "more");
    heads.push(signedOver(vault, []));
  }
  const { secret } = headSigner(servers.secrets.logSeed);
  const root = randomBytes(32) as Hash;
  const other = signAcknowledgement(hand.org, [{ log: vault as LogId, size: 7, root }], secret);
  const db = openDatabase<Tables>(servers.databaseUrl, 1);
  const organisation = await new Ledger(db, servers.secrets.pepper).organisation(hand.org);
  let reads = 0;
  const counting = new Proxy(db, {
    get(target, name) {
      if (name !== "selectFrom") return Reflect.get(target, name) as unknown;
      return (table: "commits") => {
        if (table === "commits") reads++;
        return target.selectFrom(table);
      };
    },
  });
  const missing = await missingOf(
    counting,
    organisation as OpenOrg,
    [...heads, other, ...heads].flatMap((one) => one.heads),
  );
  const told = heads.map((one) => missing(one.heads[0] as LogHead));
  expect(told).toEqual(heads.map(() => undefined));
  expect(missing(other.heads[0] as LogHead)).toBe("other");
  expect(reads).toBe(1);
  await db.destroy();
  const claims = Array.from({ length: claimsCap + 1 }, () => heads[0] as Acknowledgement);
  expect(await claim(claims.slice(1))).toEqual({ since: "", claims: [] });
  const rosterSize = hand.roster.head.size;
  const many = await hand.post("/v1/healing", healingRequest.encode({ rosterSize, claims }));
  expect(many.code).toBe("malformed");
});

test("a database in another cluster or on another timeline than when it was served last was restored", async () => {
  const { url, drop } = await freshDatabase();
  const db = openDatabase<Tables>(url, 2);
  expect((await matchSecrets(db, await newSecrets())).ok).toBe(true);
  expect(await noteRestored(db)).toBe(false);
  expect(await noteRestored(db)).toBe(false);
  const { cluster } = await db
    .selectFrom("server_mark")
    .select("cluster")
    .executeTakeFirstOrThrow();
  expect(cluster).toMatch(/^\d+\/\d+$/);
  await db
    .updateTable("server_mark")
    .set({ cluster: `${cluster}9` })
    .execute();
  expect(await noteRestored(db)).toBe(true);
  expect(await noteRestored(db)).toBe(false);
  expect(await noteRestored(db, { told: true })).toBe(true);
  await db.destroy();
  await drop();
});
