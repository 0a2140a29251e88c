import type { BoxPublic, Hash, LogId, MemberId, SignPublic, Signature, VaultId } from "./brand.ts";

/** A right on a vault: 0 none, 1 read, 2 append, 3 manage; each includes the lower. */
export type Right = 0 | 1 | 2 | 3;

/** Size and root of a log. */
export interface Head {
  readonly size: number;
  readonly root: Hash;
}

/** One log's head, as acknowledgements, fences and heads lists name it. */
export interface LogHead extends Head {
  readonly log: LogId;
}

/** What an invite's maker wishes for the joiner; it gives nothing (protocol.md §3). */
export interface Wish {
  readonly vault: VaultId;
  readonly right: Right;
}

/** Roster-wide roles as flags: `admin` may change membership, `audit` may fetch everything and open nothing. */
export interface Roles {
  readonly admin: boolean;
  readonly audit: boolean;
}

/** How an epoch relates to the one before it. */
export type EpochLink =
  | { readonly is: "first" }
  /** The previous key, sealed under this one. */
  | { readonly is: "wrapped"; readonly previous: Uint8Array }
  /** Readers of this epoch are not to see the past. */
  | { readonly is: "cut" }
  /** Made by someone without the previous key; a holder adds a `link` later. */
  | { readonly is: "blind" };

/** A statement on the roster. Every list is sorted by bytes, without duplicates. */
export type Entry =
  | {
      readonly is: "genesis";
      readonly nonce: Uint8Array;
      readonly member: MemberId;
      readonly sign: SignPublic;
      readonly box: BoxPublic;
      readonly logKey: SignPublic;
      readonly policy: { readonly suite: 1; readonly witnessQuorum: number };
    }
  | {
      readonly is: "invite";
      readonly invite: SignPublic;
      readonly roles: Roles;
      readonly wishes: readonly Wish[];
      /** The member whose lost keys the joiner replaces; she keeps the member id, with the next generation. */
      readonly replaces?: MemberId;
    }
  | {
      readonly is: "accept";
      readonly invite: SignPublic;
      readonly member: MemberId;
      readonly sign: SignPublic;
      readonly box: BoxPublic;
      readonly generation: number;
      /** The roster's head that the joiner verified. */
      readonly head: Head;
      /** By the invite key over everything above; the commit carries the joiner's own. */
      readonly inviteSignature: Signature;
    }
  | { readonly is: "revoke-invite"; readonly invite: SignPublic }
  | {
      readonly is: "grant";
      readonly vault: VaultId;
      readonly member: MemberId;
      readonly generation: number;
      readonly right: 1 | 2 | 3;
      readonly epoch: number;
      readonly boxHash: Hash;
    }
  | {
      readonly is: "revoke";
      readonly vault: VaultId;
      readonly member: MemberId;
      readonly right: 0 | 1 | 2;
    }
  | { readonly is: "role"; readonly member: MemberId; readonly roles: Roles }
  | { readonly is: "remove"; readonly member: MemberId }
  | {
      readonly is: "rotate-identity";
      readonly sign: SignPublic;
      readonly box: BoxPublic;
      readonly generation: number;
    }
  | {
      readonly is: "create-vault";
      readonly vault: VaultId;
      /** H(vaultMeaning, vault, compartment, house, blind): its opening is the vault's first record. */
      readonly meaning: Hash;
      readonly writeOnce: boolean;
    }
  | {
      readonly is: "epoch";
      readonly vault: VaultId;
      readonly epoch: number;
      readonly keyCommit: Hash;
      readonly link: EpochLink;
      /** Merkle root over (member, generation, hash of box) of exactly the fold's holders, sorted by member. */
      readonly boxesRoot: Hash;
      readonly boxesCount: number;
    }
  | {
      readonly is: "link";
      readonly vault: VaultId;
      readonly epoch: number;
      readonly previous: Uint8Array;
    }
  | { readonly is: "box-fault"; readonly vault: VaultId; readonly epoch: number }
  /** Heads past which nothing by `member` counts, with the server's acknowledgement over exactly them. */
  | {
      readonly is: "fence";
      readonly member: MemberId;
      readonly heads: readonly LogHead[];
      readonly serverSignature: Signature;
    }
  | { readonly is: "abandon"; readonly vault: VaultId }
  | {
      readonly is: "witness";
      readonly quorum: number;
      readonly witnesses: readonly { readonly name: string; readonly key: SignPublic }[];
    }
  | { readonly is: "log-key"; readonly logKey: SignPublic }
  | {
      readonly is: "reset";
      readonly log: LogId;
      /** Where it goes on. */
      readonly head: Head;
      /** How far it was signed to reach before its tail was lost; `head` again where nothing of it is missed. */
      readonly lost: Head;
    };
