import {
  type Identity,
  type MemberId,
  type Result,
  checkSuite,
  equal,
  err,
  joinShares,
  keysOf,
  makeAccountKey,
  makeRecoverySeed,
  ok,
  organisationWords,
  randomBytes,
  readShare,
  recoveryIdentity,
  rosterLog,
  shareWords,
  splitSeed,
  toHex,
  wipe,
} from "#crypto";
import type { ErrorCode } from "#contract/errors.ts";
import { Api } from "../sync/api.ts";
import { memoryStore } from "../sync/store.ts";
import { identify } from "./account.ts";
import type { RecoverySheets, SheetsInput } from "./engine.ts";
import { Follow } from "./follow.ts";
import { Keyring } from "./keyring.ts";
import { OpenAccount, type Tell } from "./open-account.ts";
import type { Ports } from "./ports.ts";
import { isRecovery } from "./recovery.ts";

/** Three new sheets: what is printed, and the keys of the seed that they hold. The seed itself is forgotten. */
export interface NewSheets {
  readonly shares: readonly string[];
  /** The recovery member's keys in a generation of hers. */
  readonly identity: (generation: number) => Identity;
  readonly forget: () => void;
}

/** Draws a seed and splits it, so that two of three sheets give it back. */
export function newSheets(): NewSheets {
  const seed = makeRecoverySeed();
  return {
    shares: splitSeed(seed).map(shareWords),
    identity: (generation) => recoveryIdentity(seed, generation),
    forget: () => wipe(seed),
  };
}

/** What is printed of the sheets of an organisation. */
export const printedSheets = (
  { shares }: NewSheets,
  of: { readonly loginId: string; readonly org: Parameters<typeof organisationWords>[0] },
): RecoverySheets => ({ loginId: of.loginId, words: organisationWords(of.org), shares });

const silent: Tell = {
  status: () => undefined,
  outbox: () => undefined,
  team: () => undefined,
  alarms: () => undefined,
  closed: () => undefined,
  views: () => undefined,
};

/**
 * Opens the organisation as its recovery member, from two of her three sheets and nothing that a device keeps. The
 * server says which organisation the login on the sheets is of; it is believed once that roster names these very keys
 * as the recovery member's, which she alone can have signed. docs/protocol.md §2.
 */
export async function openSheets(
  ports: Ports,
  { loginId, shares }: SheetsInput,
): Promise<Result<OpenAccount, ErrorCode>> {
  const [first, second] = [readShare(shares[0]), readShare(shares[1])];
  if (!first.ok || !second.ok) return err("mistyped");
  const joined = joinShares(first.value, second.value);
  if (!joined.ok) return err("sheets-differ");
  const seed = joined.value;
  const opened = await asRecovery(new Api(ports.origin, ports.fetch), loginId.trim(), seed);
  wipe(seed);
  if (!opened.ok) return opened;
  const { follow } = opened.value;
  const { org, member } = follow.keyring;
  // Nobody lives here: what she is shown on the way stands in memory, and goes with it.
  const account = {
    id: toHex(randomBytes(16)),
    loginId,
    label: "",
    org,
    member,
    device: randomBytes(16),
    store: toHex(randomBytes(16)),
    since: new Date(ports.clock()).toISOString().slice(0, 10),
  };
  const entered = { follow, loginId, accountKey: makeAccountKey() };
  const from = { account, entered, store: memoryStore() };
  const { open } = await OpenAccount.open(ports, silent, from);
  const read = await open.readAll();
  if (read.ok) return ok(open);
  open.close();
  return read;
}

async function asRecovery(
  api: Api,
  loginId: string,
  seed: Uint8Array,
): Promise<Result<{ readonly follow: Follow }, ErrorCode>> {
  const asked = await api.salt(loginId);
  if (!asked.ok) return asked.error === "malformed" ? err("sheets-refused") : asked;
  const { suite, org, member } = asked.value;
  const agreed = checkSuite(suite);
  if (!agreed.ok) return agreed;
  const first = followAs(api, { org, member, identity: recoveryIdentity(seed, 1) });
  const pulled = await first.pull(rosterLog);
  if (!pulled.ok) return pulled.error === "login-refused" ? err("sheets-refused") : pulled;
  const generation = generationOf(first, member);
  if (generation === undefined) return err("bundle-mismatch");
  if (generation === 1) return ok({ follow: first });
  const follow = followAs(api, { org, member, identity: recoveryIdentity(seed, generation) });
  const again = await follow.pull(rosterLog);
  return again.ok ? ok({ follow }) : again;
}

function followAs(
  api: Api,
  self: {
    readonly org: Follow["book"]["org"];
    readonly member: MemberId;
    readonly identity: Identity;
  },
): Follow {
  identify(api, self, self.identity);
  return new Follow(api, new Keyring(self.org, self.member, self.identity));
}

/** The recovery member's generation, if the roster names exactly these keys as hers now. */
function generationOf({ book, keyring }: Follow, member: MemberId): number | undefined {
  const keys = keysOf(book.roster, member);
  const { signPublic, boxPublic } = keyring.identity;
  const same = keys && equal(keys.sign, signPublic) && equal(keys.box, boxPublic);
  return same && isRecovery(book.roster, member) ? keys.generation : undefined;
}
