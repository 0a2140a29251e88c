import { clientFolder, ensureClient } from "#server/webclient.ts";
import { startServers, type Servers } from "../server/world.ts";

/** The real server on a database of its own, handing out the client as it is built now. */
export async function serveClient(): Promise<Servers> {
  const built = await ensureClient(() => undefined);
  if (!built.ok) throw new Error(built.error);
  return startServers(1, { clientFolder });
}
