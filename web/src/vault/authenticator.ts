import {
  type Result,
  authenticatorKey,
  err,
  fromHex,
  ok,
  openBundle,
  sealBundle,
  toHex,
  wipe,
} from "#crypto";
import type { ErrorCode } from "#contract/errors.ts";
import type { DeviceAccount } from "./device.ts";
import type { OpenedBundle } from "./enter.ts";
import type { AuthenticatorInput } from "./engine.ts";
import type { OpenAccount } from "./open-account.ts";

/** What a device keeps so that its authenticator opens an account: whom to ask, with what, and one more sealed bundle. */
interface Kept {
  readonly credential: string;
  readonly salt: string;
  readonly bundleVersion: number;
  readonly generation: number;
  readonly bundle: string;
}

/** The account as its device knows it once this authenticator opens it too. Needs her account key on the device. */
export function withAuthenticator(
  { account, entered: { follow } }: OpenAccount,
  { credential, salt, secret }: AuthenticatorInput,
): DeviceAccount {
  const { org, member, identity } = follow.keyring;
  const key = authenticatorKey(secret, account);
  wipe(secret);
  const { head } = follow.book.roster;
  const bundle = sealBundle({ identity, head }, { org, member, bundleVersion: 1 }, key);
  wipe(key);
  const { generation } = identity;
  const kept: Kept = { credential, salt, bundleVersion: 1, generation, bundle: toHex(bundle) };
  return { ...account, authenticator: JSON.stringify(kept) };
}

/** Whom a device asks before it opens an account without the passphrase. */
export function askedOf({
  authenticator,
}: DeviceAccount): { readonly credential: string; readonly salt: string } | undefined {
  if (authenticator === undefined) return undefined;
  const { credential, salt } = JSON.parse(authenticator) as Kept;
  return { credential, salt };
}

/** Opens the device's own copy by what its authenticator gave. */
export function openByAuthenticator(
  account: DeviceAccount,
  secret: Uint8Array,
): Result<Pick<OpenedBundle, "org" | "member" | "bundle">, ErrorCode> {
  if (account.authenticator === undefined) return err("no-such-thing");
  const { bundleVersion, generation, bundle } = JSON.parse(account.authenticator) as Kept;
  const { org, member } = account;
  const key = authenticatorKey(secret, account);
  wipe(secret);
  const opened = openBundle(fromHex(bundle), { org, member, bundleVersion, generation }, key);
  wipe(key);
  return opened.ok ? ok({ org, member, bundle: opened.value }) : opened;
}
