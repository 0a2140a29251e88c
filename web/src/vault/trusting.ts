import { inDanger, membersOf } from "#crypto";
import type { Trust } from "./engine.ts";
import type { Facts } from "./facts.ts";
import type { Follow } from "./follow.ts";

/** What this client has verified, and when. */
export function trustOf(
  follow: Follow,
  facts: Facts,
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
      blind: roster.vaults.get(vault)?.epochs.at(-1)?.link.is === "blind",
    };
  });
  const skipped = [...book.logs].flatMap(([vault, state]) =>
    state.skipped.map((one) => ({ vault, ...one })),
  );
  return {
    rosterSize: roster.head.size,
    members: membersOf(roster).length,
    vaults,
    witness: { is: "nobody" },
    firstSeen: facts.known.firstSeen,
    ...(agreedAt.all !== undefined && { headsCheckedAt: agreedAt.all }),
    skipped,
  };
}
