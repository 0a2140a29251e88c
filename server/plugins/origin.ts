import type { FastifyInstance } from "fastify";
import { Refusal } from "./failures.ts";

/**
 * A browser names the origin of the page that calls. Only the server's own (or the public one set) may: with tokens in
 * a header and no cookie this is a second wall. Programs without an origin are not browsers, and may call.
 */
export function sameOrigin(app: FastifyInstance, publicOrigin: string | undefined): void {
  app.addHook("onRequest", async (request) => {
    const { origin } = request.headers;
    if (origin === undefined) return;
    const own = publicOrigin ?? `${request.protocol}://${request.host}`;
    if (origin !== own) throw new Refusal("foreign-origin");
  });
}
