import { beforeAll, expect, test } from "vitest";
import { manifest } from "#contract/manifest.ts";
import { type Entry, parse, parseCommit, readEntry, writeEntry, Writer } from "#crypto";
import { person } from "../crypto-log/cast.ts";
import { stage as rightsStage, table } from "../crypto-log/rights-table.ts";
import { stage } from "../crypto-log/stage.ts";
import { fieldsOf } from "../server/wire.ts";

const listed = (places: object): string[] => Object.keys(places).toSorted();
const seen = (names: readonly string[]): string[] => [...new Set(names)].toSorted();

let entries: Entry[];
beforeAll(() => {
  const shared = rightsStage();
  entries = table.flatMap((row) => row.entries(shared, shared.people.manage));
  entries.push({
    is: "invite",
    invite: person("for a lost key").identity.signPublic,
    roles: { admin: false, audit: false },
    wishes: [],
    replaces: shared.other.id,
  });
});

/** An entry as its bytes say it. */
function again(entry: Entry): Entry {
  const writer = new Writer();
  writeEntry(writer, entry);
  const read = parse(writer.done(), readEntry);
  if (read === undefined) throw new Error(entry.is);
  return read;
}

test("the manifest lists every field of every kind of entry, and no other", () => {
  const names = entries.map(again).flatMap(({ is, ...fields }) => fieldsOf(fields, is));
  expect(seen([...names, "is"])).toEqual(listed(manifest.entries));
});

test("the manifest lists every field of a commit and of a leaf, and no other", () => {
  const { world } = stage();
  const commits = [...world.commits.values()].flat().map((bytes) => parseCommit(bytes));
  const fields: string[] = [];
  const leaves: string[] = [];
  for (const commit of commits) {
    if (!commit.ok) throw new Error(commit.error);
    const { items, ...rest } = commit.value;
    fields.push(...fieldsOf(rest), "items.is");
    if (items.is === "leaves") leaves.push(...items.leaves.flatMap((leaf) => fieldsOf(leaf)));
  }
  expect(seen(fields)).toEqual(listed(manifest.commits));
  expect(seen(leaves)).toEqual(listed(manifest.leaves));
});
