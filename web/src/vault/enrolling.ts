import { type Result, ok } from "#crypto";
import type { ErrorCode } from "#contract/errors.ts";
import { Bundles } from "./bundles.ts";
import { type Arrived, type Way, apiOf, kitOf } from "./coming-in.ts";
import {
  type DeviceAccount,
  clear,
  deviceStore,
  forgetAccount,
  keepAccount,
  newAccount,
  readAccounts,
} from "./device.ts";
import { type Prepared, enrol, founding, joining } from "./enrol.ts";
import type { FoundInput, JoinInput, RecoverInput } from "./engine.ts";
import type { Known } from "./facts.ts";
import { enrolRecovery, finishFounding } from "./founding.ts";
import { answered, keepUnanswered } from "./joining.ts";
import { OpenAccount } from "./open-account.ts";
import type { Ports } from "./ports.ts";
import { keepUnconfirmed } from "./unconfirmed.ts";

/** Founds an organisation and comes in as its first member. */
export async function comeByFounding(way: Way, input: FoundInput): Promise<Arrived> {
  await way.progress("key");
  const prepared = await founding(apiOf(way), input);
  if (!prepared.ok) return prepared;
  const { displayName, neutralName, timeZone, locale } = input;
  const facts = { founding: { displayName, neutralName, timeZone, locale } };
  const settled = await settle(way, prepared.value, { ...input, facts });
  if (!settled.ok) return settled;
  const open = settled.value;
  await way.progress("boxes");
  const desk = { ...open, follow: open.entered.follow };
  const sheets = input.recovery ? await enrolRecovery(desk, apiOf(way)) : undefined;
  if (sheets?.ok) await keepUnconfirmed(open.local, sheets.value);
  await finishFounding(open);
  open.connect();
  const enrolled = {
    kit: kitOf(open),
    ...(sheets?.ok && { recovery: sheets.value }),
  };
  return ok({ open, enrolled });
}

/** Joins by an invite and comes in; keys follow by grants. */
export async function comeByInvite(way: Way, input: JoinInput): Promise<Arrived> {
  await way.progress("key");
  const settled = await settleByInvite(way, input.code, input);
  if (!settled.ok) return settled;
  const open = settled.value;
  open.connect();
  return ok({ open, enrolled: { kit: kitOf(open) } });
}

const tries = 5;

/** Joins by an invite's code. The roster may move while keys are made: then they are made for where it stands now. */
export async function settleByInvite(
  way: Way,
  code: string,
  input: Omit<RecoverInput, "replaces">,
): Promise<Result<OpenAccount, ErrorCode>> {
  const { displayName = "" } = input;
  const facts = displayName === "" ? {} : { ownName: displayName };
  for (let at = 1; ; at++) {
    const prepared = await joining(apiOf(way), code, input);
    if (!prepared.ok) return prepared;
    const settled = await settle(way, prepared.value, { ...input, facts });
    if (settled.ok || settled.error !== "moved" || at >= tries) return settled;
  }
}

/**
 * Notes a new account on this device with all that it holds, then sends it; so nothing is lost with an answer. What is
 * refused for good is let go of.
 */
async function settle(
  way: Way,
  prepared: Prepared,
  said: {
    readonly deviceLabel: string;
    readonly sharedDevice: boolean;
    readonly facts: Partial<Known>;
  },
): Promise<Result<OpenAccount, ErrorCode>> {
  const { entered, after } = prepared;
  const { ports, tell } = way;
  const { sharedDevice } = said;
  const account = newAccount(ports, entered, { ...said, sharedDevice: false });
  const unanswered = { ...prepared.unanswered, sharedDevice };
  const store = await ports.stores(account.store);
  const device = await ports.stores(deviceStore);
  await new Bundles(store).keep(unanswered.enrolment.account);
  const { open } = await OpenAccount.open(ports, tell, { account, entered, store });
  await open.facts.change(said.facts);
  await keepUnanswered(open.local, unanswered);
  await keepUnconfirmed(open.local);
  await keepAccount(device, account);
  const enrolled = await enrol(prepared);
  if (enrolled.ok) {
    const firstSeen = { ...open.facts.known.firstSeen, rosterSize: after.size };
    await open.facts.change({ firstSeen });
    await answered(ports, { account, local: open.local, unanswered });
    await dropEarlier(ports, account);
    return ok(open);
  }
  open.close();
  if (enrolled.error !== "enrolment-unsure") {
    await forgetAccount(device, account);
    await clear(store);
  }
  return enrolled;
}

/** What a member had on this device under keys that she has lost opens nothing any more. */
async function dropEarlier(ports: Ports, account: DeviceAccount): Promise<void> {
  const device = await ports.stores(deviceStore);
  for (const one of await readAccounts(device)) {
    if (one.member !== account.member || one.id === account.id) continue;
    await forgetAccount(device, one);
    await clear(await ports.stores(one.store));
  }
}
