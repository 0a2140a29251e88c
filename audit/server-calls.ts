import {
  type Challenge,
  type OrgId,
  type Result,
  type Subject,
  err,
  ok,
  toHex,
} from "#crypto/verify";
import {
  challengeReply,
  challengeRequest,
  sessionReply,
  sessionRequest,
} from "#contract/account.ts";
import type { Codec } from "#contract/codec.ts";
import { challengeMessage } from "#crypto/verify";
import type { SigningKey } from "./key.ts";

/** Longest reply that is read. */
const replyCap = 64 << 20;

/** Requests to a server in the name of one key. Every error is a sentence. */
export class ServerCalls {
  readonly origin: string;
  #token: string | undefined;

  constructor(origin: string) {
    this.origin = origin.replace(/\/+$/, "");
  }

  /** Gets a session as this subject. */
  async enter(
    org: OrgId,
    subject: Subject,
    key: Pick<SigningKey, "sign">,
  ): Promise<Result<void, string>> {
    const asked = await this.ask(
      "/v1/challenge",
      challengeReply,
      challengeRequest.encode({ org, subject }),
    );
    if (!asked.ok) return asked;
    const { host } = new URL(this.origin);
    const action = subject.is === "invite" ? "join" : "session";
    const challenge: Challenge = { org, host, action, subject, ...asked.value };
    const signature = key.sign(challengeMessage(challenge));
    const request = sessionRequest.encode({ org, subject, ...asked.value, signature });
    const session = await this.ask("/v1/session", sessionReply, request);
    if (!session.ok) return session;
    this.#token = toHex(session.value.token);
    return ok(undefined);
  }

  /** Posts a frame and reads the reply; one that is not a frame of the contract is an error. */
  async ask<T>(path: string, codec: Codec<T>, frame: Uint8Array): Promise<Result<T, string>> {
    const sent = await this.send(path, frame);
    if (!sent.ok) return sent;
    const value = codec.decode(sent.value);
    return value === undefined
      ? err(`The server answers ${path} with something else than it should.`)
      : ok(value);
  }

  /** Posts a frame; the body of the reply. */
  async send(path: string, frame: Uint8Array): Promise<Result<Uint8Array, string>> {
    for (let tries = 0; ; tries++) {
      const reply = await fetch(`${this.origin}${path}`, {
        method: "POST",
        body: Buffer.from(frame),
        headers: {
          "content-type": "application/octet-stream",
          ...(this.#token !== undefined && { authorization: `Bearer ${this.#token}` }),
        },
      }).catch(() => undefined);
      if (reply === undefined) return err(`The server at ${this.origin} does not answer.`);
      if (reply.ok) {
        const bytes = new Uint8Array(await reply.arrayBuffer());
        return bytes.length > replyCap ? err(`The answer to ${path} is too long.`) : ok(bytes);
      }
      const { code = String(reply.status) } = (await reply.json().catch(() => ({}))) as {
        code?: string;
      };
      if ((reply.status === 429 || reply.status === 503) && tries < 6) {
        const seconds = Number(reply.headers.get("retry-after")) || 5;
        await new Promise((later) => setTimeout(later, Math.min(seconds, 60) * 1_000));
        continue;
      }
      return err(`The server refuses ${path}: ${refusals[code] ?? code}.`);
    }
  }
}

const refusals: Readonly<Record<string, string>> = {
  "login-refused": "it does not know this key, or the organisation has taken it off its roster",
  "session-ended": "the session has ended",
  "not-allowed": "this key may not see that",
};
