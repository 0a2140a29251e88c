import type { Kysely } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  type Entry,
  type Leaf,
  type LogState,
  type Signed,
  type VaultId,
  applyCommit,
  concat,
  emptyLog,
  itemsHash,
  leafFaults,
  requestHash,
  sharedFaults,
  signChallenge,
  unsignedPart,
} from "#crypto";
import { Ledger, type OpenOrg } from "#server/ledger.ts";
import { openDatabase } from "#server/postgres/database.ts";
import type { Tables } from "#server/store/tables.ts";
import { bytesOf, person, prune, put, recordId, tombstone } from "../crypto-log/cast.ts";
import { parsed } from "../crypto-log/stage.ts";
import { World } from "../crypto-log/world.ts";
import { type TestDatabase, freshDatabase } from "../postgres.ts";
import {
  type Written,
  readAsClient,
  readAsSecond,
  readAsServer,
  withoutReasons,
} from "./readers.ts";
import { register } from "./register.ts";

let database: TestDatabase;
let db: Kysely<Tables>;
beforeAll(async () => {
  database = await freshDatabase();
  db = openDatabase<Tables>(database.url);
});
afterAll(async () => {
  await db.destroy();
  await database.drop();
});

/** An organisation whose log takes whatever is put into it, as the logs of a server in league do. */
class Forced extends World {
  readonly vault = this.createVault("house");
  readonly incidents = this.createVault("incidents", { writeOnce: true });
  readonly writer = person("writer");
  readonly reader = person("reader");
  readonly leaver = person("leaver");
  readonly early = this.roster.head;
  #records = 0;

  constructor(nonce: string) {
    super(nonce);
    for (const one of [this.writer, this.reader, this.leaver]) this.join(one);
    this.grant(this.vault, this.writer, 2);
    this.grant(this.incidents, this.writer, 2);
    this.grant(this.vault, this.reader, 1);
    this.grant(this.vault, this.leaver, 2);
    this.write(this.vault, this.writer, [this.fresh("kept")]);
    this.write(this.vault, this.writer, [put({ record: recordId("kept"), version: 2 })]);
    this.write(this.incidents, this.writer, [put({ record: recordId("incident") })]);
  }

  get written(): Written {
    const logs = new Map([...this.commits] as [VaultId, Uint8Array[]][]);
    return { org: this.org, roster: this.rosterCommits, logs };
  }

  /** A first version of a record that is not there yet, for the vault's epoch. */
  fresh(name = `record ${this.#records++}`, change: Partial<Leaf> = {}): Leaf {
    return put({ record: recordId(name), ...change });
  }

  /** Puts bytes into a log, and an honest record behind them; says what a reader has to say of the first. */
  force(vault: VaultId, signed: Signed): string {
    const verdict = this.judge(vault, signed);
    if (verdict.is !== "commit-fault") throw new Error(`not a fault: ${JSON.stringify(verdict)}`);
    applyCommit(this.logs.get(vault) as LogState, signed, verdict);
    this.commits.get(vault)?.push(signed.bytes);
    const epoch = this.roster.vaults.get(vault)?.epochs.length ?? 1;
    const honest = this.write(vault, this.writer, [this.fresh(undefined, { epoch })]);
    if (honest.is !== "valid") throw new Error(`stopped: ${JSON.stringify(honest)}`);
    return verdict.code;
  }
}

/** Every way in which a commit can continue a log and yet be nobody's business, one after another. */
function everyFault(world: Forced): string[] {
  const { vault, incidents, writer, reader, leaver } = world;
  const codes: string[] = [];
  const force = (on: VaultId, signed: Signed): void => void codes.push(world.force(on, signed));
  const by = (who = writer, leaves: readonly Leaf[] = [world.fresh()], change = {}, on = vault) =>
    world.signLeaves(on, who, leaves, change);
  const kept = recordId("kept");

  // Somebody who may not, or whose signature it is not.
  force(vault, by(reader));
  force(vault, by(person("stranger")));
  force(vault, by({ ...reader, id: writer.id }));
  force(vault, parsed(otherSignature(by().bytes, new Uint8Array(64))));
  const challenge = {
    org: world.org,
    host: "127.0.0.1",
    action: "session",
    subject: { is: "member", member: writer.id },
    nonce: bytesOf("challenge"),
    expiry: 1,
  } as const;
  force(vault, parsed(otherSignature(by().bytes, signChallenge(writer.identity, challenge))));

  // A roster that is not there, or was.
  force(vault, by(writer, undefined, { roster: { size: 3, root: bytesOf("another") } }));
  force(vault, by(writer, undefined, { roster: world.early }));

  // Leaves that do not follow from what stands.
  force(vault, by(writer, [put({ record: kept, version: 2 })]));
  force(vault, by(writer, [put({ record: kept, version: 4 })]));
  force(vault, by(writer, [world.fresh(undefined, { epoch: 2 })]));
  force(vault, by(writer, [tombstone(recordId("nowhere"), 2)]));
  force(vault, by(writer, [prune(kept, 2)]));
  const twice = world.fresh();
  force(vault, by(writer, [twice, twice]));
  force(incidents, by(writer, [put({ record: recordId("incident"), version: 2 })], {}, incidents));
  const gone = [tombstone(recordId("incident"), 2)];
  force(incidents, by(writer, gone, {}, incidents));
  force(incidents, by(world.founder, gone, {}, incidents));
  const unasked = { ...prune(kept, 1), contentCommit: requestHash(recordId("nobody's request")) };
  force(vault, by(world.founder, [unasked]));

  // A joint list that does not name what it carries.
  const items = { is: "leaves", leaves: [world.fresh()] } as const;
  const joint = [vault, incidents]
    .map((log) => ({ log, itemsHash: itemsHash(items) }))
    .toSorted((a, b) => (a.log < b.log ? -1 : 1));
  force(vault, by(writer, undefined, { joint }));

  // A former member: beyond her fence, under the roster that she had seen.
  const seen = world.roster.head;
  const { size } = world.headOf(vault);
  world.must(world.founder, world.removing(leaver) as readonly Entry[]);
  const late = by(leaver, [world.fresh()], { roster: seen });
  expect(late.commit.base.size).toBe(size);
  force(vault, late);
  force(vault, by(leaver, [world.fresh(undefined, { epoch: 2 })]));
  // A re-sealed version with another content.
  force(
    vault,
    by(writer, [
      put({ record: kept, kind: "reseal", version: 2, epoch: 2, contentCommit: bytesOf("other") }),
    ]),
  );
  return codes;
}

const otherSignature = (bytes: Uint8Array, signature: Uint8Array): Uint8Array =>
  concat(unsignedPart(bytes), signature);

describe("a commit that nobody had business to write", () => {
  test("is skipped for the same reason by client and server, and skipped by the second implementation; all read on", async (context) => {
    const world = new Forced("every fault");
    const codes = everyFault(world);
    // An unknown vault has no log that anybody reads.
    const all = [...sharedFaults, ...leafFaults].filter((code) => code !== "unknown-vault");
    expect(new Set(codes)).toEqual(new Set(all));

    const { written } = world;
    const client = readAsClient(written, "now");
    expect(readAsClient(written, "later")).toEqual(client);
    expect(await readAsServer(db, written)).toEqual(client);
    expect(readAsSecond(written)).toEqual(withoutReasons(client));
    const [, house, incidents] = client;
    expect(house?.size).toBe(world.headOf(world.vault).size);
    const skipped = [...(house?.skipped ?? []), ...(incidents?.skipped ?? [])];
    expect(skipped.map(([, code]) => code).toSorted()).toEqual(codes.toSorted());
    for (const row of [27, 48]) {
      register(context, {
        row,
        attack: `${codes.length} kinds of wrong commit in a log, read by client, server and second implementation`,
        path: "S",
        is: "tried",
        code: "commit-skipped",
        alarm: "none",
        shown: "skipped by all three",
        goesOn: true,
      });
    }
  });

  test("is skipped also under the mark by which a server knows a log that it has checked", async () => {
    const world = new Forced("a mark");
    const { org, vault, written } = world;
    await readAsServer(db, written);
    const key = new Uint8Array(32);
    const head = world.headOf(vault);
    const mark = new Ledger(db, key).markOf(org, emptyLog(vault), head) as Buffer;
    const row = await db
      .selectFrom("logs")
      .selectAll()
      .where("root", "=", Buffer.from(head.root))
      .executeTakeFirstOrThrow();
    const last = head.size - 1;
    const honest = world.commits.get(vault)?.[last] as Uint8Array;
    const put = (bytes: Uint8Array) =>
      db
        .updateTable("commits")
        .set({ bytes: Buffer.from(bytes) })
        .where("log", "=", row.id)
        .where("position", "=", last)
        .execute();
    const read = async (marked: Buffer) => {
      await db.updateTable("logs").set({ mark: marked }).where("id", "=", row.id).execute();
      const ledger = new Ledger(db, key);
      const log = await ledger.log((await ledger.organisation(org)) as OpenOrg, vault);
      return log?.state.skipped.map(({ code }) => code);
    };
    expect(await read(mark)).toEqual([]);
    await put(otherSignature(honest, new Uint8Array(64)));
    expect(await read(mark)).toEqual(["bad-signature"]);
    expect(await read(Buffer.alloc(32))).toEqual(["bad-signature"]);
    await put(honest);
    expect(await read(Buffer.alloc(32))).toEqual([]);
  });
});

describe("what does not continue a log", () => {
  test("ends it for client, server and second implementation at the same place", async (context) => {
    const world = new Forced("broken");
    everyFault(world);
    const { written } = world;
    const commits = world.commits.get(world.vault) ?? [];
    const [a, b] = [commits[3], commits[4]] as [Uint8Array, Uint8Array];
    const cut = commits[5]?.subarray(0, 100) as Uint8Array;
    const broken = [
      commits.toSpliced(3, 1),
      commits.toSpliced(3, 0, a),
      commits.with(3, b).with(4, a),
      commits.with(5, cut),
      commits.with(0, world.commits.get(world.incidents)?.[0] as Uint8Array),
    ];
    for (const [i, changed] of broken.entries()) {
      const logs = new Map(written.logs).set(world.vault, changed);
      const now = { ...written, logs };
      const client = readAsClient(now, "now");
      expect([i, client[1]?.size]).toEqual([i, [3, 4, 3, 5, 0][i]]);
      expect(await readAsServer(db, now)).toEqual(client);
      expect(readAsSecond(now)).toEqual(withoutReasons(client));
    }
    register(context, {
      row: 22,
      attack: "a log dropped from, doubled, exchanged, cut",
      path: "S",
      is: "tried",
      code: "log-malformed",
      alarm: "none",
      shown: "all three stop at one place",
      goesOn: true,
    });
  });
});
