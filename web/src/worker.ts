import { indexedDbStores } from "./sync/indexed-db.ts";
import { createEngine } from "./vault/create.ts";
import { type Port, serveEngine } from "./vault/rpc.ts";

/** The dedicated worker: keys, verification, records and stores live here, and the page only asks. */
const engine = createEngine({ origin: globalThis.location.origin, stores: indexedDbStores });
serveEngine(globalThis as unknown as Port, engine);
