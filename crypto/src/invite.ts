import { type Accept, acceptMessage } from "./accept.ts";
import type { MemberId, OrgId, SignPublic, Signature } from "./brand.ts";
import type { Head } from "./entry.ts";
import { H } from "./hash.ts";
import type { Identity } from "./identity.ts";
import { labels } from "./labels.ts";
import { randomBytes, signDetached, signKeys } from "./sodium.ts";

/** The keys of an invite, from its 16-byte seed. */
export interface InviteKeys {
  readonly publicKey: SignPublic;
  readonly signSecret: Uint8Array;
}

/** A new one-use seed for a QR code or link. */
export const makeInviteSeed = (): Uint8Array => randomBytes(16);

/** The keys that both sides make of a seed. */
export function inviteKeys(seed: Uint8Array): InviteKeys {
  const pair = signKeys(H(32, seed, labels.invite));
  return { publicKey: pair.publicKey as SignPublic, signSecret: pair.secret };
}

/** The joiner's entry: her keys, signed by the invite. Her own signature stands on the commit. docs/protocol.md §3. */
export function makeAccept(
  org: OrgId,
  invite: InviteKeys,
  joiner: { readonly member: MemberId; readonly identity: Identity; readonly head: Head },
): Accept {
  const accept = {
    is: "accept" as const,
    invite: invite.publicKey,
    member: joiner.member,
    sign: joiner.identity.signPublic,
    box: joiner.identity.boxPublic,
    generation: joiner.identity.generation,
    head: joiner.head,
  };
  const inviteSignature = signDetached(invite.signSecret, acceptMessage(org, accept)) as Signature;
  return { ...accept, inviteSignature };
}
