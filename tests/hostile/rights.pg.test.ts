import type { Kysely } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  type Entry,
  type Items,
  type LogId,
  type SealedBox,
  type VaultId,
  boxHash,
  boxLeaves,
  boxesRoot,
  emptyHead,
  itemsHash,
  randomBytes,
  rosterLog,
  sha256,
  signCommit,
} from "#crypto";
import type { Append } from "#contract/append.ts";
import { openDatabase } from "#server/postgres/database.ts";
import type { Tables } from "#server/store/tables.ts";
import { type Person, person, put, recordId } from "../crypto-log/cast.ts";
import { type Stage, type Standing, stage, standings, table } from "../crypto-log/rights-table.ts";
import { World } from "../crypto-log/world.ts";
import { Hand } from "../server/hand.ts";
import { type Servers, startServers } from "../server/world.ts";
import { readAsClient, readAsSecond, readAsServer, withoutReasons } from "./readers.ts";
import { register } from "./register.ts";
import { storeLog } from "./stored.ts";

let servers: Servers;
let db: Kysely<Tables>;
beforeAll(async () => {
  servers = await startServers();
  db = openDatabase<Tables>(servers.databaseUrl);
});
afterAll(async () => {
  await db.destroy();
  await servers.stop();
});

/** The people of the table, with a third epoch that is blind, for the row about links. */
function cast(nonce?: string): Stage {
  const made = stage(nonce);
  const leaver = person("leaver");
  made.world.join(leaver);
  made.world.grant(made.vault, leaver, 1, made.people.manage);
  made.world.must(made.people.admin, made.world.removing(leaver));
  return made;
}

/** The organisation of a stage on the real server. */
async function onServer(nonce: string): Promise<Stage> {
  const made = cast(nonce);
  const { world } = made;
  await storeLog(db, world.org, rosterLog, world.rosterCommits);
  for (const [log, commits] of world.commits) await storeLog(db, world.org, log, commits);
  return made;
}

/** Somebody of the stage as a client of the server. */
const handOf = ({ org }: World, { id, identity }: Person): Hand =>
  Object.assign(new Hand(servers.url), { org, member: id, identity });

/** What somebody sends to the server who wants to have these entries, with everything that they owe. */
function appendOf(world: World, author: Person, given: readonly Entry[]): Append {
  const { roster, verdict } = world.try(author, given);
  const boxes: SealedBox[] = [];
  const boxFor = (
    vault: VaultId,
    epoch: number,
    seat: { member: Person["id"]; generation: number },
  ) => {
    const { member, generation } = seat;
    const box = { vault, epoch, member, generation, bytes: randomBytes(112) };
    boxes.push(box);
    return box;
  };
  const entries = given.map((entry): Entry => {
    if (verdict.is !== "valid") return entry;
    if (entry.is === "grant") {
      return { ...entry, boxHash: boxHash(boxFor(entry.vault, entry.epoch, entry).bytes) };
    }
    if (entry.is !== "epoch") return entry;
    const seats = roster.vaults.get(entry.vault)?.epochs[entry.epoch - 1]?.holders ?? [];
    const own = seats.map((seat) => boxFor(entry.vault, entry.epoch, seat));
    return { ...entry, boxesRoot: boxesRoot(boxLeaves(own)) };
  });
  const created = entries.flatMap((entry) => (entry.is === "create-vault" ? [entry.vault] : []));
  if (created.length === 0) {
    const { bytes } = world.sign(author, entries);
    return { chains: [{ log: rosterLog, commits: [{ bytes, envelopes: [] }] }], boxes };
  }
  const [vault] = created as [VaultId];
  const envelope = Uint8Array.of(0xff, ...randomBytes(399));
  const first = put({ record: recordId("first"), envelopeHash: sha256(envelope) });
  const opening: Items = { is: "leaves", leaves: [first] };
  const joint = [
    { log: rosterLog as LogId, itemsHash: itemsHash({ is: "entries", entries }) },
    { log: vault as LogId, itemsHash: itemsHash(opening) },
  ].toSorted((a, b) => (a.log < b.log ? -1 : 1));
  const own = world.sign(author, entries, { joint });
  const after = world.try(author, entries, { joint }).roster.head;
  const beside = { log: vault, base: emptyHead(), roster: after, author: author.id, joint };
  const { bytes } = signCommit(world.org, { ...beside, items: opening }, author.identity);
  return {
    chains: [
      { log: rosterLog, commits: [{ bytes: own.bytes, envelopes: [] }] },
      { log: vault, commits: [{ bytes, envelopes: [envelope] }] },
    ],
    boxes,
  };
}

describe("the server takes exactly the allowed cells of right × entry:", () => {
  let shared: Stage;
  const hands = new Map<Standing, Hand>();
  beforeAll(async () => {
    shared = await onServer("the table");
    for (const standing of standings) {
      const hand = handOf(shared.world, shared.people[standing]);
      await hand.enter();
      hands.set(standing, hand);
    }
  });

  test("nobody has a session who is not on the roster", () => {
    const within = standings.filter((standing) => hands.get(standing)?.token !== "");
    expect(within).toEqual(standings.filter((standing) => standing !== "stranger"));
  });

  test.each(table)("$what", async (row) => {
    for (const standing of standings) {
      if (row.who.includes(standing)) {
        const own = await onServer(`${row.what}, by ${standing}`);
        const author = own.people[standing];
        const hand = handOf(own.world, author);
        await hand.enter();
        const append = appendOf(own.world, author, row.entries(own, author));
        const before = own.world.roster.head.size;
        const { status, code } = await hand.append(append);
        expect([standing, status, code]).toEqual([standing, 200, undefined]);
        const reader = handOf(own.world, person("second admin"));
        await reader.enter();
        expect((await reader.pull(rosterLog, before))?.commits).toHaveLength(1);
        continue;
      }
      const author = shared.people[standing];
      const hand = hands.get(standing) as Hand;
      const { world } = shared;
      const { code } = await hand.append(appendOf(world, author, row.entries(shared, author)));
      const refusal = standing === "stranger" ? "session-ended" : "wrong-commit";
      expect([standing, code]).toEqual([standing, refusal]);
      const reader = hands.get("admin") as Hand;
      expect((await reader.pull(rosterLog, world.roster.head.size))?.commits).toEqual([]);
    }
  });

  test("the last administrator but one cannot leave, nor be taken away, unless that is said by name", async () => {
    const world = new World("two administrators");
    const deputy = person("deputy");
    world.join(deputy, { admin: true, audit: false });
    await storeLog(db, world.org, rosterLog, world.rosterCommits);
    for (const [who, of] of [
      [world.founder, deputy],
      [deputy, world.founder],
      [deputy, deputy],
    ] as const) {
      const hand = handOf(world, who);
      await hand.enter();
      const { code } = await hand.append(appendOf(world, who, world.removing(of)));
      expect(code).toBe("wrong-commit");
    }
    const named = [
      ...world.removing(deputy),
      { is: "abandon", vault: rosterLog as string as VaultId } as const,
    ];
    const hand = handOf(world, world.founder);
    await hand.enter();
    expect((await hand.append(appendOf(world, world.founder, named))).status).toBe(200);
  });

  test("all of it is in the table of attacks", (context) => {
    const refused = table.reduce((sum, row) => sum + standings.length - row.who.length, 0);
    register(context, {
      row: 36,
      attack: `${refused} entries by somebody who may not sign them, asked of the server`,
      path: "S",
      is: "tried",
      code: "wrong-commit",
      alarm: "none",
      shown: "the truth",
      goesOn: true,
    });
    expect(refused).toBeGreaterThan(100);
  });
});

test("forced into the roster, what nobody may sign is skipped by client, server and second implementation alike", async (context) => {
  const forced = cast("forced");
  const { world } = forced;
  const before = world.roster;
  for (const row of table) {
    for (const standing of standings) {
      if (row.who.includes(standing)) continue;
      const author = forced.people[standing];
      const entries = row.entries(forced, author);
      expect([row.what, standing, world.append(author, entries).is]).toEqual([
        row.what,
        standing,
        "commit-fault",
      ]);
    }
  }
  const written = { org: world.org, roster: world.rosterCommits, logs: new Map() };
  const client = readAsClient(written, "now");
  const size = world.rosterCommits.length;
  expect(client[0]?.size).toBe(size);
  expect(client[0]?.skipped).toHaveLength(size - before.head.size + before.skipped.length);
  expect(await readAsServer(db, written)).toEqual(client);
  expect(readAsSecond(written)).toEqual(withoutReasons(client));
  const { members, vaults, invites, logKey, witnesses } = world.roster;
  expect({ members, vaults, invites, logKey, witnesses }).toEqual({
    members: before.members,
    vaults: before.vaults,
    invites: before.invites,
    logKey: before.logKey,
    witnesses: before.witnesses,
  });
  register(context, {
    row: 36,
    attack: `${size - before.head.size} such entries, taken by a server in league`,
    path: "S",
    is: "tried",
    code: "commit-skipped",
    alarm: "none",
    shown: "skipped by client, server and second implementation",
    goesOn: true,
  });
});
