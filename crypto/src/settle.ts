import { mayInvite } from "./authority.ts";
import { type VaultId, rosterLog } from "./brand.ts";
import { valueNow } from "./dated.ts";
import type { CommitFault } from "./faults.ts";
import { holdersOf, managers } from "./roster-queries.ts";
import type { Invite, Roster } from "./roster.ts";
import { type Scene, rightIn } from "./scene.ts";

/** An invite ends this many entries after it was made. */
export const inviteLasts = 500;

/**
 * What a roster commit owes at its end.
 *
 * [Note: Taking away is one step] A revoke, a remove, a rotate-identity and an invite that replaces a member each
 * concern the vaults that the member held. For each such vault the same commit carries (1) an epoch after the
 * entry, for exactly those who still hold it (none if nobody does), and (2) a fence for the member over the vault's
 * log. So a member's loss, her last position and the key that she does not get are one signed statement; there is no
 * state in which only a part of it holds. Roles move no key and owe nothing.
 */
export function settle(scene: Scene): CommitFault | undefined {
  return epochsOwed(scene) ?? fencesOwed(scene) ?? someoneLeft(scene);
}

function epochsOwed({ due, draft, created }: Scene): CommitFault | undefined {
  for (const id of due) {
    const vault = draft.vaults.get(id);
    if (vault === undefined || holdersOf(draft.members, vault).length === 0) continue;
    return created.has(id) ? "no-first-epoch" : "no-new-epoch";
  }
  return undefined;
}

function fencesOwed({ takings, fences }: Scene): CommitFault | undefined {
  const pair = (log: string, member: string): string => `${log} ${member}`;
  const owed = new Set(takings.map(({ vault, member }) => pair(vault, member)));
  const built = new Set<string>();
  for (const { member, heads } of fences) {
    for (const { log } of heads) built.add(pair(log, member));
    if (heads.length === 0) return "stray-fence";
  }
  for (const one of built) if (!owed.has(one)) return "stray-fence";
  for (const one of owed) if (!built.has(one)) return "no-fence";
  return undefined;
}

/**
 * A vault keeps a manager and an organisation two administrators, once it has had them, unless the commit abandons
 * them by name. The last administrator of all cannot go. An abandon that nothing in its commit needs is refused.
 */
function someoneLeft(scene: Scene): CommitFault | undefined {
  const needed = new Set<VaultId>();
  for (const { vault } of scene.takings) {
    const managed = scene.created.has(vault) || managers(scene.before, vault).length > 0;
    if (managed && !hasManager(scene, vault)) needed.add(vault);
  }
  for (const vault of needed) if (!scene.abandoned.has(vault)) return "last-manager";
  const left = adminCount(scene.draft);
  if (left === 0) return "last-admin";
  if (left < 2 && left < adminCount(scene.before)) {
    if (!scene.abandoned.has(rosterLog as string as VaultId)) return "last-admin";
    needed.add(rosterLog as string as VaultId);
  }
  for (const vault of scene.abandoned) if (!needed.has(vault)) return "needless-abandon";
  return undefined;
}

function hasManager(scene: Scene, vault: VaultId): boolean {
  const members = scene.draft.vaults.get(vault)?.rights.keys() ?? [];
  return [...members].some((member) => rightIn(scene, vault, member) === 3);
}

function adminCount({ members }: Pick<Roster, "members">): number {
  let count = 0;
  for (const member of members.values()) {
    if (!member.removed && valueNow(member.roles)?.admin === true) count++;
  }
  return count;
}

/** Ends the open invites that have outlived their entries or their maker's right. */
export function endInvites(scene: Scene): void {
  const { draft } = scene;
  for (const [key, invite] of draft.invites) {
    if (invite.state !== "open") continue;
    const state = stateOf(scene, invite);
    if (state !== "open") draft.invites.set(key, { ...invite, state });
  }
}

function stateOf(scene: Scene, invite: Invite): Invite["state"] {
  const { draft } = scene;
  if (draft.entries - invite.entry > inviteLasts) return "expired";
  const replaced = invite.replaces && draft.members.get(invite.replaces);
  if (replaced && (replaced.removed || valueNow(replaced.keys))) return "expired";
  return mayInvite(scene, invite.by, invite) ? "open" : "maker-lost-right";
}
