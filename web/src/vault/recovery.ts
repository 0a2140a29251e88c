import { type MemberId, type Roster, equal, idBytes, recoveryMember } from "#crypto";

/**
 * Whether a member is the recovery member: her id is made of her first signing key, as no other member's is. So every
 * client shows the one escrow for what it is, and no name is needed for that.
 */
export function isRecovery(roster: Roster, member: MemberId): boolean {
  const first = roster.members.get(member)?.keys[0]?.value;
  return first !== undefined && equal(idBytes(member), idBytes(recoveryMember(first.sign)));
}
