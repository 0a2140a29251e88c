import { scriptUrl } from "./script-url.ts";
import { connectEngine } from "./vault/rpc.ts";
import type { Engine } from "./vault/engine.ts";

/** Starts the worker that holds keys and records. */
export function startEngine(): { readonly engine: Engine; readonly terminate: () => void } {
  const worker = new Worker(scriptUrl("worker"), { type: "module" });
  return { engine: connectEngine(worker), terminate: () => worker.terminate() };
}
