import { exposed, type Cell, type Sum } from "./exposure.ts";

/** Cells that are about to leave, with everything that a reader of them and of earlier reports could put together. */
export interface Leaving<Id> {
  /** What is about to leave: its number, and how much would be lost by hiding it. */
  readonly printed: ReadonlyMap<Id, { readonly value: number; readonly cost: number }>;
  /** What has left before, and what has never been printed but could be computed. */
  readonly known: ReadonlyMap<Id, Cell>;
  readonly sums: readonly Sum<Id>[];
  readonly threshold: number;
}

/** What does not leave, and why: it is small itself, or it would give a small one away. */
export type Hidden<Id> = ReadonlyMap<Id, "small" | "protects">;

/**
 * Hides every cell from 1 to below the threshold, and then as many others as it takes until no small cell can be
 * found out from what is left (I-17). The second step can be left out, so that a test can see that it is needed.
 */
export function suppress<Id>(leaving: Leaving<Id>, { secondary = true } = {}): Hidden<Id> {
  const { printed, threshold } = leaving;
  const hidden = new Map<Id, "small" | "protects">();
  for (const [id, { value }] of printed) {
    if (value > 0 && value < threshold) hidden.set(id, "small");
  }
  if (!secondary) return hidden;
  const near = neighbours(leaving.sums);
  pair(leaving, hidden);
  for (;;) {
    const bare = exposed(seen(leaving, hidden), leaving.sums, threshold);
    if (bare.length === 0) return hidden;
    const next = new Set(bare.flatMap((id) => nearest(leaving, { hidden, near, from: id }) ?? []));
    if (next.size === 0) return everything(leaving);
    for (const id of next) hidden.set(id, "protects");
  }
}

function seen<Id>({ printed, known }: Leaving<Id>, hidden: Hidden<Id>): ReadonlyMap<Id, Cell> {
  const cells = new Map(known);
  for (const [id, { value }] of printed) {
    cells.set(id, { value, seen: hidden.has(id) ? "hidden" : "shown" });
  }
  return cells;
}

/** A sum with one hidden cell gives it away at once: hides the cheapest other one. */
function pair<Id>({ printed, known, sums }: Leaving<Id>, hidden: Map<Id, "small" | "protects">) {
  for (let before = -1; before !== hidden.size;) {
    before = hidden.size;
    for (const { whole, parts } of sums) {
      const all = [whole, ...parts];
      const covered = all.filter((id) => hidden.has(id) || isCovered(known.get(id)));
      const [only] = covered;
      if (covered.length !== 1 || only === undefined || !hidden.has(only)) continue;
      const [cheapest] = all
        .filter((id) => !hidden.has(id) && (printed.get(id)?.value ?? 0) > 0)
        .toSorted((a, b) => (printed.get(a)?.cost ?? 0) - (printed.get(b)?.cost ?? 0));
      if (cheapest !== undefined) hidden.set(cheapest, "protects");
    }
  }
}

const isCovered = (cell: Cell | undefined): boolean => cell !== undefined && cell.seen !== "shown";

/** The cells that stand in a sum together. */
function neighbours<Id>(sums: readonly Sum<Id>[]): ReadonlyMap<Id, ReadonlySet<Id>> {
  const near = new Map<Id, Set<Id>>();
  for (const { whole, parts } of sums) {
    const all = [whole, ...parts];
    for (const id of all) {
      const others = near.get(id) ?? new Set<Id>();
      for (const other of all) if (other !== id) others.add(other);
      near.set(id, others);
    }
  }
  return near;
}

/** The cheapest printed number among those that are fewest sums away. */
function nearest<Id>(
  { printed }: Leaving<Id>,
  { hidden, near, from }: { hidden: Hidden<Id>; near: ReturnType<typeof neighbours<Id>>; from: Id },
): Id | undefined {
  const visited = new Set([from]);
  let ring: readonly Id[] = [from];
  while (ring.length > 0) {
    const [cheapest] = ring
      .filter((id) => !hidden.has(id) && (printed.get(id)?.value ?? 0) > 0)
      .toSorted((a, b) => (printed.get(a)?.cost ?? 0) - (printed.get(b)?.cost ?? 0));
    if (cheapest !== undefined) return cheapest;
    const next = new Set(ring.flatMap((id) => [...(near.get(id) ?? [])]));
    ring = [...next].filter((id) => !visited.has(id));
    for (const id of ring) visited.add(id);
  }
  return undefined;
}

/** Nothing of these tables leaves, not even a nought. */
const everything = <Id>({ printed, threshold }: Leaving<Id>): Hidden<Id> =>
  new Map(
    [...printed].map(([id, { value }]) => [
      id,
      value > 0 && value < threshold ? "small" : "protects",
    ]),
  );
