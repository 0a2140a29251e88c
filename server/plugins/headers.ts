import type { IncomingMessage, ServerResponse } from "node:http";
import type { FastifyInstance } from "fastify";
import helmet from "helmet";

/**
 * Strict headers on every reply, also on the worker's script. Nothing from anywhere else can be loaded or reached;
 * 'wasm-unsafe-eval' is what libsodium needs, Trusted Types admit the template policy of Svelte and our own worker's.
 */
const policy = helmet({
  contentSecurityPolicy: {
    useDefaults: false,
    directives: {
      defaultSrc: ["'none'"],
      scriptSrc: ["'self'", "'wasm-unsafe-eval'"],
      styleSrc: ["'self'"],
      fontSrc: ["'self'"],
      imgSrc: ["'self'", "blob:"],
      mediaSrc: ["'self'", "blob:"],
      connectSrc: ["'self'"],
      workerSrc: ["'self'"],
      manifestSrc: ["'self'"],
      baseUri: ["'none'"],
      formAction: ["'none'"],
      frameAncestors: ["'none'"],
      requireTrustedTypesFor: ["'script'"],
      trustedTypes: ["svelte-trusted-html", "linden-worker"],
      reportUri: ["/v1/csp-report"],
    },
  },
  crossOriginEmbedderPolicy: { policy: "require-corp" },
  referrerPolicy: { policy: "no-referrer" },
  strictTransportSecurity: { maxAge: 63_072_000, includeSubDomains: false },
  xPoweredBy: false,
});

/** The headers by their names, worked out once: helmet would do so for every reply. */
function strictHeaders(): Record<string, string> {
  const all: Record<string, string> = {
    "permissions-policy": "camera=(self), geolocation=(), microphone=(), payment=(), usb=()",
    "cache-control": "no-store",
  };
  const reply = {
    setHeader: (name: string, value: string) => (all[name.toLowerCase()] = value),
    removeHeader: () => undefined,
  };
  policy({} as IncomingMessage, reply as unknown as ServerResponse, (fault) => {
    if (fault !== undefined) throw fault;
  });
  return all;
}

/** Sets them on every reply. */
export function headers(app: FastifyInstance): void {
  const all = strictHeaders();
  app.addHook("onSend", (_request, reply, payload, done) => {
    reply.headers(all);
    done(null, payload);
  });
}
