import {
  type MemberId,
  type Roster,
  equal,
  idBytes,
  parseCommit,
  recoveryMember,
  rosterLog,
} from "#crypto";
import type { RecoveryUse } from "./engine.ts";
import type { Follow } from "./follow.ts";

/**
 * Whether a member is the recovery member: her id is made of her first signing key, as no other member's is. So every
 * client shows the one escrow for what it is, and no name is needed for that.
 */
export function isRecovery(roster: Roster, member: MemberId): boolean {
  const first = roster.members.get(member)?.keys[0]?.value;
  return first !== undefined && equal(idBytes(member), idBytes(recoveryMember(first.sign)));
}

/**
 * What was done by the recovery member's hand: every entry of hers but the one by which she joined. `seen` is the size
 * of the roster up to which this device's person has said that she knows.
 */
export function recoveryUse({ book }: Follow, seen: number): RecoveryUse | undefined {
  const { roster } = book;
  const hers = new Set([...roster.members.keys()].filter((one) => isRecovery(roster, one)));
  if (hers.size === 0) return undefined;
  const skipped = new Set(roster.skipped.map(({ position }) => position));
  const entries: number[] = [];
  const members = new Set<MemberId>();
  for (const [position, bytes] of book.rosterCommits.entries()) {
    const commit = parseCommit(bytes);
    if (!commit.ok || commit.value.log !== rosterLog || skipped.has(position)) continue;
    const { author, items } = commit.value;
    if (items.is !== "entries" || !hers.has(author) || items.entries[0]?.is === "accept") continue;
    entries.push(position + 1);
    for (const entry of items.entries) if (entry.is === "grant") members.add(entry.member);
  }
  const first = entries.find((entry) => entry > seen) ?? entries[0];
  const last = entries.at(-1);
  if (first === undefined || last === undefined) return undefined;
  return { first, last, members: [...members], isNew: last > seen };
}
