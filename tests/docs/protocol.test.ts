import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import {
  type Entry,
  boxLength,
  bulkLimit,
  commitCap,
  commitFaults,
  encodeLeaf,
  entryBody,
  entryCap,
  entryKinds,
  envelopeCap,
  fromHex,
  headsCap,
  inviteLasts,
  itemsCap,
  jointCap,
  labels,
  leafLength,
  parseCommit,
  suite,
  treeFaults,
  wishCap,
  witnessCap,
} from "#crypto";
import { put, recordId } from "../crypto-log/cast.ts";
import { standings, table } from "../crypto-log/rights-table.ts";
import { vectors } from "../vectors/all.ts";
import { frozen } from "../vectors/frozen.ts";

const document = readFileSync(new URL("../../docs/protocol.md", import.meta.url), "utf8");
const rows = (pattern: RegExp): string[][] =>
  [...document.matchAll(pattern)].map(([, ...found]) => found as string[]);

test("the table of labels is the code's, in its order", () => {
  const named = rows(/^\| `(linden\/1\/[a-z-]+)` \|/gm).map(([label]) => label);
  expect(named).toEqual(Object.values(labels));
});

test("every cap is the code's", () => {
  const caps = {
    commitCap,
    itemsCap,
    jointCap,
    entryCap,
    headsCap,
    wishCap,
    witnessCap,
    envelopeCap,
    bulkLimit,
    inviteLasts,
    leafLength,
    boxLength,
    bundleLength: suite.bundleLength,
  };
  const stated = rows(/^\| [^|]+ \| (\d+) \| `([A-Za-z]+)` \|$/gm);
  expect(Object.fromEntries(stated.map(([cap, name]) => [name, Number(cap)]))).toEqual(caps);
});

test("the types of entries are the code's", () => {
  const stated = rows(/^\| (\d+) \| `([a-z-]+)` \| [^|]+ \|$/gm);
  expect(stated).toEqual(entryKinds.map((kind, i) => [String(i + 1), kind]));
});

describe("the byte table of an entry", () => {
  const { roster } = frozen<{ roster: readonly { readonly bytes: string }[] }>("organisation");
  const entries = roster.flatMap(({ bytes }): readonly Entry[] => {
    const commit = parseCommit(fromHex(bytes));
    return commit.ok && commit.value.items.is === "entries" ? commit.value.items.entries : [];
  });
  /** What the variable part of an entry adds, by the document's own numbers. */
  const more: { readonly [Is in Entry["is"]]?: (entry: Extract<Entry, { is: Is }>) => number } = {
    invite: (entry) => 17 * entry.wishes.length + (entry.replaces === undefined ? 0 : 16),
    epoch: (entry) => (entry.link.is === "wrapped" ? 48 : 0),
    fence: (entry) => 56 * entry.heads.length,
    witness: (entry) => entry.witnesses.reduce((sum, { name }) => sum + 33 + name.length, 0),
  };

  test.each(entryKinds)("%s adds up to its length", (kind) => {
    const [, after = ""] = document.split(`\n#### \`${kind}\`: `);
    const length = Number.parseInt(after, 10);
    const part = after.split("\n#")[0] ?? "";
    const fields = [...part.matchAll(/^\| [A-Za-z]+ \| (\d+) \|/gm)].map(([, n]) => Number(n));
    expect(fields.reduce((sum, n) => sum + n, 0)).toBe(length);
    const examples = entries.filter((entry) => entry.is === kind);
    expect(examples).not.toEqual([]);
    for (const entry of examples) {
      const added = (more[kind] as ((entry: Entry) => number) | undefined)?.(entry) ?? 0;
      expect(entryBody(entry)).toHaveLength(length + added);
    }
  });
});

test("the offsets of a leaf are where its fields stand", () => {
  const [, after = ""] = document.split("A leaf is 92 bytes:");
  const stated = [
    ...(after.split("```")[0] ?? "").matchAll(/^\| (\d+) \| (\d+) \| ([a-zA-Z]+) \|/gm),
  ];
  let at = 0;
  for (const [, offset, bytes] of stated) {
    expect(Number(offset)).toBe(at);
    at += Number(bytes);
  }
  expect(at).toBe(leafLength);
  const leaf = put({ record: recordId("a"), schema: 0x0102, version: 0x0304, epoch: 0x0506 });
  const view = new DataView(encodeLeaf(leaf).buffer);
  const of = (field: string): number =>
    Number(stated.find(([, , , name]) => name === field)?.[1] ?? Number.NaN);
  expect(view.getUint16(of("schema"))).toBe(0x0102);
  expect(view.getUint32(of("version"))).toBe(0x0304);
  expect(view.getUint32(of("epoch"))).toBe(0x0506);
  expect(new Uint8Array(view.buffer, of("contentCommit"), 32)).toEqual(leaf.contentCommit);
  expect(new Uint8Array(view.buffer, of("envelopeHash"), 32)).toEqual(leaf.envelopeHash);
});

test("the right × entry table is the tested one", () => {
  const columns = standings.filter((standing) => standing !== "stranger");
  const marks = table
    .filter((row) => row.who.length > 0)
    .map((row) => [
      row.is,
      row.what,
      ...columns.map((standing) => (row.who.includes(standing) ? "•" : "")),
    ]);
  const [, after = ""] = document.split("| entry | what | admin |");
  const stated = (after.split("\n\n")[0] ?? "").split("\n").slice(2);
  expect(stated.map(cellsOf)).toEqual(marks);
});

const cellsOf = (line: string): string[] =>
  line
    .split("|")
    .slice(1, -1)
    .map((cell) => cell.trim().replaceAll("`", ""));

test("the table of faults is the code's, each in its class", () => {
  const stated = rows(/^\| `([a-z-]+)` \| (tree|commit) \|/gm);
  const classes = [
    ...treeFaults.map((code) => [code, "tree"]),
    ...commitFaults.map((code) => [code, "commit"]),
  ];
  expect(stated).toEqual(classes);
});

test("the table of vectors names every file", () => {
  const stated = rows(/^\| `([a-z]+)\.json` \|/gm).map(([name]) => name);
  expect(stated.toSorted()).toEqual(Object.keys(vectors).toSorted());
});

test("every section that the code cites is there", () => {
  const sections = rows(/^## (\d)\. /gm).map(([number]) => number);
  expect(sections).toEqual(["1", "2", "3", "4", "5", "6", "7", "8", "9"]);
});
