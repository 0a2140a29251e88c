import type { FastifyError, FastifyInstance } from "fastify";
import { type ServerError, serverErrors } from "#contract/errors.ts";
import { isConnectionLost } from "../postgres/database.ts";

/** Thrown by a route to answer with a code; everything else that is thrown is a fault of ours. */
export class Refusal extends Error {
  readonly code: ServerError;
  constructor(code: ServerError) {
    super(code);
    this.code = code;
  }
}

/** Every failure is answered as `{ code }` from the closed set of docs/errors.md, never with words from inside. */
export function failures(app: FastifyInstance): void {
  app.setErrorHandler((error: FastifyError, request, reply) => {
    const code = codeOf(error);
    if (code === "our-fault") request.log.error({ fault: error.name });
    return reply.code(serverErrors[code]).send({ code });
  });
  app.setNotFoundHandler((_request, reply) =>
    reply.code(serverErrors["no-such-thing"]).send({ code: "no-such-thing" }),
  );
}

function codeOf(error: FastifyError): ServerError {
  if (error instanceof Refusal) return error.code;
  if (isConnectionLost(error)) return "try-again";
  if (error.statusCode === 413) return "too-large";
  if (error.statusCode === 429) return "too-many";
  if (error.statusCode === 503) return "try-again";
  if (error.statusCode !== undefined && error.statusCode < 500) return "malformed";
  return "our-fault";
}
