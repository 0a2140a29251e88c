import { scriptUrl } from "../script-url.ts";

let now: boolean | undefined;

/**
 * Keeps the client's own files on this device while the organisation lets it be used without a network, and takes them
 * away when it does not. Only somebody who is in asks for either: looking at the first page leaves nothing behind.
 */
export async function setOfflineUse(wanted: boolean): Promise<void> {
  if (wanted === now) return;
  now = wanted;
  await (wanted ? keepFiles() : dropFiles());
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
