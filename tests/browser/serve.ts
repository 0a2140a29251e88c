import { clientFolder } from "#server/webclient.ts";
import { startServers, type Servers } from "../server/world.ts";

/** The real server on a database of its own, handing out the client as it was built before the first test. */
export const serveClient = (): Promise<Servers> => startServers(1, { clientFolder });
