import {
  type Draft,
  type Entry,
  type Head,
  type Identity,
  type InviteCode,
  type InviteKeys,
  type MemberId,
  type Result,
  type SignPublic,
  appendLeaf,
  emptyHead,
  equal,
  err,
  fromHex,
  headOf,
  idFrom,
  inviteKeys,
  inviteOf,
  leafHash,
  makeAccept,
  makeAccountKey,
  makeIdentity,
  ok,
  orgIdOf,
  randomBytes,
  readInviteCode,
  rootAt,
  rosterLog,
  signChallenge,
  signCommit,
} from "#crypto";
import type { ErrorCode } from "#contract/errors.ts";
import { type Api, passing } from "../sync/api.ts";
import { type Chosen, type Entered, identify, makeAccount } from "./account.ts";
import { Follow } from "./follow.ts";
import { type Unanswered, sendEnrolment } from "./joining.ts";
import { Keyring } from "./keyring.ts";

/** A member who is made and signed, and of whom nobody knows yet. */
export interface Prepared {
  readonly entered: Entered;
  readonly unanswered: Unanswered;
  /** The roster's head with her on it. */
  readonly after: Head;
}

/** An organisation whose first member and administrator this is. docs/protocol.md §3. */
export async function founding(api: Api, chosen: Chosen): Promise<Result<Prepared, ErrorCode>> {
  const logKey = await api.logKey();
  if (!logKey.ok) return logKey;
  const identity = makeIdentity(1);
  const member = idFrom.member(randomBytes(16));
  const genesis: Extract<Entry, { readonly is: "genesis" }> = {
    is: "genesis",
    nonce: randomBytes(32),
    member,
    sign: identity.signPublic,
    box: identity.boxPublic,
    logKey: fromHex(logKey.value) as SignPublic,
    policy: { suite: 1, witnessQuorum: 0 },
  };
  const follow = new Follow(api, new Keyring(orgIdOf(genesis), member, identity));
  return prepare(chosen, { follow, entry: genesis, head: emptyHead() });
}

/** Who joins: a random id and new keys, those of the recovery member, or new keys of somebody who has lost hers. */
export interface Self {
  readonly member: MemberId;
  readonly identity: Identity;
}

const nobody = (): Self => ({
  member: idFrom.member(randomBytes(16)),
  identity: makeIdentity(1),
});

/** An invite as its code and the roster show it. */
export interface SeenInvite {
  readonly code: InviteCode;
  readonly keys: InviteKeys;
  /** The organisation, read with the invite's own right: its roster and nothing else. */
  readonly follow: Follow;
}

/** Reads an invite: the organisation's roster, at least as large as the inviter saw it. Uses nothing up. */
export async function lookAtInvite(
  api: Api,
  text: string,
  as: Self = nobody(),
): Promise<Result<SeenInvite, ErrorCode>> {
  const read = readInviteCode(text);
  if (!read.ok) return read;
  const code = read.value;
  const keys = inviteKeys(code.seed);
  const sign = (challenge: Parameters<typeof signChallenge>[1]) => signChallenge(keys, challenge);
  api.be({ org: code.org, subject: { is: "invite", invite: keys.publicKey }, sign });
  const follow = new Follow(api, new Keyring(code.org, as.member, as.identity));
  const pulled = await follow.pull(rosterLog);
  if (!pulled.ok) return pulled.error === "login-refused" ? err("invite-ended") : pulled;
  const { roster } = follow.book;
  const root = rootAt(roster, code.head.size);
  if (root === undefined || !equal(root, code.head.root)) return err("log-rolled-back");
  const open = inviteOf(roster, keys.publicKey)?.state === "open";
  return open ? ok({ code, keys, follow }) : err("invite-ended");
}

/** Joining by an invite, with keys made here. Gives a place on the roster and no key: those come by grants. */
export async function joining(
  api: Api,
  text: string,
  chosen: Chosen,
  self?: Self,
): Promise<Result<Prepared, ErrorCode>> {
  const seen = await lookAtInvite(api, text, self);
  if (!seen.ok) return seen;
  const { keys, code } = seen.value;
  const follow = await asHerself(seen.value);
  if (!follow.ok) return follow;
  const { book, keyring } = follow.value;
  const { head } = book.roster;
  const entry = makeAccept(code.org, keys, { ...keyring, head });
  return prepare(chosen, { follow: follow.value, entry, head, invite: code.seed });
}

/** An invite that names a member whose keys are lost is for her alone, in her next generation. */
async function asHerself({ keys, follow }: SeenInvite): Promise<Result<Follow, ErrorCode>> {
  const { api, book } = follow;
  const replaces = inviteOf(book.roster, keys.publicKey)?.replaces;
  const lost = replaces && book.roster.members.get(replaces);
  if (lost === undefined) return ok(follow);
  const identity = makeIdentity(lost.generation + 1);
  const anew = new Follow(api, new Keyring(book.org, lost.id, identity));
  const pulled = await anew.pull(rosterLog);
  return pulled.ok ? ok(anew) : pulled;
}

/** Signs the entry that puts a member on the roster, and makes her account; nothing is sent. */
function prepare(
  chosen: Chosen,
  as: {
    readonly follow: Follow;
    readonly entry: Entry;
    readonly head: Head;
    readonly invite?: Uint8Array;
  },
): Result<Prepared, ErrorCode> {
  const { follow, entry, head, invite } = as;
  const { book, keyring } = follow;
  const draft: Draft = {
    log: rosterLog,
    base: head,
    roster: head,
    author: keyring.member,
    joint: [],
    items: { is: "entries", entries: [entry] },
  };
  const { bytes } = signCommit(keyring.org, draft, keyring.identity);
  const after = headOf(appendLeaf(book.roster.frontier, leafHash(bytes)));
  const accountKey = makeAccountKey();
  const account = makeAccount(chosen, { ...keyring, accountKey, head: after });
  if (!account.ok) return account;
  const append = { chains: [{ log: rosterLog, commits: [{ bytes, envelopes: [] }] }], boxes: [] };
  const { loginId } = chosen;
  return ok({
    entered: { follow, loginId, accountKey },
    unanswered: { enrolment: { account: account.value, append }, invite },
    after,
  });
}

/** Sends what was prepared, and takes the server's answer as one takes every acknowledgement. */
export async function enrol(prepared: Prepared): Promise<Result<void, ErrorCode>> {
  const { entered, unanswered, after } = prepared;
  const { book, keyring, api } = entered.follow;
  const answer = await sendEnrolment(api, keyring, unanswered);
  if (!answer.ok) {
    const { code } = answer.error;
    if (passing.has(code)) return err("enrolment-unsure");
    return err(code === "login-refused" ? "invite-ended" : code);
  }
  const frame = unanswered.enrolment.append.chains[0]?.commits[0];
  const taken = frame && book.take(rosterLog, frame, "now");
  if (taken?.ok === false) return taken;
  if (!book.signed(answer.value)) return err("acknowledgement-unsigned");
  identify(api, keyring, keyring.identity);
  if (book.agrees(answer.value.heads, [{ log: rosterLog, ...after }])) return ok(undefined);
  // Where it had been taken before, others may have written since.
  const [head] = answer.value.heads;
  if (head?.log !== rosterLog || head.size <= after.size) return err("log-forked");
  return entered.follow.pull(rosterLog);
}
