import fastifyStatic from "@fastify/static";
import type { FastifyInstance } from "fastify";
import { Refusal } from "../plugins/failures.ts";

/** Hands out the built web client; every address that is no file of it and no route of ours is its first page. */
export async function clientRoutes(app: FastifyInstance, folder: string): Promise<void> {
  await app.register(fastifyStatic, {
    root: folder,
    wildcard: false,
    preCompressed: true,
    // Nothing is stored, so nothing is asked for again in parts or by its age.
    cacheControl: false,
    etag: false,
    lastModified: false,
    acceptRanges: false,
  });
  app.get("/*", async (request, reply) => {
    const { pathname } = new URL(request.url, "http://localhost");
    if (pathname.startsWith("/v1/") || /\.\w+$/.test(pathname)) throw new Refusal("no-such-thing");
    return reply.sendFile("index.html");
  });
}
