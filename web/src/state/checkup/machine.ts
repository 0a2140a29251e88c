import { scripts } from "../../script-url.ts";
import type { Engine } from "../../vault/engine.ts";
import { type Finding, bad, good, note } from "./finding.ts";
import { headerFaults } from "./headers.ts";

const waitMs = 8_000;

/** What the browser must have; without these the client cannot work, and says so in place of working badly. */
export function checkBrowser(): Finding {
  const needed: Readonly<Record<string, boolean>> = {
    "https or localhost": globalThis.isSecureContext,
    WebAssembly: typeof WebAssembly === "object",
    "Web Crypto": globalThis.crypto?.subtle !== undefined,
    IndexedDB: globalThis.indexedDB !== undefined,
    "Web Locks": navigator.locks !== undefined,
    WebSocket: globalThis.WebSocket !== undefined,
  };
  const missing = Object.keys(needed).filter((name) => needed[name] !== true);
  if (missing.length > 0) return bad("checkup.browser.bad", missing);
  return globalThis.trustedTypes === undefined
    ? note("checkup.browser.noTypes")
    : good("checkup.browser.good");
}

/** The headers of the page, and of both scripts that run beside it. */
export async function checkHeaders(): Promise<Finding> {
  const secure = location.protocol === "https:";
  const paths = ["/", scripts.worker, scripts.serviceWorker];
  const faults = await Promise.all(
    paths.map(async (path) => {
      const { headers } = await fetch(path, { cache: "no-store", credentials: "omit" });
      return headerFaults((name) => headers.get(name), { secure }).map((one) => `${path}: ${one}`);
    }),
  );
  const all = faults.flat();
  return all.length === 0 ? good("checkup.headers.good") : bad("checkup.headers.bad", all);
}

/** Whether the server reaches its database, and whether a browser has ever reported a breach of the page's policy. */
export async function checkAnswers(): Promise<Finding> {
  const reply = await fetch("/healthz", { cache: "no-store", credentials: "omit" });
  const said: unknown = reply.ok ? await reply.json() : undefined;
  const { ok, policyReports } = (said ?? {}) as { ok?: unknown; policyReports?: unknown };
  if (ok !== true || typeof policyReports !== "number") return bad("checkup.answers.bad");
  return policyReports === 0
    ? good("checkup.answers.good")
    : bad("checkup.answers.reports", [], { count: policyReports });
}

/** Whether the live connection can be made: what a proxy in front most often does not let through. */
export function checkLive(): Promise<Finding> {
  return new Promise((settle) => {
    const socket = new WebSocket(new URL("/v1/live", location.href.replace(/^http/, "ws")));
    const end = (finding: Finding): void => {
      clearTimeout(timer);
      socket.close();
      settle(finding);
    };
    const timer = setTimeout(() => end(bad("checkup.live.bad")), waitMs);
    socket.addEventListener("open", () => end(good("checkup.live.good")));
    socket.addEventListener("error", () => end(bad("checkup.live.bad")));
  });
}

/** Whether the worker that holds keys answers, and can compute. */
export async function checkWorker(engine: Engine): Promise<Finding> {
  const words = engine.suggestPassphrase("digits");
  const late = new Promise<undefined>((settle) => setTimeout(() => settle(undefined), waitMs));
  const answer = await Promise.race([words, late]).catch(() => undefined);
  return answer === undefined ? bad("checkup.worker.bad") : good("checkup.worker.good");
}

/** Whether what is written on this device can be read again, and whether the browser may throw it away. */
export async function checkStorage(): Promise<Finding> {
  const written = await writesAndReads().catch(() => false);
  if (!written) return bad("checkup.storage.bad");
  const persisted = (await navigator.storage?.persisted?.()) === true;
  return persisted ? good("checkup.storage.good") : note("checkup.storage.mayGo");
}

async function writesAndReads(): Promise<boolean> {
  const name = "checkup";
  const done = <T>(request: IDBRequest<T>): Promise<T> =>
    new Promise((settle, fail) => {
      request.addEventListener("success", () => settle(request.result));
      request.addEventListener("error", () => fail(request.error ?? new Error("not written")));
    });
  const opening = indexedDB.open(name, 1);
  opening.addEventListener("upgradeneeded", () => opening.result.createObjectStore(name));
  const database = await done(opening);
  try {
    await done(database.transaction(name, "readwrite").objectStore(name).put(7, name));
    return (await done(database.transaction(name).objectStore(name).get(name))) === 7;
  } finally {
    database.close();
    await done(indexedDB.deleteDatabase(name));
  }
}
