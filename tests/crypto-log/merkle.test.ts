import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import {
  type Hash,
  appendLeaf,
  consistencyProof,
  emptyFrontier,
  fromHex,
  headOf,
  inclusionProof,
  leafHash,
  nodeHash,
  ready,
  rootOf,
  rootOver,
  sha256,
  toHex,
  verifyConsistency,
  verifyInclusion,
} from "#crypto/verify";

beforeAll(ready);

/** The eight leaves and roots of the reference implementation of Certificate Transparency (RFC 6962). */
const inputs = ["", "00", "10", "2021", "3031", "40414243", "5051525354555657"].concat(
  "606162636465666768696a6b6c6d6e6f",
);
const roots = [
  "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
  "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
  "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
  "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
  "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
  "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
  "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
  "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
];

const leavesOf = (count: number): Hash[] =>
  Array.from({ length: count }, (_, i) => leafHash(Uint8Array.of(i)));

/** RFC 9162 §2.1.1 word for word, as slow as it reads. */
function treeHash(leaves: readonly Hash[]): Hash {
  if (leaves.length === 0) return sha256(new Uint8Array(0));
  if (leaves.length === 1) return leaves[0] as Hash;
  let k = 1;
  while (k * 2 < leaves.length) k *= 2;
  return nodeHash(treeHash(leaves.slice(0, k)), treeHash(leaves.slice(k)));
}

test("the empty tree's root is SHA-256 of nothing", () => {
  expect(toHex(rootOf(emptyFrontier))).toBe(
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
  );
});

test("the published leaves give the published roots", () => {
  const leaves = inputs.map((hex) => leafHash(fromHex(hex)));
  expect(roots.map((_, i) => toHex(rootOver(leaves.slice(0, i + 1))))).toEqual(roots);
});

test("a published inclusion path and consistency path verify", () => {
  const leaves = inputs.map((hex) => leafHash(fromHex(hex)));
  expect(inclusionProof(leaves, 5).map(toHex)).toEqual([
    "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
    "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
  ]);
  expect(consistencyProof(leaves, 6).map(toHex)).toEqual([
    "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
    "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
  ]);
});

describe("for every tree of up to 64 leaves", () => {
  const all = Array.from({ length: 65 }, (_, size) => size);

  test("the frontier's root is the definition's", () => {
    let frontier = emptyFrontier;
    const leaves = leavesOf(64);
    for (const leaf of leaves) {
      frontier = appendLeaf(frontier, leaf);
      expect(rootOf(frontier)).toEqual(treeHash(leaves.slice(0, frontier.size)));
    }
  });

  test("every leaf's path proves that leaf at that place, and nothing else", () => {
    for (const size of all.slice(1)) {
      const leaves = leavesOf(size);
      const head = { size, root: rootOver(leaves) };
      for (let index = 0; index < size; index++) {
        const proof = inclusionProof(leaves, index);
        const claim = { leaf: leaves[index] as Hash, index, head, proof };
        expect(verifyInclusion(claim)).toBe(true);
        expect(verifyInclusion({ ...claim, index: index + 1 })).toBe(false);
        expect(verifyInclusion({ ...claim, leaf: leafHash(Uint8Array.of(200)) })).toBe(false);
        expect(verifyInclusion({ ...claim, proof: [...proof, head.root] })).toBe(false);
        if (proof.length > 0) {
          expect(verifyInclusion({ ...claim, proof: proof.slice(1) })).toBe(false);
          expect(verifyInclusion({ ...claim, proof: proof.slice(0, -1) })).toBe(false);
        }
      }
    }
  });

  test("every earlier tree is proved a beginning, and no other tree of its size", () => {
    const leaves = leavesOf(64);
    const other = leafHash(Uint8Array.of(201));
    for (const size of all) {
      const now = { size, root: rootOver(leaves.slice(0, size)) };
      for (let oldSize = 0; oldSize <= size; oldSize++) {
        const old = { size: oldSize, root: rootOver(leaves.slice(0, oldSize)) };
        const proof = consistencyProof(leaves.slice(0, size), oldSize);
        expect(verifyConsistency({ old, new: now, proof })).toBe(true);
        const forked = { size: oldSize, root: rootOver([...leaves.slice(0, oldSize - 1), other]) };
        if (oldSize > 0) expect(verifyConsistency({ old: forked, new: now, proof })).toBe(false);
        expect(verifyConsistency({ old, new: now, proof: [...proof, now.root] })).toBe(false);
        if (proof.length > 0) {
          expect(verifyConsistency({ old, new: now, proof: proof.slice(1) })).toBe(false);
          expect(verifyConsistency({ old, new: now, proof: proof.slice(0, -1) })).toBe(false);
        }
      }
    }
  });
});

test("a larger tree is never a beginning of a smaller", () => {
  const leaves = leavesOf(5);
  const old = { size: 5, root: rootOver(leaves) };
  const now = { size: 4, root: rootOver(leaves.slice(0, 4)) };
  expect(verifyConsistency({ old, new: now, proof: [] })).toBe(false);
});

test("a changed bit anywhere in a path is refused", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 2, max: 300 }),
      fc.nat(),
      fc.nat(),
      fc.nat(),
      (size, which, where, bit) => {
        const leaves = Array.from({ length: size }, (_, i) => leafHash(Uint8Array.of(i >> 8, i)));
        const head = headOf(leaves.reduce(appendLeaf, emptyFrontier));
        const index = which % size;
        const proof = inclusionProof(leaves, index).map((node) => node.slice() as Hash);
        const claim = { leaf: leaves[index] as Hash, index, head, proof };
        expect(verifyInclusion(claim)).toBe(true);
        const node = proof[where % proof.length] as Hash;
        node[bit % 32] = (node[bit % 32] as number) ^ (1 << (bit % 8));
        expect(verifyInclusion(claim)).toBe(false);
      },
    ),
    { numRuns: 60 },
  );
});
