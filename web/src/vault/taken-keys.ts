import {
  type Entry,
  type KeyHolder,
  type MemberId,
  type SealedBox,
  type VaultId,
  currentEpoch,
  holders,
  makeEpoch,
} from "#crypto";
import type { Follow } from "./follow.ts";
import type { SignedHead } from "./handing.ts";
import type { DrawnKey, RosterPart } from "./writing.ts";

/**
 * What an entry owes that takes all of a member's keys from her: for each vault that she held a new key for exactly
 * those who hold it then, and a fence over its log. Wrapped where this client has the key before, else blind.
 * [Note: Taking away is one step]
 */
export function takenFrom(
  { book, keyring }: Follow,
  member: MemberId,
  of: {
    readonly heads: ReadonlyMap<VaultId, SignedHead>;
    /** Her keys from here on; undefined: she holds nothing. */
    readonly renewed?: Pick<KeyHolder, "generation" | "boxPublic">;
  },
): RosterPart {
  const { org } = keyring;
  const entries: Entry[] = [];
  const fences: Entry[] = [];
  const boxes: SealedBox[] = [];
  const keys: DrawnKey[] = [];
  for (const [vault, { head, signature: serverSignature }] of of.heads) {
    const left = holders(book.roster, vault).flatMap((one) => {
      if (one.member !== member) return [one];
      return of.renewed === undefined ? [] : [{ ...one, ...of.renewed }];
    });
    fences.push({ is: "fence", member, heads: [head], serverSignature });
    if (left.length === 0) continue;
    const newest = keyring.newest(book.roster, vault);
    const epoch = (currentEpoch(book.roster, vault)?.epoch ?? 0) + 1;
    const link =
      newest === undefined
        ? ({ is: "blind" } as const)
        : ({ is: "wrapped", previous: newest.key } as const);
    const made = makeEpoch({ org, vault, epoch }, left, link);
    entries.push(made.entry);
    boxes.push(...made.boxes);
    if (left.some((one) => one.member === keyring.member))
      keys.push({ vault, epoch, key: made.key });
  }
  return { entries: [...entries, ...fences], boxes, keys };
}
