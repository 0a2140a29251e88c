import {
  type AccountKey,
  type Bundle,
  type Head,
  type Identity,
  type MemberId,
  type OrgId,
  type Result,
  type WrapKey,
  Writer,
  err,
  loginKeys,
  ok,
  openBundle,
  parse,
  randomBytes,
  sealBundle,
  signChallenge,
  stretch,
  wipe,
} from "#crypto";
import type { Account } from "#contract/account.ts";
import type { ErrorCode } from "#contract/errors.ts";
import type { Api } from "../sync/api.ts";
import type { Follow } from "./follow.ts";

/** What a person chooses when she enrols, and types when she comes back. */
export interface Chosen {
  readonly loginId: string;
  readonly passphrase: string;
}

/** Whose account it is. */
export interface Whose {
  readonly org: OrgId;
  readonly member: MemberId;
}

/** A sealed bundle as a device keeps it, with the salt of the passphrase that opens it. Nothing in it opens alone. */
export interface KeptBundle {
  readonly salt: Uint8Array;
  readonly bundleVersion: number;
  readonly generation: number;
  readonly bundle: Uint8Array;
}

/** A member who has just been enrolled, or has unlocked: what she holds, and her organisation to be read. */
export interface Entered {
  readonly follow: Follow;
  readonly loginId: string;
  readonly accountKey: AccountKey;
}

/** The account that the server keeps: her bundle under her two secrets, and a fresh salt. */
export function makeAccount(
  chosen: Chosen,
  of: Whose & {
    readonly identity: Identity;
    readonly accountKey: AccountKey;
    readonly head: Head;
    /** One more than the one that stands; 1 for a new member. */
    readonly bundleVersion?: number;
  },
): Result<Account, ErrorCode> {
  const { org, member, identity, head, bundleVersion = 1 } = of;
  const salt = randomBytes(16);
  const keys = keysFor(chosen, of, { salt, accountKey: of.accountKey });
  if (!keys.ok) return keys;
  const { authKey, wrapKey } = keys.value;
  const bundle = sealBundle({ identity, head }, { org, member, bundleVersion }, wrapKey);
  wipe(wrapKey);
  const { generation } = identity;
  const { loginId } = chosen;
  return ok({ loginId, member, salt, authKey, bundleVersion, generation, bundle });
}

/** The two keys of a login: 200 ms of work for whoever has the passphrase, centuries for whoever has not. */
export function keysFor(
  chosen: Chosen,
  { org, member }: Whose,
  with_: { readonly salt: Uint8Array; readonly accountKey: AccountKey },
) {
  const stretched = stretch({ ...chosen, org, serverSalt: with_.salt });
  if (!stretched.ok) return stretched;
  const { accountKey } = with_;
  const keys = loginKeys({ stretched: stretched.value, member, accountKey });
  wipe(stretched.value);
  return ok(keys);
}

/** Opens a bundle with what a person has. */
export function unseal(
  whose: Whose,
  kept: KeptBundle,
  wrapKey: WrapKey,
): Result<Bundle, "wrong-passphrase"> {
  const { bundleVersion, generation } = kept;
  const opened = openBundle(kept.bundle, { ...whose, bundleVersion, generation }, wrapKey);
  wipe(wrapKey);
  return opened.ok ? opened : err("wrong-passphrase");
}

/** From here on the member's identity answers the server's challenges. */
export const identify = (api: Api, { org, member }: Whose, identity: Identity): void =>
  api.be({
    org,
    subject: { is: "member", member },
    sign: (challenge) => signChallenge(identity, challenge),
  });

/** A kept bundle as bytes. */
export const writeKeptBundle = (kept: KeptBundle): Uint8Array =>
  new Writer()
    .block(kept.salt)
    .u32(kept.bundleVersion)
    .u32(kept.generation)
    .block(kept.bundle)
    .done();

/** Reads what `writeKeptBundle` wrote. */
export const readKeptBundle = (bytes: Uint8Array): KeptBundle | undefined =>
  parse(bytes, (r) => ({
    salt: r.block(64).slice(),
    bundleVersion: r.u32(),
    generation: r.u32(),
    bundle: r.block(1_024).slice(),
  }));
