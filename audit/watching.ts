import { mkdir, readFile, writeFile } from "node:fs/promises";
import { type Server, createServer } from "node:http";
import { join } from "node:path";
import { type OrgId, type Result, type SignPublic, err, fromHex, ok, toHex } from "#crypto/verify";
import { type Outcome, Findings } from "./check.ts";
import type { SigningKey } from "./key.ts";
import { ServerCalls } from "./server-calls.ts";
import { type Watch, lastSeen, look } from "./witness.ts";

/** What a witness is told. */
export interface Watching {
  readonly origin: string;
  readonly org: OrgId;
  readonly key: SigningKey;
  readonly folder: string;
  /** The server's key for heads in hex, from somebody who knows it; without it, the first one seen is held fast. */
  readonly logKey: string | undefined;
}

/** Prepares a witness; the error is a sentence. */
export async function beginWatch({
  origin,
  org,
  key,
  folder,
  logKey,
}: Watching): Promise<Result<Watch, string>> {
  const calls = new ServerCalls(origin);
  const known = await logKeyFor(calls, folder, logKey);
  return known.ok ? ok({ org, calls, key, folder, logKey: known.value }) : known;
}

async function logKeyFor(
  calls: ServerCalls,
  folder: string,
  given: string | undefined,
): Promise<Result<SignPublic, string>> {
  const file = join(folder, "log-key");
  const kept = (await readFile(file, "utf8").catch(() => undefined))?.trim();
  if (given !== undefined && kept !== undefined && given !== kept) {
    return err(
      `${file} holds another key of the server than the one given. If the organisation has changed it, take the file away.`,
    );
  }
  const hex = given ?? kept ?? (await askKey(calls));
  if (hex === undefined) return err(`The server at ${calls.origin} does not say its key.`);
  if (!/^[0-9a-f]{64}$/.test(hex)) return err("A key of a server is 64 letters of hex.");
  await mkdir(folder, { recursive: true });
  if (kept === undefined) await writeFile(file, `${hex}\n`);
  return ok(fromHex(hex) as SignPublic);
}

async function askKey({ origin }: ServerCalls): Promise<string | undefined> {
  const reply = await fetch(`${origin}/v1/server`).catch(() => undefined);
  if (reply?.ok !== true) return undefined;
  const { logKey } = (await reply.json()) as { logKey?: unknown };
  return typeof logKey === "string" ? logKey : undefined;
}

/** Looks once, as a check of a visit. */
export async function lookOnce(watch: Watch): Promise<Outcome> {
  const findings = new Findings();
  const before = await lastSeen(watch.folder);
  const seen = await look(watch, new Date());
  if (!seen.ok) findings.problem(seen.error.says);
  else {
    findings.count("checkpoints cosigned");
    findings.count("lines of the list of all logs", seen.value.head.size);
    if (before === undefined)
      findings.note("This is the first look: there was nothing to compare with.");
    else findings.count("checkpoints found consistent with the one before");
  }
  return findings.outcome("witness", ["checkpoints cosigned"]);
}

/** Looks now and every so often, and says what came of it, until `signal` ends it or the server has contradicted itself. */
export async function watchOn(
  watch: Watch,
  { everyMs, say, signal }: { everyMs: number; say: (line: string) => void; signal: AbortSignal },
): Promise<boolean> {
  for (;;) {
    const seen = await look(watch, new Date());
    const at = new Date().toISOString();
    if (seen.ok) say(`${at} cosigned ${seen.value.head.size} ${toHex(seen.value.head.root)}`);
    else say(`${at} ${seen.error.says}`);
    if (!seen.ok && seen.error.contradicts) return false;
    if (signal.aborted) return seen.ok;
    await new Promise<void>((later) => {
      const timer = setTimeout(later, everyMs);
      signal.addEventListener("abort", () => (clearTimeout(timer), later()), { once: true });
    });
    if (signal.aborted) return seen.ok;
  }
}

/** Publishes what was cosigned last, to whoever asks for /checkpoint. */
export const publisher = (folder: string): Server =>
  createServer((request, response) => {
    void lastSeen(folder).then((note) => {
      const found = request.url === "/checkpoint" && note !== undefined;
      response.writeHead(found ? 200 : 404, { "content-type": "text/plain; charset=utf-8" });
      response.end(found ? note : "");
    });
  });
