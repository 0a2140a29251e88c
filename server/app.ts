import Fastify, { type FastifyInstance } from "fastify";
import underPressure from "@fastify/under-pressure";
import rateLimit from "@fastify/rate-limit";
import websocket from "@fastify/websocket";
import type { Kysely } from "kysely";
import { type HeadSigner, headSigner } from "#crypto/heads-sign";
import type { OrgId } from "#crypto/verify";
import type { Config } from "./config.ts";
import { Healing } from "./healing.ts";
import { Holding } from "./holding.ts";
import { HeadsLog, type HeadsPace } from "./heads.ts";
import { Ledger } from "./ledger.ts";
import { endConnections } from "./plugins/ending.ts";
import { failures } from "./plugins/failures.ts";
import { headers } from "./plugins/headers.ts";
import { countRequests, logging } from "./plugins/logging.ts";
import { Rate } from "./plugins/rate.ts";
import { sameOrigin } from "./plugins/origin.ts";
import { Sessions } from "./plugins/session.ts";
import { Pruning } from "./pruning.ts";
import { Push } from "./push.ts";
import { accountRoutes, hashAuthKey } from "./routes/accounts.ts";
import { appendRoutes } from "./routes/append.ts";
import { clientRoutes } from "./routes/client.ts";
import { healingRoutes } from "./routes/healing.ts";
import { headsRoutes } from "./routes/heads.ts";
import { healthRoutes } from "./routes/health.ts";
import { liveRoutes } from "./routes/live.ts";
import { pullRoutes } from "./routes/pull.ts";
import { noteRestored } from "./restored.ts";
import type { Secrets } from "./secrets.ts";
import { forgetDays, forgetEnded } from "./store/accounts.ts";
import { Standings } from "./standings.ts";
import type { Tables } from "./store/tables.ts";
import { Turns } from "./turns.ts";

/** What the server is given. */
export interface AppInput {
  readonly db: Kysely<Tables>;
  /** For the connection that listens for other servers' appends. */
  readonly databaseUrl: string;
  readonly secrets: Secrets;
  readonly config: Pick<Config, "trustProxy" | "publicOrigin">;
  /** The built web client, where this server hands it out. */
  readonly clientFolder: string | undefined;
  /** Where log lines go; standard output by default. */
  readonly log?: { write(line: string): void };
  /** Requests a minute from one address, and from one account. */
  readonly perMinute?: number;
  /** Organisations founded in an hour from one address: each costs a line an hour for ever. */
  readonly foundedAnHour?: number;
  /** How often heads logs get lines. */
  readonly headsPace?: HeadsPace;
  /** How often bytes are dropped that are to go, in milliseconds. */
  readonly pruneEveryMs?: number;
  /** How late the event loop may be, in milliseconds, before requests are put off; 0 for any. */
  readonly latestMs?: number;
}

/** What the routes share. */
export interface Services {
  readonly db: Kysely<Tables>;
  readonly ledger: Ledger;
  readonly turns: Turns;
  readonly holding: Holding;
  readonly sessions: Sessions;
  readonly push: Push;
  readonly heads: HeadsLog;
  readonly healing: Healing;
  readonly secrets: Secrets;
  readonly signer: HeadSigner;
  readonly standings: Standings;
  /** Counts foundings by address. */
  readonly foundings: Rate;
  /** The host that people type, where it is not the one addressed. */
  readonly publicHost: string | undefined;
  /** What an unknown login's key is compared with, so that it takes as long as a known one's. */
  readonly strangersHash: Promise<string>;
}

/** Longest request in bytes: an append of several full commits with their envelopes. */
const bodyLimit = 16 << 20;

/**
 * The whole server, given its database. Requests pass headers, origin, rate limit and session; then one route, which
 * authorises, calls the store and replies. Needs `ready()` of crypto.
 */
export async function buildApp(input: AppInput): Promise<FastifyInstance> {
  const { db, secrets, config, perMinute = 6_000 } = input;
  const app: FastifyInstance = Fastify({
    ...logging(input.log),
    trustProxy: config.trustProxy,
    bodyLimit,
    exposeHeadRoutes: false,
  });
  app.removeAllContentTypeParsers();
  const ledger = new Ledger(db, secrets.pepper);
  const signer = headSigner(secrets.logSeed);
  const pruning = new Pruning(db, input.pruneEveryMs);
  const heads = new HeadsLog(db, signer, input.headsPace && { pace: input.headsPace });
  // The connection was lost and is there again, perhaps to another database: a replica that was promoted meanwhile.
  const elsewhere = (org: OrgId | undefined): void => {
    ledger.behind(org);
    if (org !== undefined) return;
    void noteRestored(db).then(
      (is) => is && ledger.forget(),
      () => undefined,
    );
  };
  const push = new Push(input.databaseUrl, { grown: heads.grown, elsewhere });
  const turns = new Turns();
  const services: Services = {
    db,
    ledger,
    turns,
    holding: new Holding(turns),
    sessions: new Sessions(db, ledger, new Rate(perMinute, 60_000)),
    push,
    heads,
    healing: new Healing({ db, ledger, push, logKey: signer.publicKey }),
    secrets,
    signer,
    standings: new Standings(signer),
    foundings: new Rate(input.foundedAnHour ?? 60, 3_600_000),
    publicHost: config.publicOrigin && new URL(config.publicOrigin).host,
    strangersHash: hashAuthKey(secrets.logKey, secrets.pepper),
  };

  failures(app);
  await headers(app);
  sameOrigin(app, config.publicOrigin);
  const silent = {
    "x-ratelimit-limit": false,
    "x-ratelimit-remaining": false,
    "x-ratelimit-reset": false,
  };
  await app.register(rateLimit, {
    max: perMinute,
    timeWindow: "1 minute",
    addHeaders: silent,
    addHeadersOnExceeding: silent,
  });
  await app.register(underPressure, { maxEventLoopDelay: input.latestMs ?? 2_000, retryAfter: 5 });
  await app.register(websocket, { options: { maxPayload: 64 * 1024 } });
  app.addContentTypeParser(
    "application/octet-stream",
    { parseAs: "buffer" },
    (_request, body, done) => done(null, body),
  );
  countRequests(app);
  endConnections(app);

  accountRoutes(app, services);
  appendRoutes(app, services);
  pullRoutes(app, services);
  liveRoutes(app, services);
  headsRoutes(app, services);
  healingRoutes(app, services);
  healthRoutes(app, services);
  if (input.clientFolder !== undefined) await clientRoutes(app, input.clientFolder);

  const forgetting = [
    setInterval(() => void forgetEnded(db, new Date()).catch(() => undefined), 60_000),
    setInterval(() => void forgetDays(db, new Date()).catch(() => undefined), 3_600_000),
  ];
  app.addHook("onReady", async () => {
    await services.push.start();
    void forgetDays(db, new Date()).catch(() => undefined);
    heads.start();
    pruning.start();
  });
  app.addHook("onClose", async () => {
    for (const timer of forgetting) clearInterval(timer);
    await heads.stop();
    await pruning.stop();
    await services.push.stop();
  });
  return app;
}
