import { join, resolve } from "node:path";
import envSchema from "env-schema";
import { Type, type Static } from "typebox";
import { err, ok, type Result } from "#crypto/verify";
import type { SampleExtent } from "./sample.ts";

/** Everything that can be set from outside, as environment variables; docs/operate.md explains each. */
const Environment = Type.Object({
  HOST: Type.String({ default: "127.0.0.1", minLength: 1 }),
  PORT: Type.Integer({ default: 8080, minimum: 0, maximum: 65_535 }),
  DATA_DIR: Type.Optional(Type.String({ minLength: 1 })),
  DATABASE_URL: Type.Optional(Type.String({ minLength: 1 })),
  SECRETS_FILE: Type.Optional(Type.String({ minLength: 1 })),
  TRUST_PROXY: Type.String({ default: "" }),
  PUBLIC_ORIGIN: Type.Optional(Type.String({ pattern: "^https?://[^/]+$" })),
  SERVE_CLIENT: Type.Boolean({ default: true }),
});

/** What the server was told, checked and made absolute. */
export interface Config {
  readonly host: string;
  /** 0 lets the system choose. */
  readonly port: number;
  /** Holds the embedded database and the secrets file. */
  readonly dataDir: string;
  /** Which database: one of your own, or the embedded one in `dataDir`. */
  readonly database: { readonly is: "embedded" } | { readonly is: "own"; readonly url: string };
  readonly secretsFile: string;
  /** As fastify takes it: the proxies whose forwarding headers are believed. */
  readonly trustProxy: boolean | string[] | ((address: string, hop: number) => boolean);
  /** The origin that people type, where it is not the address served; the only one that may call. */
  readonly publicOrigin: string | undefined;
  /** False where the web client is hosted apart from the server. */
  readonly serveClient: boolean;
  /** `--sample`: a folder of its own, filled with invented houses; `--sample=small` with a few, for tests. */
  readonly sample: SampleExtent | undefined;
  /** `--restored`: the database is from a backup, and what came after it is to be asked for. */
  readonly restored: boolean;
}

const samples: ReadonlyMap<string, SampleExtent> = new Map([
  ["--sample", "whole"],
  ["--sample=small", "small"],
]);

const restored = "--restored";

/** Reads environment and arguments; the error is a sentence for the person who starts the server. */
export function readConfig(
  environment: Readonly<Record<string, string | undefined>>,
  args: readonly string[],
): Result<Config, string> {
  const stranger = args.find((arg) => arg !== restored && !samples.has(arg));
  if (stranger !== undefined)
    return err(`I do not know the argument ${stranger}; there are only --sample and ${restored}.`);
  const sample = args.map((arg) => samples.get(arg)).findLast((one) => one !== undefined);
  const read = checked(environment);
  if (!read.ok) return read;
  const env = read.value;
  const dataDir = resolve(env.DATA_DIR ?? (sample === undefined ? "data" : "data/sample"));
  return ok({
    host: env.HOST,
    port: env.PORT,
    dataDir,
    database:
      env.DATABASE_URL === undefined ? { is: "embedded" } : { is: "own", url: env.DATABASE_URL },
    secretsFile:
      env.SECRETS_FILE === undefined ? join(dataDir, "secrets.json") : resolve(env.SECRETS_FILE),
    trustProxy: trustProxy(env.TRUST_PROXY),
    publicOrigin: env.PUBLIC_ORIGIN,
    serveClient: env.SERVE_CLIENT,
    sample,
    restored: args.includes(restored),
  });
}

/** Unset and empty are the same, as they are in compose files. */
function checked(
  environment: Readonly<Record<string, string | undefined>>,
): Result<Static<typeof Environment>, string> {
  const data: Record<string, string> = {};
  for (const name of Object.keys(Environment.properties)) {
    const value = environment[name];
    if (value !== undefined && value !== "") data[name] = value;
  }
  try {
    return ok(envSchema<Static<typeof Environment>>({ schema: Environment, data, env: false }));
  } catch (error) {
    const said = error instanceof Error ? error.message.replaceAll("env/", "") : String(error);
    return err(`The settings cannot be used: ${said}.`);
  }
}

function trustProxy(text: string): Config["trustProxy"] {
  if (text === "" || text === "false") return false;
  if (text === "true") return true;
  if (/^\d+$/.test(text)) return (_address, hop) => hop < Number(text);
  return text.split(",").map((address) => address.trim());
}
