import {
  type Entry,
  type KeyHolder,
  type MemberId,
  type Right,
  type Roles,
  type Roster,
  type VaultId,
  admins,
  holders,
  managers,
  rightOf,
  rolesOf,
  rosterLog,
  vaultsOf,
} from "#crypto";
import type { Given } from "./grants.ts";

type EntryOf<Is extends Entry["is"]> = Extract<Entry, { readonly is: Is }>;

/** What is taken from whom, in one append. */
export type Taking =
  /** She leaves for good. */
  | { readonly is: "remove"; readonly member: MemberId }
  /**
   * Other rights, lower or none (those that are higher are given in the same step, where the taker manages the vault),
   * and other roles where they are named. `gives` is for others: who gets what she gives away.
   */
  | {
      readonly is: "change";
      readonly member: MemberId;
      readonly rights: readonly { readonly vault: VaultId; readonly right: Right }[];
      readonly roles?: Roles;
      readonly gives?: readonly Given[];
    }
  /** New keys for oneself, because the old ones may have been seen. */
  | { readonly is: "rotate"; readonly entry: EntryOf<"rotate-identity"> }
  /** An invite that calls a member's keys lost. */
  | {
      readonly is: "replace";
      readonly entry: EntryOf<"invite"> & { readonly replaces: MemberId };
    };

/** Whose keys or rights go: `self` where she takes them from herself. */
export function leaverOf(taking: Taking, self: MemberId): MemberId {
  if (taking.is === "rotate") return self;
  return taking.is === "replace" ? taking.entry.replaces : taking.member;
}

/** A right on one vault that becomes another. */
export interface Step {
  readonly vault: VaultId;
  readonly from: Right;
  readonly to: Right;
}

/** What becomes of the leaver's rights, vault by vault; those that stay as they are too. */
export function stepsOf(roster: Roster, taking: Taking, self: MemberId): Step[] {
  const member = leaverOf(taking, self);
  if (taking.is !== "change") {
    const to = (right: Right): Right => (taking.is === "rotate" ? right : 0);
    return vaultsOf(roster, member).map(({ vault, right }) => ({
      vault,
      from: right,
      to: to(right),
    }));
  }
  const wanted = new Map(taking.rights.map(({ vault, right }) => [vault, right]));
  for (const { vault, right } of vaultsOf(roster, member)) {
    if (!wanted.has(vault)) wanted.set(vault, right);
  }
  return [...wanted].map(([vault, to]) => ({ vault, from: rightOf(roster, vault, member), to }));
}

/** The vaults that get a fence and a new epoch: those on which something is lost, or, with new keys, all. */
export const concerned = (roster: Roster, taking: Taking, self: MemberId): Step[] =>
  stepsOf(roster, taking, self).filter(({ from, to }) => taking.is === "rotate" || to < from);

/** Who holds a vault once this is taken, what is given in the same step included. */
export function holdersAfter(
  roster: Roster,
  taking: Taking,
  at: { readonly step: Step; readonly self: MemberId; readonly given: readonly KeyHolder[] },
): KeyHolder[] {
  const { step, self, given } = at;
  const leaver = leaverOf(taking, self);
  const now = holders(roster, step.vault);
  const stay = step.to > 0 ? now : now.filter(({ member }) => member !== leaver);
  const added = given.filter(({ member }) => !stay.some((one) => one.member === member));
  const after = [...stay, ...added];
  if (taking.is !== "rotate") return after;
  const { generation, box: boxPublic } = taking.entry;
  return after.map((one) => (one.member === leaver ? { ...one, generation, boxPublic } : one));
}

/** What nobody would be left for. */
interface LeftAlone {
  /** Vaults that had a manager and would have none. */
  readonly vaults: readonly VaultId[];
  /** Only one administrator would be left, who could then be lost. */
  readonly lastButOne: boolean;
  /** Nobody would be left who decides about members: this cannot be done at all. */
  readonly last: boolean;
}

/** What a taking-away would leave without anybody. [Note: Taking away is one step] */
export function leftAlone(roster: Roster, taking: Taking, self: MemberId): LeftAlone {
  const leaver = leaverOf(taking, self);
  const given = taking.is === "change" ? (taking.gives ?? []) : [];
  const vaults = concerned(roster, taking, self)
    .filter(({ vault, to }) => {
      const before = managers(roster, vault);
      const others = before.some((one) => one !== leaver);
      const comes = given.some((one) => one.vault === vault && one.right === 3);
      return before.length > 0 && !others && !comes && to < 3;
    })
    .map(({ vault }) => vault);
  const goes = adminGoes(roster, taking, self);
  const left = admins(roster).length - (goes ? 1 : 0);
  return { vaults, lastButOne: goes && left === 1, last: goes && left === 0 };
}

function adminGoes(roster: Roster, taking: Taking, self: MemberId): boolean {
  if (taking.is === "rotate" || taking.is === "replace") return false;
  const isAdmin = rolesOf(roster, leaverOf(taking, self)).admin;
  if (taking.is === "remove") return isAdmin;
  return isAdmin && taking.roles?.admin === false;
}

/** The entries that say so by name. */
export const abandonsOf = ({ vaults, lastButOne }: LeftAlone): EntryOf<"abandon">[] =>
  [...vaults, ...(lastButOne ? [rosterLog as string as VaultId] : [])].map((vault) => ({
    is: "abandon",
    vault,
  }));
