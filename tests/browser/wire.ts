import { type Socket, connect, createServer } from "node:net";
import type { AddressInfo } from "node:net";

/** The wire between browsers and a server; pulled out, everything on it breaks and nothing new gets through. */
export interface Wire {
  readonly url: string;
  pull(): void;
  mend(): void;
  close(): Promise<void>;
}

/** Hears what goes over one connection; `from` says who speaks. */
export type Listener = (connection: number, from: "browser" | "server", bytes: Buffer) => void;

/** Lays a wire to the server at `url`, for `listener` to hear everything where one is given. */
export async function layWire(url: string, listener?: Listener): Promise<Wire> {
  const to = Number(new URL(url).port);
  const ends = new Set<Socket>();
  let whole = true;
  let connections = 0;
  const server = createServer((near) => {
    if (!whole) {
      near.destroy();
      return;
    }
    const far = connect(to, "127.0.0.1");
    const connection = connections++;
    if (listener) {
      near.on("data", (bytes: Buffer) => listener(connection, "browser", bytes));
      far.on("data", (bytes: Buffer) => listener(connection, "server", bytes));
    }
    for (const [end, other] of [
      [near, far],
      [far, near],
    ] as const) {
      ends.add(end);
      end.on("error", () => undefined);
      end.on("close", () => {
        ends.delete(end);
        other.destroy();
      });
      end.pipe(other);
    }
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const cut = (): void => {
    for (const end of ends) end.destroy();
  };
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    pull: () => {
      whole = false;
      cut();
    },
    mend: () => (whole = true),
    close: () =>
      new Promise((closed) => {
        server.close(() => closed());
        cut();
      }),
  };
}
