import { readdirSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { commitFaults, entryKinds, labels, leafKinds, parseCommit, treeFaults } from "#crypto";
import { fromHex } from "#crypto";
import { vectors } from "./all.ts";
import { folder, frozen, frozenText, textOf } from "./frozen.ts";

describe("the product still makes, opens and judges what is frozen in", () => {
  test.each(Object.entries(vectors))("%s.json", (name, make) => {
    expect(textOf(make())).toBe(frozenText(name));
  });
});

test("every frozen file is one that is checked", () => {
  const files = readdirSync(folder).filter((file) => file.endsWith(".json"));
  expect(files.toSorted()).toEqual(
    Object.keys(vectors)
      .map((name) => `${name}.json`)
      .toSorted(),
  );
});

describe("the vectors leave out", () => {
  interface Organisation {
    readonly roster: readonly { readonly bytes: string }[];
    readonly vaults: readonly { readonly commits: readonly { readonly bytes: string }[] }[];
    readonly bad: readonly { readonly code: string }[];
  }
  const { roster, vaults, bad } = frozen<Organisation>("organisation");
  const itemsOf = ({ bytes }: { readonly bytes: string }) => {
    const commit = parseCommit(fromHex(bytes));
    if (!commit.ok) throw new Error(commit.error);
    return commit.value.items;
  };

  test("no label", () => {
    const { labels: listed } = frozen<{ labels: readonly { label: string }[] }>("hash");
    expect(listed.map((one) => one.label)).toEqual(Object.values(labels));
  });

  test("no kind of entry or leaf", () => {
    const entries = roster
      .map(itemsOf)
      .flatMap((items) => (items.is === "entries" ? items.entries : []));
    expect(new Set(entries.map((entry) => entry.is))).toEqual(new Set(entryKinds));
    const leaves = vaults
      .flatMap((vault) => vault.commits.map(itemsOf))
      .flatMap((items) => (items.is === "leaves" ? items.leaves : []));
    expect(new Set(leaves.map((leaf) => leaf.kind))).toEqual(new Set(leafKinds));
  });

  test("no fault", () => {
    expect(new Set(bad.map((one) => one.code))).toEqual(new Set([...treeFaults, ...commitFaults]));
  });
});
