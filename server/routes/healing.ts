import type { FastifyInstance } from "fastify";
import { acknowledgement } from "#contract/append.ts";
import { healingReply, healingRequest, returnRequest } from "#contract/healing.ts";
import type { Services } from "../app.ts";
import { Refusal } from "../plugins/failures.ts";
import { body } from "./body.ts";

/** After a restore: whether there was one, what was shown of what was lost, and its way back. docs/protocol.md §5. */
export function healingRoutes(app: FastifyInstance, services: Services): void {
  const { sessions, healing, turns, standings } = services;

  app.post("/v1/healing", async (request) => {
    const { open } = await sessions.readingMember(request);
    return healingReply.encode(await healing.claim(open, body(request, healingRequest)));
  });

  app.post("/v1/healing/return", async (request) => {
    const { open } = await sessions.readingMember(request);
    const given = body(request, returnRequest);
    const taken = await turns.take([`${open.org}/${given.log}`], () =>
      healing.takeBack(open, given),
    );
    if (!taken.ok) throw new Refusal(taken.error);
    return acknowledgement.encode(standings.of(open.org, taken.value));
  });
}
