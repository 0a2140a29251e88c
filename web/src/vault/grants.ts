import {
  type Entry,
  type EpochKey,
  type MemberId,
  type Right,
  type SealedBox,
  type VaultId,
  boxHash,
  currentEpoch,
  keysOf,
  rightOf,
  sealBox,
} from "#crypto";
import type { Follow } from "./follow.ts";
import type { RosterPart } from "./writing.ts";

/** Who is to hold which right on which vault. */
export interface Given {
  readonly vault: VaultId;
  readonly member: MemberId;
  readonly right: Right;
}

/** A grant and its box: right and key in one. Undefined for right 0 and for someone without keys. */
export function grantOf(
  { keyring, book }: Follow,
  { vault, member, right }: Given,
  newest: { readonly epoch: number; readonly key: EpochKey },
): { readonly entry: Entry; readonly box: SealedBox } | undefined {
  const keys = keysOf(book.roster, member);
  if (keys === undefined || right === 0) return undefined;
  const { epoch, key } = newest;
  const { generation } = keys;
  const to = { member, generation, boxPublic: keys.box };
  const box = sealBox({ org: keyring.org, vault, epoch }, key, to);
  const hash = boxHash(box.bytes);
  return {
    entry: { is: "grant", vault, member, generation, right, epoch, boxHash: hash },
    box,
  };
}

/**
 * Grants of what this member manages and the others do not have yet. What cannot be given (no manage, no newest key)
 * is left out: somebody else may give it.
 */
export function grantsOf(follow: Follow, wanted: readonly Given[]): { readonly part: RosterPart } {
  const { book, keyring } = follow;
  const entries: Entry[] = [];
  const boxes: SealedBox[] = [];
  for (const given of wanted) {
    const { vault, member, right } = given;
    if (rightOf(book.roster, vault, keyring.member) < 3) continue;
    if (rightOf(book.roster, vault, member) >= right) continue;
    const newest = keyring.newest(book.roster, vault);
    if (newest === undefined || currentEpoch(book.roster, vault)?.epoch !== newest.epoch) continue;
    const grant = grantOf(follow, given, newest);
    if (grant === undefined) continue;
    entries.push(grant.entry);
    boxes.push(grant.box);
  }
  return { part: { entries, boxes, keys: [] } };
}
