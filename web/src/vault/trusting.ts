import { headWords, inDanger, membersOf } from "#crypto";
import type { Trust } from "./engine.ts";
import type { Facts } from "./facts.ts";
import type { Follow } from "./follow.ts";
import type { HeadsWatch } from "./heads-watch.ts";
import type { Resealer } from "./resealer.ts";
import { witnessesOf } from "./witnesses.ts";

interface TrustParts {
  readonly facts: Facts;
  readonly heads: HeadsWatch;
  readonly resealing: Resealer;
}

/** What this client has verified, and when. */
export function trustOf(
  follow: Follow,
  { facts, heads, resealing }: TrustParts,
  agreedAt: { readonly all?: number; readonly each: ReadonlyMap<string, number> },
): Trust {
  const { book, opener, records } = follow;
  const { roster } = book;
  const endangered = new Set(inDanger(roster));
  const vaults = [...book.logs].map(([vault, state]) => {
    const verifiedAt = agreedAt.each.get(vault);
    const known = [...(records.get(vault)?.values() ?? [])];
    return {
      vault,
      ...opener.places.get(vault),
      entries: state.frontier.size,
      records: known.filter((one) => one.is === "open").length,
      sealed: known.filter((one) => one.is === "sealed").length,
      unreadable: known.filter((one) => one.is === "unreadable").length,
      signaturesVerified: state.frontier.size - (book.behind.get(vault)?.left ?? 0),
      ...(verifiedAt !== undefined && { verifiedAt }),
      inDanger: endangered.has(vault),
      torn: heads.tornIn(vault),
      blind: roster.vaults.get(vault)?.epochs.at(-1)?.link.is === "blind",
    };
  });
  const skipped = [...book.logs].flatMap(([vault, state]) =>
    state.skipped.map((one) => ({ vault, ...one })),
  );
  return {
    resealing: resealing.status,
    rosterSize: roster.head.size,
    members: membersOf(roster).length,
    vaults,
    witness: witnessOf(heads),
    witnesses: witnessesOf(follow, heads),
    ...headsOf(heads),
    firstSeen: facts.known.firstSeen,
    past: facts.known.past ?? [],
    ...(agreedAt.all !== undefined && { headsCheckedAt: agreedAt.all }),
    skipped,
  };
}

function witnessOf({ witnesses: { is, at } }: HeadsWatch): Trust["witness"] {
  return is === "nobody" || is === "never" || at === undefined
    ? { is: is === "nobody" ? is : "never" }
    : { is, signedAt: at };
}

function headsOf({ believed, checkedAt }: HeadsWatch): Pick<Trust, "heads"> {
  if (believed === undefined) return {};
  const { newest, seenAt } = believed;
  const { size } = newest.head;
  const words = headWords(newest.head);
  const seen = { words, size, logs: newest.list.length, seenAt };
  return { heads: { ...seen, ...(checkedAt !== undefined && { checkedAt }) } };
}
