import {
  type Entry,
  type KeyHolder,
  type LogHead,
  type MemberId,
  type Result,
  type SealedBox,
  type Signature,
  type VaultId,
  currentEpoch,
  err,
  holders,
  makeEpoch,
  ok,
  sameHead,
} from "#crypto";
import type { ErrorCode } from "#contract/errors.ts";
import type { Follow } from "./follow.ts";
import type { HeadsWatch } from "./heads-watch.ts";
import type { DrawnKey, RosterPart } from "./writing.ts";

/** A head that the server has signed alone, good for one fence. */
interface SignedHead {
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
