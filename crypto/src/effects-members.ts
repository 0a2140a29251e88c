import { verifyAccept } from "./accept.ts";
import { equal, toHex } from "./bytes.ts";
import { dated, withValue } from "./dated.ts";
import type { Wish } from "./entry.ts";
import type { CommitFault } from "./faults.ts";
import { orgIdOf } from "./genesis.ts";
import { keysOf } from "./roster-queries.ts";
import type { Invite, Member, MemberKeys } from "./roster.ts";
import {
  type Of,
  type Scene,
  changeMember,
  heldIn,
  keysIn,
  owe,
  rolesIn,
  takeAll,
  takeKeys,
} from "./scene.ts";
import { isSignPublic } from "./sodium.ts";

type Fault = CommitFault | undefined;

/** The organisation begins: its first member, an administrator who holds no vault, and the server's log key. */
export function genesis(scene: Scene, entry: Of<"genesis">): Fault {
  const fault = takeKeys(scene, entry);
  if (fault) return fault;
  if (!isSignPublic(entry.logKey)) return "bad-key";
  const { draft, size } = scene;
  const first: Member = {
    id: entry.member,
    keys: dated(size, { generation: 1, sign: entry.sign, box: entry.box }),
    roles: dated(size, { admin: true, audit: false }),
    generation: 1,
    removed: false,
    invitedBy: entry.member,
    wishes: [],
  };
  draft.org = orgIdOf(entry);
  draft.members.set(first.id, first);
  draft.logKey = entry.logKey;
  draft.logKeys = dated(size, entry.logKey);
  draft.witnesses = { quorum: entry.policy.witnessQuorum, keys: [] };
  return undefined;
}

/**
 * An invite gives nothing. But with `replaces` it says that a member's keys are lost, and perhaps in other hands: from
 * here on they sign nothing and hold no vault, whether the invite is used or not; her roles wait for her new keys.
 */
export function invite(scene: Scene, entry: Of<"invite">): Fault {
  const fault = takeKeys(scene, { sign: entry.invite });
  if (fault) return fault;
  const { draft, author, size } = scene;
  if (!entry.wishes.every(({ vault }: Wish) => draft.vaults.has(vault))) return "unknown-vault";
  if (entry.roles.audit && (entry.roles.admin || entry.wishes.length > 0)) {
    return "auditor-holds-nothing";
  }
  if (entry.replaces !== undefined) {
    const lost = draft.members.get(entry.replaces);
    if (lost === undefined || lost.removed) return "unknown-member";
    const roles = rolesIn(scene, lost.id);
    if (roles.admin !== entry.roles.admin || roles.audit !== entry.roles.audit) return "no-change";
    takeAll(scene, lost.id);
    changeMember(scene, lost.id, { keys: withValue(lost.keys, size, undefined) });
  }
  draft.invites.set(toHex(entry.invite), {
    key: entry.invite,
    by: author,
    roles: entry.roles,
    wishes: entry.wishes,
    replaces: entry.replaces,
    from: size,
    entry: draft.entries,
    state: "open",
  });
  return undefined;
}

/** The invited person joins with keys that the invite key vouches for, and right 0 everywhere. */
export function accept(scene: Scene, entry: Of<"accept">): Fault {
  const { draft, before, size } = scene;
  if (scene.commit.items.is === "entries" && scene.commit.items.entries.length > 1) {
    return "accept-not-alone";
  }
  const used = draft.invites.get(toHex(entry.invite));
  if (used === undefined || used.state !== "open") return "unknown-invite";
  if (!verifyAccept(draft.org, entry)) return "bad-invite-signature";
  const seen = entry.head.size < used.from ? undefined : before.roots[entry.head.size];
  if (entry.head.size > before.head.size || seen === undefined || !equal(seen, entry.head.root)) {
    return "not-on-roster";
  }
  const fault = takeKeys(scene, entry);
  if (fault) return fault;
  const old = draft.members.get(entry.member);
  if (used.replaces === undefined ? old !== undefined : used.replaces !== entry.member) {
    return "id-in-use";
  }
  if (entry.generation !== (old?.generation ?? 0) + 1) return "wrong-generation";
  const keys: MemberKeys = { generation: entry.generation, sign: entry.sign, box: entry.box };
  draft.members.set(entry.member, {
    id: entry.member,
    keys: withValue(old?.keys ?? [], size, keys),
    roles: old?.roles ?? dated(size, used.roles),
    generation: entry.generation,
    removed: false,
    invitedBy: used.by,
    wishes: used.wishes,
  });
  draft.invites.set(toHex(entry.invite), { ...used, state: "used" });
  return undefined;
}

/** An open invite ends. */
export function revokeInvite({ draft }: Scene, entry: Of<"revoke-invite">): Fault {
  const found = draft.invites.get(toHex(entry.invite)) as Invite | undefined;
  if (found === undefined || found.state !== "open") return "unknown-invite";
  draft.invites.set(toHex(entry.invite), { ...found, state: "revoked" });
  return undefined;
}

/** Roles move no key; and nobody who holds a vault, or may make one, is an auditor. */
export function role(scene: Scene, entry: Of<"role">): Fault {
  const found = scene.draft.members.get(entry.member);
  if (found === undefined || found.removed) return "unknown-member";
  const old = rolesIn(scene, entry.member);
  const { roles } = entry;
  if (old.admin === roles.admin && old.audit === roles.audit) return "no-change";
  if (roles.audit && (roles.admin || heldIn(scene, entry.member).length > 0)) {
    return "auditor-holds-nothing";
  }
  changeMember(scene, entry.member, { roles: withValue(found.roles, scene.size, roles) });
  return undefined;
}

/** A member leaves: no keys, no rights, no roles from here on. Her id is never used again. */
export function remove(scene: Scene, entry: Of<"remove">): Fault {
  const found = scene.draft.members.get(entry.member);
  if (found === undefined || found.removed) return "unknown-member";
  takeAll(scene, entry.member);
  const roles = withValue(found.roles, scene.size, { admin: false, audit: false });
  const keys = withValue(found.keys, scene.size, undefined);
  changeMember(scene, entry.member, { keys, roles, removed: true });
  return undefined;
}

/** A member takes new keys, signed with her old ones. Her rights stay; every vault that she holds gets a new epoch. */
export function rotateIdentity(scene: Scene, entry: Of<"rotate-identity">): Fault {
  const { author, draft, size } = scene;
  const fault = takeKeys(scene, entry);
  if (fault) return fault;
  const old = keysIn(scene, author);
  if (old === undefined) return "unknown-member";
  if (old.generation !== keysOf(scene.before, author)?.generation) return "repeated";
  if (entry.generation !== old.generation + 1) return "wrong-generation";
  for (const vault of heldIn(scene, author)) owe(scene, vault, author);
  const keys: MemberKeys = { generation: entry.generation, sign: entry.sign, box: entry.box };
  changeMember(scene, author, {
    keys: withValue((draft.members.get(author) as Member).keys, size, keys),
    generation: entry.generation,
  });
  return undefined;
}
