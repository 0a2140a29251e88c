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
import type { Api } from "../sync/api.ts";
import { type Chosen, type Entered, identify, makeAccount } from "./account.ts";
import { Follow } from "./follow.ts";
import { Keyring } from "./keyring.ts";

/** Founds an organisation whose first member and administrator this is. docs/protocol.md §3. */
export async function found(api: Api, chosen: Chosen): Promise<Result<Entered, ErrorCode>> {
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
  return enrol(api.found, chosen, { follow, entry: genesis, head: emptyHead() });
}

/** Who joins: a random id and new keys, or those of the recovery member. */
export interface Self {
  readonly member: MemberId;
  readonly identity: Identity;
}

const newSelf = (): Self => ({
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
  as: Self = newSelf(),
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

/** Joins by an invite, with keys made here. Gives a place on the roster and no key: those come by grants. */
export async function join(
  api: Api,
  text: string,
  chosen: Chosen,
  self: Self = newSelf(),
): Promise<Result<Entered, ErrorCode>> {
  const seen = await lookAtInvite(api, text, self);
  if (!seen.ok) return seen;
  const { follow, keys } = seen.value;
  const { org, member, identity } = follow.keyring;
  const { head } = follow.book.roster;
  const entry = makeAccept(org, keys, { member, identity, head });
  return enrol(api.join, chosen, { follow, entry, head });
}

/** Signs the entry that puts a member on the roster, and sends it with her account. */
async function enrol(
  send: Api["found"],
  chosen: Chosen,
  as: { readonly follow: Follow; readonly entry: Entry; readonly head: Head },
): Promise<Result<Entered, ErrorCode>> {
  const { follow, entry, head } = as;
  const { book, keyring, api } = follow;
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
  const frame = { bytes, envelopes: [] };
  const chains = [{ log: rosterLog, commits: [frame] }];
  const answer = await send(account.value, { chains, boxes: [] });
  if (!answer.ok) return err(answer.error.code);
  const taken = book.take(rosterLog, frame, "now");
  if (!taken.ok) return taken;
  if (!book.signed(answer.value)) return err("acknowledgement-unsigned");
  if (!book.agrees(answer.value.heads, [{ log: rosterLog, ...after }])) return err("log-forked");
  identify(api, keyring, keyring.identity);
  return ok({ follow, loginId: chosen.loginId, accountKey, kept: account.value });
}
