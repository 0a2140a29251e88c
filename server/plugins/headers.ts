import helmet, { type FastifyHelmetOptions } from "@fastify/helmet";
import type { FastifyInstance, FastifyReply } from "fastify";

/**
 * Strict headers on every reply, also on the worker's script. Nothing from anywhere else can be loaded or reached;
 * 'wasm-unsafe-eval' is what libsodium needs, Trusted Types admit the template policy of Svelte and our own worker's.
 */
const policy: FastifyHelmetOptions = {
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
};

const ours = {
  "permissions-policy":
    "camera=(self), publickey-credentials-create=(self), publickey-credentials-get=(self), geolocation=(), microphone=(), payment=(), usb=()",
  "cache-control": "no-store",
};

/** Sets them on every reply. helmet works them out once, for the first: doing so each time costs 0.1 ms. */
export async function headers(app: FastifyInstance): Promise<void> {
  await app.register(helmet, { ...policy, global: false });
  let all: ReturnType<FastifyReply["getHeaders"]> | undefined;
  app.addHook("onRequest", async (_request, reply) => {
    if (all !== undefined) return void reply.headers(all);
    await reply.helmet();
    all = { ...reply.headers(ours).getHeaders() };
  });
}
