import {
  type Entry,
  type SealedBox,
  type VaultId,
  currentEpoch,
  holders,
  makeEpoch,
  mustRenew,
  wrapPrevious,
} from "#crypto";
import type { Follow } from "./follow.ts";
import type { DrawnKey, RosterPart } from "./writing.ts";

/**
 * New epochs, for exactly the same holders, of those vaults that may not be written before: any holder may make them.
 * To a blind epoch the key before it is linked, so that its readers find the past again. docs/protocol.md §3.
 */
export function renewalOf(
  { book, keyring }: Follow,
  vaults: readonly VaultId[],
): { readonly part: RosterPart } {
  const { org } = keyring;
  const entries: Entry[] = [];
  const boxes: SealedBox[] = [];
  const keys: DrawnKey[] = [];
  for (const vault of vaults) {
    const newest = keyring.newest(book.roster, vault);
    const epoch = currentEpoch(book.roster, vault);
    if (newest === undefined || epoch === undefined || !mustRenew(book.roster, vault)) continue;
    const before = keyring.key(vault, epoch.epoch - 1);
    if (epoch.link.is === "blind" && epoch.links.length === 0 && before !== undefined) {
      const place = { org, vault, epoch: epoch.epoch };
      const previous = wrapPrevious(place, newest.key, before);
      entries.push({ is: "link", vault, epoch: epoch.epoch, previous });
    }
    const place = { org, vault, epoch: epoch.epoch + 1 };
    const made = makeEpoch(place, holders(book.roster, vault), {
      is: "wrapped",
      previous: newest.key,
    });
    entries.push(made.entry);
    boxes.push(...made.boxes);
    keys.push({ vault, epoch: place.epoch, key: made.key });
  }
  return { part: { entries, boxes, keys } };
}
