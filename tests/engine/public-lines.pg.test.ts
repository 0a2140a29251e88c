import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { parseCommit } from "#crypto";
import { type Servers, startServers } from "../server/world.ts";
import { arrival, found, makeDevice, makeHouse, saved } from "./people.ts";

let servers: Servers;
beforeAll(async () => {
  servers = await startServers();
});
afterAll(() => servers.stop());

test("the public lines of a house and its first night name no type of record", async () => {
  const { engine } = makeDevice(servers.url);
  await found(engine);
  const house = makeHouse();
  await saved(engine, engine.createHouse(house.input));
  const [bed] = house.beds;
  if (bed === undefined) throw new Error("no bed");
  await saved(engine, engine.act("placeHousehold", arrival(house, bed)));

  const client = new pg.Client({ connectionString: servers.databaseUrl });
  await client.connect();
  const { rows } = await client.query<{ log: number; bytes: Uint8Array }>(
    "SELECT log, bytes FROM commits ORDER BY log, position",
  );
  await client.end();
  const schemas = new Map<number, number[]>();
  for (const { log, bytes } of rows) {
    const commit = parseCommit(bytes);
    if (!commit.ok || commit.value.items.is !== "leaves") continue;
    const own = commit.value.items.leaves.map((leaf) => leaf.schema);
    schemas.set(log, [...(schemas.get(log) ?? []), ...own]);
  }
  expect(schemas.size).toBeGreaterThan(5);
  for (const [first, ...rest] of schemas.values()) {
    expect(first).toBe(1);
    expect(new Set(rest)).toEqual(new Set(rest.length > 0 ? [2] : []));
  }
  await engine.lock();
});
