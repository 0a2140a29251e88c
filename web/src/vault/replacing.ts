import {
  type MemberId,
  type Result,
  type Roles,
  type Roster,
  type Wish,
  encodeInviteCode,
  err,
  inviteKeys,
  keysOf,
  makeInviteSeed,
  ok,
  organisationWords,
  rolesOf,
  toHex,
  vaultsOf,
} from "#crypto";
import type { ErrorCode } from "#contract/errors.ts";
import type { State } from "#domain/state.ts";
import type { InviteMade } from "./engine.ts";
import type { Desk } from "./inviting.ts";
import { type TakingDesk, takeAway } from "./taking-away.ts";

/**
 * An invite for a member whose passphrase, sheet or device is lost, perhaps to others. From here on her old keys sign
 * nothing and hold nothing, whether she comes or not; her place, her roles and what she asked for wait for the new. Where
 * nobody else could give her a key again it is refused: then the recovery sheets are wanted.
 * docs/protocol.md §3.
 */
export async function replaceMember(
  desk: Desk & TakingDesk,
  { member, inPerson }: { readonly member: MemberId; readonly inPerson: boolean },
): Promise<Result<InviteMade, ErrorCode>> {
  const { follow, facts } = desk;
  const seed = makeInviteSeed();
  const { publicKey } = inviteKeys(seed);
  if (member === follow.keyring.member || !follow.book.roster.members.has(member))
    return err("not-allowed");
  const displayName = nameOf(follow.state, member);
  const fact = { id: toHex(publicKey), displayName, preset: "staff", inPerson } as const;
  await facts.change({ invites: [...facts.known.invites, fact] });
  const invite = {
    is: "invite",
    invite: publicKey,
    ...asBefore(follow.book.roster, member),
  } as const;
  const sent = await takeAway(desk, { is: "replace", entry: { ...invite, replaces: member } });
  if (!sent.ok) return sent;
  const { org, head } = follow.book.roster;
  return ok({ code: encodeInviteCode({ org, seed, head }), words: organisationWords(org) });
}

/** The roles and rights that she has, or had until an earlier invite called her keys lost. */
function asBefore(
  roster: Roster,
  member: MemberId,
): { readonly roles: Roles; readonly wishes: readonly Wish[] } {
  if (keysOf(roster, member) !== undefined) {
    const wishes = vaultsOf(roster, member).toSorted((a, b) => (a.vault < b.vault ? -1 : 1));
    return { roles: rolesOf(roster, member), wishes };
  }
  const invites = [...roster.invites.values()].filter(({ replaces }) => replaces === member);
  const { roles, wishes } = invites.at(-1) ?? { roles: { admin: false, audit: false }, wishes: [] };
  return { roles, wishes };
}

const nameOf = ({ organisation }: State, member: MemberId): string =>
  [...organisation.memberName.values()].find((one) => one.member === member)?.displayName ?? "";
