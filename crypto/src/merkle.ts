import type { Hash } from "./brand.ts";
import { equal } from "./bytes.ts";
import type { Head } from "./entry.ts";
import { sha256 } from "./hash.ts";

/**
 * The Merkle tree of a log, SHA-256, as RFC 9162 §2.1 defines it: a leaf is hashed behind a zero byte,
 * an inner node behind a one byte, and the left subtree is the largest power of two that leaves something over.
 */

/** Where a tree goes on growing: the roots of its perfect subtrees, largest first, one for each set bit of `size`. */
export interface Frontier {
  readonly size: number;
  readonly nodes: readonly Hash[];
}

/** The tree with no leaf. */
export const emptyFrontier: Frontier = { size: 0, nodes: [] };

/** Hash of a leaf: SHA-256(0x00 ‖ bytes). RFC 9162 §2.1.1. */
export function leafHash(bytes: Uint8Array): Hash {
  const prefixed = new Uint8Array(1 + bytes.length);
  prefixed.set(bytes, 1);
  return sha256(prefixed);
}

const pair = new Uint8Array(65);

/** Hash of an inner node: SHA-256(0x01 ‖ left ‖ right). RFC 9162 §2.1.1. */
export function nodeHash(left: Hash, right: Hash): Hash {
  pair[0] = 1;
  pair.set(left, 1);
  pair.set(right, 33);
  return sha256(pair);
}

/** The frontier with one more leaf. One node hash on average. */
export function appendLeaf(frontier: Frontier, leaf: Hash): Frontier {
  const nodes = frontier.nodes.slice();
  let node = leaf;
  for (let rest = frontier.size; rest % 2 === 1; rest = Math.floor(rest / 2)) {
    node = nodeHash(nodes.pop() as Hash, node);
  }
  nodes.push(node);
  return { size: frontier.size + 1, nodes };
}

/** The root of the tree: one node hash for each set bit of its size but one. The empty tree's is SHA-256 of nothing. */
export function rootOf(frontier: Frontier): Hash {
  const { nodes } = frontier;
  let root = nodes.at(-1);
  if (root === undefined) return sha256(new Uint8Array(0));
  for (let i = nodes.length - 2; i >= 0; i--) root = nodeHash(nodes[i] as Hash, root);
  return root;
}

/** Size and root of the tree. */
export const headOf = (frontier: Frontier): Head => ({
  size: frontier.size,
  root: rootOf(frontier),
});

/** Whether two heads are the same size and root. */
export const sameHead = (a: Head, b: Head): boolean => a.size === b.size && equal(a.root, b.root);

/** The root over all these leaf hashes. */
export const rootOver = (leaves: readonly Hash[]): Hash =>
  rootOf(leaves.reduce(appendLeaf, emptyFrontier));

/** Largest power of two below `size`, for `size` above 1. */
function split(size: number): number {
  let k = 1;
  while (k * 2 < size) k *= 2;
  return k;
}

/** The path from leaf `index` to the root, lowest sibling first. RFC 9162 §2.1.3.1. */
export function inclusionProof(leaves: readonly Hash[], index: number): Hash[] {
  if (index < 0 || index >= leaves.length) throw new Error("no such leaf");
  if (leaves.length === 1) return [];
  const k = split(leaves.length);
  return index < k
    ? [...inclusionProof(leaves.slice(0, k), index), rootOver(leaves.slice(k))]
    : [...inclusionProof(leaves.slice(k), index - k), rootOver(leaves.slice(0, k))];
}

/** Whether `proof` shows that the leaf hash stands at `index` in the tree of that head. RFC 9162 §2.1.3.2. */
export function verifyInclusion(claim: {
  readonly leaf: Hash;
  readonly index: number;
  readonly head: Head;
  readonly proof: readonly Hash[];
}): boolean {
  const { leaf, index, head, proof } = claim;
  if (!Number.isSafeInteger(index) || index < 0 || index >= head.size) return false;
  let [at, last, root] = [index, head.size - 1, leaf];
  for (const sibling of proof) {
    if (last === 0) return false;
    if (at % 2 === 1 || at === last) {
      root = nodeHash(sibling, root);
      while (at % 2 === 0 && at !== 0) [at, last] = [half(at), half(last)];
    } else {
      root = nodeHash(root, sibling);
    }
    [at, last] = [half(at), half(last)];
  }
  return last === 0 && equal(root, head.root);
}

/** The nodes that show a tree of `oldSize` leaves to be a beginning of this one. RFC 9162 §2.1.4.1. */
export function consistencyProof(leaves: readonly Hash[], oldSize: number): Hash[] {
  if (oldSize < 0 || oldSize > leaves.length) throw new Error("no such tree");
  return oldSize === 0 ? [] : subproof(leaves, oldSize, true);
}

function subproof(leaves: readonly Hash[], oldSize: number, known: boolean): Hash[] {
  if (oldSize === leaves.length) return known ? [] : [rootOver(leaves)];
  const k = split(leaves.length);
  return oldSize <= k
    ? [...subproof(leaves.slice(0, k), oldSize, known), rootOver(leaves.slice(k))]
    : [...subproof(leaves.slice(k), oldSize - k, false), rootOver(leaves.slice(0, k))];
}

/** Whether `proof` shows that the old head's tree is a beginning of the new head's. RFC 9162 §2.1.4.2. */
export function verifyConsistency(claim: {
  readonly old: Head;
  readonly new: Head;
  readonly proof: readonly Hash[];
}): boolean {
  const { old, proof } = claim;
  if (old.size > claim.new.size) return false;
  if (old.size === 0) return proof.length === 0 && equal(old.root, rootOf(emptyFrontier));
  if (old.size === claim.new.size) return proof.length === 0 && equal(old.root, claim.new.root);
  let [at, last] = [old.size - 1, claim.new.size - 1];
  while (at % 2 === 1) [at, last] = [half(at), half(last)];
  const [first, ...rest] = at === 0 ? [old.root, ...proof] : proof;
  if (first === undefined) return false;
  let [oldRoot, newRoot] = [first, first];
  for (const sibling of rest) {
    if (last === 0) return false;
    if (at % 2 === 1 || at === last) {
      oldRoot = nodeHash(sibling, oldRoot);
      newRoot = nodeHash(sibling, newRoot);
      while (at % 2 === 0 && at !== 0) [at, last] = [half(at), half(last)];
    } else {
      newRoot = nodeHash(newRoot, sibling);
    }
    [at, last] = [half(at), half(last)];
  }
  return last === 0 && equal(oldRoot, old.root) && equal(newRoot, claim.new.root);
}

const half = (n: number): number => Math.floor(n / 2);
