import Fastify from "fastify";
import websocket from "@fastify/websocket";
import pg from "pg";
import type { WebSocket } from "ws";
import { serveTasks } from "./child.ts";

/**
 * The floor: as little as keeps JSON records durably, tells who follows, and gives a list back. Nothing is sealed,
 * signed, proved or padded. It stands on the same Fastify, pg and PostgreSQL as the product's server.
 */

interface Row {
  readonly id: string;
}

const pool = new pg.Pool({ connectionString: process.env["DATABASE_URL"], max: 10 });
const followers = new Map<string, Set<WebSocket>>();

const insert = {
  name: "insert",
  text: `INSERT INTO records (vault, id, body) SELECT $1, (r->>'id')::uuid, r FROM jsonb_array_elements($2::jsonb) AS r
         RETURNING seq`,
};
const read = {
  name: "read",
  text: "SELECT seq, body FROM records WHERE vault = $1 AND seq > $2 ORDER BY seq LIMIT $3",
};

async function makeTable(): Promise<void> {
  await pool.query(`CREATE TABLE IF NOT EXISTS records (
    vault uuid NOT NULL, seq bigint GENERATED ALWAYS AS IDENTITY, id uuid NOT NULL, body jsonb NOT NULL,
    PRIMARY KEY (vault, seq))`);
}

async function put(vault: string, rows: readonly Row[]): Promise<{ seq: number }> {
  const done = await pool.query<{ seq: string }>({
    ...insert,
    values: [vault, JSON.stringify(rows)],
  });
  const told = followers.get(vault);
  if (told !== undefined) {
    const text = JSON.stringify(rows);
    for (const socket of told) socket.send(text);
  }
  return { seq: Number(done.rows.at(-1)?.seq) };
}

const app = Fastify({ bodyLimit: 16 << 20 });
await app.register(websocket);
app.post<{ Params: { vault: string }; Body: Row[] }>("/records/:vault", (request) =>
  put(request.params.vault, request.body),
);
app.get<{ Params: { vault: string }; Querystring: { after: string } }>(
  "/records/:vault",
  async (request) => {
    const values = [request.params.vault, request.query.after, 1_000];
    return (await pool.query<{ seq: string; body: Row }>({ ...read, values })).rows;
  },
);
app.get<{ Params: { vault: string } }>("/live/:vault", { websocket: true }, (socket, request) => {
  const { vault } = request.params;
  const told = followers.get(vault) ?? new Set();
  followers.set(vault, told.add(socket));
  socket.on("close", () => told.delete(socket));
});

const floorServer = {
  /** Makes the table and listens. */
  listen: async () => {
    await makeTable();
    return app.listen({ host: "127.0.0.1", port: 0 });
  },
};
export type FloorServer = typeof floorServer;
serveTasks(floorServer);
