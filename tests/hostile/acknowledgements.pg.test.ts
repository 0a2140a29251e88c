// Over 300 lines: one desk on a network that breaks in five ways, each a scene.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Hash, type LogHead, type VaultId, appendLeaf, headOf, leafHash } from "#crypto";
import { type Append, acknowledgement, appendRequest } from "#contract/append.ts";
import { serverErrors } from "#contract/errors.ts";
import type { BedId } from "#domain/ids.ts";
import { id } from "#domain/ids.ts";
import type { Engine, OutboxEntry } from "#vault/engine.ts";
import { alarmsOf, newId, until } from "../engine/people.ts";
import { Disk } from "./disk.ts";
import { Hostile, type Raw, type Sent } from "./hostile.ts";
import { Insider } from "./insider.ts";
import { register } from "./register.ts";
import { type Scene, engineOn, makeScene, unlockByKit, unlockHere } from "./scene.ts";

let scene: Scene;
let insider: Insider;
beforeAll(async () => {
  scene = await makeScene();
  insider = await Insider.of(scene.servers, scene.director);
}, 120_000);
afterAll(() => scene.stop());

/** A device of the staff member's, open and connected. */
async function open() {
  const hostile = new Hostile(scene.servers);
  const disk = new Disk();
  const engine = engineOn(disk, hostile);
  expect(await unlockByKit(engine, scene.staff)).toMatchObject({ ok: true });
  await until("a connection", async () => isOnline(engine));
  const log = insider.vault({ compartment: "capacity", house: scene.house.house });
  return { hostile, disk, engine, log };
}

const isOnline = async (engine: Engine): Promise<boolean> => {
  const status = await engine.status();
  return status.is === "open" && status.online;
};

function stateOf(engine: Engine, entry: string): OutboxEntry["state"] | undefined {
  let state: OutboxEntry["state"] | undefined;
  engine.onOutbox(({ entries }) => {
    state = entries.find((one) => one.id === entry)?.state;
  })();
  return state;
}

/** Takes a bed out of service for good; gives the block and its entry in the outbox. */
async function block(
  engine: Engine,
  at: number,
): Promise<{ readonly block: string; readonly entry: string }> {
  const { house, beds } = scene.house;
  const made = newId();
  const bed = beds[at] as BedId;
  const came = await engine.act("blockBeds", {
    house,
    block: id(made),
    on: { bed },
    reason: "repair",
  });
  if (!came.ok) throw new Error(JSON.stringify(came.refusal));
  return { block: made, entry: came.entry };
}

/** Ends a block, on the director's side. */
async function unblock(made: string): Promise<void> {
  const { engine } = scene.director;
  const { house } = scene.house;
  await until("the block at the director's", async () => {
    const ended = await engine.act("unblockBeds", { house, block: id(made) });
    return ended.ok && (await engine.settled(ended.entry)).is === "saved";
  });
}

/** How often a record was written, by all that the server has. */
async function versionsOf(vault: VaultId, record: string): Promise<number> {
  await insider.read();
  return insider.follow.book.state(vault).live.get(record as never)?.version ?? 0;
}

const pending = (state: OutboxEntry["state"] | undefined): boolean =>
  state?.is === "kept" || state?.is === "sending";

/** Answers an append in the server's place, which does not get it. */
function answering(
  hostile: Hostile,
  by: (append: Append) => Promise<Uint8Array> | Uint8Array,
): void {
  hostile.before("/v1/append", async ({ body }): Promise<Raw> => {
    const append = appendRequest.decode(body);
    if (append === undefined) throw new Error("not an append");
    return { status: 200, bytes: await by(append) };
  });
}

/** Where an append leaves its one log, on top of what the insider has read. */
function headAfter({ chains }: Append): LogHead {
  const [chain] = chains;
  if (chain === undefined) throw new Error("an empty append");
  let { frontier } = insider.follow.book.state(chain.log as VaultId);
  for (const { bytes } of chain.commits) frontier = appendLeaf(frontier, leafHash(bytes));
  return { log: chain.log, ...headOf(frontier) };
}

const otherRoot = (head: LogHead): LogHead => ({
  ...head,
  root: new Uint8Array(32).fill(9) as Hash,
});

describe("an append that the server confirms and does not keep", () => {
  const lies = {
    "without a signature": {
      code: "acknowledgement-unsigned",
      ack: (append: Append) => ({
        heads: [headAfter(append)],
        signature: new Uint8Array(64) as never,
      }),
    },
    "by a signature over another root": {
      code: "log-forked",
      ack: (append: Append, hostile: Hostile) =>
        hostile.sign(insider.org, [otherRoot(headAfter(append))]),
    },
    "by a signature over an older head": {
      code: "none",
      ack: (append: Append, hostile: Hostile) => {
        const { log } = headAfter(append);
        return hostile.sign(insider.org, [{ log, ...insider.follow.book.head(log) }]);
      },
    },
  } as const;

  test.for(Object.entries(lies))(
    "%s, stays in the outbox until it stands",
    async ([what, { code, ack }], context) => {
      const { hostile, disk, engine, log } = await open();
      await insider.read();
      answering(hostile, (append) => acknowledgement.encode(ack(append, hostile)));
      const { block: made, entry } = await block(engine, 5);
      await until(
        "the lie",
        () => code === "none" || alarmsOf(engine).some((one) => one.code === code),
      );
      await new Promise((later) => setTimeout(later, 300));
      expect(pending(stateOf(engine, entry))).toBe(true);
      expect(await versionsOf(log, made)).toBe(0);

      // A closed device keeps it, and sends it once the server does its work.
      await engine.lock();
      const again = engineOn(disk, hostile);
      expect(await unlockHere(again)).toMatchObject({ ok: true });
      expect(pending(stateOf(again, entry))).toBe(true);
      const told = () => alarmsOf(again).some((one) => one.code === code);
      await until("the alarm once more", () => code === "none" || told());
      hostile.honest();
      await until("it is saved", async () => (await versionsOf(log, made)) === 1, 40_000);
      await until("it is shown as saved", () => !pending(stateOf(again, entry)));
      expect(await versionsOf(log, made)).toBe(1);
      expect(told()).toBe(code === "log-forked");
      await again.lock();
      await unblock(made);
      const alarm = code === "none" ? "none" : code === "log-forked" ? "stays" : "passes";
      const shown = "the truth";
      register(context, {
        row: 25,
        attack: `an append confirmed ${what} and not kept`,
        path: "L",
        is: "tried",
        code,
        alarm,
        shown,
        goesOn: true,
      });
    },
  );
});

test("two heads signed for one size are a fork, told by an alarm that stays", async (context) => {
  const { hostile, disk, engine, log } = await open();
  await insider.read();
  // Two clients are given different tails: hers, on top of what both knew, and the director's.
  hostile.pushes(() => undefined);
  answering(hostile, (append) =>
    acknowledgement.encode(hostile.sign(insider.org, [headAfter(append)])),
  );
  const { block: made, entry } = await block(engine, 6);
  await until("it is signed for", () => stateOf(engine, entry)?.is === "saved");
  expect(await versionsOf(log, made)).toBe(0);
  await scene.stir();
  // Then one of them is told the other's.
  hostile.honest();
  await scene.stir();
  await until("the fork", () => alarmsOf(engine).some(({ code }) => code === "log-forked"), 20_000);
  await disk.quiet();
  await engine.lock();
  const again = engineOn(disk, hostile);
  expect(await unlockHere(again)).toMatchObject({ ok: true });
  expect(alarmsOf(again).map(({ code, vault }) => [code, vault])).toContainEqual([
    "log-forked",
    log,
  ]);
  await again.lock();
  register(context, {
    row: 24,
    attack: "a tail that only one client was given, then another's",
    path: "L",
    is: "tried",
    code: "log-forked",
    alarm: "stays",
    shown: "an earlier truth",
    goesOn: true,
  });
});

/** A sequence of numbers in [0, 1) that depends on its seed alone. */
function chanceOf(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

const seeds = process.env["LONG"] === "1" ? Array.from({ length: 40 }, (_, i) => i + 1) : [1, 2];

test("whatever is lost, late, refused or sent twice, every deed is done once", async (context) => {
  const { hostile, engine, log } = await open();
  const blocks: string[] = [];
  const done: string[] = [];
  for (const seed of seeds) {
    const chance = chanceOf(seed);
    const refusal = (code: keyof typeof serverErrors): Raw => ({
      status: serverErrors[code],
      bytes: Buffer.from(JSON.stringify({ code })),
    });
    hostile.before("/v1/append", async (sent) => {
      const drawn = chance();
      await new Promise((later) => setTimeout(later, chance() * 30));
      if (drawn < 0.15) throw new TypeError("lost on the way there");
      if (drawn < 0.25) return refusal(drawn < 0.2 ? "our-fault" : "try-again");
      if (drawn < 0.5) await postAgain(sent);
      return sent;
    });
    hostile.raw("/v1/append", async (raw) => {
      const drawn = chance();
      await new Promise((later) => setTimeout(later, chance() * 30));
      if (drawn < 0.3) throw new TypeError("lost on the way back");
      return drawn < 0.4 ? refusal("our-fault") : raw;
    });
    hostile.raw("/v1/pull", (raw) => {
      if (chance() < 0.2) throw new TypeError("lost");
      return raw;
    });
    for (const at of [5, 6, 7]) {
      const { block: made, entry } = await block(engine, at);
      blocks.push(made);
      if (chance() < 0.5) await scene.stir();
      const { house } = scene.house;
      const ended = await engine.act("unblockBeds", { house, block: id(made) });
      if (!ended.ok) throw new Error(JSON.stringify(ended.refusal));
      done.push(entry, ended.entry);
    }
    await new Promise((later) => setTimeout(later, 300));
    hostile.honest();
    for (const entry of done) {
      await until(`deed ${entry} of seed ${seed}`, () => !pending(stateOf(engine, entry)), 45_000);
    }
  }
  expect(
    done
      .map((entry) => stateOf(engine, entry)?.is)
      .filter((is) => is !== undefined && is !== "saved"),
  ).toEqual([]);
  await insider.read();
  const { live, skipped } = insider.follow.book.state(log);
  expect(blocks.map((made) => live.get(made as never)?.version)).toEqual(blocks.map(() => 2));
  expect(skipped).toEqual([]);
  expect(alarmsOf(engine)).toEqual([]);
  await engine.lock();
  register(context, {
    row: 26,
    attack: "appends lost, late, refused and doubled by chance",
    path: "L",
    is: "tried",
    code: "none",
    alarm: "none",
    shown: "the truth",
    goesOn: true,
  });
});

/** Sends a request once more than its client knows. */
async function postAgain({ path, body, authorization }: Sent): Promise<void> {
  const response = await fetch(`${scene.servers.url}${path}`, {
    method: "POST",
    body: body as Uint8Array<ArrayBuffer>,
    headers: {
      "content-type": "application/octet-stream",
      ...(authorization && { authorization }),
    },
  });
  await response.arrayBuffer();
}
