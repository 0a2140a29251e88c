import { fromHex, toHex } from "./bytes.ts";

declare const brand: unique symbol;

/** A value of type `T` that only its owning file may mint. */
export type Brand<T, Name extends string> = T & { readonly [brand]: Name };

/** The organisation: hash of its genesis entry, 32 bytes as 64 hex characters. */
export type OrgId = Brand<string, "OrgId">;
/** A member of the roster: 16 random bytes as 32 hex characters. */
export type MemberId = Brand<string, "MemberId">;
/** A vault, and also its log: 16 random bytes as 32 hex characters. */
export type VaultId = Brand<string, "VaultId">;
/** A log: a vault's, or the roster's (`rosterLog`). */
export type LogId = VaultId | Brand<string, "RosterLogId">;
/** A record in a vault: 16 random bytes as 32 hex characters. */
export type RecordId = Brand<string, "RecordId">;

/** 32 bytes of SHA-256 or BLAKE2b. */
export type Hash = Brand<Uint8Array, "Hash">;
/** The key of one vault's epoch, 32 bytes. */
export type EpochKey = Brand<Uint8Array, "EpochKey">;
/** The key of one version of one record, 32 bytes. */
export type RecordKey = Brand<Uint8Array, "RecordKey">;
/** Releases a member's sealed bundle at login, 32 bytes; the server keeps argon2id of it. */
export type AuthKey = Brand<Uint8Array, "AuthKey">;
/** Seals a member's identity bundle, 32 bytes; never leaves the client. */
export type WrapKey = Brand<Uint8Array, "WrapKey">;
/** Seals what a device keeps, 32 bytes. */
export type LocalKey = Brand<Uint8Array, "LocalKey">;
/** The secret on a member's device and in her kit, 16 bytes. */
export type AccountKey = Brand<Uint8Array, "AccountKey">;
/** Ed25519 public key, 32 bytes, canonical and in the main subgroup. */
export type SignPublic = Brand<Uint8Array, "SignPublic">;
/** X25519 public key, 32 bytes. */
export type BoxPublic = Brand<Uint8Array, "BoxPublic">;
/** Ed25519 signature, 64 bytes. */
export type Signature = Brand<Uint8Array, "Signature">;

/** The roster's log: sixteen zero bytes, which no vault may have as its id. */
export const rosterLog = "00".repeat(16) as Brand<string, "RosterLogId">;

/** The three kinds of 16-byte id, read from bytes. */
export const idFrom = {
  org: (bytes: Uint8Array): OrgId => toHex(bytes) as OrgId,
  member: (bytes: Uint8Array): MemberId => toHex(bytes) as MemberId,
  vault: (bytes: Uint8Array): VaultId => toHex(bytes) as VaultId,
  log: (bytes: Uint8Array): LogId => toHex(bytes) as LogId,
  record: (bytes: Uint8Array): RecordId => toHex(bytes) as RecordId,
};

/** The bytes of any id. */
export const idBytes = (id: OrgId | MemberId | LogId | RecordId): Uint8Array => fromHex(id);
