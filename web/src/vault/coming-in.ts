import {
  type AccountKey,
  type KitCode,
  type MemberId,
  type OrgId,
  type Result,
  accountKeyGroups,
  encodeKitCode,
  err,
  ok,
  organisationWords,
  randomBytes,
  readAccountKey,
  readKitCode,
  rosterLog,
  toHex,
} from "#crypto";
import type { ErrorCode } from "#contract/errors.ts";
import { Api } from "../sync/api.ts";
import type { Store } from "../sync/store.ts";
import { type Chosen, type Entered, readKeptBundle, writeKeptBundle } from "./account.ts";
import { type DeviceAccount, deviceStore, keepAccount, readAccounts } from "./device.ts";
import { type OpenedBundle, agreesWithRoster, entered, fetchBundle, openHere } from "./enter.ts";
import type { Enrolled, FoundInput, JoinInput, Kit, Status, UnlockInput } from "./engine.ts";
import { found, join } from "./enrol.ts";
import { enrolRecovery, firstActs, isUnfinished, makeOrganisation } from "./founding.ts";
import { OpenAccount, type Tell } from "./open-account.ts";
import type { Ports } from "./ports.ts";

type Step = Extract<Status, { is: "unlocking" }>["step"];

/** What coming in needs, and whom it tells how far it is. */
export interface Way {
  readonly ports: Ports;
  readonly tell: Tell;
  readonly progress: (step: Step, done?: number, of?: number) => Promise<void>;
}

/** Somebody is in; on enrolling with what is shown once. */
export interface In {
  readonly open: OpenAccount;
  readonly enrolled?: Enrolled;
}

type Arrived = Result<In, ErrorCode>;
/** How long a device that knows the records waits for what has changed, before it shows them and reads on. */
const compareMs = 2_000;
/** The name under which an account's store keeps its sealed bundle. */
const bundleName = "bundle";

/** Founds an organisation and comes in as its first member. */
export async function comeByFounding(way: Way, input: FoundInput): Promise<Arrived> {
  await way.progress("key");
  const founded = await found(apiOf(way), input);
  if (!founded.ok) return founded;
  const open = await settle(way, founded.value, input);
  const { displayName, neutralName, timeZone, locale } = input;
  await open.facts.change({ founding: { displayName, neutralName, timeZone, locale } });
  await way.progress("boxes");
  const desk = { ...open, follow: open.entered.follow };
  const shares = input.recovery ? await enrolRecovery(desk, apiOf(way)) : undefined;
  await finishFounding(open);
  open.connect();
  const enrolled = {
    kit: kitOf(open),
    ...(shares?.ok && { recoveryShares: shares.value }),
  };
  return ok({ open, enrolled });
}

/** Makes the organisation's vaults and first records, where that is still to be done. */
async function finishFounding(open: OpenAccount): Promise<void> {
  const { founding } = open.facts.known;
  const { follow } = open.entered;
  if (founding === undefined) return;
  const { sender, facts } = open;
  const made = isUnfinished(follow)
    ? await makeOrganisation({ follow, sender, facts })
    : ok(undefined);
  if (!made.ok || follow.find({ compartment: "team" }) === undefined) return;
  await open.act(firstActs(follow.keyring.member, founding));
  await facts.without("founding");
}

/** Joins by an invite and comes in; keys follow by grants. */
export async function comeByInvite(way: Way, input: JoinInput): Promise<Arrived> {
  await way.progress("key");
  const joined = await join(apiOf(way), input.code, input);
  if (!joined.ok) return joined;
  const open = await settle(way, joined.value, input);
  await open.facts.change({ ownName: input.displayName });
  open.connect();
  return ok({ open, enrolled: { kit: kitOf(open) } });
}

/** Notes a new account on this device, and opens it. */
async function settle(
  way: Way,
  entered: Entered,
  said: { readonly deviceLabel: string; readonly sharedDevice: boolean },
): Promise<OpenAccount> {
  const account = newAccount(way.ports, entered, said);
  const store = await way.ports.stores(account.store);
  await store.put(new Map([[bundleName, writeKeptBundle(entered.kept)]]));
  await keepAccount(await way.ports.stores(deviceStore), account);
  const { open } = await OpenAccount.open(way.ports, way.tell, { account, entered, store });
  return open;
}

function newAccount(
  { clock }: Ports,
  { follow, loginId, accountKey }: Entered,
  { deviceLabel, sharedDevice }: { readonly deviceLabel: string; readonly sharedDevice: boolean },
): DeviceAccount {
  const { org, member } = follow.keyring;
  return {
    id: toHex(randomBytes(16)),
    loginId,
    label: deviceLabel,
    org,
    member,
    ...(!sharedDevice && { accountKey }),
    device: randomBytes(16),
    store: toHex(randomBytes(16)),
    since: new Date(clock()).toISOString().slice(0, 10),
  };
}

/** Comes back on a device that knows the account: by the bundle kept here, else by the server's. */
export async function comeBack(
  way: Way,
  account: DeviceAccount,
  typed: { readonly passphrase: string; readonly accountKey?: string },
): Promise<Arrived> {
  await way.progress("key");
  const accountKey = account.accountKey ?? keyIn(typed.accountKey ?? "");
  if (accountKey === undefined) return err("mistyped");
  const { loginId } = account;
  const chosen = { loginId, passphrase: typed.passphrase, accountKey };
  const store = await way.ports.stores(account.store);
  const api = apiOf(way);
  const opened = await openedBundle(way, { api, account, store }, chosen);
  return opened.ok
    ? comeWith(way, entered(api, opened.value, chosen), { account, store, opened: opened.value })
    : opened;
}

async function openedBundle(
  way: Way,
  on: { readonly api: Api; readonly account: DeviceAccount; readonly store: Store },
  chosen: Chosen & { readonly accountKey: AccountKey },
): Promise<Result<OpenedBundle, ErrorCode>> {
  const { api, account, store } = on;
  const bytes = await store.get(bundleName);
  const kept = bytes && readKeptBundle(bytes);
  const { accountKey } = chosen;
  const here = kept && openHere(chosen, account, { kept, accountKey });
  if (here?.ok) return here;
  await way.progress("login");
  const fetched = await fetchBundle(api, chosen, account);
  if (fetched.ok) await store.put(new Map([[bundleName, writeKeptBundle(fetched.value.kept)]]));
  const offline = !fetched.ok && fetched.error === "offline" && here !== undefined;
  return offline ? err("wrong-passphrase") : fetched;
}

/** Comes in on a new device, by what stands on the kit. */
export async function comeByKit(
  way: Way,
  input: Extract<UnlockInput, { readonly kit: unknown }>,
): Promise<Arrived> {
  await way.progress("key");
  const kit = kitIn(input.kit);
  if (!kit.ok) return kit;
  const { loginId, accountKey, head } = kit.value;
  const chosen = { loginId, passphrase: input.passphrase, accountKey };
  await way.progress("login");
  const api = apiOf(way);
  const opened = await fetchBundle(api, chosen, kit.value);
  if (!opened.ok) return opened;
  const inside = entered(api, opened.value, chosen);
  if (head !== undefined) inside.follow.book.mustPass(rosterLog, head);
  const device = await way.ports.stores(deviceStore);
  const { member } = opened.value;
  const known = (await readAccounts(device)).find((one) => one.member === member);
  const account = known ?? newAccount(way.ports, inside, input);
  const store = await way.ports.stores(account.store);
  const arrived = await comeWith(way, inside, { account, store, opened: opened.value });
  if (!arrived.ok) return arrived;
  await store.put(new Map([[bundleName, writeKeptBundle(opened.value.kept)]]));
  await keepAccount(device, account);
  return arrived;
}

/** Opens what is kept; what is not kept is read first, so that nothing half-read is shown. */
async function comeWith(
  way: Way,
  inside: Entered,
  at: { readonly account: DeviceAccount; readonly store: Store; readonly opened: OpenedBundle },
): Promise<Arrived> {
  const { account, store } = at;
  await way.progress("records");
  const progress = (done: number, of: number): void => void way.progress("records", done, of);
  const from = { account, entered: inside, store, progress };
  const { open, warm } = await OpenAccount.open(way.ports, way.tell, from);
  if (warm) {
    await way.progress("compare");
    await Promise.race([open.readAll(), new Promise((later) => setTimeout(later, compareMs))]);
  } else {
    await way.progress("roster");
    const read = await open.readAll(progress);
    const agreed = read.ok ? agreesWithRoster(inside.follow, at.opened.bundle) : read;
    if (!agreed.ok) {
      open.close();
      return agreed;
    }
    const { head } = inside.follow.book.roster;
    const firstSeen = { ...open.facts.known.firstSeen, rosterSize: head.size };
    await open.facts.change({ firstSeen });
  }
  open.connect();
  void finishFounding(open);
  return ok({ open });
}

/** What a kit's code says, or its login id and seven groups. */
function kitIn(
  kit: string | { readonly loginId: string; readonly groups: string },
): Result<Pick<KitCode, "loginId" | "accountKey"> & Known, ErrorCode> {
  if (typeof kit === "string") return readKitCode(kit);
  const accountKey = readAccountKey(kit.groups);
  return accountKey.ok ? ok({ loginId: kit.loginId, accountKey: accountKey.value }) : accountKey;
}

interface Known {
  readonly org?: OrgId;
  readonly member?: MemberId;
  readonly head?: KitCode["head"];
}

/** The account key on a card: its square code, or its groups. */
function keyIn(text: string): AccountKey | undefined {
  const kit = readKitCode(text);
  if (kit.ok) return kit.value.accountKey;
  const groups = readAccountKey(text);
  return groups.ok ? groups.value : undefined;
}

/** What an open account's kit says. */
export function kitOf({ entered }: OpenAccount): Kit {
  const { loginId, accountKey, follow } = entered;
  const { org, member } = follow.keyring;
  const { head } = follow.book.roster;
  return {
    loginId,
    groups: accountKeyGroups(accountKey),
    code: encodeKitCode({ org, member, loginId, accountKey, head }),
    words: organisationWords(org),
    rosterSize: head.size,
  };
}

const apiOf = ({ ports }: Way): Api => new Api(ports.origin, ports.fetch);
