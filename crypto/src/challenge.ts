import { type MemberId, type OrgId, type SignPublic, type Signature, idBytes } from "./brand.ts";
import { Writer, utf8 } from "./bytes.ts";
import { lengthPrefixed } from "./hash.ts";
import { labels } from "./labels.ts";
import { verifyDetached } from "./sodium.ts";

/** Whose key answers a challenge: a member's identity, the key of an invite, or a witness' that the roster names. */
export type Subject =
  | { readonly is: "member"; readonly member: MemberId }
  | { readonly is: "invite"; readonly invite: SignPublic }
  | { readonly is: "witness"; readonly witness: SignPublic };

/** What a challenge is bound to, so that a captured answer is good for nothing else. docs/protocol.md §2. */
export interface Challenge {
  readonly org: OrgId;
  /** The host as the client addressed it, with its port. */
  readonly host: string;
  readonly action: "session" | "join";
  readonly subject: Subject;
  /** 32 random bytes of the server. */
  readonly nonce: Uint8Array;
  /** POSIX seconds. */
  readonly expiry: number;
}

/** The bytes that the key signs. */
export function challengeMessage(challenge: Challenge): Uint8Array {
  const { subject } = challenge;
  return lengthPrefixed(labels.challenge, [
    idBytes(challenge.org),
    utf8(challenge.host),
    utf8(challenge.action),
    utf8(subject.is),
    subjectBytes(subject),
    challenge.nonce,
    new Writer().u64(challenge.expiry).done(),
  ]);
}

function subjectBytes(subject: Subject): Uint8Array {
  if (subject.is === "member") return idBytes(subject.member);
  return subject.is === "invite" ? subject.invite : subject.witness;
}

/** Whether `key` answered exactly this challenge. */
export const verifyChallenge = (
  key: SignPublic,
  challenge: Challenge,
  signature: Signature,
): boolean => verifyDetached(key, challengeMessage(challenge), signature);
