import type { FileList, ServedFiles } from "#crypto/verify";
import { type Finding, bad, good, note } from "./finding.ts";

/** The list that is served, or why there is none to go by. */
export type Listed =
  | { readonly is: "listed"; readonly served: ServedFiles }
  | { readonly is: "not"; readonly finding: Finding };

/** Files asked for at once. */
const atOnce = 6;

/** Past what is kept on this device: what the server gives now. */
const now = (path: string): Promise<Response> =>
  fetch(path, { cache: "no-store", credentials: "omit" });

/** Asks for the list of files, and reads it with the keys that this build knows. */
export async function servedList(): Promise<Listed> {
  const { fileListName, readNoteKeys, readServedFiles, ready } = await import("#crypto/verify");
  await ready();
  const reply = await now(`/${fileListName}`);
  if (!reply.ok) return { is: "not", finding: bad("checkup.files.noList") };
  const bytes = new Uint8Array(await reply.arrayBuffer());
  const served = readServedFiles(bytes, readNoteKeys(__RELEASE_KEYS__) ?? []);
  if (served.ok) return { is: "listed", served: served.value };
  const forged = served.error === "bad-note-signature";
  return { is: "not", finding: bad(forged ? "checkup.signed.bad" : "checkup.files.noList") };
}

/** Fetches every file of the list, and the first page once more under its own address, and holds them against it. */
export async function checkFiles(
  { list }: ServedFiles,
  progress: (done: number, of: number) => void,
): Promise<Finding> {
  const { fileDifferences } = await import("#crypto/verify");
  const hashes = await hashesOf([...list.files.keys()], hashServed, progress);
  const wrong = fileDifferences(list, hashes).map(({ path }) => `/${path}`);
  if ((await hashServed("")) !== list.files.get("index.html")) wrong.push("/");
  return wrong.length === 0
    ? good("checkup.files.good", { count: list.files.size, version: list.version })
    : bad("checkup.files.bad", wrong, { count: wrong.length });
}

/** Who signed the list, as far as this build knows keys. */
export function checkSignature({ signedBy, note: signed }: ServedFiles): Finding {
  if (signedBy.length > 0) return good("checkup.signed.good", { by: signedBy.join(", ") });
  return note(signed === undefined ? "checkup.signed.nobody" : "checkup.signed.unknown");
}

/** The files that this device keeps, to open without a network, against the list that is served. */
export async function checkKept({ list }: ServedFiles): Promise<Finding> {
  const scope = new URL("/", location.href).href;
  const workers = (await navigator.serviceWorker?.getRegistrations()) ?? [];
  const foreign = workers.flatMap((one) => {
    const script = (one.active ?? one.waiting ?? one.installing)?.scriptURL;
    const ours = one.scope === scope && script === `${scope}service-worker.js`;
    return ours || script === undefined ? [] : [new URL(script).pathname];
  });
  if (foreign.length > 0) return bad("checkup.kept.foreign", foreign);
  if (workers.length === 0) return note("checkup.kept.none");
  const cache = await keptCache(list);
  if (cache === undefined) return note("checkup.kept.other");
  const kept = [...list.files.keys()].filter((path) => path !== "service-worker.js");
  const hashes = await hashesOf(kept, async (path) => hashOf(await cache.match(`/${path}`)));
  const wrong = kept.filter((path) => hashes.get(path) !== list.files.get(path));
  return wrong.length === 0
    ? good("checkup.kept.good", { count: kept.length })
    : bad(
        "checkup.kept.bad",
        wrong.map((path) => `/${path}`),
      );
}

/** The cache of the version that is served, told by its first page. */
async function keptCache({ files }: FileList): Promise<Cache | undefined> {
  for (const name of (await caches.keys()).toReversed()) {
    const cache = await caches.open(name);
    const first = await hashOf(await cache.match("/index.html"));
    if (first !== undefined && first === files.get("index.html")) return cache;
  }
  return undefined;
}

async function hashesOf(
  paths: readonly string[],
  hash: (path: string) => Promise<string | undefined>,
  progress: (done: number, of: number) => void = () => undefined,
): Promise<ReadonlyMap<string, string | undefined>> {
  const hashes = new Map<string, string | undefined>();
  const waiting = [...paths];
  const one = async (): Promise<void> => {
    for (let path = waiting.shift(); path !== undefined; path = waiting.shift()) {
      hashes.set(path, await hash(path));
      progress(hashes.size, paths.length);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, one));
  return hashes;
}

const hashServed = async (path: string): Promise<string | undefined> =>
  hashOf(await now(`/${path}`).catch(() => undefined));

async function hashOf(reply: Response | undefined): Promise<string | undefined> {
  if (!reply?.ok) return undefined;
  const { fileHash } = await import("#crypto/verify");
  return fileHash(new Uint8Array(await reply.arrayBuffer()));
}
