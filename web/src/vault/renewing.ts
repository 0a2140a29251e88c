import {
  type AccountKey,
  type Identity,
  type Result,
  err,
  localKey,
  makeAccountKey,
  makeIdentity,
  ok,
  randomBytes,
  toHex,
} from "#crypto";
import type { Account } from "#contract/account.ts";
import type { ErrorCode } from "#contract/errors.ts";
import { passing } from "../sync/api.ts";
import { makeAccount } from "./account.ts";
import { Bundles } from "./bundles.ts";
import type { DeviceAccount } from "./device.ts";
import type { PassphraseInput } from "./engine.ts";
import { Local } from "./local.ts";
import type { OpenAccount } from "./open-account.ts";
import { isPassphrase } from "./passphrase.ts";
import type { Ports } from "./ports.ts";
import { keepPlan, keepUnsent } from "./renewal-plan.ts";
import { keepUnconfirmed } from "./unconfirmed.ts";
import type { Taking } from "./taking.ts";
import { boxesName } from "./tail.ts";
import { takeAway } from "./taking-away.ts";

/** What becomes of a member who takes new keys: her next generation, her new account key, and where this device keeps both. */
export interface Renewed {
  readonly identity: Identity;
  readonly accountKey: AccountKey;
  readonly account: DeviceAccount;
  /** As it is to stand at the server. */
  readonly bundle: Account;
}

/** Kept across: all but what can be read from the server again, and what is sealed by the logs' own keys. */
const kept = [
  "draft/",
  "facts",
  "outbox/",
  "checkpoint",
  "heads",
  "signed",
  "joints",
  boxesName,
] as const;

/** The entry by which a member takes new keys. docs/protocol.md §3. */
export function rotation(identity: Identity): Extract<Taking, { readonly is: "rotate" }> {
  const { generation, signPublic: sign, boxPublic: box } = identity;
  return { is: "rotate", entry: { is: "rotate-identity", sign, box, generation } };
}

/**
 * "It may have been seen": new identity keys, a new account key and passphrase, and new epochs of all that she holds.
 * The old keys sign nothing more and read nothing that is written from here on. All of it is on this device, sealed,
 * before the roster hears of it.
 */
export async function renewKeys(
  ports: Ports,
  open: OpenAccount,
  { current, passphrase }: PassphraseInput,
): Promise<Result<Renewed, ErrorCode>> {
  const held = await isPassphrase(open, current);
  if (!held.ok) return held;
  const { follow, loginId } = open.entered;
  const { org, member } = follow.keyring;
  const { head } = follow.book.roster;
  const identity = makeIdentity(follow.keyring.identity.generation + 1);
  const accountKey = makeAccountKey();
  const bundleVersion = held.value.bundleVersion + 1;
  const of = { org, member, identity, accountKey, head, bundleVersion };
  const made = makeAccount({ loginId, passphrase }, of);
  if (!made.ok) return made;
  const renewed = {
    identity,
    accountKey,
    bundle: made.value,
    account: place(open.account, accountKey),
  };
  await carryOver(ports, open, renewed);
  const sent = await takeAway({ ...open, follow }, rotation(identity));
  if (sent.ok) return ok(renewed);
  return passing.has(sent.error) ? err("renewal-unsure") : sent;
}

/** The same account under another name on this device, because nothing of the old keys opens what the new ones seal. */
function place(account: DeviceAccount, accountKey: AccountKey): DeviceAccount {
  const { accountKey: before, authenticator: _ofTheOldKeys, ...rest } = account;
  return {
    ...rest,
    ...(before && { accountKey }),
    device: randomBytes(16),
    store: toHex(randomBytes(16)),
  };
}

/** Seals for the new keys what this device keeps and nobody else has, and notes where. */
async function carryOver(ports: Ports, open: OpenAccount, renewed: Renewed): Promise<void> {
  const { account, identity, bundle } = renewed;
  const store = await ports.stores(account.store);
  const local = new Local(store, localKey(identity, account.device));
  for (const prefix of kept) {
    for (const name of await open.local.names(prefix)) {
      const bytes = await open.local.get(name);
      if (bytes !== undefined) await local.put(new Map([[name, bytes]]));
    }
  }
  await keepUnconfirmed(local);
  await new Bundles(store).keep(bundle);
  await keepUnsent(local, bundle);
  await keepPlan(await ports.stores(open.account.store), account);
  local.close();
}
