import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { serveTasks, sharedNow } from "./child.ts";
import { newRow } from "./record.ts";
import { type Moments, type Plan, type Vault, type Write, writeAll, writePaced } from "./work.ts";

/** A client of the floor: fetch, JSON and a map of records. */
const origin = process.env["ORIGIN"] ?? "";
let made = 0;
let clients = 0;
let socket: WebSocket | undefined;
const seen: { [record: string]: number } = {};

const into =
  ({ log }: Vault): Write =>
  async (count) => {
    const rows = Array.from({ length: count }, () => newRow(made++));
    const response = await fetch(`${origin}/records/${log}`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(rows),
    });
    const { seq } = (await response.json()) as { seq: number };
    if (!(seq > 0)) throw new Error("not acknowledged");
    return rows.map((row) => row.id);
  };

const floorClient = {
  found: ({ houses }: { houses: number }) => ({
    vaults: Array.from({ length: houses }, (): Vault => ({ house: "", log: randomUUID() })),
    kit: "",
  }),
  write: ({ vault, plan }: { vault: Vault; plan: Plan }) => writeAll(plan, into(vault)),
  gather: (of: { vaults: readonly Vault[]; clients: number }) => void ({ clients } = of),
  /** Many clients at once, each into a vault of the list, by turns. */
  writeTogether: async ({ vaults, plan }: { vaults: readonly Vault[]; plan: Plan }) => {
    const began = sharedNow();
    const one = async (_: unknown, at: number): Promise<number> => {
      await writeAll(plan, into(vaults[at % vaults.length] as Vault));
      return sharedNow() - began;
    };
    return Promise.all(Array.from({ length: clients }, one));
  },
  /** All records of a vault, ready to query; milliseconds. */
  read: async ({ vault: { log } }: { kit: string; vault: Vault }) => {
    const began = sharedNow();
    const records = new Map<string, unknown>();
    for (let after = "0"; ;) {
      const response = await fetch(`${origin}/records/${log}?after=${after}`);
      const rows = (await response.json()) as { seq: string; body: { id: string } }[];
      for (const { body } of rows) records.set(body.id, body);
      if (rows.length < 1_000) break;
      after = rows.at(-1)?.seq ?? "0";
    }
    return { ms: sharedNow() - began, records: records.size, laterMs: 0 };
  },
  /** Connects, and notes from then on when each record of others arrived. */
  follow: async ({ vault: { log } }: { kit: string; vault: Vault }) => {
    const records = new Map<string, unknown>();
    socket = new WebSocket(`${origin.replace("http", "ws")}/live/${log}`);
    socket.addEventListener("message", ({ data }) => {
      for (const row of JSON.parse(data as string) as { id: string }[]) {
        records.set(row.id, row);
        seen[row.id] = sharedNow();
      }
    });
    await once(socket, "open");
  },
  writePaced: ({ vault, records }: { vault: Vault; records: number }) =>
    writePaced(records, into(vault)),
  seen: (): Moments => seen,
};
export type FloorClient = typeof floorClient;
serveTasks(floorClient);
