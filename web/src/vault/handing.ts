import {
  type Entry,
  type LogHead,
  type MemberId,
  type Result,
  type SealedBox,
  type Signature,
  type VaultId,
  err,
  holders,
  keysOf,
  makeEpoch,
  ok,
  rightOf,
} from "#crypto";
import type { ErrorCode } from "#contract/errors.ts";
import { type HouseId, type Preset, houseCompartments, presets } from "#domain/compartments.ts";
import type { Follow } from "./follow.ts";
import { grantsOf } from "./grants.ts";
import type { DrawnKey, RosterPart } from "./writing.ts";

/** A head that the server has signed alone, good for one fence. */
export interface SignedHead {
  readonly head: LogHead;
  readonly signature: Signature;
}

/** Where each vault of a house stands, by the server's signature: the fences of handing it over. */
export async function signedHeads(
  follow: Follow,
  vaults: readonly VaultId[],
): Promise<Result<ReadonlyMap<VaultId, SignedHead>, ErrorCode>> {
  const heads = new Map<VaultId, SignedHead>();
  for (const vault of vaults) {
    const pulled = await follow.pull(vault);
    if (!pulled.ok) return pulled;
    const answer = await follow.api.pull(vault, follow.book.size(vault));
    if (!answer.ok) return answer;
    const { standing } = answer.value;
    const [head] = standing.heads;
    if (head?.log !== vault || !follow.book.signed(standing))
      return err("acknowledgement-unsigned");
    heads.set(vault, { head, signature: standing.signature });
  }
  return ok(heads);
}

/**
 * Gives a house away: `to` manages all its vaults, the giver keeps a preset's rights, and whatever she loses is fenced
 * and gets a new epoch, all in one append. [Note: Taking away is one step]
 */
export function handingOver(
  follow: Follow,
  of: { readonly house: HouseId; readonly to: MemberId; readonly keeps: Preset },
  heads: ReadonlyMap<VaultId, SignedHead>,
): { readonly part: RosterPart } {
  const { book, keyring } = follow;
  const places = houseCompartments.map((compartment) => ({ compartment, house: of.house }));
  const vaults = places.flatMap((place) => {
    const vault = follow.find(place);
    return vault === undefined ? [] : [{ vault, keeps: presets[of.keeps][place.compartment] }];
  });
  const wanted = vaults.map(({ vault }) => ({ vault, member: of.to, right: 3 as const }));
  const given = grantsOf(follow, wanted).part;
  const taken: Entry[] = [];
  const fences: Entry[] = [];
  const boxes: SealedBox[] = [];
  const keys: DrawnKey[] = [];
  for (const { vault, keeps } of vaults) {
    const signed = heads.get(vault);
    const newest = keyring.newest(book.roster, vault);
    if (keeps >= rightOf(book.roster, vault, keyring.member)) continue;
    if (signed === undefined || newest === undefined || keeps === 3) continue;
    taken.push({ is: "revoke", vault, member: keyring.member, right: keeps });
    const { head, signature: serverSignature } = signed;
    fences.push({ is: "fence", member: keyring.member, heads: [head], serverSignature });
    const remaining = holdersAfter(follow, vault, { gone: keeps === 0, to: of.to });
    const place = { org: keyring.org, vault, epoch: newest.epoch + 1 };
    const made = makeEpoch(place, remaining, { is: "wrapped", previous: newest.key });
    taken.push(made.entry);
    boxes.push(...made.boxes);
    if (keeps > 0) keys.push({ vault, epoch: place.epoch, key: made.key });
  }
  return {
    part: {
      entries: [...given.entries, ...taken, ...fences],
      boxes: [...given.boxes, ...boxes],
      keys,
    },
  };
}

/** Who holds the vault once it is handed over. */
function holdersAfter(
  { book, keyring }: Follow,
  vault: VaultId,
  { gone, to }: { readonly gone: boolean; readonly to: MemberId },
) {
  const now = holders(book.roster, vault).filter((one) => !gone || one.member !== keyring.member);
  const keys = keysOf(book.roster, to);
  if (keys === undefined || now.some((one) => one.member === to)) return now;
  const { generation, box: boxPublic } = keys;
  return [...now, { member: to, generation, boxPublic }];
}
