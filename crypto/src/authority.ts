import type { MemberId, VaultId } from "./brand.ts";
import type { Entry, Wish } from "./entry.ts";
import type { Invite } from "./roster.ts";
import { type Of, type Scene, rightIn, rolesIn } from "./scene.ts";
import { toHex } from "./bytes.ts";

/**
 * [Note: Who may sign what] The right × entry table of docs/protocol.md §3, in one place. Nothing else in the fold
 * asks who the author is. Rights and roles are those that the commit has made so far, entry by entry: who creates a
 * vault may grant on it in the same commit, who lowers herself may not go on afterwards.
 */
export const authority: {
  readonly [Is in Entry["is"]]: (scene: Scene, entry: Of<Is>) => boolean;
} = {
  genesis: ({ draft, author }, entry) => draft.org === "" && author === entry.member,
  invite: (scene, entry) => mayInvite(scene, scene.author, entry),
  accept: (scene, entry) => scene.author === entry.member,
  "revoke-invite": (scene, entry) => isAdmin(scene) || isMaker(scene, entry),
  grant: (scene, entry) => manages(scene, entry.vault),
  revoke: (scene, entry) => manages(scene, entry.vault) || scene.author === entry.member,
  role: isAdmin,
  remove: (scene, entry) => isAdmin(scene) || scene.author === entry.member,
  // It names no member but its author.
  "rotate-identity": () => true,
  "create-vault": isAdmin,
  epoch: (scene, entry) =>
    entry.link.is === "cut"
      ? manages(scene, entry.vault) || tookAway(scene, entry.vault)
      : holds(scene, entry.vault) || tookAway(scene, entry.vault),
  link: (scene, entry) => holds(scene, entry.vault),
  "box-fault": (scene, entry) => holds(scene, entry.vault),
  // Whoever takes something away fences; a fence without a taking-away is refused when the commit is settled.
  fence: () => true,
  abandon: isAdmin,
  witness: isAdmin,
  "log-key": isAdmin,
  reset: isAdmin,
};

/** Whether `maker` may invite like this: an administrator anything, others for vaults that they all manage. */
export function mayInvite(
  scene: Scene,
  maker: MemberId,
  invite: Pick<Of<"invite"> | Invite, "roles" | "wishes" | "replaces">,
): boolean {
  if (rolesIn(scene, maker).admin) return true;
  const plain = !invite.roles.admin && !invite.roles.audit && invite.replaces === undefined;
  const managed = ({ vault }: Wish): boolean => rightIn(scene, vault, maker) === 3;
  return plain && invite.wishes.length > 0 && invite.wishes.every(managed);
}

function isAdmin(scene: Scene): boolean {
  return rolesIn(scene, scene.author).admin;
}

function isMaker({ draft, author }: Scene, entry: Of<"revoke-invite">): boolean {
  return draft.invites.get(toHex(entry.invite))?.by === author;
}

const manages = (scene: Scene, vault: VaultId): boolean =>
  rightIn(scene, vault, scene.author) === 3;

const holds = (scene: Scene, vault: VaultId): boolean => rightIn(scene, vault, scene.author) > 0;

const tookAway = (scene: Scene, vault: VaultId): boolean =>
  scene.takings.some((taking) => taking.vault === vault);
