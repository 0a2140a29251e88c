import { once } from "node:events";
import { chmod } from "node:fs/promises";
import { type Socket, connect, createServer } from "node:net";
import { join } from "node:path";

/** Where a step is cut: before the database has what was said, or once it has answered and nobody has heard. */
export const sides = ["before", "after"] as const;
export type Side = (typeof sides)[number];

/** A piece of work that is listened for: from the so-manieth time that `text` is said, to the end of its transaction. */
export interface Work {
  readonly text: string;
  readonly nth: number;
}

/** Where of a piece of work somebody is killed. */
interface Cut {
  readonly at: number;
  readonly side: Side;
  readonly kill: () => void;
}

/**
 * Stands between a server and its PostgreSQL, on the socket, and listens for a piece of work: each thing that the server
 * says in it is a step, at which somebody can be killed.
 */
export class Wiretap {
  readonly url: string;
  readonly #server;
  readonly #open = new Set<Socket>();
  #work: Work | undefined;
  #cut: Cut | undefined;
  #heard = 0;
  /** The connection on which the work is done. */
  #on: Socket | undefined;
  /** What was said of the work, by its first words. */
  steps: string[] = [];

  private constructor(url: string, server: ReturnType<typeof createServer>) {
    this.url = url;
    this.#server = server;
  }

  /** Listens in `folder` for whom connects, and passes it on to the socket of `url`. */
  static async open(folder: string, url: string): Promise<Wiretap> {
    const there = new URL(url);
    const real = join(there.searchParams.get("host") ?? "", ".s.PGSQL.5432");
    const server = createServer();
    there.searchParams.set("host", folder);
    const tap = new Wiretap(there.href, server);
    server.on("connection", (near) => tap.#pass(near, connect(real)));
    server.listen(join(folder, ".s.PGSQL.5432"));
    await once(server, "listening");
    await chmod(join(folder, ".s.PGSQL.5432"), 0o700);
    return tap;
  }

  /** Listens for a piece of work from now on, and cuts it at a step. */
  listen(work: Work, cut?: Cut): void {
    this.#work = work;
    this.#cut = cut;
    this.#heard = 0;
    this.#on = undefined;
    this.steps = [];
  }

  #pass(near: Socket, far: Socket): void {
    const line = { inTransaction: false, holds: false };
    this.#open.add(near);
    near.on("data", (chunk) => {
      const side = this.#step(near, chunk.toString("latin1"), line);
      if (side === "before") return this.#end(near, far);
      line.holds ||= side === "after";
      far.write(chunk);
    });
    far.on("data", (chunk) => {
      if (line.holds) this.#end(near, far);
      else near.write(chunk);
    });
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      one.on("error", () => undefined);
      one.on("close", () => {
        this.#open.delete(near);
        other.destroy();
      });
    }
  }

  /** On which side this is to be cut, if it is. */
  #step(near: Socket, text: string, line: { inTransaction: boolean }): Side | undefined {
    if (/begin\0/.test(text)) line.inTransaction = true;
    const work = this.#work;
    if (work !== undefined && this.#on === undefined && text.includes(work.text)) {
      this.#heard += 1;
      if (this.#heard === work.nth) this.#on = near;
    }
    const ends = !line.inTransaction || /(?:commit|rollback)\0/.test(text);
    if (ends) line.inTransaction = false;
    if (this.#on !== near) return undefined;
    this.steps.push(
      text
        .replace(/[^ -~]+/g, " ")
        .trim()
        .slice(0, 60),
    );
    const isHere = this.#cut?.at === this.steps.length - 1;
    if (ends) this.#work = this.#on = undefined;
    return isHere ? this.#cut?.side : undefined;
  }

  #end(near: Socket, far: Socket): void {
    const cut = this.#cut;
    this.#cut = this.#work = this.#on = undefined;
    near.destroy();
    far.destroy();
    cut?.kill();
  }

  async close(): Promise<void> {
    for (const socket of this.#open) socket.destroy();
    this.#server.close();
    await once(this.#server, "close");
  }
}
