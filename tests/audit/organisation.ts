import {
  type Entry,
  type MemberId,
  type VaultId,
  boxHash,
  currentEpoch,
  inviteKeys,
  makeAccept,
  makeIdentity,
  makeInviteSeed,
  randomBytes,
  rosterLog,
  sealBox,
  idFrom,
  signChallenge,
  toHex,
} from "#crypto";
import {
  challengeReply,
  challengeRequest,
  sessionReply,
  sessionRequest,
} from "#contract/account.ts";
import { enrolment } from "#contract/append.ts";
import { Hand } from "../server/hand.ts";

/** What the audits of one file look at: an organisation of two with a vault in which some records stand. */
export interface Organisation {
  readonly founder: Hand;
  readonly vault: VaultId;
  readonly colleague: MemberId;
}

/** Founds it on a server by hand, which takes a fifth of a second. */
export async function organisationOn(url: string): Promise<Organisation> {
  const founder = new Hand(url);
  await founder.found();
  await founder.enter();
  const { vault } = await founder.createVault();
  await founder.createVault();
  for (let at = 0; at < 12; at++) await founder.write(vault, `record ${at}`);
  const colleague = await joinAs(founder);
  await grant(founder, vault, colleague.member);
  return { founder, vault, colleague: colleague.member };
}

/** The code of an invitation with these roles, as a link holds it. */
export async function invited(founder: Hand, audit: boolean): Promise<Uint8Array> {
  const seed = makeInviteSeed();
  const roles = { admin: false, audit };
  await founder.enters({ is: "invite", invite: inviteKeys(seed).publicKey, roles, wishes: [] });
  return seed;
}

async function joinAs(founder: Hand): Promise<Hand> {
  const keys = inviteKeys(await invited(founder, false));
  const { org } = founder;
  const member = idFrom.member(randomBytes(16));
  const hand = new Hand(founder.url, { org, member, identity: makeIdentity(1) });
  const subject = { is: "invite", invite: keys.publicKey } as const;
  const asked = await hand.post("/v1/challenge", challengeRequest.encode({ org, subject }));
  const challenge = challengeReply.decode(asked.bytes);
  if (challenge === undefined) throw new Error("no challenge");
  const { host } = new URL(hand.url);
  const signature = signChallenge(keys, { org, host, action: "join", subject, ...challenge });
  const request = sessionRequest.encode({ org, subject, ...challenge, signature });
  const session = sessionReply.decode((await hand.post("/v1/session", request)).bytes);
  if (session === undefined) throw new Error("no session");
  hand.token = toHex(session.token);
  await hand.readRoster();
  const accept = makeAccept(org, keys, { member, identity: hand.identity, head: hand.roster.head });
  const { bytes } = hand.sign(rosterLog, { is: "entries", entries: [accept] });
  const append = { chains: [{ log: rosterLog, commits: [{ bytes, envelopes: [] }] }], boxes: [] };
  const account = hand.account();
  const joined = await hand.post("/v1/join", enrolment.encode({ account, append }));
  if (joined.status !== 200) throw new Error(`not joined: ${joined.code}`);
  await founder.readRoster();
  return hand;
}

/** Gives a member a right to write, and the vault's key. */
async function grant(founder: Hand, vault: VaultId, member: MemberId): Promise<void> {
  const keys = founder.roster.members.get(member)?.keys.at(-1)?.value;
  const epochKey = founder.keys.get(vault);
  const epoch = currentEpoch(founder.roster, vault)?.epoch;
  if (keys === undefined || epochKey === undefined || epoch === undefined)
    throw new Error("no key");
  const to = { member, generation: 1, boxPublic: keys.box };
  const box = sealBox({ org: founder.org, vault, epoch }, epochKey, to);
  const entry: Entry = {
    is: "grant",
    vault,
    member,
    generation: 1,
    right: 2,
    epoch,
    boxHash: boxHash(box.bytes),
  };
  const { bytes } = founder.sign(rosterLog, { is: "entries", entries: [entry] });
  const chains = [{ log: rosterLog, commits: [{ bytes, envelopes: [] }] }];
  const reply = await founder.append({ chains, boxes: [box] });
  if (reply.status !== 200) throw new Error(`not granted: ${reply.code}`);
  founder.take(rosterLog, bytes);
}
