import { type LogId, toHex } from "#crypto";
import { followRequest } from "#contract/live.ts";
import { page as pageCodec } from "#contract/pull.ts";
import type { Ports } from "#vault/ports.ts";
import { type Ask, type Face, type Keeper, type Reply } from "./keeper.ts";
import type { Time } from "./time.ts";

/** What becomes of a request instead of an answer. */
export type Silent = "lost" | "never";

/** One way to lie. What it leaves out is honest. */
export interface Lie {
  readonly name: string;
  /** What is shown of the logs. */
  readonly face?: (truth: Face) => Face;
  /** Answers in the keeper's place. */
  readonly instead?: (ask: Ask) => Reply | Silent | undefined;
  /** Changes an answer. */
  readonly changes?: (reply: Reply, ask: Ask) => Reply | Silent;
  /** Changes what is pushed; undefined keeps it back. */
  readonly pushes?: (bytes: Uint8Array) => Uint8Array | undefined;
  /** Pushes something of its own now and then. */
  readonly utters?: () => Uint8Array | undefined;
}

/** Milliseconds that a message is on its way. */
const slowest = 40;

/** The network between one client and a keeper, in the process itself; lies stand in between while there are any. */
export class Wire {
  readonly #time: Time;
  readonly #keeper: Keeper;
  readonly #random: () => number;
  readonly #sockets = new Set<Socket>();
  lies: readonly Lie[] = [];
  #cut = false;
  /** What was asked and answered, in order: the same for the same seed. */
  readonly trace: string[] = [];

  constructor(time: Time, keeper: Keeper, random: () => number) {
    this.#time = time;
    this.#keeper = keeper;
    this.#random = random;
  }

  get ports(): Pick<Ports, "fetch" | "WebSocket"> {
    return { fetch: this.#fetch as typeof fetch, WebSocket: this.#webSocket() };
  }

  /** No network, or again one. */
  set cut(is: boolean) {
    this.#cut = is;
    if (is) for (const socket of this.#sockets) socket.close();
  }

  get face(): Face {
    return this.lies.reduce((face, lie) => lie.face?.(face) ?? face, this.#keeper.truth);
  }

  /** Logs have grown: who listens is told, all but the one who did it. */
  grown(logs: readonly LogId[], by: string | undefined): void {
    for (const socket of this.#sockets) {
      for (const log of logs) if (by === undefined || by !== socket.token) this.#tell(socket, log);
    }
  }

  /** Whatever lies have to say of their own. */
  utter(): void {
    for (const lie of this.lies) {
      const bytes = lie.utters?.();
      if (bytes !== undefined) for (const socket of this.#sockets) this.#give(socket, bytes);
    }
  }

  #tell(socket: Socket, log: LogId): void {
    const from = socket.sent.get(log);
    if (from === undefined) return;
    const page = this.#keeper.page(this.face, { log, from });
    if (page.commits.length === 0) return;
    socket.sent.set(log, from + page.commits.length);
    let bytes: Uint8Array | undefined = pageCodec.encode(page);
    for (const lie of this.lies) bytes = bytes && lie.pushes ? lie.pushes(bytes) : bytes;
    if (bytes !== undefined) this.#give(socket, bytes);
    if (from + page.commits.length < this.face.size(log)) this.#tell(socket, log);
  }

  #give(socket: Socket, bytes: Uint8Array): void {
    // What is pushed arrives in order.
    socket.arrives = Math.max(socket.arrives, this.#time.now + this.#delay());
    this.#time.after(socket.arrives - this.#time.now, () => {
      this.#note(`push ${bytes.length}`);
      if (socket.readyState === 1) socket.emit("message", { data: bytes.slice().buffer });
    });
  }

  /** What she says that she follows. */
  #follow(socket: Socket, bytes: Uint8Array): void {
    const asked = followRequest.decode(bytes);
    const token = asked && toHex(asked.token);
    if (asked === undefined || this.#keeper.member(token) === undefined) return socket.close();
    socket.token = token;
    socket.sent = new Map(asked.logs.map(({ log, size }) => [log, size]));
    for (const { log } of asked.logs) this.#tell(socket, log);
  }

  readonly #fetch = (input: unknown, init: RequestInit = {}): Promise<Response> =>
    new Promise((answered, failed) => {
      const { pathname } = new URL(String(input));
      const header = new Headers(init.headers).get("authorization") ?? undefined;
      const body = (init.body as Uint8Array | undefined) ?? new Uint8Array(0);
      const ask: Ask = {
        path: pathname,
        body: body.slice(),
        token: header?.slice("Bearer ".length),
      };
      const fail = (): void => failed(new TypeError("no network"));
      init.signal?.addEventListener("abort", fail);
      this.#time.after(this.#delay(), () => {
        if (this.#cut) return fail();
        const reply = this.#answer(ask);
        this.#note(
          `${pathname} ${typeof reply === "string" ? reply : `${reply.status} ${reply.bytes.length}`}`,
        );
        if (reply === "never") return;
        this.#time.after(this.#delay(), () => {
          if (this.#cut || reply === "lost") fail();
          else answered(responseOf(reply));
        });
      });
    });

  #answer(ask: Ask): Reply | Silent {
    for (const lie of this.lies) {
      const said = lie.instead?.(ask);
      if (said !== undefined) return said;
    }
    let reply: Reply | Silent = this.#keeper.answer(ask, this.face);
    for (const lie of this.lies) {
      if (typeof reply !== "string") reply = lie.changes?.(reply, ask) ?? reply;
    }
    return reply;
  }

  #note(line: string): void {
    this.trace.push(`${this.#time.now} ${line}`);
  }

  #delay(): number {
    return 1 + Math.floor(this.#random() * slowest);
  }

  #webSocket(): typeof WebSocket {
    const [time, sockets] = [this.#time, this.#sockets];
    const isCut = (): boolean => this.#cut;
    const follow = (socket: Socket, bytes: Uint8Array): void => this.#follow(socket, bytes);
    const delay = (): number => this.#delay();
    return class extends Socket {
      constructor() {
        super();
        time.after(delay(), () => {
          if (isCut() || this.readyState !== 0) return this.close();
          this.readyState = 1;
          sockets.add(this);
          this.emit("open", {});
        });
      }

      override heard(bytes: Uint8Array): void {
        time.after(delay(), () => this.readyState === 1 && follow(this, bytes));
      }

      override ended(): void {
        sockets.delete(this);
      }
    } as unknown as typeof WebSocket;
  }
}

type Listener = (event: object) => void;

/** As much of a WebSocket as a client uses. */
class Socket {
  readyState = 0;
  binaryType = "arraybuffer";
  token: string | undefined;
  sent = new Map<LogId, number>();
  arrives = 0;
  readonly #listeners = new Map<string, Listener[]>();

  addEventListener(type: string, listener: Listener): void {
    this.#listeners.set(type, [...(this.#listeners.get(type) ?? []), listener]);
  }

  send(bytes: Uint8Array): void {
    this.heard(bytes.slice());
  }

  close(): void {
    if (this.readyState === 3) return;
    this.readyState = 3;
    this.ended();
    queueMicrotask(() => this.emit("close", {}));
  }

  emit(type: string, event: object): void {
    for (const listener of this.#listeners.get(type) ?? []) listener(event);
  }

  heard(_bytes: Uint8Array): void {
    throw new Error("nobody listens");
  }

  ended(): void {
    throw new Error("nobody listens");
  }
}

/** As much of a response as a client reads. */
function responseOf({ status, bytes }: Reply): Response {
  let left: Uint8Array | undefined = bytes;
  const read = async () => {
    const value = left;
    left = undefined;
    return value === undefined ? { done: true, value } : { done: false, value };
  };
  const body = { getReader: () => ({ read, cancel: async () => undefined }) };
  return { status, ok: status === 200, body } as unknown as Response;
}
