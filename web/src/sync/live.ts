/** What a connection needs and whom it tells. */
export interface LivePorts {
  /** The server's origin, `https://…`. */
  readonly origin: string;
  readonly WebSocket: typeof WebSocket;
  /** The frame that says who follows what from where; undefined while there is no session to be had. */
  readonly frame: () => Promise<Uint8Array | undefined>;
  readonly page: (bytes: Uint8Array) => void;
  readonly online: (is: boolean) => void;
}

const firstWaitMs = 250;
const longestWaitMs = 30_000;

/** A while before try number `tries`, half of it by chance, so that a server that comes back is not met by all at once. */
export const waitBefore = (tries: number, first = firstWaitMs, longest = longestWaitMs): number =>
  Math.min(longest, first * 2 ** tries) * (0.5 + Math.random() / 2);

/** The connection over which the server sends pages as logs grow; made anew, with patience, whenever it is lost. */
export class Live {
  readonly #ports: LivePorts;
  #socket: WebSocket | undefined;
  #tries = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #closed = false;

  constructor(ports: LivePorts) {
    this.#ports = ports;
  }

  /** Connects; does nothing while there is a connection. */
  async connect(): Promise<void> {
    clearTimeout(this.#timer);
    if (this.#closed || this.#socket !== undefined) return;
    const url = new URL("/v1/live", this.#ports.origin);
    url.protocol = url.protocol.replace("http", "ws");
    const socket = new this.#ports.WebSocket(url);
    this.#socket = socket;
    socket.binaryType = "arraybuffer";
    socket.addEventListener("open", () => void this.follow());
    socket.addEventListener("message", ({ data }) => {
      if (!(data instanceof ArrayBuffer)) return;
      this.#tries = 0;
      this.#ports.page(new Uint8Array(data));
    });
    socket.addEventListener("close", () => this.#lost(socket));
    socket.addEventListener("error", () => this.#lost(socket));
  }

  /** Says anew what is followed from where: at the start, after a gap, and when rights have changed. */
  async follow(): Promise<void> {
    const socket = this.#socket;
    if (socket?.readyState !== 1) return;
    const frame = await this.#ports.frame();
    if (socket !== this.#socket || socket.readyState !== 1) return;
    if (frame === undefined) return socket.close();
    socket.send(frame as Uint8Array<ArrayBuffer>);
    this.#ports.online(true);
  }

  #lost(socket: WebSocket): void {
    if (this.#socket !== socket) return;
    this.#socket = undefined;
    this.#ports.online(false);
    if (!this.#closed) {
      this.#timer = setTimeout(() => void this.connect(), waitBefore(this.#tries++));
    }
  }

  /** Ends it for good. */
  close(): void {
    this.#closed = true;
    clearTimeout(this.#timer);
    const socket = this.#socket;
    this.#socket = undefined;
    socket?.close();
  }
}
