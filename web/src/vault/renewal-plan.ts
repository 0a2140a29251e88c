import { bundleRequest } from "#contract/account.ts";
import type { Account } from "#contract/account.ts";
import { fromUtf8, utf8 } from "#crypto";
import { type Api, passing } from "../sync/api.ts";
import type { Store } from "../sync/store.ts";
import {
  type DeviceAccount,
  clear,
  deviceStore,
  keepAccount,
  readRow,
  writeRow,
} from "./device.ts";
import type { Local } from "./local.ts";
import type { Ports } from "./ports.ts";

/** In an account's store, in the open like the list of accounts: where it goes on once its keys are renewed. */
const plan = "renewal";
/** Sealed for the new keys: what the server is still to be given. */
const unsent = "bundle-unsent";

/** Notes where an account goes on under new keys, before the roster hears of them. */
export const keepPlan = (store: Store, account: DeviceAccount): Promise<void> =>
  store.put(new Map([[plan, utf8(JSON.stringify(writeRow(account)))]]));

/** Where an account goes on under new keys, if they were made and perhaps not answered. */
export async function readPlan(store: Store): Promise<DeviceAccount | undefined> {
  const bytes = await store.get(plan);
  const text = bytes && fromUtf8(bytes);
  return text === undefined ? undefined : readRow(JSON.parse(text) as Record<string, string>);
}

/** The new keys stand: what was sealed for the old is let go of. */
export async function adopt(
  { stores }: Pick<Ports, "stores">,
  before: DeviceAccount,
  account: DeviceAccount,
): Promise<void> {
  await keepAccount(await stores(deviceStore), account);
  await clear(await stores(before.store));
}

/** Keeps the account that the server is still to be given. */
export const keepUnsent = (local: Local, account: Account): Promise<void> =>
  local.put(new Map([[unsent, bundleRequest.encode(account)]]));

/** Gives it to the server; asked again until there is an answer. What it refuses it has, or has newer. */
export async function sendUnsent(api: Api, local: Local): Promise<void> {
  const bytes = await local.get(unsent);
  const account = bytes && bundleRequest.decode(bytes);
  if (account === undefined) return;
  const sent = await api.changeBundle(account);
  if (sent.ok || !passing.has(sent.error)) await local.put(new Map([[unsent, undefined]]));
}
