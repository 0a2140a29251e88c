import type { Kysely } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Entry, type SignPublic, type VaultId, rosterLog } from "#crypto";
import { openDatabase } from "#server/postgres/database.ts";
import { beginHealing } from "#server/store/healing.ts";
import type { Tables } from "#server/store/tables.ts";
import { type Person, person } from "../crypto-log/cast.ts";
import { type Stage, type Standing, stage, standings, table } from "../crypto-log/rights-table.ts";
import { World } from "../crypto-log/world.ts";
import type { Hand } from "../server/hand.ts";
import { type Servers, startServers } from "../server/world.ts";
import { appendOf, handIn } from "./asking.ts";
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

/** What a row asks for, as this server may take it: of itself it takes only what is so. */
async function asked(
  row: (typeof table)[number],
  { own, author }: Asked,
): Promise<readonly Entry[]> {
  const entries = row.entries(own, author);
  const { org, roster } = own.world;
  if (row.is === "log-key") {
    return [{ is: "log-key", logKey: servers.secrets.logKey as SignPublic }];
  }
  if (row.is !== "reset") return entries;
  await beginHealing(db, org);
  return [...entries, { is: "reset", log: rosterLog, head: roster.head, lost: roster.head }];
}

interface Asked {
  readonly own: Stage;
  readonly author: Person;
}

const handOf = (world: World, who: Person): Hand => handIn(servers.url, world, who);

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
        const append = appendOf(own.world, author, await asked(row, { own, author }));
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
