import type { BoxPublic, Hash, MemberId, OrgId, SignPublic, Signature, VaultId } from "./brand.ts";
import type { Dated } from "./dated.ts";
import type { EpochLink, Head, LogHead, Right, Roles, Wish } from "./entry.ts";
import { type Frontier, emptyFrontier, headOf } from "./merkle.ts";
import type { NoteKey } from "./note.ts";

/**
 * The organisation as its own log tells it: who is a member with which keys, who may do what in which vault, which
 * epochs each vault has had. A value: `fold` makes the next one, and nothing here is ever changed. It holds its past
 * too, because a commit is judged by the roster that its author had seen. docs/protocol.md §3.
 */
export interface Roster {
  /** Hash of the genesis; empty text before it. */
  readonly org: OrgId;
  readonly frontier: Frontier;
  readonly head: Head;
  /** Root at every size up to `head.size`. Ask by `rootAt`: rosters that grew from one another share this list. */
  readonly roots: readonly Hash[];
  /** Entries so far, those of skipped commits not counted. */
  readonly entries: number;
  readonly members: ReadonlyMap<MemberId, Member>;
  readonly vaults: ReadonlyMap<VaultId, Vault>;
  /** Every invite ever made, by its public key in hex. */
  readonly invites: ReadonlyMap<string, Invite>;
  /** Every public key in hex that a member or an invite ever had: none is anybody's again. */
  readonly keys: ReadonlySet<string>;
  /** The key that signs acknowledgements and checkpoints; empty before the genesis. */
  readonly logKey: SignPublic;
  readonly logKeys: Dated<SignPublic>;
  readonly witnesses: { readonly quorum: number; readonly keys: readonly NoteKey[] };
  readonly resets: readonly Reset[];
  readonly abandoned: readonly Abandoned[];
  /** Commits that stand in the tree and count for nothing. */
  readonly skipped: readonly { readonly position: number; readonly code: string }[];
}

/** A person or machine on the roster, under a random id. */
export interface Member {
  readonly id: MemberId;
  /** Undefined from the day on which she was removed, or her keys were called lost. */
  readonly keys: Dated<MemberKeys | undefined>;
  readonly roles: Dated<Roles>;
  /** The generation that her newest keys have or had. */
  readonly generation: number;
  readonly removed: boolean;
  /** Who invited her, and what for; the first member invited herself. */
  readonly invitedBy: MemberId;
  readonly wishes: readonly Wish[];
}

/** The public keys of one generation of a member. */
export interface MemberKeys {
  readonly generation: number;
  readonly sign: SignPublic;
  readonly box: BoxPublic;
}

/** A vault's public side. */
export interface Vault {
  readonly id: VaultId;
  readonly meaning: Hash;
  readonly writeOnce: boolean;
  /** The roster size from which it exists. */
  readonly from: number;
  readonly rights: ReadonlyMap<MemberId, Dated<Right>>;
  /** Number 1 first. */
  readonly epochs: readonly Epoch[];
  readonly grants: readonly Grant[];
  readonly fences: readonly Fence[];
  readonly boxFaults: readonly { readonly member: MemberId; readonly epoch: number }[];
}

/** One generation of a vault's key. */
export interface Epoch {
  readonly epoch: number;
  readonly from: number;
  readonly by: MemberId;
  readonly keyCommit: Hash;
  readonly link: EpochLink;
  /** What holders added to a blind epoch: the previous key, sealed under this one. Readers try them in order. */
  readonly links: readonly Uint8Array[];
  readonly boxesRoot: Hash;
  /** For whom boxes stand under `boxesRoot`, sorted by member. */
  readonly holders: readonly Seat[];
}

/** A member in the generation to which a box is sealed. */
export interface Seat {
  readonly member: MemberId;
  readonly generation: number;
}

/** A right given together with the epoch's key. */
export interface Grant extends Seat {
  readonly from: number;
  readonly by: MemberId;
  readonly right: Right;
  readonly epoch: number;
  readonly boxHash: Hash;
}

/** Where a member's part of a log ends, for everything that she wrote under a roster smaller than `from`. */
export interface Fence {
  readonly member: MemberId;
  readonly from: number;
  /** As the entry named it, or where a later reset drew it back to. */
  readonly head: LogHead;
  /** Over the entry's heads. */
  readonly serverSignature: Signature;
}

/** An invite, open until it ends. */
export interface Invite {
  readonly key: SignPublic;
  readonly by: MemberId;
  readonly roles: Roles;
  readonly wishes: readonly Wish[];
  readonly replaces: MemberId | undefined;
  /** The roster size from which it stands. */
  readonly from: number;
  /** Entries on the roster when it was made. */
  readonly entry: number;
  readonly state: "open" | "used" | "revoked" | "maker-lost-right" | "expired";
}

/** A tail of a log that was lost for good, as an administrator signed it. */
export interface Reset {
  readonly from: number;
  readonly by: MemberId;
  readonly at: LogHead;
  /** How far the log was signed to reach before; `at` again where nothing of it is missed. */
  readonly lost: Head;
}

/** A vault left without a manager, or (the roster's log) an organisation left with one administrator, knowingly. */
export interface Abandoned {
  readonly from: number;
  readonly by: MemberId;
  readonly vault: VaultId;
}

/** The roster before its genesis. Needs `ready()`. */
export function emptyRoster(): Roster {
  const head = headOf(emptyFrontier);
  return {
    org: "" as OrgId,
    frontier: emptyFrontier,
    head,
    roots: [head.root],
    entries: 0,
    members: new Map(),
    vaults: new Map(),
    invites: new Map(),
    keys: new Set(),
    logKey: new Uint8Array(0) as SignPublic,
    logKeys: [],
    witnesses: { quorum: 0, keys: [] },
    resets: [],
    abandoned: [],
    skipped: [],
  };
}
