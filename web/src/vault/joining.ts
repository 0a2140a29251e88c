import {
  type Identity,
  type MemberId,
  type OrgId,
  fromHex,
  inviteKeys,
  signChallenge,
  toHex,
} from "#crypto";
import { type Enrolment, enrolment } from "#contract/append.ts";
import { type Api, type AppendAnswer, passing } from "../sync/api.ts";
import { waitBefore } from "../sync/live.ts";
import { identify } from "./account.ts";
import { type DeviceAccount, deviceStore, keepAccount } from "./device.ts";
import type { Local } from "./local.ts";
import type { Ports } from "./ports.ts";

/**
 * An enrolment as it goes out. It is kept, sealed, before it goes: the answer may be lost with the invite used up and
 * the member on the roster, and then this device alone has her keys.
 */
export interface Unanswered {
  readonly enrolment: Enrolment;
  /** The seed of the invite; undefined where an organisation is founded. */
  readonly invite: Uint8Array | undefined;
}

/** An enrolment that is kept: on a shared device her account key is, too, until she has it on paper. */
export interface InDoubt extends Unanswered {
  readonly sharedDevice: boolean;
}

interface Kept {
  /** In hex, the frame of POST /v1/found or /v1/join. */
  readonly frame: string;
  readonly invite?: string;
  readonly sharedDevice: boolean;
}

const name = "enrolment";
const tries = 3;

/** Keeps an enrolment until it has been answered. */
export const keepUnanswered = (local: Local, one: InDoubt): Promise<void> =>
  local.putJson(name, {
    frame: toHex(enrolment.encode(one.enrolment)),
    sharedDevice: one.sharedDevice,
    ...(one.invite && { invite: toHex(one.invite) }),
  } satisfies Kept);

/** It was answered: nothing of it is kept any more, nor what a shared device may not keep. */
export async function answered(
  { stores }: Pick<Ports, "stores">,
  of: {
    readonly account: DeviceAccount;
    readonly local: Local;
    readonly unanswered: Pick<InDoubt, "sharedDevice">;
  },
): Promise<void> {
  const { accountKey: _onPaper, ...rest } = of.account;
  const account = of.unanswered.sharedDevice ? rest : of.account;
  await keepAccount(await stores(deviceStore), account);
  await of.local.put(new Map([[name, undefined]]));
}

/** The enrolment that this device does not know the answer to. */
export async function readUnanswered(local: Local): Promise<InDoubt | undefined> {
  const kept = await local.getJson<Kept>(name);
  const read = kept && enrolment.decode(fromHex(kept.frame));
  if (kept === undefined || read === undefined) return undefined;
  const { invite, sharedDevice } = kept;
  return { enrolment: read, invite: invite ? fromHex(invite) : undefined, sharedDevice };
}

/**
 * Sends an enrolment until there is an answer, a few times. Who comes by an invite asks as the invited person first; if
 * that has ended, then as the member that she may have become: the server knows the same commit again and takes it once.
 */
export async function sendEnrolment(
  api: Api,
  self: { readonly org: OrgId; readonly member: MemberId; readonly identity: Identity },
  one: Unanswered,
): Promise<AppendAnswer> {
  for (let at = 1; ; at++) {
    const answer = await sendOnce(api, self, one);
    if (answer.ok || !passing.has(answer.error.code) || at >= tries) return answer;
    await new Promise((later) => setTimeout(later, waitBefore(at)));
  }
}

async function sendOnce(
  api: Api,
  self: Parameters<typeof sendEnrolment>[1],
  { enrolment: { account, append }, invite }: Unanswered,
): Promise<AppendAnswer> {
  if (invite === undefined) return api.found(account, append);
  const keys = inviteKeys(invite);
  const sign = (challenge: Parameters<typeof signChallenge>[1]) => signChallenge(keys, challenge);
  api.be({ org: self.org, subject: { is: "invite", invite: keys.publicKey }, sign });
  const invited = await api.join(account, append);
  if (invited.ok || !ended.has(invited.error.code)) return invited;
  identify(api, self, self.identity);
  return api.join(account, append);
}

/** What an invite is answered with that was used, withdrawn or has run out. */
const ended: ReadonlySet<string> = new Set(["login-refused", "session-ended"]);
