import { createHmac, randomBytes } from "node:crypto";
import argon2 from "argon2";
import type { FastifyInstance } from "fastify";
import {
  type OrgId,
  fromUtf8,
  idBytes,
  idFrom,
  inviteOf,
  keysOf,
  suite,
  verifyChallenge,
  witnessOf,
} from "#crypto/verify";
import {
  type Account,
  accountReply,
  bundleRequest,
  challengeReply,
  challengeRequest,
  closeRequest,
  loginReply,
  loginRequest,
  saltReply,
  saltRequest,
  sessionReply,
  sessionRequest,
  sessionsReply,
} from "#contract/account.ts";
import type { Services } from "../app.ts";
import { Refusal } from "../plugins/failures.ts";
import { Rate } from "../plugins/rate.ts";
import {
  type AccountRow,
  accountOf,
  addChallenge,
  findAccount,
  replaceAccount,
  useChallenge,
} from "../store/accounts.ts";
import { body } from "./body.ts";

/**
 * Wrong logins that an account, or a name without one, has in a quarter of an hour. Whoever is kept out by somebody
 * else's tries still unlocks on her devices: those need no login.
 */
const wrongLogins = 10;
const wrongLoginsMs = 15 * 60_000;

/** How long a challenge can be answered. */
const challengeSeconds = 120;

/** Salt, login in two steps, sessions, and another passphrase. docs/protocol.md §2. */
export function accountRoutes(app: FastifyInstance, services: Services): void {
  const { db, ledger, sessions, secrets, push } = services;
  const wrong = new Rate(wrongLogins, wrongLoginsMs);

  app.post("/v1/salt", async (request) => {
    const { loginId } = body(request, saltRequest);
    const account = (await findAccount(db, loginId)) ?? invented(secrets.saltSecret, loginId);
    return saltReply.encode({
      suite: suite.number,
      org: idFrom.org(account.org),
      member: idFrom.member(account.member),
      salt: account.salt,
    });
  });

  app.post("/v1/login", async (request) => {
    const { loginId, authKey } = body(request, loginRequest);
    if (!wrong.take(loginId)) throw new Refusal("too-many");
    const account = await findAccount(db, loginId);
    const hash = account?.auth_hash ?? (await services.strangersHash);
    const held = await argon2.verify(hash, Buffer.from(authKey), {
      secret: Buffer.from(secrets.pepper),
    });
    if (!held || account === undefined) throw new Refusal("login-refused");
    wrong.forgive(loginId);
    const { bundle_version: bundleVersion, generation, bundle } = account;
    return loginReply.encode({ bundleVersion, generation, bundle });
  });

  app.post("/v1/challenge", async (request) => {
    body(request, challengeRequest);
    const nonce = randomBytes(32);
    const expiry = Math.floor(Date.now() / 1000) + challengeSeconds;
    await addChallenge(db, nonce, expiry);
    return challengeReply.encode({ nonce, expiry });
  });

  app.post("/v1/session", async (request) => {
    const { org, subject, nonce, expiry, signature } = body(request, sessionRequest);
    const fresh = await useChallenge(db, nonce, new Date());
    const open = fresh ? await ledger.organisation(org) : undefined;
    if (open === undefined) throw new Refusal("login-refused");
    await ledger.readRoster(open);
    const host = services.publicHost ?? request.host;
    const action = subject.is === "invite" ? "join" : "session";
    const challenge = { org, host, action, subject, nonce, expiry } as const;
    if (subject.is === "member") {
      const keys = keysOf(open.roster, subject.member);
      if (keys === undefined || !verifyChallenge(keys.sign, challenge, signature)) {
        throw new Refusal("login-refused");
      }
      const { generation } = keys;
      return sessionReply.encode({
        token: await sessions.make(org, { member: subject.member, generation }),
      });
    }
    if (subject.is === "witness") {
      const known = witnessOf(open.roster, subject.witness);
      const held = verifyChallenge(subject.witness, challenge, signature);
      if (known === undefined || !held) throw new Refusal("login-refused");
      return sessionReply.encode({ token: await sessions.make(org, { witness: known.key }) });
    }
    const invite = inviteOf(open.roster, subject.invite);
    const held = verifyChallenge(subject.invite, challenge, signature);
    if (invite?.state !== "open" || !held) throw new Refusal("login-refused");
    return sessionReply.encode({ token: await sessions.make(org, { invite: subject.invite }) });
  });

  app.post("/v1/session/end", async (request, reply) => {
    await sessions.end(request);
    return reply.code(204).send();
  });

  app.post("/v1/sessions", async (request) => {
    const asker = await sessions.asker(request);
    return sessionsReply.encode({ sessions: await sessions.seen(request, asker) });
  });

  app.post("/v1/sessions/close", async (request, reply) => {
    const asker = await sessions.asker(request);
    await sessions.close(asker, body(request, closeRequest).session);
    push.closed(asker.open.org);
    return reply.code(204).send();
  });

  app.post("/v1/account", async (request) => {
    const { open, member } = await sessions.readingMember(request);
    const row = await accountOf(db, idBytes(open.org), idBytes(member));
    if (row === undefined) throw new Refusal("no-such-thing");
    const { salt, bundle_version: bundleVersion, generation, bundle } = row;
    return accountReply.encode({ salt, bundleVersion, generation, bundle });
  });

  app.post("/v1/bundle", async (request, reply) => {
    const { open, member } = await sessions.readingMember(request);
    const account = body(request, bundleRequest);
    const generation = keysOf(open.roster, member)?.generation;
    if (account.member !== member || account.generation !== generation) {
      throw new Refusal("not-an-account");
    }
    const row = await rowOf(account, open.org, secrets.pepper);
    if (!(await replaceAccount(db, row))) throw new Refusal("name-taken");
    return reply.code(204).send();
  });
}

/**
 * The row of an account: its auth key hashed with the pepper, once more, because the key itself must not be kept. A
 * bundle of another length than all have, or one that is text, is none.
 */
export async function rowOf(account: Account, org: OrgId, pepper: Uint8Array): Promise<AccountRow> {
  const { bundle } = account;
  if (bundle.length !== suite.bundleLength || fromUtf8(bundle) !== undefined) {
    throw new Refusal("not-an-account");
  }
  return {
    login_id: account.loginId,
    org: Buffer.from(idBytes(org)),
    member: Buffer.from(idBytes(account.member)),
    salt: Buffer.from(account.salt),
    auth_hash: await hashAuthKey(account.authKey, pepper),
    bundle_version: account.bundleVersion,
    generation: account.generation,
    bundle: Buffer.from(bundle),
  };
}

/** argon2id at the cost that OWASP recommends; the key under it already has 128 bits that nobody can guess. */
export const hashAuthKey = (authKey: Uint8Array, pepper: Uint8Array): Promise<string> =>
  argon2.hash(Buffer.from(authKey), {
    type: argon2.argon2id,
    memoryCost: 19_456,
    timeCost: 2,
    parallelism: 1,
    secret: Buffer.from(pepper),
  });

/** What an unknown login id is answered with: always the same for the same id, and of the shape of a true one. */
function invented(
  saltSecret: Uint8Array,
  loginId: string,
): { org: Buffer; member: Buffer; salt: Buffer } {
  const bytes = (part: string): Buffer =>
    createHmac("sha256", saltSecret).update(`${part}\0${loginId}`).digest();
  return {
    org: bytes("org"),
    member: bytes("member").subarray(0, 16),
    salt: bytes("salt").subarray(0, 16),
  };
}
