import { createHash } from "node:crypto";
import type { Kysely } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Entry, type MemberId, randomBytes, rosterLog } from "#crypto";
import { openDatabase } from "#server/postgres/database.ts";
import type { Tables } from "#server/store/tables.ts";
import type { Alarm } from "#vault/engine.ts";
import { person } from "../crypto-log/cast.ts";
import { World } from "../crypto-log/world.ts";
import { colleague, done, makeDevice, until } from "../engine/people.ts";
import { appendOf, handIn } from "./asking.ts";
import { Disk } from "./disk.ts";
import { Hostile } from "./hostile.ts";
import { Insider, LogMoved } from "./insider.ts";
import { type Stage, attack, theScene } from "./paths.ts";
import { readAsClient, readAsSecond, readAsServer, withoutReasons } from "./readers.ts";
import { register } from "./register.ts";
import { type Person, type Scene, engineOn, unlockByKit } from "./scene.ts";
import { storeLog } from "./stored.ts";

const scene = theScene();
let db: Kysely<Tables>;
beforeAll(() => {
  db = openDatabase<Tables>(scene().servers.databaseUrl);
});
afterAll(() => db.destroy());

/** Somebody who holds three vaults, and everything that her removal owes. */
function leaving(nonce: string) {
  const world = new World(nonce);
  const leaver = person("leaver");
  world.join(leaver);
  for (const name of ["one", "two", "three"]) world.grant(world.createVault(name), leaver, 2);
  return { world, leaver, entries: world.removing(leaver) };
}

/** Every part of a removal that names the leaver and lacks something. */
function partsOf([remove, ...owed]: readonly Entry[]): readonly (readonly Entry[])[] {
  const all = 2 ** owed.length;
  return Array.from({ length: all - 1 }, (_, mask) => [
    ...(remove === undefined ? [] : [remove]),
    ...owed.filter((_one, at) => (mask >> at) & 1),
  ]);
}

describe("33. a removal without its new keys or fences", () => {
  test("is refused by the server in each of its parts, and taken whole", async (context) => {
    const { world, entries } = leaving("in parts");
    await storeLog(db, world.org, rosterLog, world.rosterCommits);
    for (const [log, commits] of world.commits) await storeLog(db, world.org, log, commits);
    const hand = handIn(scene().servers.url, world, world.founder);
    await hand.enter();
    const parts = partsOf(entries);
    expect(parts.length).toBe(63);
    for (const part of parts) {
      const { code } = await hand.append(appendOf(world, world.founder, part));
      expect(code).toBe("wrong-commit");
    }
    expect((await hand.pull(rosterLog, world.roster.head.size))?.commits).toEqual([]);
    expect((await hand.append(appendOf(world, world.founder, entries))).status).toBe(200);
    register(context, {
      row: 33,
      attack: `a removal in ${parts.length} of its parts`,
      path: "S",
      is: "tried",
      code: "wrong-commit",
      alarm: "none",
      shown: "the truth",
      goesOn: true,
    });
  });

  test("forced into the roster, is skipped by client, server and second implementation alike", async () => {
    const { world, leaver, entries } = leaving("forced");
    const before = world.roster.head.size;
    const parts = partsOf(entries);
    for (const part of parts) {
      expect(world.append(world.founder, part).is).toBe("commit-fault");
    }
    expect(world.roster.members.get(leaver.id)?.removed).toBe(false);
    const written = { org: world.org, roster: world.rosterCommits, logs: new Map() };
    const client = readAsClient(written, "now");
    expect(client[0]?.skipped.length).toBe(parts.length);
    expect(client[0]?.size).toBe(before + parts.length);
    expect(await readAsServer(db, written)).toEqual(client);
    expect(withoutReasons(readAsSecond(written))).toEqual(withoutReasons(client));
  });
});

/** A colleague who is let in, and then removed by the director; what she had is still hers. */
interface Former {
  readonly insider: Insider;
  readonly person: Person;
  readonly member: MemberId;
}

async function vera({ servers, director, house }: Scene): Promise<Former> {
  const device = makeDevice(servers.url);
  const as = { displayName: "Vera", preset: "staff", house } as const;
  const enrolled = await colleague(director.engine, device, as);
  const insider = await Insider.of(servers, { engine: device.engine, enrolled });
  await device.engine.lock();
  return { insider, person: { engine: device.engine, enrolled }, member: insider.member };
}

const former = new WeakMap<Stage, Former>();
const skipped = { code: "commit-skipped", alarm: "stays", shown: "the truth" } as const;

attack(scene, {
  row: 34,
  name: "a commit of a former member, dated back to before she was removed",
  on: { C: skipped, W: skipped, L: skipped, O: skipped },
  stir: async (stage) => {
    const left = await vera(stage.scene);
    former.set(stage, left);
    await done(stage.scene.director.engine.takeAway({ is: "remove", member: left.member }));
    await stage.scene.stir();
    // The director's device seals anew meanwhile, which may move the log.
    await until("a place in the log", async () => {
      const director = await stage.insider();
      const vault = director.vault({ compartment: "capacity", house: stage.scene.house.house });
      // She signs on where the log stands now, under the roster and with the key that she had.
      const sealed = left.insider.seal(vault, { payload: randomBytes(40) });
      const items = { is: "leaves", leaves: [sealed.leaf] } as const;
      const bytes = left.insider.sign(vault, items, { base: director.follow.book.head(vault) });
      const forced = director.forceInto(vault, { bytes, envelopes: [sealed.envelope] });
      return forced.then(
        () => true,
        (reason: unknown) => {
          if (reason instanceof LogMoved) return false;
          throw reason;
        },
      );
    });
  },
  lie: () => undefined,
});

const lies = {
  "a fence lower than the list of heads": ["log-rolled-back", (_size: number) => 0, true],
  "a fence past the end of the log": ["log-rolled-back", (size: number) => size + 3, true],
  "a fence over another history": ["log-forked", (size: number) => size, true],
  "a fence that nobody signed": ["acknowledgement-unsigned", (size: number) => size, false],
} as const;

describe("34. a fence that the server made up", () => {
  test.for(Object.entries(lies))(
    "%s: nobody is removed by it, and the lie is named",
    async ([name, [code, at, signed]], context) => {
      const { servers, director } = scene();
      const { member } = await vera(scene());
      const hostile = new Hostile(servers);
      const engine = engineOn(new Disk(), hostile);
      await done(unlockByKit(engine, director));
      const { org } = (await Insider.of(servers, director)).follow.keyring;
      hostile.reply("/v1/standing", ({ heads, signature }) => {
        const made = heads.map((head) => {
          const size = at(head.size);
          // RFC 9162: nothing has the hash of nothing; any other root there would be a fork.
          const root = size === 0 ? createHash("sha256").digest() : randomBytes(32);
          return { ...head, size, ...(signed && { root: root as Uint8Array as typeof head.root }) };
        });
        return signed
          ? hostile.sign(org, made)
          : { heads, signature: signature.map((b) => b ^ 1) as typeof signature };
      });
      expect(await engine.takeAway({ is: "remove", member })).toEqual({ ok: false, code });
      let alarms: readonly Alarm[] = [];
      const deaf = engine.onAlarms((all) => (alarms = all));
      expect(alarms.map((alarm) => alarm.code)).toContain(code);
      const reader = await Insider.of(servers, director);
      expect(reader.follow.book.roster.members.get(member)?.removed).toBe(false);
      hostile.honest();
      await done(engine.takeAway({ is: "remove", member }));
      await reader.read();
      expect(reader.follow.book.roster.members.get(member)?.removed).toBe(true);
      const stands = (): boolean => alarms.some((alarm) => alarm.code === code);
      const passed = await until("the end of the alarm", () => !stands(), 5_000).catch(() => false);
      deaf();
      register(context, {
        row: 34,
        attack: name,
        path: "L",
        is: "tried",
        code,
        alarm: passed ? "passes" : "stays",
        shown: "the truth",
        goesOn: true,
      });
      await engine.lock();
    },
  );
});
