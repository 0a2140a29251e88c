// Over 300 lines: one row of attacks on one way of joining.
import { afterAll, beforeAll, expect, test } from "vitest";
import {
  type Entry,
  type LogId,
  makeIdentity,
  openInvites,
  parseCommit,
  readProof,
  rosterLog,
  signCommit,
  toHex,
} from "#crypto";
import type { Append } from "#contract/append.ts";
import { openDatabase } from "#server/postgres/database.ts";
import type { Tables } from "#server/store/tables.ts";
import type { Engine } from "#vault/engine.ts";
import { alarmsOf, done, makeDevice, passphrase, until } from "../engine/people.ts";
import { Hostile } from "./hostile.ts";
import { Insider } from "./insider.ts";
import { register } from "./register.ts";
import { type Scene, boardOf, engineOn, makeScene, unlockHere } from "./scene.ts";

let scene: Scene;
let insider: Insider;
beforeAll(async () => {
  scene = await makeScene();
  insider = await Insider.of(scene.servers, scene.director);
}, 120_000);
afterAll(() => scene.stop());

const invited = (displayName: string) =>
  done(
    scene.director.engine.invite({
      preset: "staff",
      houses: [scene.house.house],
      displayName,
      inPerson: true,
    }),
  );

const joining = (engine: Engine, code: string, displayName: string) =>
  engine.join({
    code,
    displayName,
    loginId: `crane-${toHex(crypto.getRandomValues(new Uint8Array(4)))}`,
    passphrase,
    deviceLabel: "Phone",
    sharedDevice: false,
  });

/** A commit of the roster in the director's name, by somebody who has not her key. */
function forged(entry: Entry): { readonly bytes: Uint8Array; readonly envelopes: [] } {
  const { head } = insider.follow.book.roster;
  const draft = {
    log: rosterLog,
    base: head,
    roster: head,
    author: insider.member,
    joint: [],
    items: { is: "entries", entries: [entry] },
  } as const;
  return { bytes: signCommit(insider.org, draft, makeIdentity(1)).bytes, envelopes: [] };
}

/** How large the roster is, and who is on it. */
async function roster(): Promise<{ readonly size: number; readonly members: number }> {
  await insider.read();
  const { head, members } = insider.follow.book.roster;
  return { size: head.size, members: members.size };
}

/** The append of a join with other keys in it, signed by whoever has those keys. */
function withOtherKeys(append: Append): Append {
  const identity = makeIdentity(1);
  const [chain] = append.chains;
  const parsed = parseCommit(chain?.commits[0]?.bytes ?? new Uint8Array(0));
  if (!parsed.ok || parsed.value.items.is !== "entries") throw new Error("not a join");
  const entries = parsed.value.items.entries.map((entry): Entry =>
    entry.is === "accept"
      ? { ...entry, sign: identity.signPublic, box: identity.boxPublic }
      : entry,
  );
  const { bytes } = signCommit(
    insider.org,
    { ...parsed.value, items: { is: "entries", entries } },
    identity,
  );
  return { ...append, chains: [{ log: rosterLog as LogId, commits: [{ bytes, envelopes: [] }] }] };
}

const line = { path: "C", is: "tried", alarm: "none", shown: "nothing", goesOn: true } as const;

test("keys put in place of a joiner's are refused by the server, and skipped by everybody where it is in league", async (context) => {
  const { code } = await invited("Cleo");
  const before = await roster();
  const hostile = new Hostile(scene.servers);
  let swapped: Append | undefined;
  hostile.request("/v1/join", (asked) => {
    swapped = withOtherKeys(asked.append);
    return { ...asked, append: swapped };
  });
  const { engine } = makeDevice(scene.servers.url, hostile.ports);
  expect(await joining(engine, code, "Cleo")).toEqual({ ok: false, code: "wrong-commit" });
  expect(await roster()).toEqual(before);
  expect((await engine.status()).is).toBe("locked");

  // The same, taken without a look: it stands in the roster and nobody is a member by it.
  if (swapped === undefined) throw new Error("no join");
  await insider.force(swapped);
  const after = await roster();
  expect(after).toEqual({ size: before.size + 1, members: before.members });
  expect(insider.follow.book.roster.skipped.at(-1)?.code).toBe("bad-invite-signature");
  await until("an alarm at the director's", () =>
    alarmsOf(scene.director.engine).some((one) => one.code === "commit-skipped"),
  );
  // The invite is still good for her whom it is for.
  const honest = makeDevice(scene.servers.url);
  expect(await joining(honest.engine, code, "Cleo")).toMatchObject({ ok: true });
  await until("the house", () => boardOf(honest.engine, scene.house));
  await honest.engine.lock();
  register(
    context,
    { ...line, row: 30, attack: "a joiner's keys exchanged on the way", code: "wrong-commit" },
    {
      ...line,
      row: 30,
      attack: "a joiner's keys exchanged, taken by a server in league",
      path: "L",
      code: "commit-skipped",
      alarm: "stays",
      shown: "the truth",
    },
  );
});

test("another organisation in place of the invited one is refused before anything is made", async (context) => {
  const other = await makeScene();
  try {
    const stranger = await Insider.of(other.servers, other.director);
    const roster = await stranger.api.pull(rosterLog, 0);
    if (!roster.ok) throw new Error(roster.error);
    const { code } = await invited("Dora");
    const hostile = new Hostile(scene.servers);
    hostile.reply("/v1/pull", () => roster.value);
    const { engine } = makeDevice(scene.servers.url, hostile.ports);
    const refused = { ok: false, code: "log-forked" };
    expect(await engine.readInvite(code)).toEqual(refused);
    expect(await joining(engine, code, "Dora")).toEqual(refused);
    expect(hostile.sent.map(({ path }) => path)).not.toContain("/v1/join");
    register(context, {
      ...line,
      row: 30,
      attack: "another organisation in the invited one's place",
      code: "log-forked",
    });
  } finally {
    await other.stop();
  }
});

test("the roster as it was before the invite is refused", async (context) => {
  const { code } = await invited("Edda");
  const hostile = new Hostile(scene.servers);
  hostile.reply("/v1/pull", (page) => {
    const commits = page.commits.slice(0, -1);
    const { follow, org } = insider;
    const root = follow.book.roster.roots[commits.length];
    if (root === undefined) return undefined;
    const standing = hostile.sign(org, [{ log: page.log, size: commits.length, root }]);
    return { ...page, commits, standing };
  });
  await roster();
  const { engine } = makeDevice(scene.servers.url, hostile.ports);
  expect(await joining(engine, code, "Edda")).toEqual({ ok: false, code: "log-rolled-back" });
  expect(hostile.sent.map(({ path }) => path)).not.toContain("/v1/join");
  register(context, {
    ...line,
    row: 30,
    attack: "the roster as it was before the invite",
    code: "log-rolled-back",
  });
});

test("an invite is good once, and no more once it is revoked", async (context) => {
  const { code } = await invited("Fleur");
  const first = makeDevice(scene.servers.url);
  expect(await joining(first.engine, code, "Fleur")).toMatchObject({ ok: true });
  await first.engine.lock();
  const ended = { ok: false, code: "invite-ended" };
  const second = makeDevice(scene.servers.url);
  expect(await second.engine.readInvite(code)).toEqual(ended);
  expect(await joining(second.engine, code, "Fleur again")).toEqual(ended);

  const late = await invited("Gerda");
  await insider.read();
  const invite = openInvites(insider.follow.book.roster).at(-1)?.key;
  if (invite === undefined) throw new Error("no invite");
  const items = { is: "entries", entries: [{ is: "revoke-invite", invite }] } as const;
  const bytes = insider.sign(rosterLog, items);
  expect(await insider.append(rosterLog, [{ bytes, envelopes: [] }])).toBe("taken");
  expect(await joining(second.engine, late.code, "Gerda")).toEqual(ended);
  const { members } = await roster();
  register(
    context,
    { ...line, row: 30, attack: "an invite used twice", code: "invite-ended" },
    { ...line, row: 30, attack: "an invite used after it was revoked", code: "invite-ended" },
  );
  expect(members).toBe(insider.follow.book.roster.members.size);
});

test("rows put into the tables make nobody a member, open nothing, and are told where a client can see them", async (context) => {
  const db = openDatabase<Tables>(scene.servers.databaseUrl);
  try {
    const before = await roster();
    const account = await db.selectFrom("accounts").selectAll().executeTakeFirstOrThrow();
    const member = Buffer.alloc(16, 7);
    await db
      .insertInto("accounts")
      .values({ ...account, login_id: "magpie-0001", member })
      .execute();
    const token = new Uint8Array(32).fill(8);
    const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", token));
    const ends = new Date(Date.now() + 3_600_000);
    await db
      .insertInto("sessions")
      .values({
        token_hash: Buffer.from(hash),
        org: account.org,
        member,
        generation: 1,
        invite: null,
        ends_at: ends,
        idle_at: ends,
      })
      .execute();
    const asked = await fetch(`${scene.servers.url}/v1/pull`, {
      method: "POST",
      body: new Uint8Array(24),
      headers: {
        "content-type": "application/octet-stream",
        authorization: `Bearer ${toHex(token)}`,
      },
    });
    expect([asked.status, await asked.json()]).toEqual([401, { code: "session-ended" }]);
    const { engine } = scene.director;
    await scene.stir();
    expect(await roster()).toEqual(before);
    const trust = await engine.trust();
    expect(trust.members).toBe(before.members);
    expect(await boardOf(engine, scene.house)).toBe(scene.truths.at(-1));
    register(context, {
      ...line,
      row: 29,
      attack: "an account and a session for a member who is none",
      path: "L",
      code: "none",
      shown: "the truth",
    });
  } finally {
    await db.destroy();
  }
});

test("what a dump holds of a session is no session", async (context) => {
  const db = openDatabase<Tables>(scene.servers.databaseUrl);
  try {
    const kept = await db.selectFrom("sessions").select("token_hash").execute();
    expect(kept.length).toBeGreaterThan(0);
    for (const { token_hash: hash } of kept) {
      const asked = await fetch(`${scene.servers.url}/v1/pull`, {
        method: "POST",
        body: new Uint8Array(24),
        headers: {
          "content-type": "application/octet-stream",
          authorization: `Bearer ${toHex(hash)}`,
        },
      });
      expect([asked.status, await asked.json()]).toEqual([401, { code: "session-ended" }]);
    }
    register(context, {
      ...line,
      row: 43,
      attack: "the hashes of sessions from a dump, used as tokens",
      path: "S",
      code: "session-ended",
      shown: "nothing",
    });
  } finally {
    await db.destroy();
  }
});

test("an entry put into the roster's table, by which somebody grants herself a vault, gives nothing and is told", async (context) => {
  const { engine } = scene.director;
  const vault = insider.vault({ compartment: "residents", house: scene.house.house });
  await insider.read();
  const before = insider.follow.book.roster;
  const { epoch } = insider.key(vault);
  const grant: Entry = {
    is: "grant",
    vault,
    member: insider.member,
    generation: 1,
    right: 3,
    epoch,
    boxHash: new Uint8Array(32) as never,
  };
  const { head } = before;
  await insider.forceInto(rosterLog, forged(grant));
  const after = await roster();
  expect(after.size).toBe(head.size + 1);
  expect(insider.follow.book.roster.skipped.at(-1)?.code).toBe("bad-signature");
  expect(insider.follow.book.roster.vaults.get(vault)).toEqual(before.vaults.get(vault));
  await until("an alarm", () => alarmsOf(engine).some(({ code }) => code === "commit-skipped"));
  // Work goes on: the server, too, has passed it over.
  await scene.stir();
  const proofs = (await engine.proofs()).map(readProof);
  expect(proofs).toMatchObject([{ ok: true, value: { org: insider.org } }]);
  const proved = proofs.flatMap((one) => (one.ok ? one.value.proved : []));
  expect(proved).toContainEqual({
    is: "foreign",
    position: head.size,
    code: "bad-signature",
    entries: ["grant"],
  });
  expect(await boardOf(engine, scene.house)).toBe(scene.truths.at(-1));
  for (const row of [29, 31]) {
    register(context, {
      ...line,
      row,
      attack: "a grant that no manager signed, put into the roster's table",
      path: "L",
      code: "commit-skipped",
      alarm: "stays",
      shown: "the truth",
    });
  }
});

test("what was put into the roster counts for nothing on a device that is opened again without a network either", async (context) => {
  const [disk, hostile] = [scene.warm.copy(), new Hostile(scene.servers)];
  const first = engineOn(disk, hostile);
  await done(unlockHere(first));
  const status = await first.status();
  if (status.is !== "open") throw new Error("not open");
  const { member } = status;
  const roles = { admin: true, audit: false };
  await insider.read();
  await insider.forceInto(rosterLog, forged({ is: "role", member, roles }));
  const { size } = await roster();
  const mayAdminister = (engine: Engine): boolean | undefined => {
    let is: boolean | undefined;
    engine.onTeam((team) => (is = team.members.find((one) => one.member === member)?.admin))();
    return is;
  };
  await until("all of it", async () => (await first.trust()).rosterSize === size);
  expect(mayAdminister(first)).toBe(false);
  await disk.quiet();
  await first.lock();
  hostile.cut();
  const again = engineOn(disk, hostile);
  await done(unlockHere(again));
  expect((await again.trust()).rosterSize).toBe(size);
  expect(mayAdminister(again)).toBe(false);
  await again.lock();
  register(context, {
    ...line,
    row: 31,
    attack: "a role that no administrator signed, put into the roster's table",
    path: "O",
    code: "commit-skipped",
    alarm: "stays",
    shown: "the truth",
  });
});
