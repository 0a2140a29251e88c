import {
  type Dated,
  type MemberId,
  type Right,
  type Roster,
  type VaultId,
  type Wish,
  joiningWords,
  keysOf,
  membersOf,
  openInvites,
  parseCommit,
  rightOf,
  rolesOf,
  toHex,
} from "#crypto";
import { houseCompartments, type HouseId, type Place } from "#domain/compartments.ts";
import type { Team, TeamMember } from "./engine.ts";
import type { Facts, Known } from "./facts.ts";
import type { Follow } from "./follow.ts";
import { isRecovery, recoveryUse } from "./recovery.ts";

type Accept = Parameters<typeof joiningWords>[1];

/** Members, open invites and houses to hand over, as roster and `team` vault tell them. */
export function teamOf(
  follow: Follow,
  facts: Facts,
  names: { readonly [member: string]: string },
): Omit<Team, "losses" | "restored"> {
  const { roster } = follow.book;
  const accepts = acceptsOf(follow);
  const members = membersOf(roster).map(({ id, invitedBy, wishes }): TeamMember => {
    const roles = rolesOf(roster, id);
    const accept = accepts.get(id);
    const asked = accept !== undefined && unmet(roster, id, wishes).length > 0;
    const words = accept === undefined ? [] : joiningWords(roster.org, accept);
    return {
      member: id,
      ...(names[id] !== undefined && { displayName: names[id] }),
      admin: roles.admin,
      audit: roles.audit,
      recovery: isRecovery(roster, id),
      rights: rightsIn(follow, id, facts.known.grew),
      ...(asked && { waiting: { invitedBy, words } }),
    };
  });
  const open = new Set(openInvites(roster).map((invite) => toHex(invite.key)));
  const invites = facts.known.invites.filter((invite) => open.has(invite.id));
  const { recoverySeen, firstSeen, keptHouses } = facts.known;
  const use = recoveryUse(follow, recoverySeen ?? firstSeen.rosterSize);
  return {
    members,
    invites,
    toHandOver: toHandOver(follow, keptHouses),
    ...(use && { recoveryUse: use }),
  };
}

/**
 * What an invite asked for and was never given. A right that she had since she joined and that was taken from her again
 * is not asked for any more: or the client that invited her would give back by itself what somebody has taken.
 */
export function unmet(roster: Roster, member: MemberId, wishes: readonly Wish[]): readonly Wish[] {
  if (keysOf(roster, member) === undefined) return [];
  const joined = joinedAt(roster, member);
  return wishes.filter(({ vault, right }) => {
    const rights = roster.vaults.get(vault)?.rights.get(member) ?? [];
    return !rights.some(({ from, value }) => from >= joined && value >= right);
  });
}

/** The roster size with which she came, or came back with new keys after hers were lost. */
function joinedAt(roster: Roster, member: MemberId): number {
  const keys = roster.members.get(member)?.keys ?? [];
  const lost = keys.findLastIndex(({ value }) => value === undefined);
  return keys[lost + 1]?.from ?? 0;
}

/** The newest entry by which each member joined. */
export function acceptsOf({ book }: Follow): ReadonlyMap<MemberId, Accept> {
  const accepts = new Map<MemberId, Accept>();
  for (const bytes of book.rosterCommits) {
    const commit = parseCommit(bytes);
    if (!commit.ok || commit.value.items.is !== "entries") continue;
    const [entry] = commit.value.items.entries;
    if (entry?.is === "accept") accepts.set(entry.member, entry);
  }
  return accepts;
}

/** A member's rights on every vault whose place is known here. */
export function rightsIn(
  { book, opener }: Follow,
  member: MemberId,
  grew: Known["grew"] = [],
): TeamMember["rights"] {
  const rights = [];
  for (const [vault, { rights: all }] of book.roster.vaults) {
    const right = rightOf(book.roster, vault, member);
    if (right === 0) continue;
    const from = readsFrom(all.get(member) ?? []);
    const on = grew.find(({ size }) => size >= from)?.on;
    const since = from > (grew[0]?.size ?? Infinity) ? on : undefined;
    rights.push({ vault, right, ...opener.places.get(vault), ...(since && { since }) });
  }
  return rights;
}

/** The roster size from which a member has read without a break. */
const readsFrom = (rights: Dated<Right>): number =>
  rights.findLast((one, at) => one.value > 0 && (rights[at - 1]?.value ?? 0) === 0)?.from ?? 0;

/** Houses whose innermost vaults an administrator still holds as their founder, and who could take them. */
function toHandOver(follow: Follow, kept: readonly HouseId[]): Team["toHandOver"] {
  const { book, keyring, opener } = follow;
  const { roster } = book;
  if (!rolesOf(roster, keyring.member).admin) return [];
  const houses = new Set<HouseId>();
  for (const [vault, place] of opener.places) {
    const mine = rightOf(roster, vault, keyring.member) === 3;
    if (mine && place.compartment === "residents" && !kept.includes(place.house)) {
      houses.add(place.house);
    }
  }
  return [...houses].map((house) => ({ house, candidates: candidates(follow, house) }));
}

/** Members who already manage all of a house, the recovery member and oneself apart. */
function candidates({ book, keyring, find }: Follow, house: HouseId): MemberId[] {
  const { roster } = book;
  const vaults = houseCompartments.map((compartment) => find({ compartment, house } as Place));
  const manages = (member: MemberId): boolean =>
    vaults.every((vault) => vault !== undefined && rightOf(roster, vault as VaultId, member) === 3);
  return membersOf(roster)
    .map(({ id }) => id)
    .filter((id) => id !== keyring.member && !isRecovery(roster, id) && manages(id));
}
