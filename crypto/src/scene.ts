import type { BoxPublic, MemberId, SignPublic, VaultId } from "./brand.ts";
import { toHex } from "./bytes.ts";
import type { Commit } from "./commit.ts";
import { valueNow, withValue } from "./dated.ts";
import type { Entry, Right, Roles } from "./entry.ts";
import type { Invite, Member, MemberKeys, Roster, Vault } from "./roster.ts";
import { isSignPublic, isBoxPublic } from "./sodium.ts";

/** A roster that may still be changed: the working copy of one commit. */
export type Draft = { -readonly [Key in keyof Roster]: Roster[Key] } & {
  members: Map<MemberId, Member>;
  vaults: Map<VaultId, Vault>;
  invites: Map<string, Invite>;
};

/** One entry kind. */
export type Of<Is extends Entry["is"]> = Extract<Entry, { readonly is: Is }>;

/**
 * A roster commit while its entries are applied one after another, and what they leave to be settled at its end.
 * Nothing of it is kept if any entry has a fault.
 */
export interface Scene {
  readonly before: Roster;
  readonly draft: Draft;
  readonly commit: Commit;
  readonly author: MemberId;
  /** The roster's size once this commit stands: what changes here holds from it. */
  readonly size: number;
  /** Who lost something on which vault. */
  readonly takings: { readonly vault: VaultId; readonly member: MemberId }[];
  /** Vaults whose newest epoch is older than a change that calls for another. */
  readonly due: Set<VaultId>;
  readonly created: Set<VaultId>;
  readonly fences: Of<"fence">[];
  readonly abandoned: Set<VaultId>;
}

/** A scene in which nothing has happened yet. */
export const openScene = (before: Roster, commit: Commit): Scene => ({
  before,
  draft: {
    ...before,
    members: new Map(before.members),
    vaults: new Map(before.vaults),
    invites: new Map(before.invites),
  },
  commit,
  author: commit.author,
  size: before.head.size + 1,
  takings: [],
  due: new Set(),
  created: new Set(),
  fences: [],
  abandoned: new Set(),
});

/** A member's right on a vault, as the commit has it so far. */
export const rightIn = ({ draft }: Scene, vault: VaultId, member: MemberId): Right =>
  valueNow(draft.vaults.get(vault)?.rights.get(member) ?? []) ?? 0;

/** A member's keys, as the commit has them so far. */
export const keysIn = ({ draft }: Scene, member: MemberId): MemberKeys | undefined =>
  valueNow(draft.members.get(member)?.keys ?? []);

/** A member's roles, as the commit has them so far; none for someone removed. */
export function rolesIn({ draft }: Scene, member: MemberId): Roles {
  const found = draft.members.get(member);
  const roles = found && !found.removed ? valueNow(found.roles) : undefined;
  return roles ?? { admin: false, audit: false };
}

/** Puts a changed member into the draft. */
export function changeMember(scene: Scene, member: MemberId, change: Partial<Member>): void {
  const found = scene.draft.members.get(member) as Member;
  scene.draft.members.set(member, { ...found, ...change });
}

/** Puts a changed vault into the draft. */
export function changeVault(scene: Scene, vault: VaultId, change: Partial<Vault>): void {
  const found = scene.draft.vaults.get(vault) as Vault;
  scene.draft.vaults.set(vault, { ...found, ...change });
}

/** Sets a member's right on a vault from this commit on. */
export function setRight(scene: Scene, vault: VaultId, member: MemberId, right: Right): void {
  const rights = new Map(scene.draft.vaults.get(vault)?.rights);
  rights.set(member, withValue(rights.get(member) ?? [], scene.size, right));
  changeVault(scene, vault, { rights });
}

/** Notes that `member` loses something on `vault`: a fence and a new epoch are owed before the commit ends. */
export function owe(scene: Scene, vault: VaultId, member: MemberId): void {
  scene.takings.push({ vault, member });
  scene.due.add(vault);
}

/** The vaults on which a member holds something, as the commit has it so far. */
export const heldIn = (scene: Scene, member: MemberId): VaultId[] =>
  [...scene.draft.vaults.keys()].filter((vault) => rightIn(scene, vault, member) > 0);

/** Takes all rights from a member. */
export function takeAll(scene: Scene, member: MemberId): void {
  for (const vault of heldIn(scene, member)) {
    setRight(scene, vault, member, 0);
    owe(scene, vault, member);
  }
}

/** Takes a new pair of public keys, or says why it cannot be anybody's: no points of their curves, or seen here before. */
export function takeKeys(
  { draft }: Scene,
  keys: { readonly sign: SignPublic; readonly box?: BoxPublic },
): "bad-key" | "key-in-use" | undefined {
  if (!isSignPublic(keys.sign)) return "bad-key";
  if (keys.box !== undefined && !isBoxPublic(keys.box)) return "bad-key";
  const taken = [keys.sign, ...(keys.box ? [keys.box] : [])].map(toHex);
  if (taken.some((key) => draft.keys.has(key))) return "key-in-use";
  draft.keys = new Set([...draft.keys, ...taken]);
  return undefined;
}
