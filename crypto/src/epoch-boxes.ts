import { type SealedBox, boxLeaves, boxesRoot } from "./boxes.ts";
import { equal } from "./bytes.ts";
import type { Epoch } from "./roster.ts";

/**
 * Whether these are an epoch's boxes: one for each holder that the fold had when it was made, in her generation, and
 * no other, under the entry's root. The fold itself sees only their number, because boxes lie beside the log; whoever
 * stores or audits them checks this.
 */
export function checkEpochBoxes(epoch: Epoch, boxes: readonly SealedBox[]): boolean {
  const leaves = boxLeaves(boxes);
  const fits = leaves.every((leaf, i) => {
    const holder = epoch.holders[i];
    return holder?.member === leaf.member && holder.generation === leaf.generation;
  });
  return (
    fits && leaves.length === epoch.holders.length && equal(boxesRoot(leaves), epoch.boxesRoot)
  );
}
