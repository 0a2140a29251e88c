import type { Kysely } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  type Entry,
  type Hash,
  type LogHead,
  type LogId,
  type OrgId,
  appendLeaf,
  emptyFrontier,
  headOf,
  leafHash,
  randomBytes,
  rosterLog,
} from "#crypto";
import { healingReply } from "#contract/healing.ts";
import type { PulledCommit } from "#contract/pull.ts";
import type { BedId } from "#domain/ids.ts";
import { openDatabase } from "#server/postgres/database.ts";
import { beginHealing } from "#server/store/healing.ts";
import type { Tables } from "#server/store/tables.ts";
import type { Engine, LostPart, Team } from "#vault/engine.ts";
import { ForgedHeads } from "../engine/lying.ts";
import {
  alarmsOf,
  arrival,
  colleague,
  done,
  found,
  makeDevice,
  saved,
  until,
} from "../engine/people.ts";
import { type Servers, startServers } from "../server/world.ts";
import { Disk } from "./disk.ts";
import { Hostile } from "./hostile.ts";
import { Insider } from "./insider.ts";
import { boardOf, engineOn, makeHouse, unlockHere } from "./scene.ts";

let servers: Servers;
let db: Kysely<Tables>;
beforeAll(async () => {
  servers = await startServers(1, { headsPace: { grownMs: 150, idleMs: 3_600_000 } });
  db = openDatabase<Tables>(servers.databaseUrl, 1);
});
afterAll(async () => {
  await db.destroy();
  await servers.stop();
});

const lines = { headsEveryMs: 1_000 };
const teamOf = (engine: Engine): Team => {
  let team: Team | undefined;
  engine.onTeam((now) => (team = now))();
  return team as Team;
};
const codes = (engine: Engine): readonly string[] => alarmsOf(engine).map(({ code }) => code);

/** A director and a colleague in one house, each behind a server of her own. */
async function scene() {
  const [before, beside] = [new Hostile(servers), new Hostile(servers)];
  const director = makeDevice(servers.url, before.ports);
  const enrolled = await found(director.engine);
  const house = makeHouse();
  await saved(director.engine, director.engine.createHouse(house.input));
  const disk = new Disk();
  const staff = makeDevice(servers.url, { ...beside.ports, stores: disk.stores, ...lines });
  await colleague(director.engine, staff, { displayName: "Bea", preset: "staff", house });
  const act = (bed: number) =>
    director.engine.act("placeHousehold", arrival(house, house.beds[bed] as BedId, `Oda ${bed}`));
  for (const bed of [0, 2, 3]) await saved(director.engine, act(bed));
  const board = (engine: Engine) => boardOf(engine, house);
  await until("the same", async () => {
    return (await board(staff.engine)) === (await board(director.engine));
  });
  const insider = await Insider.of(servers, { engine: director.engine, enrolled });
  const beds = insider.vault({ compartment: "capacity", house: house.house });
  return {
    director: director.engine,
    before,
    staff: staff.engine,
    beside,
    disk,
    insider,
    beds,
    board,
    act,
  };
}

/** The server claims, besides what it says, that it lost what these heads reach to. */
const claiming = (hostile: Hostile, org: OrgId, heads: readonly LogHead[]): Hostile =>
  hostile.raw("/v1/healing", (raw) => {
    const told = healingReply.decode(raw.bytes);
    if (told === undefined) return raw;
    return {
      ...raw,
      bytes: healingReply.encode({ ...told, claims: [hostile.sign(org, heads)] }),
    };
  });

/** Has her device ask whether the server was restored: it refuses what she does. */
async function askedWhether(
  engine: Engine,
  act: Promise<unknown>,
  isMissing: boolean,
): Promise<readonly LostPart[]> {
  await act;
  return until("what is missing", () => {
    const { restored } = teamOf(engine);
    return restored && restored.missing.length > 0 === isMissing && restored.missing;
  });
}

describe("an administrator signs after a restore", () => {
  test("no loss of which her device has seen nothing signed, whatever the server claims", async () => {
    const { director, before, insider, beds, act } = await scene();
    await beginHealing(db, insider.org);
    const shown = await askedWhether(director, act(4), false);
    const heads = [...insider.follow.book.roster.vaults.keys()].map((log): LogHead => {
      return { log, size: 1_000_000, root: randomBytes(32) as Hash };
    });
    claiming(before, insider.org, heads);
    await done(director.goOn(shown));
    await insider.read();
    const { resets } = insider.follow.book.roster;
    expect(resets.map(({ at, lost }) => [at.log, lost.size - at.size])).toEqual([[rosterLog, 0]]);
    expect(insider.follow.book.size(beds)).toBeGreaterThan(0);
    await director.lock();
  });

  test("exactly what she was shown: where the server says another thing by then, she is asked again", async () => {
    const { director, before, insider, beds, act } = await scene();
    const { org, follow } = insider;
    const full = { log: beds as LogId, ...follow.book.head(beds) };
    let stands: LogHead = { log: beds, size: full.size - 1, root: randomBytes(32) as Hash };
    claiming(before, org, [full]);
    before.reply("/v1/standing", () => before.sign(org, [stands]));
    await beginHealing(db, org);
    const shown = await askedWhether(director, act(4), true);
    expect(shown).toMatchObject([{ vault: beds, from: full.size - 1, to: full.size }]);
    const moved = { ok: false, code: "moved" };
    for (const other of [[], [{ ...shown[0], from: 1 }], [...shown, ...shown]]) {
      expect(await director.goOn(other as LostPart[])).toEqual(moved);
    }
    // Where it is said to stand has another root, and then another size: of neither she has been told.
    for (const other of [{ root: randomBytes(32) as Hash }, { size: 1 }]) {
      stands = { ...stands, ...other };
      expect(await director.goOn(shown)).toEqual(moved);
    }
    await insider.read();
    expect(follow.book.roster.resets).toEqual([]);
    await director.lock();
  });
});

describe("a log that goes on by a reset", () => {
  test("passes through the head that the reset names: a shorter one is a roll-back, another one a fork", async () => {
    const { director, staff, beside, disk, insider, beds, board } = await scene();
    const { org, follow, api } = insider;
    const truth = await board(staff);
    await until("a list of heads with all of it", async () => {
      return (await staff.trust()).heads?.logs === follow.book.roster.vaults.size + 1;
    });
    await disk.quiet();
    await staff.lock();
    // An administrator has signed more than there ever was.
    const at = follow.book.head(beds);
    const lost = { size: 1_000_000, root: randomBytes(32) as Hash };
    const { head } = follow.book.roster;
    const entries: Entry[] = [
      { is: "reset", log: rosterLog, head, lost: head },
      { is: "reset", log: beds, head: at, lost },
    ];
    const bytes = insider.sign(rosterLog, { is: "entries", entries });
    await insider.forceInto(rosterLog, { bytes, envelopes: [] });
    await insider.read();
    const page = await api.pull(beds, 0);
    const standing = await api.standing([...follow.book.roster.vaults.keys()]);
    if (!page.ok || !standing.ok) throw new Error("not read");
    const { commits } = page.value;
    const shown = async (log: readonly PulledCommit[], code: string): Promise<void> => {
      const hashes = log.map((one) => leafHash(one.bytes));
      const now = headOf(hashes.reduce(appendLeaf, emptyFrontier));
      beside.pages((one) =>
        one.log === (beds as string)
          ? {
              ...one,
              from: Math.min(one.from, log.length),
              commits: log.slice(one.from),
              standing: beside.sign(org, [{ log: beds, ...now }]),
            }
          : one,
      );
      const heads = standing.value.heads.map((one) =>
        one.log === (beds as string) ? { ...one, ...now } : one,
      );
      const forged = new ForgedHeads(org, servers.secrets.logSeed);
      forged.append([{ log: rosterLog, ...follow.book.roster.head }, ...heads]);
      for (const path of ["/v1/heads", "/v1/heads/proof"]) {
        beside.before(path, async (sent) => {
          const told = await forged.lie()(path, sent.body);
          return told === undefined
            ? sent
            : { status: 200, bytes: new Uint8Array(await told.arrayBuffer()) };
        });
      }
      const engine = engineOn(disk.copy(), beside, lines);
      await until("an account", async () => (await unlockHere(engine)).ok);
      await until("an alarm", () => codes(engine).includes(code));
      // Nor is a list of heads believed that begins again with it.
      await until("of the list too", () => codes(engine).some((one) => one.startsWith("heads-")));
      expect(await board(engine)).toBe(truth);
      beside.honest();
      await until("a connection", async () => {
        const status = await engine.status();
        return status.is === "open" && status.online;
      });
      expect(await board(engine)).toBe(truth);
      await engine.lock();
    };
    await shown(commits.slice(0, 2), "log-rolled-back");
    const before = commits.slice(0, -1);
    const base = headOf(before.map((one) => leafHash(one.bytes)).reduce(appendLeaf, emptyFrontier));
    const { leaf, envelope } = insider.seal(beds, { payload: randomBytes(20) });
    const other = insider.sign(beds, { is: "leaves", leaves: [leaf] }, { base });
    await shown([...before, { bytes: other, envelopes: [envelope] }], "log-forked");
    await director.lock();
  });
});
