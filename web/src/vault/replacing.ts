import {
  type MemberId,
  type Result,
  type Roles,
  type Roster,
  type Wish,
  encodeInviteCode,
  err,
  inviteKeys,
  makeInviteSeed,
  ok,
  organisationWords,
  rightAt,
  toHex,
} from "#crypto";
import type { ErrorCode } from "#contract/errors.ts";
import type { State } from "#domain/state.ts";
import type { InviteMade } from "./engine.ts";
import type { Desk } from "./inviting.ts";
import { isRecovery } from "./recovery.ts";
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
  const { roster } = follow.book;
  if (member === follow.keyring.member || !roster.members.has(member)) return err("not-allowed");
  // Nobody signs in as her: what ends her keys is new sheets, or her removal.
  if (isRecovery(roster, member)) return err("not-allowed");
  const displayName = nameOf(follow.state, member);
  const fact = { id: toHex(publicKey), displayName, preset: "staff", inPerson } as const;
  await facts.change({ invites: [...facts.known.invites, fact] });
  const invite = {
    is: "invite",
    invite: publicKey,
    ...asBefore(roster, member),
  } as const;
  const sent = await takeAway(desk, { is: "replace", entry: { ...invite, replaces: member } });
  if (!sent.ok) return sent;
  const { org, head } = follow.book.roster;
  return ok({ code: encodeInviteCode({ org, seed, head }), words: organisationWords(org) });
}

/**
 * The roles and rights that she has, or had when her keys were called lost. What the invite that called them so asked
 * for is not looked at: whoever made it may have asked for more than she ever had.
 */
function asBefore(
  roster: Roster,
  member: MemberId,
): { readonly roles: Roles; readonly wishes: readonly Wish[] } {
  const { keys = [], roles = [] } = roster.members.get(member) ?? {};
  const held = keys.findLastIndex(({ value }) => value !== undefined);
  const lost = keys[held + 1]?.from;
  const size = lost === undefined ? roster.head.size : lost - 1;
  const wishes = [...roster.vaults.keys()].flatMap((vault): Wish[] => {
    const right = rightAt(roster, size, { vault, member });
    return right > 0 ? [{ vault, right }] : [];
  });
  return {
    roles: roles.at(-1)?.value ?? { admin: false, audit: false },
    wishes: wishes.toSorted((a, b) => (a.vault < b.vault ? -1 : 1)),
  };
}

const nameOf = ({ organisation }: State, member: MemberId): string =>
  [...organisation.memberName.values()].find((one) => one.member === member)?.displayName ?? "";
