/** The client's files as the build lists them: SHA-256 in hex by address, and one over the list itself. */
interface Listed {
  readonly list: string;
  readonly files: Readonly<Record<string, string>>;
}

/**
 * [Note: What the service worker is for] It keeps the client's own files on this device, so that it opens without a
 * network, and hands out no file whose hash is not in the list that came with this version. Sealed records are not its
 * business: they stand in the client's store, and requests for them pass by.
 */
const worker = globalThis as unknown as ServiceWorkerGlobalScope;
const { list, files } = JSON.parse("__LISTED__") as Listed;
const prefix = "files-";
const own = prefix + list;
const first = "/index.html";
const passing = /^\/(?:v1\/|healthz$)/;

worker.addEventListener("install", (event) => event.waitUntil(install()));
worker.addEventListener("activate", (event) => event.waitUntil(activate()));
worker.addEventListener("fetch", (event) => {
  const { cache, method, mode, url } = event.request;
  const { origin, pathname } = new URL(url);
  if (origin !== location.origin || method !== "GET" || passing.test(pathname)) return;
  // Whoever asks for what the server has now, to compare it, is not given what is kept here.
  if (cache === "no-store") return;
  const isPage = mode === "navigate" && files[pathname] === undefined;
  event.respondWith(answer(isPage ? first : pathname));
});

/** All files, or none: with one that is missing or another than listed, the version before stays. */
async function install(): Promise<void> {
  const cache = await caches.open(own);
  await Promise.all(
    Object.keys(files).map(async (path) => {
      if ((await cache.match(path)) !== undefined) return;
      const file = await fetchListed(path);
      if (file === undefined) throw new TypeError(`not the file that is listed: ${path}`);
      await cache.put(path, file);
    }),
  );
  await worker.skipWaiting();
}

/** A page that is open may still ask for parts of the version before, so the newest other one stays. */
async function activate(): Promise<void> {
  const names = (await caches.keys()).filter((name) => name.startsWith(prefix) && name !== own);
  await Promise.all(names.slice(0, -1).map((name) => caches.delete(name)));
  await worker.clients.claim();
}

async function answer(path: string): Promise<Response> {
  const kept = await (await caches.open(own)).match(path);
  if (kept !== undefined) return kept;
  if (files[path] !== undefined) return (await fetchListed(path)) ?? Response.error();
  return (await ofAnEarlierVersion(path)) ?? new Response(null, { status: 404 });
}

async function ofAnEarlierVersion(path: string): Promise<Response | undefined> {
  for (const name of await caches.keys()) {
    const kept = name.startsWith(prefix) ? await (await caches.open(name)).match(path) : undefined;
    if (kept !== undefined) return kept;
  }
  return undefined;
}

/** A file from the server with its headers, if its bytes are those that are listed. */
async function fetchListed(path: string): Promise<Response | undefined> {
  const reply = await fetch(path, { cache: "no-store", credentials: "omit" });
  if (!reply.ok) return undefined;
  const bytes = await reply.arrayBuffer();
  if ((await sha256(bytes)) !== files[path]) return undefined;
  const headers = new Headers(reply.headers);
  headers.delete("content-encoding");
  headers.delete("content-length");
  return new Response(bytes, { headers });
}

async function sha256(bytes: ArrayBuffer): Promise<string> {
  const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return Array.from(hash, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
