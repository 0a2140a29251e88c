import {
  type AccountKey,
  type MemberId,
  type OrgId,
  fromHex,
  fromUtf8,
  randomBytes,
  toHex,
  utf8,
} from "#crypto";
import type { Store } from "../sync/store.ts";
import { askedOf } from "./authenticator.ts";
import type { Entered } from "./account.ts";
import type { KnownAccount } from "./engine.ts";
import type { Ports } from "./ports.ts";

/** What a device keeps of an account in the open: a label that its user chose, ids, and the device's own secrets. */
export interface DeviceAccount {
  readonly id: string;
  readonly loginId: string;
  readonly label: string;
  readonly org: OrgId;
  readonly member: MemberId;
  /** Left out on a shared device: scanned from the card each time. */
  readonly accountKey?: AccountKey;
  /** What the device's own authenticator opens, as `authenticator.ts` writes it. */
  readonly authenticator?: string;
  /** 16 random bytes: this device's part of the account's local key. */
  readonly device: Uint8Array;
  /** The random name of the account's own database. */
  readonly store: string;
  /** Civil date. */
  readonly since: string;
}

/** The store in which a device keeps its list of accounts. */
export const deviceStore = "device";
const name = "accounts";

/** The accounts that this device knows. */
export async function readAccounts(store: Store): Promise<readonly DeviceAccount[]> {
  const bytes = await store.get(name);
  const text = bytes && fromUtf8(bytes);
  if (text === undefined) return [];
  return (JSON.parse(text) as Row[]).map(readRow);
}

type Row = Readonly<Record<string, string>>;

/** An account of what JSON keeps of it. */
export const readRow = ({ accountKey, device, ...rest }: Row): DeviceAccount => ({
  ...(rest as unknown as Omit<DeviceAccount, "accountKey" | "device">),
  device: fromHex(device as string),
  ...(accountKey !== undefined && { accountKey: fromHex(accountKey) as AccountKey }),
});

/** What JSON keeps of an account. */
export const writeRow = ({ accountKey, device, ...rest }: DeviceAccount): Row => ({
  ...rest,
  device: toHex(device),
  ...(accountKey !== undefined && { accountKey: toHex(accountKey) }),
});

/** Keeps an account, over an earlier one of the same id. */
export async function keepAccount(store: Store, account: DeviceAccount): Promise<void> {
  const others = (await readAccounts(store)).filter((one) => one.id !== account.id);
  await keepAccounts(store, [...others, account]);
}

async function keepAccounts(store: Store, accounts: readonly DeviceAccount[]): Promise<void> {
  await store.put(new Map([[name, utf8(JSON.stringify(accounts.map(writeRow)))]]));
}

/** What the unlock screen may show of an account. */
export function shownOf(account: DeviceAccount): KnownAccount {
  const { id, loginId, label, since, accountKey } = account;
  const asks = askedOf(account);
  const needsAccountKey = accountKey === undefined;
  return { id, loginId, label, since, needsAccountKey, ...(asks && { authenticator: asks }) };
}

/** Lets go of an account. */
export async function forgetAccount(store: Store, { id }: DeviceAccount): Promise<void> {
  const left = (await readAccounts(store)).filter((one) => one.id !== id);
  await keepAccounts(store, left);
}

/** Empties a store. */
export async function clear(store: Store): Promise<void> {
  await store.put(new Map((await store.names("")).map((one) => [one, undefined])));
}

/** A new account as this device will know it. */
export function newAccount(
  { clock }: Pick<Ports, "clock">,
  { follow, loginId, accountKey }: Entered,
  { deviceLabel, sharedDevice }: { readonly deviceLabel: string; readonly sharedDevice: boolean },
): DeviceAccount {
  const { org, member } = follow.keyring;
  return {
    id: toHex(randomBytes(16)),
    loginId,
    // A pseudonym, where nobody has said what to call it.
    label: deviceLabel || loginId,
    org,
    member,
    ...(!sharedDevice && { accountKey }),
    device: randomBytes(16),
    store: toHex(randomBytes(16)),
    since: new Date(clock()).toISOString().slice(0, 10),
  };
}
