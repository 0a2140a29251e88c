import { type MemberId, type Roster, type VaultId, rightOf, rolesOf } from "#crypto";
import type { Reach, TakingAsked } from "./engine.ts";
import type { Follow } from "./follow.ts";
import { type Taking, leaverOf, leftAlone, stepsOf } from "./taking.ts";

/** What was asked for on a screen, as it is taken. */
export function takingOf({ book }: Follow, asked: TakingAsked): Taking {
  if (asked.is === "remove") return asked;
  const { member, rights, admin } = asked;
  const now = rolesOf(book.roster, member);
  return {
    is: "change",
    member,
    rights,
    ...(admin !== undefined && admin !== now.admin && { roles: { admin, audit: now.audit } }),
  };
}

/**
 * What a member holds and since when, and what would become of it: shown before anything is taken away. With nothing
 * asked, what she holds now.
 */
export function reachOf(follow: Follow, member: MemberId, asked?: TakingAsked): Reach {
  const { book, keyring, opener } = follow;
  const { roster } = book;
  const self = keyring.member;
  const taking: Taking =
    asked === undefined ? { is: "change", member, rights: [] } : takingOf(follow, asked);
  const times = timesOf(follow);
  const rights = stepsOf(roster, taking, self).map(({ vault, from, to }) => {
    const since = from > 0 ? sinceOf(roster, { vault, member: leaverOf(taking, self) }) : undefined;
    const at = since === undefined ? undefined : firstAfter(times, since);
    return {
      vault,
      ...opener.places.get(vault),
      from,
      to,
      mine: rightOf(roster, vault, self),
      ...(at !== undefined && { since: at }),
    };
  });
  const { vaults, lastButOne, last } = leftAlone(roster, taking, self);
  return {
    rights,
    admin: rolesOf(roster, member).admin,
    alone: {
      vaults: vaults.map((vault) => ({ vault, ...opener.places.get(vault) })),
      lastButOne,
      last,
    },
  };
}

/** The roster size from which she has had at least read on a vault without a break. */
function sinceOf(
  roster: Roster,
  { vault, member }: { readonly vault: VaultId; readonly member: MemberId },
): number | undefined {
  const rights = roster.vaults.get(vault)?.rights.get(member) ?? [];
  let since: number | undefined;
  for (const { from, value } of rights) {
    if (value === 0) since = undefined;
    else since ??= from;
  }
  return since;
}

/** When records were written by their authors' word, and under which size of the roster; by that size. */
type Times = readonly { readonly under: number; readonly at: number }[];

/**
 * [Note: Since when] The log has no clock. When somebody was given a key is told by what was written next: the earliest
 * time that any record's author gave of those that name the roster with the grant in it. It is never too early by much.
 */
function timesOf({ book, records }: Follow): Times {
  const earliest = new Map<number, number>();
  for (const [vault, { live }] of book.logs) {
    const opened = records.get(vault);
    for (const [record, { writtenUnder }] of live) {
      const now = opened?.get(record);
      if (now?.is !== "open") continue;
      const known = earliest.get(writtenUnder);
      if (known === undefined || now.at < known) earliest.set(writtenUnder, now.at);
    }
  }
  return [...earliest].map(([under, at]) => ({ under, at }));
}

function firstAfter(times: Times, size: number): number | undefined {
  let first: number | undefined;
  for (const { under, at } of times) {
    if (under >= size && (first === undefined || at < first)) first = at;
  }
  return first;
}
