import type { LogHead, LogId, OrgId } from "#crypto";
import { headSigner, signAcknowledgement } from "#crypto/heads-sign";
import { serverErrors } from "#contract/errors.ts";
import { type Page, movedReply, page as pageCodec } from "#contract/pull.ts";
import type { GivenPorts } from "#vault/ports.ts";
import type { Servers } from "../server/world.ts";
import { type Answered, type Asked, type Route, wire } from "./wire.ts";

/** An answer as it stands on the wire. */
export interface Raw {
  readonly status: number;
  readonly bytes: Uint8Array;
}

/** A request as it stands on the wire. */
export interface Sent {
  readonly path: string;
  readonly body: Uint8Array;
  readonly authorization: string | undefined;
}

type RawMutator = (raw: Raw, sent: Sent) => Raw | Promise<Raw>;
type SentMutator = (sent: Sent) => Sent | Raw | Promise<Sent | Raw>;
type PushMutator = (bytes: Uint8Array) => Uint8Array | undefined;

/**
 * The real server with an attacker before it, who also has the server's own log key. Everything that one client sends
 * and gets passes here; mutators change it, in the order in which they were added. With none it is an honest server.
 */
export class Hostile {
  readonly #servers: Servers;
  readonly #requests: SentMutator[] = [];
  readonly #replies: RawMutator[] = [];
  readonly #pushes: PushMutator[] = [];
  readonly #live = new Map<WebSocket, (bytes: Uint8Array) => void>();
  #cut = false;
  /** Every request, as it left the client. */
  readonly sent: Sent[] = [];

  constructor(servers: Servers) {
    this.#servers = servers;
  }

  /** What a client is given in place of the network. */
  get ports(): Pick<GivenPorts, "origin" | "fetch" | "WebSocket"> {
    return { origin: this.#servers.url, fetch: this.#fetch, WebSocket: this.#webSocket() };
  }

  /** Tells the truth from here on. */
  honest(): void {
    for (const all of [this.#requests, this.#replies, this.#pushes]) all.length = 0;
    this.#cut = false;
  }

  /** No network from here on. */
  cut(): void {
    this.#cut = true;
    for (const socket of this.#live.keys()) socket.close();
  }

  /** Changes a decoded answer of a route; undefined leaves it as it is. */
  reply<R extends Route>(
    route: R,
    by: (
      answer: Answered<R>,
      asked: Asked<R>,
    ) => Answered<R> | undefined | Promise<Answered<R> | undefined>,
  ): this {
    const { request, reply } = wire[route];
    return this.raw(route, async (raw, { body }) => {
      const [answer, asked] = [reply?.decode(raw.bytes), request.decode(body)];
      if (raw.status !== 200 || answer === undefined || asked === undefined) return raw;
      const changed = await by(answer as Answered<R>, asked as Asked<R>);
      return changed === undefined ? raw : { ...raw, bytes: encode(reply, changed) };
    });
  }

  /** Changes an answer's bytes. */
  raw(route: string, by: RawMutator): this {
    this.#replies.push((raw, sent) => (sent.path === route ? by(raw, sent) : raw));
    return this;
  }

  /** Changes a decoded request of a route before the server gets it. */
  request<R extends Route>(route: R, by: (asked: Asked<R>) => Asked<R>): this {
    const { request } = wire[route];
    return this.before(route, (sent) => {
      const asked = request.decode(sent.body);
      return asked === undefined ? sent : { ...sent, body: encode(request, by(asked as Asked<R>)) };
    });
  }

  /** Changes a request's bytes before the server gets it, or answers in the server's place. */
  before(route: string, by: SentMutator): this {
    this.#requests.push((sent) => (sent.path === route ? by(sent) : sent));
    return this;
  }

  /**
   * Changes pages of logs on every way: asked for, with a refusal, and pushed. Undefined: left as it is when asked for,
   * and not sent otherwise.
   */
  pages(by: (page: Page) => Page | undefined): this {
    this.reply("/v1/pull", by);
    this.raw("/v1/append", (raw) => {
      const moved = raw.status === serverErrors.moved ? movedReply.decode(raw.bytes) : undefined;
      if (moved === undefined) return raw;
      return {
        ...raw,
        bytes: movedReply.encode({ pages: moved.pages.flatMap((p) => by(p) ?? []) }),
      };
    });
    this.#pushes.push((bytes) => {
      const page = pageCodec.decode(bytes);
      const changed = page && by(page);
      return changed && pageCodec.encode(changed);
    });
    return this;
  }

  /** Changes the bytes of what is pushed; undefined keeps it back. */
  pushes(by: PushMutator): this {
    this.#pushes.push(by);
    return this;
  }

  /** Pushes bytes of one's own to every client that listens. */
  push(bytes: Uint8Array): void {
    for (const take of this.#live.values()) take(bytes);
  }

  /** The server's own signature over heads that it makes up. */
  sign(org: OrgId, heads: readonly LogHead[]): Page["standing"] {
    return signAcknowledgement(org, heads, headSigner(this.#servers.secrets.logSeed).secret);
  }

  /** A page as it is, but signed to stand elsewhere. */
  standing(org: OrgId, page: Page, head: Omit<LogHead, "log">): Page {
    return { ...page, standing: this.sign(org, [{ log: page.log as LogId, ...head }]) };
  }

  readonly #fetch = async (
    input: Parameters<typeof fetch>[0],
    init: RequestInit = {},
  ): Promise<Response> => {
    const url = new URL(input as string);
    let sent: Sent = {
      path: url.pathname,
      body: new Uint8Array((init.body as Uint8Array | undefined) ?? []),
      authorization: new Headers(init.headers).get("authorization") ?? undefined,
    };
    this.sent.push(sent);
    for (const by of this.#requests.slice()) {
      const changed = await by(sent);
      if ("status" in changed) return answer(changed);
      sent = changed;
    }
    if (this.#cut) throw new TypeError("no network");
    const { body, authorization } = sent;
    const response = await fetch(new URL(sent.path, this.#servers.url), {
      ...init,
      ...(init.method === "POST" && { body: body as Uint8Array<ArrayBuffer> }),
      headers: {
        ...(init.headers as Record<string, string>),
        ...(authorization && { authorization }),
      },
    });
    let raw: Raw = { status: response.status, bytes: new Uint8Array(await response.arrayBuffer()) };
    for (const by of this.#replies.slice()) raw = await by(raw, sent);
    if (this.#cut) throw new TypeError("no network");
    return answer(raw);
  };

  #webSocket(): typeof WebSocket {
    const { url } = this.#servers;
    const isCut = (): boolean => this.#cut;
    const pushes = this.#pushes;
    const live = this.#live;
    return class extends WebSocket {
      constructor(given: string | URL) {
        // A port where nobody listens: the connection is refused.
        super(
          isCut()
            ? "ws://127.0.0.1:9/"
            : new URL(new URL(given).pathname, url.replace("http", "ws")),
        );
      }

      override addEventListener(type: string, call: unknown): void {
        const listener = call as (event: { data: unknown }) => void;
        if (type !== "message") return super.addEventListener(type, listener as () => void);
        const give = (bytes: Uint8Array): void => listener({ data: bytes.slice().buffer });
        live.set(this, give);
        super.addEventListener("close", () => live.delete(this));
        super.addEventListener("message", ({ data }) => {
          let bytes: Uint8Array | undefined = new Uint8Array(data as ArrayBuffer);
          for (const by of pushes.slice()) bytes &&= by(bytes);
          if (bytes !== undefined) give(bytes);
        });
      }
    } as typeof WebSocket;
  }
}

const answer = ({ status, bytes }: Raw): Response =>
  new Response(status === 204 ? null : (bytes as Uint8Array<ArrayBuffer>), { status });

/** The codec belongs to the value by the table `wire`; its type cannot say so for every route at once. */
const encode = (
  codec: { encode(value: never): Uint8Array } | undefined,
  value: unknown,
): Uint8Array => codec?.encode(value as never) ?? new Uint8Array(0);
