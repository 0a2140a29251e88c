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
  sameHead,
} from "#crypto";
import type { ErrorCode } from "#contract/errors.ts";
import { type HouseId, type Preset, houseCompartments, presets } from "#domain/compartments.ts";
import type { Follow } from "./follow.ts";
import { grantsOf } from "./grants.ts";
import type { HeadsWatch } from "./heads-watch.ts";
import type { DrawnKey, RosterPart } from "./writing.ts";

/** A head that the server has signed alone, good for one fence. */
export interface SignedHead {
  readonly head: LogHead;
  readonly signature: Signature;
}

/**
 * Where each vault of a house stands, by the server's signature: the fences of handing it over. A fence is exactly the
 * head that was verified here, and not smaller than the newest list of heads says; else it would cut off what counts.
 */
export async function signedHeads(
  follow: Follow,
  heads: HeadsWatch,
  vaults: readonly VaultId[],
): Promise<Result<ReadonlyMap<VaultId, SignedHead>, ErrorCode>> {
  await heads.check();
  const fences = new Map<VaultId, SignedHead>();
  for (const vault of vaults) {
    const fence = await fenceOf(follow, vault);
    if (!fence.ok) return fence;
    if (fence.value.head.size < heads.least(vault)) return err("log-rolled-back");
    fences.set(vault, fence.value);
  }
  return ok(fences);
}

/** The head of a vault's log that the server signs, once this client has read the log as far as that. */
async function fenceOf(follow: Follow, vault: VaultId): Promise<Result<SignedHead, ErrorCode>> {
  const { book, api } = follow;
  for (let tries = 0; tries < 5; tries++) {
    const pulled = await follow.pull(vault);
    if (!pulled.ok) return pulled;
    const answer = await api.pull(vault, book.size(vault));
    if (!answer.ok) return answer;
    const { standing } = answer.value;
    const [head] = standing.heads;
    if (head?.log !== vault || standing.heads.length > 1 || !book.signed(standing))
      return err("acknowledgement-unsigned");
    if (head.size < book.size(vault)) return err("log-rolled-back");
    // Larger: somebody has written in between, and it is read first.
    if (head.size > book.size(vault)) continue;
    if (!sameHead(head, book.head(vault))) return err("log-forked");
    return ok({ head, signature: standing.signature });
  }
  return err("try-again");
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
