import fc from "fast-check";
import { beforeAll, expect, test } from "vitest";
import {
  type Hash,
  type Span,
  appendLeaf,
  completed,
  consistencyProof,
  consistencySpans,
  emptyFrontier,
  inclusionProof,
  inclusionSpans,
  leafHash,
  ready,
  rootOfSubtrees,
  rootOver,
  subtreesOf,
} from "#crypto/verify";

beforeAll(ready);

const leavesOf = (count: number): Hash[] =>
  Array.from({ length: count }, (_, i) => leafHash(Uint8Array.of(i, i >> 8)));

/** What stands beside each leaf once a log has grown to these leaves. */
function keptBeside(leaves: readonly Hash[]): Hash[][] {
  let frontier = emptyFrontier;
  return leaves.map((leaf) => {
    const kept = completed(frontier, leaf);
    frontier = appendLeaf(frontier, leaf);
    return kept;
  });
}

const rootsFrom = (kept: readonly Hash[][], spans: readonly Span[]): Hash[] =>
  spans.map((span) =>
    rootOfSubtrees(subtreesOf(span).map(({ position, level }) => kept[position]?.[level] as Hash)),
  );

const sizes = fc
  .tuple(fc.integer({ min: 1, max: 300 }), fc.nat({ max: 299 }))
  .map(([size, other]) => ({ size, other: other % size }));

test("what each leaf completes gives the root of every size", () => {
  const leaves = leavesOf(130);
  const kept = keptBeside(leaves);
  for (let size = 1; size <= leaves.length; size++) {
    expect(rootsFrom(kept, [{ start: 0, end: size }])).toEqual([rootOver(leaves.slice(0, size))]);
  }
});

test("what each leaf completes is two hashes a leaf, and no more", () => {
  const kept = keptBeside(leavesOf(256)).flat();
  expect(kept).toHaveLength(511);
});

test("proofs from what each leaf completes are those from the leaves themselves", () => {
  const all = leavesOf(300);
  const kept = keptBeside(all);
  fc.assert(
    fc.property(sizes, ({ size, other }) => {
      const leaves = all.slice(0, size);
      const consistency = rootsFrom(kept, consistencySpans(other, size));
      expect(consistency).toEqual(consistencyProof(leaves, other));
      const inclusion = rootsFrom(kept, inclusionSpans(other, size));
      expect(inclusion).toEqual(inclusionProof(leaves, other));
    }),
  );
});

test("a subtree that does not exist is not asked for", () => {
  expect(() => consistencySpans(4, 3)).toThrow("no such tree");
  expect(() => inclusionSpans(3, 3)).toThrow("no such leaf");
  expect(subtreesOf({ start: 3, end: 3 })).toEqual([]);
});
