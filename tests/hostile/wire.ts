import {
  accountReply,
  bundleRequest,
  challengeReply,
  challengeRequest,
  loginReply,
  loginRequest,
  saltReply,
  saltRequest,
  sessionReply,
  sessionRequest,
  sessionsReply,
} from "#contract/account.ts";
import { acknowledgement, appendRequest, enrolment } from "#contract/append.ts";
import { type Codec, codec } from "#contract/codec.ts";
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

/** A request that says nothing. */
const nothing = codec<object>(
  () => undefined,
  () => ({}),
);

/** The frames of every route that has them: what is asked, and what a good answer is. */
export const wire = {
  "/v1/salt": { request: saltRequest, reply: saltReply },
  "/v1/login": { request: loginRequest, reply: loginReply },
  "/v1/challenge": { request: challengeRequest, reply: challengeReply },
  "/v1/session": { request: sessionRequest, reply: sessionReply },
  "/v1/bundle": { request: bundleRequest, reply: undefined },
  "/v1/account": { request: nothing, reply: accountReply },
  "/v1/sessions": { request: nothing, reply: sessionsReply },
  "/v1/found": { request: enrolment, reply: acknowledgement },
  "/v1/join": { request: enrolment, reply: acknowledgement },
  "/v1/append": { request: appendRequest, reply: acknowledgement },
  "/v1/pull": { request: pullRequest, reply: page },
  "/v1/history": { request: historyRequest, reply: historyReply },
  "/v1/proof": { request: proofRequest, reply: proofReply },
  "/v1/standing": { request: standingRequest, reply: acknowledgement },
  "/v1/boxes": { request: boxesRequest, reply: boxesReply },
} as const;

export type Route = keyof typeof wire;
type Value<C> = C extends Codec<infer T> ? T : never;
/** What a client says on a route. */
export type Asked<R extends Route> = Value<(typeof wire)[R]["request"]>;
/** What a server answers on a route. */
export type Answered<R extends Route> = Value<(typeof wire)[R]["reply"]>;
