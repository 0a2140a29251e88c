import { generateKeyPairSync, randomBytes } from "node:crypto";
import {
  type BoxPublic,
  type Commit,
  type Draft,
  type Entry,
  type InviteCode,
  type MemberId,
  type Result,
  type Roster,
  H,
  acceptMessage,
  concat,
  emptyRoster,
  encodeUnsigned,
  equal,
  err,
  foldAll,
  idFrom,
  inviteOf,
  isUtf8,
  labels,
  ok,
  organisationWords,
  readInviteCode,
  rootAt,
  rosterLog,
  suite,
  commitMessage,
} from "#crypto/verify";
import type { AuthKey } from "#crypto/verify";
import { acknowledgement, enrolment } from "#contract/append.ts";
import { page, pullRequest } from "#contract/pull.ts";
import { type SigningKey, keepKey, keyOfSeed, newKey } from "./key.ts";
import { ServerCalls } from "./server-calls.ts";

/**
 * Becomes the auditor of an organisation by a link that one of its administrators has made. The key that signs is kept;
 * the one to which something could be sealed is drawn, made public and thrown away, and nobody knows a passphrase of
 * the account: what remains can sign in, and open nothing. The error is a sentence.
 */
export async function join(
  link: string,
  { file, name }: { readonly file: string; readonly name: string },
): Promise<Result<SigningKey, string>> {
  const code = readInviteCode(link);
  if (!code.ok) return err("This is no invitation: give the whole link, or the code in it.");
  const origin = originOf(link);
  if (origin === undefined)
    return err("Give the whole link of the invitation, so that I know where to go.");
  const { org, seed } = code.value;
  const invite = keyOfSeed(H(32, seed, labels.invite));
  const calls = new ServerCalls(origin);
  const entered = await calls.enter(org, { is: "invite", invite: invite.publicKey }, invite);
  if (!entered.ok) return entered;
  const read = await readRoster(calls, code.value);
  if (!read.ok) return read;
  const open = inviteOf(read.value, invite.publicKey);
  if (open?.roles.audit !== true || open.roles.admin) {
    return err("This invitation is not one for an auditor. Ask for one: Team, Invite, Auditor.");
  }
  const member = idFrom.member(randomBytes(16));
  const made = newKey(name, { org, id: member });
  if (!made.ok) return made;
  const bytes = acceptance(read.value, { invite, key: made.value, member });
  const account = {
    loginId: `auditor-${randomBytes(6).toString("hex")}`,
    member,
    salt: randomBytes(16),
    authKey: randomBytes(32) as Uint8Array as AuthKey,
    bundleVersion: 1,
    generation: 1,
    bundle: noBundle(),
  };
  const append = { chains: [{ log: rosterLog, commits: [{ bytes, envelopes: [] }] }], boxes: [] };
  // Kept first: whoever has joined and lost the key has to be removed again.
  const kept = await keepKey(file, made.value);
  if (!kept.ok) return kept;
  const joined = await calls.ask(
    "/v1/join",
    acknowledgement,
    enrolment.encode({ account, append }),
  );
  return joined.ok ? ok(made.value) : joined;
}

/** What is told to somebody who has joined: what to compare, and the numbers that other commands ask for. */
export function joinedAs({ member }: SigningKey, file: string): readonly string[] {
  if (member === undefined) return [];
  return [
    "You are the auditor of this organisation. Compare these six words with whoever invited you; if they differ, it is another one:",
    `  ${organisationWords(member.org).join(" ")}`,
    `The organisation's number, for witness --org: ${member.org}`,
    `Your number in it: ${member.id}`,
    `Your key is in ${file}; it opens nothing. Its line, for whoever checks what you sign:`,
  ];
}

const originOf = (link: string): string | undefined => {
  try {
    return new URL(link.trim()).origin;
  } catch {
    return undefined;
  }
};

/** The roster, folded by herself, and not smaller than whoever invited her saw it. */
async function readRoster(
  calls: ServerCalls,
  { org, head }: InviteCode,
): Promise<Result<Roster, string>> {
  let roster = emptyRoster();
  for (;;) {
    const request = pullRequest.encode({ log: rosterLog, from: roster.head.size });
    const asked = await calls.ask("/v1/pull", page, request);
    if (!asked.ok) return asked;
    const commits = asked.value.commits.map(({ bytes }) => bytes);
    const folded = foldAll(roster, commits);
    if (folded.stopped !== undefined)
      return err(`The roster does not hold together (${folded.stopped}).`);
    roster = folded.roster;
    const end = asked.value.standing.heads.find(({ log }) => log === rosterLog)?.size ?? 0;
    if (commits.length === 0 || roster.head.size >= end) break;
  }
  const seen = rootAt(roster, head.size);
  if (roster.org !== org || seen === undefined || !equal(seen, head.root)) {
    return err("The server shows another organisation than the one that invites you.");
  }
  return ok(roster);
}

function acceptance(
  { org, head }: Roster,
  by: {
    readonly invite: Pick<SigningKey, "publicKey" | "sign">;
    readonly key: SigningKey;
    readonly member: MemberId;
  },
): Uint8Array {
  const accept: Omit<Extract<Entry, { is: "accept" }>, "inviteSignature"> = {
    is: "accept",
    invite: by.invite.publicKey,
    member: by.member,
    sign: by.key.publicKey,
    box: publicBox(),
    generation: 1,
    head,
  };
  const inviteSignature = by.invite.sign(acceptMessage(org, accept));
  const draft: Draft = {
    log: rosterLog,
    base: head,
    roster: head,
    author: by.member,
    joint: [],
    items: { is: "entries", entries: [{ ...accept, inviteSignature }] },
  };
  const unsigned = encodeUnsigned(draft);
  const signature: Commit["signature"] = by.key.sign(commitMessage(org, unsigned));
  return concat(unsigned, signature);
}

/** A public key of which nobody has the secret. */
function publicBox(): BoxPublic {
  const { publicKey } = generateKeyPairSync("x25519");
  const der = publicKey.export({ type: "spki", format: "der" });
  return new Uint8Array(der.subarray(-32)) as BoxPublic;
}

/** An account has a bundle of keys; hers holds none. */
function noBundle(): Uint8Array {
  for (;;) {
    const bytes = randomBytes(suite.bundleLength);
    if (!isUtf8(bytes)) return bytes;
  }
}
