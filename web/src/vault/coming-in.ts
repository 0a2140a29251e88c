// Over 300 lines: one way in, by passphrase, kit or what is kept here.
import {
  type AccountKey,
  type KitCode,
  type MemberId,
  type OrgId,
  type Result,
  accountKeyGroups,
  emptyHead,
  encodeKitCode,
  err,
  forget,
  ok,
  organisationWords,
  randomBytes,
  readAccountKey,
  readKitCode,
  rosterLog,
  toHex,
} from "#crypto";
import type { ErrorCode } from "#contract/errors.ts";
import { Api, passing } from "../sync/api.ts";
import type { Store } from "../sync/store.ts";
import { type Chosen, type Entered, identify } from "./account.ts";
import { openByAuthenticator } from "./authenticator.ts";
import { Bundles, sameBundle } from "./bundles.ts";
import {
  type DeviceAccount,
  clear,
  deviceStore,
  forgetAccount,
  keepAccount,
  newAccount,
  readAccounts,
} from "./device.ts";
import { type OpenedBundle, agreesWithRoster, entered, fetchBundle, openHere } from "./enter.ts";
import type { Enrolled, Kit, Status, UnlockInput } from "./engine.ts";
import { finishFounding } from "./founding.ts";
import { answered, readUnanswered, sendEnrolment } from "./joining.ts";
import { OpenAccount, type Tell } from "./open-account.ts";
import { whichStands } from "./passphrase.ts";
import type { Ports } from "./ports.ts";
import { adopt, readPlan } from "./renewal-plan.ts";
import type { Renewed } from "./renewing.ts";

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

/** What came of coming in. */
export type Arrived = Result<In, ErrorCode>;
/** How long a device that knows the records waits for what has changed, before it shows them and reads on. */
const compareMs = 2_000;

/** What a person gives to come back: her passphrase, and her account key where the device does not keep it. */
interface Typed {
  readonly passphrase: string;
  readonly accountKey?: string;
}

/** Comes back on a device that knows the account: by the bundle kept here, else by the server's. */
export async function comeBack(
  way: Way,
  account: DeviceAccount,
  typed: Typed | { readonly secret: Uint8Array },
): Promise<Arrived> {
  await way.progress("key");
  if ("secret" in typed) return comeByAuthenticator(way, account, typed.secret);
  const accountKey = account.accountKey ?? keyIn(typed.accountKey ?? "");
  if (accountKey === undefined) return err("mistyped");
  const { loginId } = account;
  const chosen = { loginId, passphrase: typed.passphrase, accountKey };
  const store = await way.ports.stores(account.store);
  const planned = await readPlan(store);
  const asPlanned =
    planned && (await comeAsPlanned(way, { before: account, account: planned }, typed));
  if (asPlanned !== undefined) return asPlanned;
  const bundles = new Bundles(store);
  const api = apiOf(way);
  const opened = await openedBundle(way, { api, account, bundles }, chosen);
  if (!opened.ok) return opened;
  const at = await placeOf(way, account, opened.value);
  return comeWith(way, entered(api, opened.value, chosen), { ...at, opened: opened.value });
}

/** Comes back by the device's own authenticator: the same keys, from a bundle that this device alone has. */
async function comeByAuthenticator(
  way: Way,
  account: DeviceAccount,
  secret: Uint8Array,
): Promise<Arrived> {
  const { accountKey, loginId } = account;
  if (accountKey === undefined) return err("no-such-thing");
  const opened = openByAuthenticator(account, secret);
  if (!opened.ok) return opened;
  const inside = entered(apiOf(way), opened.value, { loginId, accountKey });
  const store = await way.ports.stores(account.store);
  return comeWith(way, inside, { account, store, opened: opened.value });
}

/**
 * Comes back where new keys were made here and perhaps not answered: the passphrase that was made with them opens them,
 * and the roster says whether they stand. Undefined where it is another passphrase.
 */
async function comeAsPlanned(
  way: Way,
  { before, account }: { readonly before: DeviceAccount; readonly account: DeviceAccount },
  typed: Typed,
): Promise<Arrived | undefined> {
  const accountKey = account.accountKey ?? keyIn(typed.accountKey ?? "");
  const store = await way.ports.stores(account.store);
  const kept = await new Bundles(store).here();
  if (accountKey === undefined || kept === undefined) return undefined;
  const chosen = { loginId: account.loginId, passphrase: typed.passphrase, accountKey };
  const opened = openHere(chosen, account, { kept, accountKey });
  if (!opened.ok) return undefined;
  const inside = entered(apiOf(way), opened.value, chosen);
  const arrived = await comeWith(way, inside, { account, store, opened: opened.value });
  if (arrived.ok) await adopt(way.ports, before, account);
  // The roster does not know these keys: those before them are still hers.
  const unknown =
    !arrived.ok && (arrived.error === "bundle-mismatch" || arrived.error === "login-refused");
  return unknown ? err("wrong-passphrase") : arrived;
}

/** Comes in with the keys that have just replaced her own. */
export async function comeRenewed(
  way: Way,
  before: DeviceAccount,
  { account, identity, accountKey }: Renewed,
): Promise<Arrived> {
  const { org, member, loginId } = account;
  const opened = {
    org,
    member,
    bundle: { identity, head: emptyHead() },
  };
  const store = await way.ports.stores(account.store);
  const inside = entered(apiOf(way), opened, { loginId, accountKey });
  const arrived = await comeWith(way, inside, { account, store, opened });
  if (!arrived.ok) return arrived;
  await adopt(way.ports, before, account);
  return ok({ ...arrived.value, enrolled: { kit: kitOf(arrived.value.open) } });
}

async function openedBundle(
  way: Way,
  on: { readonly api: Api; readonly account: DeviceAccount; readonly bundles: Bundles },
  chosen: Chosen & { readonly accountKey: AccountKey },
): Promise<Result<OpenedBundle, ErrorCode>> {
  const { api, account, bundles } = on;
  const { accountKey } = chosen;
  const [here, next] = [await bundles.here(), await bundles.next()];
  for (const kept of [next, here]) {
    const opened = kept && openHere(chosen, account, { kept, accountKey });
    if (!opened?.ok) continue;
    if (kept === next || next === undefined) return opened;
    // The passphrase before the newest. Without a network it is still good: nobody here has opened the other.
    const inside = entered(api, opened.value, chosen);
    const stands = await whichStands(inside.follow.api, bundles);
    if (stands === "here" || stands === "unknown") return opened;
    api.be(undefined);
    forget(opened.value.bundle.identity);
    return err("passphrase-changed");
  }
  await way.progress("login");
  const fetched = await fetchBundle(api, chosen, account);
  const offline = !fetched.ok && fetched.error === "offline" && here !== undefined;
  return offline ? err("wrong-passphrase") : fetched;
}

/**
 * Where this device keeps an account in this generation of her keys. What was sealed with keys that she has replaced
 * elsewhere opens no more: it is let go of, and she begins here anew.
 */
async function placeOf(
  way: Way,
  account: DeviceAccount,
  { kept }: OpenedBundle,
): Promise<{ readonly account: DeviceAccount; readonly store: Store }> {
  const store = await way.ports.stores(account.store);
  const bundles = new Bundles(store);
  const before = await bundles.here();
  if (before === undefined || before.generation === kept.generation) {
    if (before === undefined || !sameBundle(before, kept)) await bundles.keep(kept);
    return { account, store };
  }
  const renewed = { ...account, device: randomBytes(16), store: toHex(randomBytes(16)) };
  const anew = await way.ports.stores(renewed.store);
  await new Bundles(anew).keep(kept);
  await keepAccount(await way.ports.stores(deviceStore), renewed);
  await clear(store);
  return { account: renewed, store: anew };
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
  const fresh = known
    ? { ...known, loginId, ...(known.accountKey && { accountKey }) }
    : newAccount(way.ports, inside, input);
  const at = await placeOf(way, fresh, opened.value);
  const arrived = await comeWith(way, inside, { ...at, opened: opened.value });
  if (arrived.ok) await keepAccount(device, at.account);
  else if (known === undefined) await clear(at.store);
  return arrived;
}

type Opened = Pick<OpenedBundle, "org" | "member" | "bundle">;

/** Opens what is kept; what is not kept is read first, so that nothing half-read is shown. */
async function comeWith(
  way: Way,
  inside: Entered,
  at: { readonly account: DeviceAccount; readonly store: Store; readonly opened: Opened },
): Promise<Arrived> {
  const { account, store } = at;
  await way.progress("records");
  const progress = (done: number, of: number): void => void way.progress("records", done, of);
  const from = { account, entered: inside, store, progress };
  const { open, warm } = await OpenAccount.open(way.ports, way.tell, from);
  const known = await askAgainFor(way, open);
  if (!known.ok) {
    open.close();
    return known;
  }
  if (warm) {
    await way.progress("compare");
    await Promise.race([open.readAll(), new Promise((later) => setTimeout(later, compareMs))]);
  } else {
    await way.progress("roster");
    const read = await open.readAll(progress);
    const agreed = read.ok ? agreesWithRoster(inside.follow, at.opened.bundle) : read;
    if (!agreed.ok && !(await isHealed(open, agreed.error))) {
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

/** Whether the server says that it was restored: then she comes in with the alarm, or nobody could ever sign what is lost. */
async function isHealed({ entered: { follow }, healing }: OpenAccount, code: ErrorCode) {
  if (code !== "log-rolled-back" && code !== "log-forked") return false;
  const restored = await healing.ask();
  if (restored?.since === undefined) return false;
  if (code === "log-rolled-back") follow.listener.lied(rosterLog, code);
  return true;
}

/** An enrolment of this device that was never answered is sent again, as it was. */
async function askAgainFor(
  { ports }: Way,
  { account, local, entered: inside }: OpenAccount,
): Promise<Result<void, ErrorCode>> {
  const unanswered = await readUnanswered(local);
  if (unanswered === undefined) return ok(undefined);
  const { api, keyring } = inside.follow;
  const answer = await sendEnrolment(api, keyring, unanswered);
  if (!answer.ok) {
    const { code } = answer.error;
    if (passing.has(code)) return err("enrolment-unsure");
    await forgetAccount(await ports.stores(deviceStore), account);
    await clear(await ports.stores(account.store));
    return err(code === "login-refused" ? "invite-ended" : code);
  }
  identify(api, keyring, keyring.identity);
  await answered(ports, { account, local, unanswered });
  return ok(undefined);
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

/** Requests of somebody who is only coming in. */
export const apiOf = ({ ports }: Way): Api => new Api(ports.origin, ports.fetch);
