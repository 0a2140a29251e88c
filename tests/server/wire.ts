import {
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
import { acknowledgement, appendRequest, enrolment } from "#contract/append.ts";
import type { Codec } from "#contract/codec.ts";
import {
  cosignRequest,
  headsLinesReply,
  headsLinesRequest,
  headsProofReply,
  headsProofRequest,
  headsReply,
  headsRequest,
} from "#contract/heads.ts";
import { healingReply, healingRequest, returnRequest } from "#contract/healing.ts";
import { followRequest } from "#contract/live.ts";
import {
  boxesReply,
  boxesRequest,
  historyReply,
  historyRequest,
  page,
  proofReply,
  proofRequest,
  pullRequest,
  standingRequest,
} from "#contract/pull.ts";

/** How the bytes of a route are read. */
interface Wire {
  readonly request?: Codec<unknown>;
  readonly reply?: Codec<unknown>;
}

const both = <Q, A>(request: Codec<Q>, reply?: Codec<A>): Wire => ({
  request: request as Codec<unknown>,
  ...(reply !== undefined && { reply: reply as Codec<unknown> }),
});

/** The frames of every route that takes or gives any. */
export const wire: Readonly<Record<string, Wire>> = {
  "POST /v1/salt": both(saltRequest, saltReply),
  "POST /v1/login": both(loginRequest, loginReply),
  "POST /v1/challenge": both(challengeRequest, challengeReply),
  "POST /v1/session": both(sessionRequest, sessionReply),
  "POST /v1/sessions": { reply: sessionsReply as Codec<unknown> },
  "POST /v1/sessions/close": both(closeRequest),
  "POST /v1/account": { reply: accountReply as Codec<unknown> },
  "POST /v1/bundle": both(bundleRequest),
  "POST /v1/found": both(enrolment, acknowledgement),
  "POST /v1/join": both(enrolment, acknowledgement),
  "POST /v1/append": both(appendRequest, acknowledgement),
  "POST /v1/pull": both(pullRequest, page),
  "POST /v1/history": both(historyRequest, historyReply),
  "POST /v1/proof": both(proofRequest, proofReply),
  "POST /v1/standing": both(standingRequest, acknowledgement),
  "POST /v1/boxes": both(boxesRequest, boxesReply),
  "POST /v1/heads": both(headsRequest, headsReply),
  "POST /v1/heads/proof": both(headsProofRequest, headsProofReply),
  "POST /v1/heads/lines": both(headsLinesRequest, headsLinesReply),
  "POST /v1/heads/cosign": both(cosignRequest),
  "POST /v1/healing": both(healingRequest, healingReply),
  "POST /v1/healing/return": both(returnRequest, acknowledgement),
  "GET /v1/live": both(followRequest, page),
};

/** The names of everything in a value: `heads[].log`. Bytes and plain values are ends; what is empty names nothing. */
export function fieldsOf(value: unknown, at = ""): string[] {
  if (value === undefined) return [];
  if (Array.isArray(value)) return value.flatMap((one) => fieldsOf(one, `${at}[]`));
  if (typeof value !== "object" || value === null || value instanceof Uint8Array) return [at];
  return Object.entries(value).flatMap(([name, inner]) =>
    fieldsOf(inner, at === "" ? name : `${at}.${name}`),
  );
}
