import { scriptUrl } from "../script-url.ts";
import type { Engine } from "../vault/engine.ts";

/**
 * Keeps the client's own files on this device while the organisation lets it be used without a network, and takes them
 * away when it does not. Only where somebody is in: looking at the first page leaves nothing behind. Returns the way
 * to stop.
 */
export function followOfflineUse(engine: Engine): () => void {
  let now: boolean | undefined;
  return engine.watch("organisation", {}, ({ organisation }) => {
    const wanted = organisation === undefined ? undefined : organisation.offlineUse !== false;
    if (wanted === undefined || wanted === now) return;
    now = wanted;
    void (wanted ? keepFiles() : dropFiles());
  });
}

/** A browser that cannot, or has no room, goes on with a network alone. */
async function keepFiles(): Promise<void> {
  try {
    const registration = await navigator.serviceWorker?.register(scriptUrl("serviceWorker"), {
      updateViaCache: "none",
    });
    await registration?.update();
  } catch {
    // No network, or a version that is not whole: what was kept before goes on.
  }
}

async function dropFiles(): Promise<void> {
  for (const one of (await navigator.serviceWorker?.getRegistrations()) ?? []) {
    await one.unregister();
  }
  for (const name of await caches.keys()) await caches.delete(name);
}
