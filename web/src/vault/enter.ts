import {
  type AccountKey,
  type Bundle,
  type MemberId,
  type OrgId,
  type Result,
  checkSuite,
  equal,
  err,
  keysOf,
  ok,
  rootAt,
  rosterLog,
} from "#crypto";
import type { ErrorCode } from "#contract/errors.ts";
import type { Api } from "../sync/api.ts";
import {
  type Chosen,
  type Entered,
  type KeptBundle,
  type Whose,
  identify,
  keysFor,
  unseal,
} from "./account.ts";
import { Follow } from "./follow.ts";
import { Keyring } from "./keyring.ts";

/** An opened bundle, and whose it is. */
export interface OpenedBundle extends Whose {
  readonly bundle: Bundle;
  readonly kept: KeptBundle;
}

/** Opens the bundle that this device keeps: no request, so also without a network. */
export function openHere(
  chosen: Chosen,
  whose: Whose,
  with_: { readonly kept: KeptBundle; readonly accountKey: AccountKey },
): Result<OpenedBundle, ErrorCode> {
  const { kept, accountKey } = with_;
  const keys = keysFor(chosen, whose, { salt: kept.salt, accountKey });
  if (!keys.ok) return keys;
  const opened = unseal(whose, kept, keys.value.wrapKey);
  return opened.ok ? ok({ ...whose, bundle: opened.value, kept }) : opened;
}

/**
 * Fetches the bundle: the auth key releases it, the wrap key opens it. What the server says about suite, organisation
 * and member is compared with what is known, before any work. docs/protocol.md §2.
 */
export async function fetchBundle(
  api: Api,
  chosen: Chosen & { readonly accountKey: AccountKey },
  known: { readonly org?: OrgId; readonly member?: MemberId },
): Promise<Result<OpenedBundle, ErrorCode>> {
  const asked = await api.salt(chosen.loginId);
  if (!asked.ok) return asked;
  const { suite, org, member, salt } = asked.value;
  const agreed = checkSuite(suite);
  if (!agreed.ok) return agreed;
  if ((known.org ?? org) !== org || (known.member ?? member) !== member) {
    return err("wrong-passphrase");
  }
  const whose = { org, member };
  const keys = keysFor(chosen, whose, { salt, accountKey: chosen.accountKey });
  if (!keys.ok) return keys;
  const { authKey, wrapKey } = keys.value;
  const released = await api.login(chosen.loginId, authKey);
  if (!released.ok) return released.error === "login-refused" ? err("wrong-passphrase") : released;
  const kept = { salt, ...released.value };
  const opened = unseal(whose, kept, wrapKey);
  return opened.ok ? ok({ ...whose, bundle: opened.value, kept }) : opened;
}

/** What an opened bundle makes: a keyring, and an organisation of which nothing is read yet. */
export function entered(
  api: Api,
  opened: Pick<OpenedBundle, "org" | "member" | "bundle">,
  chosen: { readonly loginId: string; readonly accountKey: AccountKey },
): Entered {
  const { org, member, bundle } = opened;
  identify(api, opened, bundle.identity);
  const follow = new Follow(api, new Keyring(org, member, bundle.identity));
  return { follow, loginId: chosen.loginId, accountKey: chosen.accountKey };
}

/** Whether the roster says of her what her bundle says, and is no older than the bundle's maker knew it. */
export function agreesWithRoster(
  { book, keyring }: Follow,
  { head, identity }: Bundle,
): Result<void, "log-rolled-back" | "bundle-mismatch"> {
  const root = rootAt(book.roster, head.size);
  const isLost = book
    .resetsOf(rosterLog)
    .some(({ at, lost }) => at.size < head.size && head.size <= lost.size);
  if (!isLost && (root === undefined || !equal(root, head.root))) return err("log-rolled-back");
  const keys = keysOf(book.roster, keyring.member);
  const same =
    keys !== undefined &&
    keys.generation === identity.generation &&
    equal(keys.sign, identity.signPublic) &&
    equal(keys.box, identity.boxPublic);
  return same ? ok(undefined) : err("bundle-mismatch");
}
