import { indexedDbStores } from "./sync/indexed-db.ts";
import { createEngine } from "./vault/create.ts";
import { serveEngine } from "./vault/rpc.ts";

/** The dedicated worker: keys, verification, records and stores live here, and the page only asks. */
const port = globalThis as unknown as Parameters<typeof serveEngine>[1];
serveEngine(createEngine({ origin: globalThis.location.origin, stores: indexedDbStores }), port);
