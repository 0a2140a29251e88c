import {
  type Entry,
  type Epoch,
  type SealedBox,
  type VaultId,
  currentEpoch,
  epochsOf,
  holders,
  makeEpoch,
  mustRenew,
  wrapPrevious,
} from "#crypto";
import type { Follow } from "./follow.ts";
import type { Keyring } from "./keyring.ts";
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
    entries.push(...linksOwed(keyring, epochsOf(book.roster, vault), vault));
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

/** The keys before blind epochs, those of earlier removals too: without them the past stays closed to new readers. */
function linksOwed(keyring: Keyring, epochs: readonly Epoch[], vault: VaultId): Entry[] {
  return epochs.flatMap(({ epoch, link, links }): Entry[] => {
    const [key, before] = [keyring.key(vault, epoch), keyring.key(vault, epoch - 1)];
    if (link.is !== "blind" || links.length > 0 || !key || !before) return [];
    const previous = wrapPrevious({ org: keyring.org, vault, epoch }, key, before);
    return [{ is: "link", vault, epoch, previous }];
  });
}
