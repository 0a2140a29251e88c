import type { BoxPublic, Hash, LogId, MemberId, VaultId } from "./brand.ts";
import { equal, toHex } from "./bytes.ts";
import { valueAt, valueNow } from "./dated.ts";
import type { Right, Roles } from "./entry.ts";
import type { NoteKey } from "./note.ts";
import type { Epoch, Fence, Invite, Member, MemberKeys, Roster, Seat, Vault } from "./roster.ts";

const none: Roles = { admin: false, audit: false };

/** The root of the roster's log at an earlier size; undefined for sizes that this roster has not reached. */
export const rootAt = (roster: Roster, size: number): Hash | undefined =>
  size <= roster.head.size ? roster.roots[size] : undefined;

/** A member's keys in the roster of that size; undefined if she was no member, was removed, or had lost them. */
export function memberAt(roster: Roster, size: number, member: MemberId): MemberKeys | undefined {
  const found = roster.members.get(member);
  return found && valueAt(found.keys, size);
}

/** A member's keys now. */
export const keysOf = (roster: Roster, member: MemberId): MemberKeys | undefined =>
  memberAt(roster, roster.head.size, member);

/** A member's right on a vault in the roster of that size. */
export function rightAt(
  roster: Roster,
  size: number,
  on: { readonly vault: VaultId; readonly member: MemberId },
): Right {
  const rights = roster.vaults.get(on.vault)?.rights.get(on.member);
  return (rights && valueAt(rights, size)) ?? 0;
}

/** A member's right on a vault now. */
export const rightOf = (roster: Roster, vault: VaultId, member: MemberId): Right =>
  rightAt(roster, roster.head.size, { vault, member });

/** A member's roles in the roster of that size; none without keys. */
export function rolesAt(roster: Roster, size: number, member: MemberId): Roles {
  const found = roster.members.get(member);
  if (found === undefined || valueAt(found.keys, size) === undefined) return none;
  return valueAt(found.roles, size) ?? none;
}

/** A member's roles now. */
export const rolesOf = (roster: Roster, member: MemberId): Roles =>
  rolesAt(roster, roster.head.size, member);

/** Someone to whom an epoch's key is to be sealed. */
export interface KeyHolder extends Seat {
  readonly boxPublic: BoxPublic;
}

/** Everyone with at least read on the vault, with her generation, sorted by member: exactly those who get a box. */
export function holders(roster: Roster, vault: VaultId): KeyHolder[] {
  const found = roster.vaults.get(vault);
  return found === undefined ? [] : holdersOf(roster.members, found);
}

/** `holders` of a vault that is still being folded. */
export function holdersOf(members: ReadonlyMap<MemberId, Member>, vault: Vault): KeyHolder[] {
  const held: KeyHolder[] = [];
  for (const [member, rights] of vault.rights) {
    const keys = valueNow(members.get(member)?.keys ?? []);
    if ((valueNow(rights) ?? 0) > 0 && keys)
      held.push({ member, generation: keys.generation, boxPublic: keys.box });
  }
  return held.sort((a, b) => (a.member < b.member ? -1 : 1));
}

/** The members with manage on the vault. */
export const managers = (roster: Roster, vault: VaultId): MemberId[] =>
  holders(roster, vault)
    .map((holder) => holder.member)
    .filter((member) => rightOf(roster, vault, member) === 3);

/** All epochs of a vault, the first first. */
export const epochsOf = (roster: Roster, vault: VaultId): readonly Epoch[] =>
  roster.vaults.get(vault)?.epochs ?? [];

/** The newest epoch of a vault in the roster of that size. */
export function epochAt(roster: Roster, size: number, vault: VaultId): Epoch | undefined {
  const epochs = epochsOf(roster, vault);
  for (let i = epochs.length - 1; i >= 0; i--) {
    if ((epochs[i] as Epoch).from <= size) return epochs[i];
  }
  return undefined;
}

/** The newest epoch of a vault. */
export const currentEpoch = (roster: Roster, vault: VaultId): Epoch | undefined =>
  epochsOf(roster, vault).at(-1);

/**
 * The fence that ends what `member` may have written in `log` while she saw a roster of `rosterSize`: the lowest
 * among those set later. What she writes under a roster that already knows the fence is judged by her rights alone.
 */
export function fenceFor(
  roster: Roster,
  of: { readonly log: LogId; readonly member: MemberId; readonly rosterSize: number },
): Fence | undefined {
  let lowest: Fence | undefined;
  for (const fence of roster.vaults.get(of.log as VaultId)?.fences ?? []) {
    if (fence.member !== of.member || fence.from <= of.rosterSize) continue;
    if (lowest === undefined || fence.head.size < lowest.head.size) lowest = fence;
  }
  return lowest;
}

/**
 * Whether a client must make a new epoch before it writes: the newest is blind, was made by someone who does not
 * hold the vault (any more), or has a box that does not open. A taking-away without a new epoch cannot stand on a
 * roster, so this is all that can be left to do. Any holder may.
 */
export function mustRenew(roster: Roster, vault: VaultId): boolean {
  const newest = currentEpoch(roster, vault);
  if (newest === undefined) return false;
  if (newest.link.is === "blind" || rightOf(roster, vault, newest.by) === 0) return true;
  const faults = roster.vaults.get(vault)?.boxFaults ?? [];
  return faults.some(
    (fault) => fault.epoch === newest.epoch && rightOf(roster, vault, fault.member) > 0,
  );
}

/**
 * The epoch from which the live records of a vault must be sealed, because a key before it was held by somebody who
 * has lost it: the first, after the newest loss, that was made with the key before it and by somebody who held the
 * vault then. 1 where nobody has lost it; past the newest epoch where that is still to be made. A lower right that
 * still reads takes no key away. docs/protocol.md §3.
 */
export function sealedFrom(roster: Roster, vault: VaultId): number {
  const { fences = [], epochs = [] } = roster.vaults.get(vault) ?? {};
  const losses = fences.filter((fence) => losesKey(roster, vault, fence)).map(({ from }) => from);
  if (losses.length === 0) return 1;
  const last = Math.max(...losses);
  const found = epochs.find(
    ({ from, link, by }) =>
      from >= last && link.is !== "blind" && rightAt(roster, from, { vault, member: by }) > 0,
  );
  return found?.epoch ?? epochs.length + 1;
}

function losesKey(roster: Roster, vault: VaultId, { member, from }: Fence): boolean {
  const keys = memberAt(roster, from, member);
  const before = memberAt(roster, from - 1, member);
  return rightAt(roster, from, { vault, member }) === 0 || keys?.generation !== before?.generation;
}

/** The vaults that a member may read, with her right. */
export function vaultsOf(
  roster: Roster,
  member: MemberId,
): { readonly vault: VaultId; readonly right: Right }[] {
  const held = [];
  for (const vault of roster.vaults.keys()) {
    const right = rightOf(roster, vault, member);
    if (right > 0) held.push({ vault, right });
  }
  return held;
}

/** Members who have not been removed. */
export const membersOf = (roster: Roster): Member[] =>
  [...roster.members.values()].filter((member) => !member.removed);

/** Administrators, those included whose keys are being replaced. */
export const admins = (roster: Roster): MemberId[] =>
  membersOf(roster)
    .filter((member) => valueNow(member.roles)?.admin === true)
    .map((member) => member.id);

/** Vaults with fewer than two managers: shown as in danger. */
export const inDanger = (roster: Roster): VaultId[] =>
  [...roster.vaults.keys()].filter((vault) => managers(roster, vault).length < 2);

/** An invite by its public key. */
export const inviteOf = (roster: Roster, key: Uint8Array): Invite | undefined =>
  roster.invites.get(toHex(key));

/** The witness of a key, if the roster names it. */
export const witnessOf = (roster: Roster, key: Uint8Array): NoteKey | undefined =>
  roster.witnesses.keys.find((one) => equal(one.key, key));

/** How many fresh cosignatures make a checkpoint cosigned; 0 where the roster names no witness. */
export const cosignersNeeded = ({ witnesses: { quorum, keys } }: Roster): number =>
  keys.length === 0 ? 0 : Math.max(1, quorum);

/** Invites that can still be used. */
export const openInvites = (roster: Roster): Invite[] =>
  [...roster.invites.values()].filter((invite) => invite.state === "open");
