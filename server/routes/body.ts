import type { FastifyRequest } from "fastify";
import type { Codec } from "#contract/codec.ts";
import { Refusal } from "../plugins/failures.ts";

/** The request's body as exactly one frame of this kind, or the refusal `malformed`. */
export function body<T>(request: FastifyRequest, codec: Codec<T>): T {
  const bytes = request.body instanceof Uint8Array ? request.body : new Uint8Array(0);
  const value = codec.decode(bytes);
  if (value === undefined) throw new Refusal("malformed");
  return value;
}
