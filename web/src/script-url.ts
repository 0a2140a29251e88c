import workerUrl from "./worker.ts?worker&url";

/** The scripts that the page starts: the worker that holds keys and records, and the one that keeps the client's files. */
export const scripts = { worker: workerUrl, serviceWorker: "/service-worker.js" } as const;

const known: readonly string[] = Object.values(scripts);
const policy = globalThis.trustedTypes?.createPolicy("linden-worker", {
  createScriptURL: (url) => {
    if (!known.includes(url)) throw new TypeError("Not a script of this client.");
    return url;
  },
});

/** An address that Trusted Types let through; they refuse every other. */
export const scriptUrl = (name: keyof typeof scripts): string =>
  (policy ? policy.createScriptURL(scripts[name]) : scripts[name]) as string;
