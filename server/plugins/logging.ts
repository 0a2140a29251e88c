import { type FastifyServerOptions, LogController } from "fastify";

/** The only fields that a log line about a request may have. The manifest lists them. */
export const logFields = [
  "level",
  "time",
  "method",
  "route",
  "status",
  "ms",
  "fault",
  "msg",
] as const;

/**
 * Log lines by allow-list: which kind of request, how it ended and how long it took. No address, no query, no body,
 * and no id of anything.
 */
export const logging = (stream?: { write(line: string): void }): FastifyServerOptions => ({
  logController: new LogController({ disableRequestLogging: true }),
  childLoggerFactory: (logger) => logger,
  logger: {
    level: "info",
    base: null,
    ...(stream === undefined ? {} : { stream }),
    serializers: {
      req: () => ({}),
      res: () => ({}),
      err: (error) => ({ type: error.name, message: "", stack: "" }),
    },
  },
});
