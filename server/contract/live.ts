import { type LogId, idBytes, idFrom } from "#crypto/verify";
import { type Codec, codec } from "./codec.ts";

/** A log that a client follows, and how much of it she has. */
export interface Followed {
  readonly log: LogId;
  readonly size: number;
}

/**
 * What a client says over the WebSocket /v1/live, first and whenever what she follows changes: the token of her
 * session and all logs. The server answers with pages (contract/pull.ts) from there on, and goes on sending them.
 */
export const followRequest: Codec<{
  readonly token: Uint8Array;
  readonly logs: readonly Followed[];
}> = codec(
  (w, v) => w.bytes(v.token).list(v.logs, (u, { log, size }) => u.bytes(idBytes(log)).u64(size)),
  (r) => ({
    token: r.bytes(32).slice(),
    logs: r.list(1_024, (v) => ({ log: idFrom.log(v.bytes(16)), size: v.u64() })),
  }),
);
