import { type Result, equal, err, forget, ok } from "#crypto";
import type { ErrorCode } from "#contract/errors.ts";
import { type Api, passing } from "../sync/api.ts";
import { type Entered, type KeptBundle, keysFor, makeAccount, unseal } from "./account.ts";
import { type Bundles, sameBundle } from "./bundles.ts";
import type { PassphraseInput } from "./engine.ts";

/** Whose passphrase is changed, and where the device keeps her bundle. */
export interface PassphraseDesk {
  readonly entered: Entered;
  readonly bundles: Bundles;
}

const tries = 3;

/** Whether this is the passphrase of the bundle that this device has opened last. */
export async function isPassphrase(
  { entered, bundles }: PassphraseDesk,
  passphrase: string,
): Promise<Result<KeptBundle, ErrorCode>> {
  const kept = await bundles.here();
  if (kept === undefined) return err("wrong-passphrase");
  const { keyring } = entered.follow;
  const { loginId, accountKey } = entered;
  const keys = keysFor({ loginId, passphrase }, keyring, { salt: kept.salt, accountKey });
  if (!keys.ok) return keys;
  const opened = unseal(keyring, kept, keys.value.wrapKey);
  if (!opened.ok) return opened;
  const same = equal(opened.value.identity.signPublic, keyring.identity.signPublic);
  forget(opened.value.identity);
  return same ? ok(kept) : err("wrong-passphrase");
}

/**
 * Another passphrase for the same keys, in one request that names the version after the one that stands. What was sent
 * is kept before it goes, so that a lost answer leaves nobody outside: until the server can be asked, both open this
 * device. docs/protocol.md §2.
 */
export const changePassphrase = (
  desk: PassphraseDesk,
  input: PassphraseInput,
): Promise<Result<void, ErrorCode>> => desk.bundles.inTurn(() => change(desk, input));

async function change(
  desk: PassphraseDesk,
  { current, passphrase }: PassphraseInput,
): Promise<Result<void, ErrorCode>> {
  const { entered, bundles } = desk;
  const held = await isPassphrase(desk, current);
  if (!held.ok) return held;
  const { follow, loginId, accountKey } = entered;
  const { org, member, identity } = follow.keyring;
  const { head } = follow.book.roster;
  const bundleVersion = held.value.bundleVersion + 1;
  const of = { org, member, identity, accountKey, head, bundleVersion };
  const made = makeAccount({ loginId, passphrase }, of);
  if (!made.ok) return made;
  const account = made.value;
  await bundles.keepNext(account);
  for (let at = 0; at < tries; at++) {
    const sent = await follow.api.changeBundle(account);
    if (sent.ok) return ok(await bundles.keep(account));
    const { error } = sent;
    if (error !== "name-taken" && !passing.has(error)) {
      await bundles.keepNext(undefined);
      return sent;
    }
    const stands = await whichStands(follow.api, bundles);
    if (stands === "next") return ok(await bundles.keep(account));
    if (stands === "another") return err("passphrase-changed");
    if (stands === "unknown") break;
  }
  return err("passphrase-unsure");
}

/**
 * Asks the server which bundle stands, and keeps what follows: the one that was sent, the one before it, or another
 * that nobody here has opened yet. It is the server's word; what it says opens nothing by itself.
 */
export async function whichStands(
  api: Api,
  bundles: Bundles,
): Promise<"here" | "next" | "another" | "unknown"> {
  const asked = await api.account();
  if (!asked.ok) return "unknown";
  const stands = asked.value;
  const [here, next] = [await bundles.here(), await bundles.next()];
  if (next !== undefined && sameBundle(stands, next)) return "next";
  if (here !== undefined && stands.bundleVersion <= here.bundleVersion) {
    await bundles.keepNext(undefined);
    return "here";
  }
  await bundles.keepNext(stands);
  return "another";
}
