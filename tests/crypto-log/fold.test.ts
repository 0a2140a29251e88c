import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  type BoxPublic,
  type Commit,
  type Entry,
  type SignPublic,
  emptyRoster,
  fenceFor,
  fold,
  foldAll,
  idFrom,
  memberAt,
  orgIdOf,
  parseCommit,
  refold,
  rightAt,
  rolesAt,
  rootAt,
  signCommit,
  vaultsOf,
} from "#crypto";
import { bytesOf, person } from "./cast.ts";
import { skipped, stopped } from "./stage.ts";
import { World } from "./world.ts";

const none = { admin: false, audit: false };

function parsed(bytes: Uint8Array): Commit {
  const commit = parseCommit(bytes);
  if (!commit.ok) throw new Error(commit.error);
  return commit.value;
}

describe("an organisation begins", () => {
  test("with its genesis, whose hash is its id", () => {
    const world = new World();
    expect(world.roster.org).toBe(orgIdOf(world.genesis));
    expect(rolesAt(world.roster, 1, world.founder.id)).toEqual({ admin: true, audit: false });
    expect(vaultsOf(world.roster, world.founder.id)).toEqual([]);
  });

  test("differently for every difference in its genesis", () => {
    const { genesis } = new World();
    const changed = [
      { ...genesis, nonce: bytesOf("other") },
      { ...genesis, member: person("x").id },
      { ...genesis, logKey: person("x").identity.signPublic },
      { ...genesis, sign: person("x").identity.signPublic },
      { ...genesis, policy: { suite: 1 as const, witnessQuorum: 1 } },
    ];
    expect(new Set([genesis, ...changed].map(orgIdOf)).size).toBe(changed.length + 1);
  });

  test("with nothing else, and in nobody else's name", () => {
    const world = new World();
    const [first] = world.rosterCommits.map(parsed) as [Commit];
    const begin = (entries: readonly Entry[], author = world.founder) => {
      const draft = { ...first, author: author.id, items: { is: "entries", entries } as const };
      const { commit, bytes } = signCommit(world.org, draft, author.identity);
      return fold(emptyRoster(), commit, bytes).verdict;
    };
    expect(begin([world.genesis])).toEqual({ is: "valid" });
    expect(begin([{ is: "log-key", logKey: world.genesis.logKey }])).toEqual(stopped("no-genesis"));
    expect(begin([world.genesis], person("thief"))).toEqual(stopped("no-genesis"));
    expect(begin([world.genesis, world.genesis])).toEqual(stopped("no-genesis"));
    const bad = { ...world.genesis, logKey: new Uint8Array(32) as SignPublic };
    expect(begin([bad])).toEqual(stopped("no-genesis"));
  });
});

describe("the roster's log", () => {
  function stage() {
    const world = new World();
    for (let i = 0; i < 4; i++) world.join(person(`member ${i}`));
    return world;
  }

  test("folds to the same roster for whoever reads it", () => {
    const world = stage();
    const again = foldAll(emptyRoster(), world.rosterCommits);
    expect(again).toEqual({ roster: world.roster, stopped: undefined });
    expect(foldAll(emptyRoster(), world.rosterCommits, refold).roster).toEqual(world.roster);
  });

  test("stops every reader at a commit dropped, doubled or exchanged, at every position", () => {
    const { rosterCommits: commits } = stage();
    for (let i = 0; i < commits.length; i++) {
      const doubled = commits.toSpliced(i, 0, commits[i] as Uint8Array);
      expect(foldAll(emptyRoster(), doubled).stopped).toBe("wrong-base-size");
      if (i < commits.length - 1) {
        expect(foldAll(emptyRoster(), commits.toSpliced(i, 1)).stopped).toBe("wrong-base-size");
      }
      for (let j = i + 1; j < commits.length; j++) {
        const swapped = commits.with(i, commits[j] as Uint8Array).with(j, commits[i] as Uint8Array);
        const read = foldAll(emptyRoster(), swapped);
        expect([read.stopped, read.roster.head.size]).toEqual(["wrong-base-size", i]);
      }
    }
  });

  test("keeps a commit with a fault in the tree and skips it whole", () => {
    const world = stage();
    const nobody = person("nobody");
    const before = world.roster;
    const verdict = world.append(person("member 0"), [{ is: "remove", member: nobody.id }]);
    expect(verdict).toEqual(skipped("no-right"));
    const { frontier, head, roots, skipped: faults, ...rest } = world.roster;
    expect({ ...before, ...rest }).toEqual(before);
    expect(head.size).toBe(before.head.size + 1);
    expect(frontier.size).toBe(head.size);
    expect(roots).toHaveLength(head.size + 1);
    expect(faults).toEqual([{ position: before.head.size, code: "no-right" }]);
    world.join(person("afterwards"));
    expect(foldAll(emptyRoster(), world.rosterCommits).roster).toEqual(world.roster);
  });

  test("with any bit changed anywhere is no roster, or another one's", () => {
    const { rosterCommits: commits, roster } = stage();
    fc.assert(
      fc.property(fc.nat(), fc.nat(), (which, where) => {
        const at = which % commits.length;
        const bytes = (commits[at] as Uint8Array).slice();
        const bit = where % (bytes.length * 8);
        bytes[bit >> 3] = (bytes[bit >> 3] as number) ^ (1 << (bit & 7));
        const read = foldAll(emptyRoster(), commits.with(at, bytes));
        expect(read.roster.head.root).not.toEqual(roster.head.root);
        expect(read.stopped !== undefined || read.roster.skipped.length > 0).toBe(true);
      }),
      { numRuns: 150 },
    );
  });

  test("can be asked what held at every earlier size", () => {
    const world = new World();
    const vault = world.createVault("house");
    const member = person("member");
    const sizes: Record<string, number> = {};
    const mark = (name: string): void => void (sizes[name] = world.roster.head.size);
    mark("before");
    world.join(member);
    mark("joined");
    world.grant(vault, member, 2);
    mark("granted");
    world.must(world.founder, world.revoking(vault, member, 1));
    mark("lowered");
    world.must(world.founder, world.removing(member));
    mark("removed");
    const { roster } = world;
    const seen = Object.entries(sizes).map(([name, size]) => [
      name,
      rightAt(roster, size, { vault, member: member.id }),
      memberAt(roster, size, member.id)?.generation,
    ]);
    expect(seen).toEqual([
      ["before", 0, undefined],
      ["joined", 0, 1],
      ["granted", 2, 1],
      ["lowered", 1, 1],
      ["removed", 0, undefined],
    ]);
    expect(rootAt(roster, 1)).toEqual(parsed(world.rosterCommits[1] as Uint8Array).base.root);
    expect(rootAt(roster, roster.head.size + 1)).toBeUndefined();
    const fenced = { log: vault, member: member.id, rosterSize: sizes["granted"] as number };
    expect(fenceFor(roster, fenced)?.head.size).toBe(1);
    expect(fenceFor(roster, { ...fenced, rosterSize: roster.head.size })).toBeUndefined();
  });

  test("two rosters grown from one do not disturb each other", () => {
    const world = stage();
    const left = world.try(world.founder, [
      { is: "invite", invite: person("l").identity.signPublic, roles: none, wishes: [] },
    ]).roster;
    const right = world.try(world.founder, [
      { is: "invite", invite: person("r").identity.signPublic, roles: none, wishes: [] },
    ]).roster;
    expect(rootAt(left, left.head.size)).toEqual(left.head.root);
    expect(rootAt(right, right.head.size)).toEqual(right.head.root);
    expect(left.head.root).not.toEqual(right.head.root);
  });
});

describe("a public key on the roster", () => {
  const smallOrder = [
    "0000000000000000000000000000000000000000000000000000000000000000",
    "0100000000000000000000000000000000000000000000000000000000000000",
    "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
    "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
  ];

  test.each(smallOrder)("is no point of small order, nor one written in two ways: %s", (hex) => {
    const world = new World();
    const key = Uint8Array.from(hex.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
    const entry = {
      is: "rotate-identity",
      sign: person("new").identity.signPublic,
      box: person("new").identity.boxPublic,
      generation: 2,
    } as const;
    const sign = world.try(world.founder, [{ ...entry, sign: key as SignPublic }]);
    expect(sign.verdict).toEqual(skipped("bad-key"));
    if (hex.startsWith("c7")) return;
    const box = world.try(world.founder, [{ ...entry, box: key as BoxPublic }]);
    expect(box.verdict).toEqual(skipped("bad-key"));
  });

  test("is nobody else's, now or before", () => {
    const world = new World();
    const first = person("first");
    world.join(first);
    const { signPublic: sign, boxPublic: box } = first.identity;
    const rotate = (keys: { sign?: SignPublic; box?: BoxPublic }): Entry => {
      const fresh = person("fresh").identity;
      const own = { sign: fresh.signPublic, box: fresh.boxPublic, ...keys };
      return { is: "rotate-identity", generation: 2, ...own };
    };
    expect(world.try(world.founder, [rotate({ sign })]).verdict).toEqual(skipped("key-in-use"));
    expect(world.try(world.founder, [rotate({ box })]).verdict).toEqual(skipped("key-in-use"));
    world.must(world.founder, world.removing(first));
    expect(world.try(world.founder, [rotate({ sign })]).verdict).toEqual(skipped("key-in-use"));
    const swapped = sign as Uint8Array as BoxPublic;
    expect(world.try(world.founder, [rotate({ box: swapped })]).verdict).toEqual(
      skipped("key-in-use"),
    );
    expect(world.try(world.founder, [rotate({})]).verdict).toEqual({ is: "valid" });
  });
});

test("keys that were given up in the commit that took them are nobody's again either", () => {
  const world = new World();
  const [member, other] = [person("member"), person("other")];
  for (const who of [member, other]) world.join(who);
  const { signPublic: sign, boxPublic: box } = person("member", 2).identity;
  const rotation: Entry = { is: "rotate-identity", sign, box, generation: 2 };
  world.must(member, [rotation, { is: "remove", member: member.id }]);
  expect(world.try(other, [rotation]).verdict).toEqual(skipped("key-in-use"));
});

test("a box key has one form only", () => {
  const world = new World();
  const fresh = person("fresh").identity;
  const rotation = (box: Uint8Array): Entry => ({
    is: "rotate-identity",
    sign: fresh.signPublic,
    box: box as BoxPublic,
    generation: 2,
  });
  const attempt = (box: Uint8Array) => world.try(world.founder, [rotation(box)]).verdict;
  const topBit = fresh.boxPublic.slice();
  topBit[31] = (topBit[31] as number) | 0x80;
  expect(attempt(topBit)).toEqual(skipped("bad-key"));
  // 9 and 2^255 - 19 + 9 are one point.
  const nine = new Uint8Array(32).fill(0);
  nine[0] = 9;
  const again = new Uint8Array(32).fill(0xff);
  [again[0], again[31]] = [0xf6, 0x7f];
  expect(attempt(again)).toEqual(skipped("bad-key"));
  expect(attempt(nine)).toEqual({ is: "valid" });
});

test("a log that is lost is named where it is lost, and the roster's where it stands", () => {
  const world = new World();
  const { head } = world.roster;
  const other = { size: head.size, root: bytesOf("other") };
  const reset = (at: typeof head): Entry => ({
    is: "reset",
    log: idFrom.log(new Uint8Array(16)),
    head: at,
    lost: at,
  });
  expect(world.try(world.founder, [reset(other)]).verdict).toEqual(skipped("wrong-reset"));
  const { roster, verdict } = world.try(world.founder, [reset(head)]);
  expect(verdict).toEqual({ is: "valid" });
  expect(roster.resets).toHaveLength(1);
});
