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

/** A run of leaves, `end` not included: a subtree that a proof names, by what stands under it. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** The subtrees on the path from leaf `index` to the root of `size` leaves, lowest first. RFC 9162 §2.1.3.1. */
export function inclusionSpans(index: number, size: number): Span[] {
  if (index < 0 || index >= size) throw new Error("no such leaf");
  return besides(index, { start: 0, end: size });
}

function besides(index: number, { start, end }: Span): Span[] {
  if (end - start === 1) return [];
  const middle = start + split(end - start);
  return index < middle
    ? [...besides(index, { start, end: middle }), { start: middle, end }]
    : [...besides(index, { start: middle, end }), { start, end: middle }];
}

/** The path from leaf `index` to the root, lowest sibling first. RFC 9162 §2.1.3.1. */
export const inclusionProof = (leaves: readonly Hash[], index: number): Hash[] =>
  inclusionSpans(index, leaves.length).map(({ start, end }) => rootOver(leaves.slice(start, end)));

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

/** The subtrees that show a tree of `oldSize` leaves to be a beginning of one of `size`. RFC 9162 §2.1.4.1. */
export function consistencySpans(oldSize: number, size: number): Span[] {
  if (oldSize < 0 || oldSize > size) throw new Error("no such tree");
  return oldSize === 0 ? [] : between(oldSize, { start: 0, end: size }, true);
}

function between(oldEnd: number, { start, end }: Span, known: boolean): Span[] {
  if (oldEnd === end) return known ? [] : [{ start, end }];
  const middle = start + split(end - start);
  return oldEnd <= middle
    ? [...between(oldEnd, { start, end: middle }, known), { start: middle, end }]
    : [...between(oldEnd, { start: middle, end }, false), { start, end: middle }];
}

/** The nodes that show a tree of `oldSize` leaves to be a beginning of this one. RFC 9162 §2.1.4.1. */
export const consistencyProof = (leaves: readonly Hash[], oldSize: number): Hash[] =>
  consistencySpans(oldSize, leaves.length).map(({ start, end }) =>
    rootOver(leaves.slice(start, end)),
  );

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
