import { setTimeout as sleep } from "node:timers/promises";
import type { Random } from "../random.ts";
import type { Device } from "./people.ts";

/** How bad a network is. */
export interface Shaky {
  readonly random: Random;
  /** Longest delay of a request, and again of its reply, in milliseconds. */
  readonly delayMs: number;
  /** Share of requests that never arrive, and of replies that are lost on the way back. */
  readonly lost: number;
}

/** A network that delays, drops requests and loses replies; `cut` breaks the connection for what is pushed. */
export function shakyNetwork({ random, delayMs, lost }: Shaky) {
  const counts = { dropped: 0, lostReplies: 0, cut: 0, offline: 0 };
  let away = false;
  const sockets = new Set<WebSocket>();
  const shakyFetch: typeof fetch = async (input, init) => {
    await sleep(random.between(0, delayMs));
    if (away) throw new TypeError("there is no network");
    if (random.chance(lost)) {
      counts.dropped += 1;
      throw new TypeError("the request was dropped");
    }
    const reply = await fetch(input, init);
    await sleep(random.between(0, delayMs));
    if (away) throw new TypeError("there is no network any more");
    if (random.chance(lost)) {
      counts.lostReplies += 1;
      throw new TypeError("the reply was lost");
    }
    return reply;
  };
  class ShakySocket extends WebSocket {
    constructor(url: string | URL, protocols?: string | string[]) {
      super(url, protocols);
      sockets.add(this);
      if (away) queueMicrotask(() => this.close());
      this.addEventListener("close", () => sockets.delete(this));
    }
  }
  const ports: Partial<Device["ports"]> = { fetch: shakyFetch, WebSocket: ShakySocket };
  const cut = (): void => {
    for (const socket of sockets) socket.close();
    counts.cut += 1;
  };
  /** Takes the network away, or gives it back. */
  const offline = (is: boolean): void => {
    away = is;
    if (!is) return;
    for (const socket of sockets) socket.close();
    counts.offline += 1;
  };
  return { ports, counts, cut, offline };
}
