import type { Hash } from "./brand.ts";
import { type Frontier, type Span, nodeHash, rootOf } from "./merkle.ts";

/**
 * [Note: Proofs from what each leaf completes] A leaf completes one perfect subtree for each time that the size it
 * leads to can be halved. Kept beside the leaf, smallest first (the leaf's own hash is the first), these roots are two
 * hashes a leaf on average, never change, and hold every node that any proof needs: a log of any length proves with a
 * few look-ups, without reading its leaves.
 */

/** A perfect subtree: 2 to the power of `level` leaves, which the leaf at `position` completes. */
export interface Subtree {
  readonly position: number;
  readonly level: number;
}

/** The roots that one more leaf completes, the smallest first: its own hash, and one for each pair that it closes. */
export function completed(frontier: Frontier, leaf: Hash): Hash[] {
  const roots = [leaf];
  let at = frontier.nodes.length - 1;
  for (let rest = frontier.size; rest % 2 === 1; rest = Math.floor(rest / 2)) {
    roots.push(nodeHash(frontier.nodes[at--] as Hash, roots.at(-1) as Hash));
  }
  return roots;
}

/** The perfect subtrees that stand side by side over a subtree's leaves, largest first. */
export function subtreesOf({ start, end }: Span): Subtree[] {
  const subtrees: Subtree[] = [];
  let at = start;
  for (let level = Math.floor(Math.log2(Math.max(1, end - start))); level >= 0; level--) {
    if (end - at < 2 ** level) continue;
    at += 2 ** level;
    subtrees.push({ position: at - 1, level });
  }
  return subtrees;
}

/** The root over perfect subtrees that stand side by side, largest first. */
export const rootOfSubtrees = (roots: readonly Hash[]): Hash => rootOf({ size: 0, nodes: roots });
