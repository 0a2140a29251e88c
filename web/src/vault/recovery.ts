import {
  type Member,
  type MemberId,
  type Roster,
  equal,
  idBytes,
  membersOf,
  parseCommit,
  recoveryMember,
  rosterLog,
} from "#crypto";
import type { RecoveryUse } from "./engine.ts";
import type { Follow } from "./follow.ts";

/**
 * Whether a member is the recovery member: the first whom the founder brought in, before there was any box to ask for,
 * by an id that is made of her first signing key. Whoever joins chooses her own id, so by that alone nobody is; nor is
 * anybody who took her place by an invite later. [Note: Who the recovery member is]
 */
export function isRecovery(roster: Roster, member: MemberId): boolean {
  const found = roster.members.get(member);
  return found !== undefined && cameAsRecovery(roster, found) && lostAt(found) === undefined;
}

/** Members under an id as only the recovery member has it, who did not come as she does. */
export const falseRecoveries = (roster: Roster): MemberId[] =>
  membersOf(roster)
    .filter((one) => hasItsId(one) && !cameAsRecovery(roster, one))
    .map(({ id }) => id);

/**
 * [Note: Who the recovery member is] The founder's client invites her as an administrator with no wishes, and she joins,
 * before the first vault is made. Afterwards no client makes an invite that could be taken for hers: until the vaults
 * stand, an ordinary invite is refused (`invite` in inviting.ts). Her sheets are replaced by her own signature alone.
 */
function cameAsRecovery(roster: Roster, member: Member): boolean {
  const from = cameAt(member);
  const [founder, ...others] = [...roster.members.values()].filter((one) => cameAt(one) < from);
  // Whom nobody but the founder was there to invite; the founder herself came before everybody.
  const isFirst = founder !== undefined && others.length === 0;
  const isBefore = [...roster.vaults.values()].every((vault) => from < vault.from);
  const isAdmin = member.roles[0]?.value.admin === true;
  return hasItsId(member) && isFirst && isBefore && isAdmin;
}

function hasItsId({ id, keys }: Member): boolean {
  const first = keys[0]?.value;
  return first !== undefined && equal(idBytes(id), idBytes(recoveryMember(first.sign)));
}

const cameAt = ({ keys }: Member): number => keys[0]?.from ?? Infinity;

/** The roster size with which her keys were called lost: whoever has signed as her since came by an invite. */
const lostAt = ({ keys, removed }: Member): number | undefined =>
  keys.find(({ value }, at) => value === undefined && !(removed && at === keys.length - 1))?.from;

/**
 * What was done by the recovery member's hand: every entry of hers but the one by which she joined. `seen` is the size
 * of the roster up to which this device's person has said that she knows.
 */
export function recoveryUse({ book }: Follow, seen: number): RecoveryUse | undefined {
  const { roster } = book;
  const hers = new Map(
    [...roster.members.values()]
      .filter((one) => cameAsRecovery(roster, one))
      .map((one) => [one.id, lostAt(one) ?? Infinity]),
  );
  if (hers.size === 0) return undefined;
  const skipped = new Set(roster.skipped.map(({ position }) => position));
  const entries: number[] = [];
  const members = new Set<MemberId>();
  for (const [position, bytes] of book.rosterCommits.entries()) {
    const commit = parseCommit(bytes);
    if (!commit.ok || commit.value.log !== rosterLog || skipped.has(position)) continue;
    const { author, items } = commit.value;
    if (
      items.is !== "entries" ||
      position + 1 >= (hers.get(author) ?? 0) ||
      items.entries[0]?.is === "accept"
    )
      continue;
    entries.push(position + 1);
    for (const entry of items.entries) if (entry.is === "grant") members.add(entry.member);
  }
  const first = entries.find((entry) => entry > seen) ?? entries[0];
  const last = entries.at(-1);
  if (first === undefined || last === undefined) return undefined;
  return { first, last, members: [...members], isNew: last > seen };
}
