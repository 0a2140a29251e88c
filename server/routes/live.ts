import type { FastifyInstance } from "fastify";
import type { WebSocket } from "ws";
import { type LogId, type MemberId, equal, rosterLog } from "#crypto/verify";
import { followRequest } from "#contract/live.ts";
import { page } from "#contract/pull.ts";
import type { Services } from "../app.ts";
import type { OpenOrg } from "../ledger.ts";
import { lastPage, pageFrom } from "../pages.ts";
import type { Growth } from "../push.ts";
import { mayRead } from "./pull.ts";

/** Above this many bytes not yet taken by a slow client, pages wait until she has. */
const waitAbove = 4 << 20;

/** GET /v1/live: pages as logs grow. The token comes in the first frame, never in the address. */
export function liveRoutes(app: FastifyInstance, services: Services): void {
  app.get("/v1/live", { websocket: true }, (socket) => {
    const following = new Following(socket, services);
    socket.on("message", (data: Buffer, isBinary: boolean) => {
      void following.asked(isBinary ? data : new Uint8Array(0));
    });
    socket.on("close", () => following.leave());
    socket.on("error", () => socket.terminate());
  });
}

/** One client's connection: which logs she follows, how much of each was sent, and the one sending at work. */
class Following {
  readonly #socket: WebSocket;
  readonly #services: Services;
  readonly #sent = new Map<LogId, number>();
  /** Logs that have grown, and whether by appends to this process alone. */
  readonly #due = new Map<LogId, "here" | "elsewhere">();
  #token: Uint8Array | undefined;
  #working = false;
  #leave: (() => void) | undefined;

  constructor(socket: WebSocket, services: Services) {
    this.#socket = socket;
    this.#services = services;
  }

  async asked(bytes: Uint8Array): Promise<void> {
    const request = followRequest.decode(bytes);
    if (request === undefined) return this.#socket.close(1007);
    this.#token = request.token;
    try {
      const { open } = await this.#services.sessions.of(request.token);
      this.#leave?.();
      // She may have left while her session was looked up.
      if (this.#socket.readyState !== this.#socket.OPEN) return;
      const follower = {
        org: open.org,
        grown: (logs: readonly LogId[] | undefined) => this.#grown(logs),
        appended: (moves: readonly Growth[], by: Uint8Array | undefined) =>
          this.#appended(moves, by),
        closed: () => void this.#isOpen(),
      };
      this.#leave = this.#services.push.follow(follower);
      this.#sent.clear();
      for (const { log, size } of request.logs) this.#sent.set(log, size);
      this.#grown(undefined);
    } catch {
      this.#socket.close(1008);
    }
  }

  /** Ends the connection where its session is no longer open. */
  async #isOpen(): Promise<void> {
    try {
      await this.#services.sessions.of(this.#token);
    } catch {
      this.#socket.close(1008);
    }
  }

  #grown(logs: readonly LogId[] | undefined): void {
    for (const log of logs ?? this.#sent.keys())
      if (this.#sent.has(log)) this.#due.set(log, "elsewhere");
    if (!this.#working) void this.#work();
  }

  /**
   * What her own session appended she is answered, and not sent as well. Should the answer be lost, she asks for what
   * is missing: at once with the same append, or where a later page begins past what she has.
   */
  #appended(moves: readonly Growth[], by: Uint8Array | undefined): void {
    const own = by !== undefined && this.#token !== undefined && equal(by, this.#token);
    for (const { log, from, to } of moves) {
      const sent = this.#sent.get(log);
      if (sent === undefined) continue;
      if (own && sent === from && log !== rosterLog) this.#sent.set(log, to);
      else if (!this.#due.has(log)) this.#due.set(log, "here");
    }
    if (!this.#working && this.#due.size > 0) void this.#work();
  }

  /** Sends what is due, the roster first; the session and the rights are looked up anew each time. */
  async #work(): Promise<void> {
    this.#working = true;
    try {
      while (this.#due.size > 0 && this.#socket.readyState === this.#socket.OPEN) {
        const log = this.#due.has(rosterLog) ? rosterLog : (this.#due.keys().next().value as LogId);
        const where = this.#due.get(log);
        this.#due.delete(log);
        const who = await this.#services.sessions.of(this.#token);
        const readable =
          log === rosterLog
            ? !("witness" in who)
            : "member" in who && mayRead(who.open, log, who.member as MemberId);
        if (readable) await this.#send(who.open, log, where === "here");
      }
    } catch {
      this.#socket.close(1011);
    } finally {
      this.#working = false;
    }
  }

  async #send(open: OpenOrg, log: LogId, here: boolean): Promise<void> {
    const from = this.#sent.get(log) ?? 0;
    const opened = here ? open.logs.get(log) : undefined;
    const last = opened && lastPage(opened, from);
    const found = last ?? (await pageFrom(this.#services, open, { log, from }));
    if (found === undefined || found.commits.length === 0) return;
    const end = from + found.commits.length;
    this.#sent.set(log, Math.max(end, this.#sent.get(log) ?? 0));
    if (end < found.head.size && !this.#due.has(log)) this.#due.set(log, "elsewhere");
    const standing = this.#services.standings.of(open.org, [found.head]);
    this.#socket.send(page.encode({ log, from, commits: found.commits, standing }));
    while (this.#socket.bufferedAmount > waitAbove)
      await new Promise((done) => setTimeout(done, 50));
  }

  leave(): void {
    this.#leave?.();
    this.#due.clear();
  }
}
