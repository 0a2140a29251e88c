import { fromHex, rosterLog } from "#crypto";
import { followRequest } from "#contract/live.ts";
import type { Follow } from "./follow.ts";

/** What the server is asked to go on sending: every log that is read here, from where it stands. */
export async function liveFrame(follow: Follow): Promise<Uint8Array | undefined> {
  const token = await follow.api.token();
  if (!token.ok) return undefined;
  const logs = [rosterLog, ...follow.followed()].map((log) => ({
    log,
    size: follow.book.size(log),
  }));
  return followRequest.encode({ token: fromHex(token.value), logs });
}
