// Over 300 lines: one door, every request that a client makes.
import { type Result, type Signature, err, ok, toHex } from "#crypto";
import type {
  Acknowledgement,
  AuthKey,
  Challenge,
  Hash,
  LogId,
  OrgId,
  Subject,
  VaultId,
} from "#crypto";
import {
  type Account,
  type LoginReply,
  type OwnAccount,
  type SaltReply,
  type SessionSeen,
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
import { type Append, acknowledgement, appendRequest, enrolment } from "#contract/append.ts";
import type { Codec } from "#contract/codec.ts";
import { type ErrorCode, serverErrors } from "#contract/errors.ts";
import {
  type HealingReply,
  type HealingRequest,
  type Returned,
  healingReply,
  healingRequest,
  returnRequest,
} from "#contract/healing.ts";
import {
  type HeadsReply,
  headsProofReply,
  headsProofRequest,
  headsReply,
  headsRequest,
} from "#contract/heads.ts";
import {
  type OwnBox,
  type Page,
  boxesReply,
  boxesRequest,
  historyReply,
  historyRequest,
  movedReply,
  page,
  proofReply,
  proofRequest,
  pullRequest,
  standingRequest,
} from "#contract/pull.ts";
import { type Answer, type Sent, codeOf, readCapped, readReply } from "./reply.ts";
import { Silence } from "./silence.ts";

/** Codes that say nothing about what was asked or sent: it goes again after a while. */
export const passing: ReadonlySet<ErrorCode> = new Set([
  "offline",
  "try-again",
  "too-many",
  "our-fault",
  "session-ended",
  "healing",
]);

const nothing = new Uint8Array(0);
/** A request that nothing is heard of for so long is given up: a network that went away does not always say so. */
const silenceMs = 60_000;

/** What became of an append: signed for, or what its writer has not seen of the logs. */
export type AppendAnswer = Result<Acknowledgement, AppendRefusal>;
type AppendRefusal =
  | { readonly code: Exclude<ErrorCode, "moved"> }
  | { readonly code: "moved"; readonly pages: readonly Page[] };

/** A server may also say that the logs have moved, and have nothing to show for it. */
const refusalOf = (code: ErrorCode, pages: readonly Page[] = []): AppendRefusal =>
  code === "moved" ? { code, pages } : { code };

/** Signs the server's challenge with whichever key the subject has. */
export type Signer = (challenge: Challenge) => Signature;

/**
 * The requests that a client makes; each gives a frame of the contract or a code, and nothing else is believed. A
 * session that has ended is made anew by a signature, once for each request, without asking the person.
 */
export class Api {
  readonly #origin: string;
  readonly #fetch: typeof fetch;
  #token: string | undefined;
  /** Called when the session was closed from another device of hers: no other is made. */
  closed: () => void = () => undefined;
  /** Called whenever a member's key was taken for a session, or was not: by the server's word. */
  entered: (taken: boolean) => void = () => undefined;
  #who: { readonly org: OrgId; readonly subject: Subject; readonly sign: Signer } | undefined;

  constructor(origin: string, fetching: typeof fetch = globalThis.fetch.bind(globalThis)) {
    this.#origin = origin;
    this.#fetch = fetching;
  }

  /** Whose sessions this makes from now on; undefined ends the one that there is, also at the server. */
  be(
    who: { readonly org: OrgId; readonly subject: Subject; readonly sign: Signer } | undefined,
  ): void {
    const token = this.#token;
    this.#who = who;
    this.#token = undefined;
    if (who === undefined && token !== undefined) {
      void this.#send("/v1/session/end", nothing, token);
    }
  }

  /** The token of the session, made if there is none. */
  async token(): Promise<Answer<string>> {
    return this.#token === undefined ? this.#enter() : ok(this.#token);
  }

  /** The server's log key, for founding. */
  async logKey(): Promise<Answer<string>> {
    try {
      const response = await this.#fetch(`${this.#origin}/v1/server`);
      const bytes = await readCapped(response);
      if (bytes === undefined) return err("too-large");
      if (!response.ok) return err(codeOf({ status: response.status, bytes }));
      const { logKey } = JSON.parse(new TextDecoder().decode(bytes)) as { logKey?: unknown };
      const sound = typeof logKey === "string" && /^[0-9a-f]{64}$/.test(logKey);
      return sound ? ok(logKey) : err("malformed");
    } catch {
      return err("offline");
    }
  }

  salt = (loginId: string): Promise<Answer<SaltReply>> =>
    this.#ask("/v1/salt", saltRequest.encode({ loginId }), saltReply);

  login = (loginId: string, authKey: AuthKey): Promise<Answer<LoginReply>> =>
    this.#ask("/v1/login", loginRequest.encode({ loginId, authKey }), loginReply);

  pull = (log: LogId, from: number): Promise<Answer<Page>> =>
    this.#askAs("/v1/pull", pullRequest.encode({ log, from }), page);

  /** The server's signature over where these logs stand: one for all of them. */
  standing = (logs: readonly LogId[]): Promise<Answer<Acknowledgement>> =>
    this.#askAs("/v1/standing", standingRequest.encode({ logs }), acknowledgement);

  boxes = async (vault: VaultId): Promise<Answer<readonly OwnBox[]>> => {
    const answer = await this.#askAs("/v1/boxes", boxesRequest.encode({ vault }), boxesReply);
    return answer.ok ? ok(answer.value.boxes) : answer;
  };

  /** That a log of size `to` continues the one of size `from`. */
  proof = async (
    log: LogId,
    { from, to }: { readonly from: number; readonly to: number },
  ): Promise<Answer<readonly Hash[]>> => {
    const request = proofRequest.encode({ log, from, to });
    const answer = await this.#askAs("/v1/proof", request, proofReply);
    return answer.ok ? ok(answer.value.hashes) : answer;
  };

  /** The heads log as it stands, without the lines that are known. */
  heads = (known: {
    readonly newest: number;
    readonly cosigned: number;
  }): Promise<Answer<HeadsReply>> =>
    this.#askAs("/v1/heads", headsRequest.encode(known), headsReply);

  /** That the heads log of size `to` continues the one of size `from`. */
  headsProof = async (from: number, to: number): Promise<Answer<readonly Hash[]>> => {
    const request = headsProofRequest.encode({ from, to });
    const answer = await this.#askAs("/v1/heads/proof", request, headsProofReply);
    return answer.ok ? ok(answer.value.hashes) : answer;
  };

  history = async (log: LogId, hashes: readonly Hash[]): Promise<Answer<readonly Uint8Array[]>> => {
    const answer = await this.#askAs(
      "/v1/history",
      historyRequest.encode({ log, hashes }),
      historyReply,
    );
    return answer.ok ? ok(answer.value.envelopes) : answer;
  };

  found = (account: Account, append: Append): Promise<AppendAnswer> =>
    this.#append(this.#send("/v1/found", enrolment.encode({ account, append })));

  join = (account: Account, append: Append): Promise<AppendAnswer> =>
    this.#append(this.#sendAs("/v1/join", enrolment.encode({ account, append })));

  append = (append: Append): Promise<AppendAnswer> =>
    this.#append(this.#sendAs("/v1/append", appendRequest.encode(append)));

  /** Shows what the server once signed and does not seem to have, and asks whether it was restored. */
  healing = (asked: HealingRequest): Promise<Answer<HealingReply>> =>
    this.#askAs("/v1/healing", healingRequest.encode(asked), healingReply);

  /** Gives back a part of a log; answers where it stands then. */
  giveBack = (part: Returned): Promise<Answer<Acknowledgement>> =>
    this.#askAs("/v1/healing/return", returnRequest.encode(part), acknowledgement);

  /** Another passphrase's salt, auth key and bundle. */
  async changeBundle(account: Account): Promise<Answer<void>> {
    const sent = await this.#sendAs("/v1/bundle", bundleRequest.encode(account));
    if (!sent.ok) return sent;
    return sent.value.status === 204 ? ok(undefined) : err(codeOf(sent.value));
  }

  /** The account of the session's member, as the server keeps it. */
  account = (): Promise<Answer<OwnAccount>> => this.#askAs("/v1/account", nothing, accountReply);

  /** The sessions that the server says are open for the session's member. */
  sessions = async (): Promise<Answer<readonly SessionSeen[]>> => {
    const answer = await this.#askAs("/v1/sessions", nothing, sessionsReply);
    return answer.ok ? ok(answer.value.sessions) : answer;
  };

  /** Closes one of them. */
  async closeSession(session: Uint8Array): Promise<Answer<void>> {
    const sent = await this.#sendAs("/v1/sessions/close", closeRequest.encode({ session }));
    if (!sent.ok) return sent;
    return sent.value.status === 204 ? ok(undefined) : err(codeOf(sent.value));
  }

  /** Any other question of the contract: an auditor's. */
  askAny = <T>(path: string, body: Uint8Array, reply: Codec<T>): Promise<Answer<T>> =>
    this.#askAs(path, body, reply);

  async #append(sending: Promise<Answer<Sent>>): Promise<AppendAnswer> {
    const sent = await sending;
    if (!sent.ok) return err(refusalOf(sent.error));
    const { status, bytes } = sent.value;
    if (status === 200) {
      const ack = acknowledgement.decode(bytes);
      return ack === undefined ? err({ code: "malformed" }) : ok(ack);
    }
    const moved = status === serverErrors.moved ? movedReply.decode(bytes) : undefined;
    return err(moved ? refusalOf("moved", moved.pages) : refusalOf(codeOf(sent.value)));
  }

  async #ask<T>(path: string, body: Uint8Array, reply: Codec<T>): Promise<Answer<T>> {
    return readReply(await this.#send(path, body), reply);
  }

  async #askAs<T>(path: string, body: Uint8Array, reply: Codec<T>): Promise<Answer<T>> {
    return readReply(await this.#sendAs(path, body), reply);
  }

  /**
   * Sends within the session; makes a session where there is none, and once anew where it has ended. Once there is
   * nobody any more, because the account was locked, nothing is sent.
   */
  async #sendAs(path: string, body: Uint8Array): Promise<Answer<Sent>> {
    if (this.#who === undefined) return err("session-ended");
    for (let tries = 0; ; tries++) {
      const token = await this.token();
      if (!token.ok) return token;
      const sent = await this.#send(path, body, token.value);
      const ended = sent.ok && sent.value.status === serverErrors["session-ended"];
      if (!ended) return sent;
      if (codeOf(sent.value) === "session-closed") {
        this.#token = undefined;
        this.closed();
        return sent;
      }
      if (tries > 0) return sent;
      this.#token = undefined;
    }
  }

  async #enter(): Promise<Answer<string>> {
    const who = this.#who;
    if (who === undefined) return err("session-ended");
    const { org, subject } = who;
    const asked = await this.#ask(
      "/v1/challenge",
      challengeRequest.encode({ org, subject }),
      challengeReply,
    );
    if (!asked.ok) return asked;
    const action = subject.is === "member" ? "session" : "join";
    const host = new URL(this.#origin).host;
    const signature = who.sign({ org, host, action, subject, ...asked.value });
    const request = sessionRequest.encode({ org, subject, ...asked.value, signature });
    const made = await this.#ask("/v1/session", request, sessionReply);
    const isTold = subject.is === "member" && (made.ok || made.error === "login-refused");
    if (isTold && this.#who === who) this.entered(made.ok);
    if (!made.ok) return made;
    if (this.#who !== who) return err("session-ended");
    return ok((this.#token = toHex(made.value.token)));
  }

  async #send(path: string, body: Uint8Array, token?: string): Promise<Answer<Sent>> {
    const silence = new Silence(silenceMs);
    try {
      const response = await this.#fetch(`${this.#origin}${path}`, {
        method: "POST",
        body: body as Uint8Array<ArrayBuffer>,
        cache: "no-store",
        credentials: "omit",
        redirect: "error",
        signal: silence.signal,
        headers: {
          "content-type": "application/octet-stream",
          ...(token !== undefined && { authorization: `Bearer ${token}` }),
        },
      });
      const bytes = await readCapped(response, () => silence.broken());
      return bytes === undefined ? err("too-large") : ok({ status: response.status, bytes });
    } catch {
      return err("offline");
    } finally {
      silence.end();
    }
  }
}
