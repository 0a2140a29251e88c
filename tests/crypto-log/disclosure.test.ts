import { expect, test } from "vitest";
import {
  type Disclosure,
  type LogHead,
  appendLeaf,
  contentCommit,
  cosign,
  emptyFrontier,
  formatDisclosure,
  formatNote,
  headOf,
  headsLeaf,
  inclusionProof,
  itemsHash,
  leafHash,
  meaningCommit,
  openDisclosure,
  readDisclosure,
  rosterLog,
  signCheckpoint,
  sortHeads,
  utf8,
  type VaultId,
} from "#crypto";
import { bytesOf, person, put, recordId, vaultId } from "./cast.ts";
import { World } from "./world.ts";

const payload = JSON.stringify([112, { facts: "Somebody at the gate. Ünïcode \n too" }, 1_780_000]);
const blind = bytesOf("blind").slice(0, 16);
const meaning = {
  compartment: "incidents",
  house: "0a".repeat(16),
  blind: bytesOf("meaning").slice(0, 16),
};
const signerOf = (name: string) => {
  const { identity } = person(name);
  return { publicKey: identity.signPublic, secret: identity.signSecret, name };
};

/** An organisation with a witness, and one record among others in a vault; as it is opened to somebody. */
function opened({ by = "writer" as "writer" | "reader" } = {}) {
  const world = new World();
  const vault: VaultId = vaultId("incidents");
  const entries = [
    {
      is: "create-vault",
      vault,
      meaning: meaningCommit({ ...meaning, vault }),
      writeOnce: true,
    } as const,
    world.epoch(vault, { epoch: 1, link: { is: "first" }, boxesCount: 1 }),
  ];
  const joint = [
    { log: rosterLog, itemsHash: itemsHash({ is: "entries", entries }) },
    { log: vault, itemsHash: itemsHash(world.meaning(vault)) },
  ].toSorted((a, b) => (a.log < b.log ? -1 : 1));
  const roster = world.sign(world.founder, entries, { joint });
  const folded = world.try(world.founder, entries, { joint });
  expect(folded.verdict.is).toBe("valid");
  world.rosterCommits.push(roster.bytes);
  world.roster = folded.roster;
  const commits: Uint8Array[] = [];
  const hashes = () => commits.map(leafHash);
  const [writer, reader] = [person("writer"), person("reader")];
  world.join(writer);
  world.join(reader);
  world.grant(vault, writer, 2);
  world.grant(vault, reader, 1);
  const witness = signerOf("witness.example/1");
  world.must(world.founder, [
    {
      is: "witness",
      quorum: 1,
      witnesses: [{ name: witness.name, key: witness.publicKey }],
    } as never,
  ]);
  const leafOf = (of: string, text: string) => {
    const record = recordId(of);
    const content = { org: world.org, vault, record, schema: 2, blind, payload: utf8(text) };
    return put({ record, schema: 2, contentCommit: contentCommit(content) });
  };
  const author = by === "writer" ? writer : reader;
  for (const [of, text, who] of [
    ["one", "[1]", writer],
    ["wanted", payload, author],
    ["three", "[3]", writer],
  ] as const) {
    const frontier = hashes().reduce(appendLeaf, emptyFrontier);
    const leaves = [leafOf(`${of} beside`, "[9]"), leafOf(of, text)];
    const base = headOf(frontier);
    const draft = { base, items: { is: "leaves", leaves } as const };
    world.logs.set(vault, { log: vault, frontier, live: new Map(), rosterSize: 0, skipped: [] });
    commits.push(world.signLeaves(vault, who, leaves, draft).bytes);
  }
  const list: LogHead[] = sortHeads([
    { log: rosterLog, ...world.roster.head },
    { log: vault, ...headOf(hashes().reduce(appendLeaf, emptyFrontier)) },
  ]);
  const leaf = headsLeaf(list);
  const server = { publicKey: world.server.signPublic, secret: world.server.signSecret };
  const note = signCheckpoint(world.org, headOf(appendLeaf(emptyFrontier, leaf)), server);
  const seen = cosign(note, 1_790_000_000, witness);
  const disclosure: Disclosure = {
    org: world.org,
    roster: world.rosterCommits,
    line: {
      note: formatNote({ ...note, signatures: [...note.signatures, seen] }),
      list,
      path: [],
    },
    meaning,
    contents: [
      {
        commit: commits[1] as Uint8Array,
        position: 1,
        path: inclusionProof(hashes(), 1),
        blind,
        payload,
      },
    ],
  };
  return { world, vault, disclosure, commits, writer };
}

const said = (disclosure: Disclosure): string => {
  const read = openDisclosure(formatDisclosure(disclosure));
  return read.ok ? "believed" : read.error;
};

test("a record is opened to a reader without keys: what it says, who wrote it where, and by when", () => {
  const { world, vault, disclosure, writer } = opened();
  const text = formatDisclosure(disclosure);
  expect(readDisclosure(text)).toEqual(disclosure);
  expect(openDisclosure(text)).toEqual({
    ok: true,
    value: {
      org: world.org,
      vault,
      compartment: "incidents",
      house: meaning.house,
      contents: [
        {
          record: recordId("wanted"),
          version: 1,
          schema: 2,
          author: writer.id,
          manages: false,
          position: 1,
          payload,
        },
      ],
      line: 1,
      dated: [{ witness: "witness.example/1", time: 1_790_000_000 }],
    },
  });
});

test("with any character changed, left out or put in, it is not believed, or says the same by fewer witnesses", () => {
  const { disclosure } = opened();
  const text = formatDisclosure(disclosure);
  const whole = openDisclosure(text);
  const rest = whole.ok && { ...whole.value, dated: [] };
  expect(whole.ok).toBe(true);
  for (let at = 0; at < text.length; at += process.env["LONG"] === "1" ? 1 : 17) {
    const other = text[at] === "A" ? "B" : "A";
    for (const changed of [
      text.slice(0, at) + other + text.slice(at + 1),
      text.slice(0, at) + text.slice(at + 1),
    ]) {
      const read = openDisclosure(changed);
      // The note's witness line alone may be spoiled without spoiling the server's.
      if (read.ok) expect([at, read.value]).toEqual([at, rest]);
    }
  }
});

test("another text, another blind, place, house, record or organisation is refused by its own code", () => {
  const { disclosure, commits } = opened();
  const [content] = disclosure.contents;
  if (content === undefined) throw new Error("nothing");
  const but = (change: Partial<typeof content>): Disclosure => ({
    ...disclosure,
    contents: [{ ...content, ...change }],
  });
  expect(said(disclosure)).toBe("believed");
  expect(said(but({ payload: payload.replace("gate", "door") }))).toBe("other-content");
  expect(said(but({ blind: bytesOf("other").slice(0, 16) }))).toBe("other-content");
  expect(said(but({ position: 2 }))).toBe("not-included");
  expect(said(but({ commit: commits[2] as Uint8Array }))).toBe("not-included");
  expect(said({ ...disclosure, meaning: { ...meaning, compartment: "daily" } })).toBe(
    "other-vault",
  );
  expect(said({ ...disclosure, org: new World("x").org })).toBe("wrong-roster");
  expect(said({ ...disclosure, roster: disclosure.roster.slice(0, -1) })).toBe("wrong-roster");
  const other = opened().disclosure.line;
  expect(said({ ...disclosure, line: { ...other, list: other.list.slice(1) } })).toBe("wrong-line");
});

test("what somebody wrote who might only read is not shown as a record", () => {
  expect(said(opened({ by: "reader" }).disclosure)).toBe("not-allowed");
});
