import {
  type AccountKey,
  type MemberId,
  type OrgId,
  fromHex,
  fromUtf8,
  toHex,
  utf8,
} from "#crypto";
import type { Store } from "../sync/store.ts";
import type { KnownAccount } from "./engine.ts";

/** What a device keeps of an account in the open: a label that its user chose, ids, and the device's own secrets. */
export interface DeviceAccount {
  readonly id: string;
  readonly loginId: string;
  readonly label: string;
  readonly org: OrgId;
  readonly member: MemberId;
  /** Left out on a shared device: scanned from the card each time. */
  readonly accountKey?: AccountKey;
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
  const rows = JSON.parse(text) as Record<string, string>[];
  return rows.map(({ accountKey, device, ...rest }) => ({
    ...(rest as unknown as Omit<DeviceAccount, "accountKey" | "device">),
    device: fromHex(device as string),
    ...(accountKey !== undefined && { accountKey: fromHex(accountKey) as AccountKey }),
  }));
}

/** Keeps an account, over an earlier one of the same id. */
export async function keepAccount(store: Store, account: DeviceAccount): Promise<void> {
  const others = (await readAccounts(store)).filter((one) => one.id !== account.id);
  const rows = [...others, account].map(({ accountKey, device, ...rest }) => ({
    ...rest,
    device: toHex(device),
    ...(accountKey !== undefined && { accountKey: toHex(accountKey) }),
  }));
  await store.put(new Map([[name, utf8(JSON.stringify(rows))]]));
}

/** What the unlock screen may show of an account. */
export const shownOf = ({
  id,
  loginId,
  label,
  since,
  accountKey,
}: DeviceAccount): KnownAccount => ({
  id,
  loginId,
  label,
  since,
  needsAccountKey: accountKey === undefined,
});
