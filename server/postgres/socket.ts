import { open } from "node:fs/promises";
import { err, ok, type Result } from "#crypto/verify";

/** What `sockaddr_un` holds on Linux, less the terminating zero; macOS holds four bytes less. */
const longestPath = process.platform === "linux" ? 107 : 103;

/** A name for a folder that is short enough to connect to the sockets in it. */
export interface SocketFolder {
  readonly path: string;
  close(): Promise<void>;
}

/**
 * The kernel takes socket addresses of 107 bytes at most. PostgreSQL itself binds to a relative name and
 * does not care; a client below a long path goes through an open handle on the folder instead.
 * The name holds as long as this process, and serves its children too.
 */
export async function socketFolder(folder: string): Promise<Result<SocketFolder, string>> {
  if (Buffer.byteLength(`${folder}/.s.PGSQL.5432`) <= longestPath) {
    return ok({ path: folder, close: () => Promise.resolve() });
  }
  if (process.platform !== "linux") {
    return err(`The path ${folder} is too long for a socket; choose a shorter DATA_DIR.`);
  }
  const handle = await open(folder, "r");
  return ok({ path: `/proc/${process.pid}/fd/${handle.fd}`, close: () => handle.close() });
}
