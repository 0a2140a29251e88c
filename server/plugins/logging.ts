import type { FastifyBaseLogger, FastifyInstance, FastifyServerOptions } from "fastify";
import { LogController } from "fastify";

/** The only fields that a log line may have. The manifest lists them. */
export const logFields = [
  "level",
  "time",
  "method",
  "route",
  "status",
  "count",
  "slowest",
  "fault",
] as const;

const hourMs = 3_600_000;

/** The hour of an instant, as `2026-11-25T16Z`. */
const hourOf = (instant: number): string => `${new Date(instant).toISOString().slice(0, 13)}Z`;

/**
 * Log lines by allow-list: how many requests of a kind there were in an hour and how they ended, and which fault of
 * ours there was. No address, no query, no body, and no id of anything.
 */
export const logging = (stream?: { write(line: string): void }): FastifyServerOptions => ({
  logController: new LogController({ disableRequestLogging: true }),
  childLoggerFactory: (logger) => logger,
  logger: {
    level: "info",
    base: null,
    timestamp: () => `,"time":"${hourOf(Date.now())}"`,
    ...(stream === undefined ? {} : { stream }),
    hooks: { logMethod: allowed },
  },
});

/** Whatever is logged from anywhere, also by a library: of an object the allowed fields, and no text at all. */
function allowed(
  this: unknown,
  [given]: readonly unknown[],
  method: (this: unknown, line: object) => void,
): void {
  const fields = typeof given === "object" && given !== null ? given : {};
  const fault = fields instanceof Error ? fields : "err" in fields ? fields.err : undefined;
  const named = fault instanceof Error ? { fault: fault.name } : fields;
  const kept = Object.entries(named).filter(([name]) => logFields.some((field) => field === name));
  if (kept.length > 0) method.call(this, Object.fromEntries(kept));
}

/** Requests of one kind that ended in one way. */
interface Kind {
  readonly method: string;
  readonly route: string;
  readonly status: number;
  count: number;
  slowest: number;
}

/**
 * Counts requests and writes one line an hour for each kind. [Note: Why requests have no line of their own] A line for
 * each request would keep the minute of every arrival: what the database forgets on purpose, the log would remember.
 */
export function countRequests(app: FastifyInstance): void {
  const kinds = new Map<string, Kind>();
  let hour = Math.floor(Date.now() / hourMs);

  const write = (log: FastifyBaseLogger): void => {
    for (const kind of kinds.values()) log.info({ ...kind });
    kinds.clear();
  };
  const look = setInterval(() => {
    const now = Math.floor(Date.now() / hourMs);
    if (now !== hour) write(app.log);
    hour = now;
  }, 10_000).unref();

  app.addHook("onResponse", async ({ method, routeOptions }, reply) => {
    const route = routeOptions.url ?? "unknown";
    const name = `${method} ${route} ${reply.statusCode}`;
    const kind = kinds.get(name) ?? {
      method: routeOptions.url === undefined ? "any" : method,
      route,
      status: reply.statusCode,
      count: 0,
      slowest: 0,
    };
    kind.count += 1;
    kind.slowest = Math.max(kind.slowest, Math.round(reply.elapsedTime));
    kinds.set(name, kind);
  });
  app.addHook("onClose", async () => {
    clearInterval(look);
    write(app.log);
  });
}
