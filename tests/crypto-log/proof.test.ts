import { expect, test } from "vitest";
import {
  type LogHead,
  type LogId,
  type Statement,
  appendLeaf,
  emptyFrontier,
  formatEvidence,
  formatNote,
  headOf,
  headsLeaf,
  inclusionProof,
  leafHash,
  readProof,
  rosterLog,
  signAcknowledgement,
  signCheckpoint,
} from "#crypto";
import { bytesOf, person, put, recordId, vaultId } from "./cast.ts";
import { World } from "./world.ts";

const signer = (world: World) => ({
  publicKey: world.server.signPublic,
  secret: world.server.signSecret,
});
const signed = (world: World, heads: readonly LogHead[]): Statement => ({
  is: "acknowledgement",
  acknowledgement: signAcknowledgement(world.org, heads, world.server.signSecret),
});
const proof = (world: World, statements: readonly Statement[]): string =>
  formatEvidence({
    org: world.org,
    statements: [
      ...world.rosterCommits.map((bytes): Statement => ({ is: "roster", bytes })),
      ...statements,
    ],
  });
const kinds = (text: string): unknown => {
  const read = readProof(text);
  return read.ok ? read.value.proved.map(({ is }) => is) : read.error;
};

/** Lines of a heads log with these lists, as statements. */
function linesOf(world: World, lists: readonly (readonly LogHead[])[]): Statement[] {
  const leaves = lists.map(headsLeaf);
  return lists.map((list, at): Statement => {
    const until = leaves.slice(0, at + 1);
    const head = headOf(until.reduce(appendLeaf, emptyFrontier));
    const note = formatNote(signCheckpoint(world.org, head, signer(world)));
    return { is: "line", line: { note, list, path: inclusionProof(until, at) } };
  });
}

const vault: LogId = vaultId("one");
const headAt = (size: number, root: string): LogHead => ({ log: vault, size, root: bytesOf(root) });
const rosterHead = (world: World): LogHead => ({ log: rosterLog, ...world.roster.head });

/** A roster with an entry that nobody who might has signed. */
function withForeign(): World {
  const world = new World();
  const vault = world.createVault("one");
  const [friend, stranger] = [person("friend"), person("stranger")];
  world.join(friend);
  world.join(stranger);
  expect(world.append(stranger, [world.grantOf(vault, friend, 3)]).is).toBe("commit-fault");
  world.join(person("later"));
  return world;
}

/** Every character with LONG, else a share of them; no line is shorter than that. */
const step = process.env["LONG"] === "1" ? 1 : 23;

/** Each proof that a client may export, and what it shows. */
const proofs: Readonly<Record<string, () => { text: string; shows: string }>> = {
  "a fork": () => {
    const world = new World();
    const both = [signed(world, [headAt(5, "a")]), signed(world, [headAt(5, "b")])];
    return { text: proof(world, both), shows: "fork" };
  },
  "a log that a later list has taken back": () => {
    const world = new World();
    const lists = [
      [rosterHead(world), headAt(5, "a")],
      [rosterHead(world), headAt(4, "b")],
    ];
    return { text: proof(world, linesOf(world, lists)), shows: "taken-back" };
  },
  "a roll-back": () => {
    const world = new World();
    const both = [signed(world, [headAt(5, "a")]), signed(world, [headAt(4, "b")])];
    return { text: proof(world, both), shows: "two-sizes" };
  },
  "a foreign entry": () => {
    const world = withForeign();
    return { text: proof(world, [signed(world, [rosterHead(world)])]), shows: "foreign" };
  },
  "a write by somebody who might not": () => {
    const world = new World();
    const vault = world.createVault("one");
    const stranger = person("stranger");
    world.join(stranger);
    const { bytes } = world.signLeaves(vault, stranger, [put({ record: recordId("r") })]);
    const before = world.headOf(vault);
    const nodes = [before.root, leafHash(bytes)];
    const head = headOf(nodes.reduce(appendLeaf, emptyFrontier));
    const entry = { bytes, position: 1, size: 2, path: [before.root] };
    const statements: Statement[] = [
      signed(world, [{ log: vault, ...head }]),
      { is: "entry", entry },
    ];
    return { text: proof(world, statements), shows: "foreign-write" };
  },
};

test.for(Object.entries(proofs))(
  "%s is proved to a reader without keys, and to nobody with any character of the proof changed",
  ([, make]) => {
    const { text, shows } = make();
    expect(kinds(text)).toEqual([shows]);
    const begin = text.indexOf("\n") + 1;
    for (let at = begin; at < text.length; at += step) {
      const other = text[at] === "A" ? "B" : "A";
      const changed = text.slice(0, at) + other + text.slice(at + 1);
      const now = kinds(changed);
      expect([at, typeof now]).toEqual([at, "string"]);
    }
    for (const line of text.split("\n").slice(2, -1)) {
      expect(kinds(text.replace(`${line}\n`, ""))).not.toEqual([shows]);
    }
  },
);

test("a foreign entry is told with its fault, its place and what it says", () => {
  const world = withForeign();
  const read = readProof(proof(world, [signed(world, [rosterHead(world)])]));
  const position = world.roster.skipped[0]?.position;
  expect(read).toEqual({
    ok: true,
    value: {
      org: world.org,
      proved: [{ is: "foreign", position, code: "no-right", entries: ["grant"] }],
    },
  });
});

test("a foreign entry that the server has not signed for proves nothing against it", () => {
  const world = withForeign();
  const position = world.roster.skipped[0]?.position ?? 0;
  const before = { log: rosterLog, size: position, root: world.roster.roots[position] as never };
  expect(kinds(proof(world, [signed(world, [before])]))).toBe("wrong-roster");
});

test("statements by another organisation's server, or by nobody, prove nothing", () => {
  const [world, other] = [new World(), new World("another")];
  const both = [signed(other, [headAt(5, "a")]), signed(other, [headAt(5, "b")])];
  expect(kinds(proof(world, both))).toBe("bad-signature");
  expect(kinds(proof(world, [signed(world, [headAt(5, "a")])]))).toBe("proves-nothing");
  expect(kinds(proof(world, []))).toBe("proves-nothing");
});

test("a growing log is no proof of anything but its two sizes, and lists that grow prove nothing", () => {
  const world = new World();
  const lists = [
    [rosterHead(world), headAt(4, "a")],
    [rosterHead(world), headAt(5, "b")],
  ];
  expect(kinds(proof(world, linesOf(world, lists)))).toEqual(["two-sizes"]);
  expect(kinds(proof(world, linesOf(world, lists.slice(0, 1))))).toBe("proves-nothing");
});

test("a write that its author might make is no proof, wherever it stands", () => {
  const world = new World();
  const vault = world.createVault("one");
  const { bytes } = world.signLeaves(vault, world.founder, [put({ record: recordId("r") })]);
  const { root } = world.headOf(vault);
  const head = headOf([root, leafHash(bytes)].reduce(appendLeaf, emptyFrontier));
  const entry = { bytes, position: 1, size: 2, path: [root] };
  const statements: Statement[] = [
    signed(world, [{ log: vault, ...head }]),
    { is: "entry", entry },
  ];
  expect(kinds(proof(world, statements))).toBe("bad-signature");
});

test("where an administrator signed that a log lost its end, a fork and a log taken back in it say so", () => {
  const world = new World();
  const vault = world.createVault("one");
  const head = world.headOf(vault);
  const at = (size: number, root: string): LogHead => ({ log: vault, size, root: bytesOf(root) });
  const fork = [signed(world, [at(4, "a")]), signed(world, [at(4, "b")])];
  const lists = [
    [rosterHead(world), at(4, "a")],
    [rosterHead(world), head],
  ];
  const lines = linesOf(world, lists);
  const lost = (statements: readonly Statement[]): unknown => {
    const read = readProof(proof(world, statements));
    const [first] = read.ok ? read.value.proved : [];
    return first && "lost" in first && first.lost;
  };
  expect([lost(fork), lost(lines)]).toEqual([false, false]);
  world.must(world.founder, [{ is: "reset", log: vault, head, lost: at(3, "c") }]);
  expect([lost(fork), lost(lines)]).toEqual([false, false]);
  world.must(world.founder, [{ is: "reset", log: vault, head, lost: at(4, "a") }]);
  expect([lost(fork), lost(lines)]).toEqual([true, true]);
});

test("what a member built on is heard only with her own signature", () => {
  const world = new World();
  const vault = world.createVault("one");
  const commit = world.signLeaves(vault, world.founder, [put({ record: recordId("r") })]);
  const { size } = commit.commit.base;
  const other = { log: vault, size, root: bytesOf("other") };
  const statements: Statement[] = [signed(world, [other]), { is: "commit", bytes: commit.bytes }];
  expect(readProof(proof(world, statements))).toMatchObject({
    value: { proved: [{ is: "fork", log: vault, size, bySignature: false }] },
  });
  const forged = world.signLeaves(vault, { ...person("nobody"), id: world.founder.id }, [
    put({ record: recordId("r") }),
  ]);
  const false_: Statement[] = [signed(world, [other]), { is: "commit", bytes: forged.bytes }];
  expect(kinds(proof(world, false_))).toBe("bad-signature");
});
