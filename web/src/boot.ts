import { connectEngine } from "./vault/rpc.ts";
import type { Engine } from "./vault/engine.ts";
import workerUrl from "./worker.ts?worker&url";

/**
 * Starts the worker that holds keys and records. Trusted Types refuse every script address but those of
 * this policy, and it knows exactly one.
 */
export function startEngine(): { readonly engine: Engine; readonly terminate: () => void } {
  const policy = globalThis.trustedTypes?.createPolicy("linden-worker", {
    createScriptURL: (url) => {
      if (url !== workerUrl) throw new TypeError("The worker is the only script to start.");
      return url;
    },
  });
  const url = policy ? policy.createScriptURL(workerUrl) : workerUrl;
  const worker = new Worker(url as string, { type: "module" });
  return { engine: connectEngine(worker), terminate: () => worker.terminate() };
}
