import type { FastifyInstance } from "fastify";
import { serverErrors } from "#contract/errors.ts";
import { movedReply } from "#contract/pull.ts";
import { fieldsOf, wire } from "./wire.ts";

/** The platform's own, before a test puts ours in its place. */
const plainFetch = globalThis.fetch.bind(globalThis);

/** What went over the wire, by route: the names of fields and headers, and nothing of their content. */
export class Observed {
  readonly requests = new Map<string, Set<string>>();
  readonly replies = new Map<string, Set<string>>();
  readonly requestHeaders = new Set<string>();
  readonly replyHeaders = new Set<string>();
  /** Frames that their route's codec could not read. */
  readonly unread: string[] = [];

  /** Notes the headers of everything that reaches a server. */
  watch(app: FastifyInstance): void {
    for (const event of ["request", "upgrade"]) {
      app.server.on(event, ({ headers }: { headers: object }) => {
        for (const name of Object.keys(headers)) this.requestHeaders.add(name);
      });
    }
  }

  /** `fetch`, with notes. */
  readonly fetch: typeof fetch = async (input, init) => {
    const response = await plainFetch(input, init);
    const { pathname } = new URL(input instanceof Request ? input.url : input);
    const route = `${init?.method ?? "GET"} ${isApi(pathname) ? pathname : "/*"}`;
    for (const name of response.headers.keys()) this.replyHeaders.add(name);
    this.#request(route, init?.body);
    this.#reply(route, response.status, new Uint8Array(await response.clone().arrayBuffer()));
    return response;
  };

  /** `WebSocket`, with notes. */
  get WebSocket(): typeof WebSocket {
    const note = {
      sent: (data: unknown) => this.#request("GET /v1/live", data),
      came: (data: ArrayBuffer) => this.#reply("GET /v1/live", 200, new Uint8Array(data)),
    };
    return class extends WebSocket {
      constructor(url: string | URL, protocols?: string | string[]) {
        super(url, protocols);
        this.addEventListener("message", ({ data }) => note.came(data as ArrayBuffer));
      }
      override send(data: Parameters<WebSocket["send"]>[0]): void {
        note.sent(data);
        super.send(data);
      }
    };
  }

  #request(route: string, body: unknown): void {
    const codec = wire[route]?.request;
    const value = body instanceof Uint8Array ? codec?.decode(body) : undefined;
    const empty = body === undefined || (body instanceof Uint8Array && body.length === 0);
    const named = codec === undefined && !empty ? ["body"] : fieldsOf(value ?? {});
    // A frame that no codec reads is refused, and was sent on purpose.
    add(this.requests, route, value === undefined && codec !== undefined ? [] : named);
  }

  #reply(route: string, status: number, bytes: Uint8Array): void {
    if (status === serverErrors.moved && movedReply.decode(bytes) !== undefined) {
      return add(this.replies, "moved", fieldsOf(movedReply.decode(bytes)));
    }
    if (status >= 400) return add(this.replies, "refusal", fieldsOf(json(bytes)));
    const codec = wire[route]?.reply;
    const isClient = route === "GET /*";
    const value = isClient || bytes.length === 0 ? {} : codec ? codec.decode(bytes) : json(bytes);
    if (value === undefined) this.unread.push(route);
    add(this.replies, route, fieldsOf(value ?? {}));
  }
}

const isApi = (path: string): boolean => path.startsWith("/v1/") || path === "/healthz";

const json = (bytes: Uint8Array): unknown => JSON.parse(new TextDecoder().decode(bytes));

function add(map: Map<string, Set<string>>, route: string, names: readonly string[]): void {
  const known = map.get(route) ?? new Set();
  for (const name of names) known.add(name);
  map.set(route, known);
}
