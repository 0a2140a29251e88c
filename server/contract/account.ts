import {
  type AuthKey,
  type MemberId,
  type OrgId,
  type Reader,
  type SignPublic,
  type Signature,
  type Subject,
  type Writer,
  fromUtf8,
  idBytes,
  idFrom,
  utf8,
} from "#crypto/verify";
import { type Codec, codec } from "./codec.ts";

/** What the server keeps of a member so that she can log in; nothing in it opens without her two secrets. */
export interface Account {
  /** A pseudonym, 3 to 32 characters of a-z, 0-9 and hyphen. */
  readonly loginId: string;
  readonly member: MemberId;
  readonly salt: Uint8Array;
  readonly authKey: AuthKey;
  readonly bundleVersion: number;
  readonly generation: number;
  readonly bundle: Uint8Array;
}

/** Longest bundle in bytes. */
const bundleCap = 1_024;

/** Whether text can be a login id. */
export const isLoginId = (text: string): boolean => /^[a-z0-9-]{3,32}$/.test(text);

const readLoginId = (r: Reader): string => {
  const text = fromUtf8(r.block(32));
  return text !== undefined && isLoginId(text) ? text : r.fail();
};

/** An account, as part of other frames. */
export const writeAccount = (w: Writer, account: Account): Writer =>
  w
    .block(utf8(account.loginId))
    .bytes(idBytes(account.member))
    .bytes(account.salt)
    .bytes(account.authKey)
    .u32(account.bundleVersion)
    .u32(account.generation)
    .block(account.bundle);

/** Reads what `writeAccount` wrote. */
export const readAccount = (r: Reader): Account => ({
  loginId: readLoginId(r),
  member: idFrom.member(r.bytes(16)),
  salt: r.bytes(16).slice(),
  authKey: r.bytes(32).slice() as AuthKey,
  bundleVersion: r.u32(),
  generation: r.u32(),
  bundle: r.block(bundleCap).slice(),
});

/** POST /v1/salt: which salt and suite a login id has; unknown ones get an answer of the same shape. */
export const saltRequest: Codec<{ readonly loginId: string }> = codec(
  (w, v) => w.block(utf8(v.loginId)),
  (r) => ({ loginId: readLoginId(r) }),
);

export interface SaltReply {
  readonly suite: number;
  readonly org: OrgId;
  readonly member: MemberId;
  readonly salt: Uint8Array;
}

export const saltReply: Codec<SaltReply> = codec(
  (w, v) => w.u8(v.suite).bytes(idBytes(v.org)).bytes(idBytes(v.member)).block(v.salt),
  (r) => ({
    suite: r.u8(),
    org: idFrom.org(r.bytes(32)),
    member: idFrom.member(r.bytes(16)),
    salt: r.block(64).slice(),
  }),
);

/** POST /v1/login: the auth key releases the sealed bundle, and nothing else. */
export const loginRequest: Codec<{ readonly loginId: string; readonly authKey: AuthKey }> = codec(
  (w, v) => w.block(utf8(v.loginId)).bytes(v.authKey),
  (r) => ({ loginId: readLoginId(r), authKey: r.bytes(32).slice() as AuthKey }),
);

export interface LoginReply {
  readonly bundleVersion: number;
  readonly generation: number;
  readonly bundle: Uint8Array;
}

export const loginReply: Codec<LoginReply> = codec(
  (w, v) => w.u32(v.bundleVersion).u32(v.generation).block(v.bundle),
  (r) => ({ bundleVersion: r.u32(), generation: r.u32(), bundle: r.block(bundleCap).slice() }),
);

const writeSubject = (w: Writer, org: OrgId, subject: Subject): Writer => {
  w.bytes(idBytes(org));
  if (subject.is === "member") return w.u8(1).bytes(idBytes(subject.member));
  if (subject.is === "invite") return w.u8(2).bytes(subject.invite);
  return w.u8(3).bytes(subject.witness);
};

const readSubject = (r: Reader): { org: OrgId; subject: Subject } => {
  const org = idFrom.org(r.bytes(32));
  const kind = r.u8();
  if (kind === 1) return { org, subject: { is: "member", member: idFrom.member(r.bytes(16)) } };
  if (kind === 2)
    return { org, subject: { is: "invite", invite: r.bytes(32).slice() as SignPublic } };
  if (kind === 3)
    return { org, subject: { is: "witness", witness: r.bytes(32).slice() as SignPublic } };
  return r.fail();
};

/** POST /v1/challenge: something fresh to sign. */
export const challengeRequest: Codec<{ readonly org: OrgId; readonly subject: Subject }> = codec(
  (w, v) => writeSubject(w, v.org, v.subject),
  readSubject,
);

/** Expiry in POSIX seconds. */
export const challengeReply: Codec<{ readonly nonce: Uint8Array; readonly expiry: number }> = codec(
  (w, v) => w.bytes(v.nonce).u64(v.expiry),
  (r) => ({ nonce: r.bytes(32).slice(), expiry: r.u64() }),
);

export interface SessionRequest {
  readonly org: OrgId;
  readonly subject: Subject;
  readonly nonce: Uint8Array;
  readonly expiry: number;
  readonly signature: Signature;
}

/** POST /v1/session: the signed challenge makes a session. */
export const sessionRequest: Codec<SessionRequest> = codec(
  (w, v) => writeSubject(w, v.org, v.subject).bytes(v.nonce).u64(v.expiry).bytes(v.signature),
  (r) => ({
    ...readSubject(r),
    nonce: r.bytes(32).slice(),
    expiry: r.u64(),
    signature: r.bytes(64).slice() as Signature,
  }),
);

/** The token goes into the Authorization header; it lives in memory alone. */
export const sessionReply: Codec<{ readonly token: Uint8Array }> = codec(
  (w, v) => w.bytes(v.token),
  (r) => ({ token: r.bytes(32).slice() }),
);

/** POST /v1/bundle: another passphrase; accepted only as the version after the one that stands. */
export const bundleRequest: Codec<Account> = codec((w, v) => writeAccount(w, v), readAccount);

/** The account that a session's member has: what POST /v1/account tells her other devices. */
export type OwnAccount = Pick<Account, "salt" | "bundleVersion" | "generation" | "bundle">;

/** POST /v1/account: the sealed bundle as it stands, so that a device learns of another passphrase. */
export const accountReply: Codec<OwnAccount> = codec(
  (w, v) => w.block(v.salt).u32(v.bundleVersion).u32(v.generation).block(v.bundle),
  (r) => ({
    salt: r.block(64).slice(),
    bundleVersion: r.u32(),
    generation: r.u32(),
    bundle: r.block(bundleCap).slice(),
  }),
);

/** A session as its member is told of it. Nothing says from where it is. */
export interface SessionSeen {
  /** The first 16 bytes of what the server keeps of its token. */
  readonly session: Uint8Array;
  /** POSIX seconds, to five minutes. */
  readonly beganAt: number;
  readonly usedAt: number;
  /** The one that asks. */
  readonly own: boolean;
}

/** POST /v1/sessions: the asker's own that are open, by the server's word. */
export const sessionsReply: Codec<{ readonly sessions: readonly SessionSeen[] }> = codec(
  (w, v) =>
    w.list(v.sessions, (o, one) =>
      o
        .bytes(one.session)
        .u64(one.beganAt)
        .u64(one.usedAt)
        .u8(one.own ? 1 : 0),
    ),
  (r) => ({
    sessions: r.list(1_024, (v) => ({
      session: v.bytes(16).slice(),
      beganAt: v.u64(),
      usedAt: v.u64(),
      own: v.u8() === 1,
    })),
  }),
);

/** POST /v1/sessions/close: one of the asker's own, whose device then locks. */
export const closeRequest: Codec<{ readonly session: Uint8Array }> = codec(
  (w, v) => w.bytes(v.session),
  (r) => ({ session: r.bytes(16).slice() }),
);
