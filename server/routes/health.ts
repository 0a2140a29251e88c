import type { FastifyInstance } from "fastify";
import { sql } from "kysely";
import { suite, toHex } from "#crypto/verify";
import type { Services } from "../app.ts";

/** Whether the server works, which log key it signs with, and how many policy reports browsers have sent. */
export function healthRoutes(app: FastifyInstance, { db, signer }: Services): void {
  let reports = 0;

  app.get("/healthz", async () => {
    await sql`SELECT 1`.execute(db);
    return { ok: true, policyReports: reports };
  });

  app.get("/v1/server", async () => ({
    protocol: 1,
    suite: suite.number,
    logKey: toHex(signer.publicKey),
  }));

  app.addContentTypeParser(
    ["application/csp-report", "application/reports+json"],
    { parseAs: "string", bodyLimit: 64 * 1024 },
    (_request, _body, done) => done(null, undefined),
  );
  app.post("/v1/csp-report", async (_request, reply) => {
    reports += 1;
    return reply.code(204).send();
  });
}
