import { randomBytes } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { startEmbedded } from "#server/postgres/supervisor.ts";
import { asAdmin, withDatabase } from "../template.ts";
import { Child } from "./child.ts";
import type { ProductClient } from "./client.ts";
import type { FloorServer } from "./floor-server.ts";
import type { ProductServer } from "./server.ts";

/** The two that are compared; their clients can be asked for the same. */
export const sides = ["floor", "linden"] as const;
export type Side = (typeof sides)[number];

/** A client of either side, in a process of its own. The floor's does the same tasks by the same names. */
export type Client = Child<ProductClient>;

/** One side: its server in a process of its own, on a database of its own. */
export interface Contestant {
  readonly server: Pick<Client, "peak" | "worked">;
  /** Where it listens. */
  readonly origin: string;
  /** Starts a new process of clients; it ends with the stage at the latest. */
  client(): Promise<Client>;
  /** Bytes of all tables, indexes included. */
  stored(): Promise<number>;
}

const files = {
  floor: { server: "floor-server.ts", client: "floor-client.ts" },
  linden: { server: "server.ts", client: "client.ts" },
} as const;

/** Both sides on one embedded PostgreSQL, set up as `npm start` sets it up. */
export class Stage {
  readonly #ends = new AsyncDisposableStack();
  readonly #sides = new Map<Side, Contestant>();
  #closed: Promise<void> | undefined;

  private constructor() {}

  /** Starts both, on this engine or on one of its own. */
  static async open(engine?: string): Promise<Stage> {
    const stage = new Stage();
    const url = engine ?? (await stage.#engine());
    for (const side of sides) stage.#sides.set(side, await stage.#start(side, url));
    return stage;
  }

  async #engine(): Promise<string> {
    const folder = await mkdtemp(join(tmpdir(), "linden-bench-"));
    this.#ends.defer(() => rm(folder, { recursive: true, force: true }));
    const postgres = await startEmbedded({ folder: join(folder, "postgres"), log: console.error });
    if (!postgres.ok) throw new Error(postgres.error);
    this.#ends.defer(() => postgres.value.stop());
    return postgres.value.url;
  }

  of(side: Side): Contestant {
    return this.#sides.get(side) as Contestant;
  }

  async #start(side: Side, engine: string): Promise<Contestant> {
    const name = `bench_${side}_${randomBytes(4).toString("hex")}`;
    await asAdmin(engine, (admin) => admin.query(`CREATE DATABASE ${name}`));
    this.#ends.defer(async () => {
      await asAdmin(engine, (admin) => admin.query(`DROP DATABASE ${name} WITH (FORCE)`));
    });
    const url = withDatabase(engine, name);
    const address = (file: string): URL => new URL(file, import.meta.url);
    const server = await Child.start<FloorServer | ProductServer>(address(files[side].server), {
      DATABASE_URL: url,
    });
    this.#ends.defer(() => server.stop());
    const origin = await server.ask("listen", undefined as never);
    return {
      server,
      origin,
      client: async () => {
        const client = await Child.start<ProductClient>(address(files[side].client), {
          ORIGIN: origin,
        });
        this.#ends.defer(() => client.stop());
        return client;
      },
      stored: () => asAdmin(url, tableBytes),
    };
  }

  /** Ends everything and removes what was stored; asked a second time, waits for the first. */
  close(): Promise<void> {
    return (this.#closed ??= this.#ends.disposeAsync());
  }
}

async function tableBytes(client: pg.Client): Promise<number> {
  const { rows } = await client.query<{ bytes: string }>(
    `SELECT sum(pg_total_relation_size(oid)) AS bytes FROM pg_class
     WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace`,
  );
  return Number(rows[0]?.bytes ?? 0);
}
