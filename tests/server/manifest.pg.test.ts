import { randomBytes } from "node:crypto";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { bundleRequest } from "#contract/account.ts";
import { manifest } from "#contract/manifest.ts";
import { healingRequest, returnRequest } from "#contract/healing.ts";
import { headsLinesRequest } from "#contract/heads.ts";
import { historyRequest, proofRequest } from "#contract/pull.ts";
import {
  type Hash,
  type SignPublic,
  appendLeaf,
  headOf,
  headSigner,
  idFrom,
  leafHash,
  rosterLog,
} from "#crypto";
import { signAcknowledgement } from "#crypto/heads-sign";
import { HeadsLog } from "#server/heads.ts";
import { openDatabase } from "#server/postgres/database.ts";
import type { Tables } from "#server/store/tables.ts";
import { logFields } from "#server/plugins/logging.ts";
import { asAdmin } from "../template.ts";
import {
  arrival,
  colleague,
  done,
  found,
  makeDevice,
  makeHouse,
  passphrase,
  saved,
  until,
} from "../engine/people.ts";
import { Hand } from "./hand.ts";
import { Watcher, witnessEntry } from "./watcher.ts";
import { Observed } from "./observed.ts";
import { type Servers, startServers } from "./world.ts";

const observed = new Observed();
let clientFolder: string;
let servers: Servers;
let lines: readonly string[] = [];

beforeAll(async () => {
  clientFolder = await mkdtemp(join(tmpdir(), "linden-client-"));
  await writeFile(join(clientFolder, "index.html"), "<!doctype html><title>Linden</title>");
  servers = await startServers(1, { clientFolder, perMinute: 600 });
  for (const app of servers.apps) observed.watch(app);
  vi.stubGlobal("fetch", observed.fetch);
  await work();
}, 120_000);
afterAll(async () => {
  vi.unstubAllGlobals();
  await rm(clientFolder, { recursive: true });
});

/** Everything that clients do, by the real engine, and the rest by hand. */
async function work(): Promise<void> {
  const network = { WebSocket: observed.WebSocket };
  const desk = makeDevice(servers.url, network);
  await found(desk.engine, true);
  const house = makeHouse();
  await saved(desk.engine, desk.engine.createHouse(house.input));
  const phone = makeDevice(servers.url, network);
  await colleague(desk.engine, phone, { displayName: "Bea", preset: "manager", house });
  const bea = await phone.engine.status();
  if (bea.is !== "open") throw new Error("not open");
  const [bed] = house.beds;
  if (bed === undefined) throw new Error("no bed");
  await saved(desk.engine, desk.engine.act("placeHousehold", arrival(house, bed)));
  await until("the arrival on the phone", async () =>
    JSON.stringify(await phone.engine.view("tonight", { house: house.house })).includes("Mina"),
  );
  await done(desk.engine.handOver(house.house, bea.member));
  const kit = await desk.engine.kit();
  const anew = makeDevice(servers.url, network);
  const given = { kit: kit.code, passphrase, deviceLabel: "New", sharedDevice: false };
  await done(anew.engine.unlock(given));
  const open = await done(anew.engine.sessions());
  const other = open.find(({ own }) => !own);
  await done(anew.engine.closeSession(other?.session ?? ""));
  for (const { engine } of [desk, phone, anew]) await engine.lock();
  await byHand();
}

async function byHand(): Promise<void> {
  const hand = new Hand(servers.url);
  await hand.found();
  await hand.enter();
  const { vault } = await hand.createVault();
  const stale = hand.commit(vault, "too late");
  await hand.write(vault, "in time");
  await hand.append({ chains: [{ log: vault, commits: [stale] }], boxes: [] });
  const hashes = [randomBytes(32) as Uint8Array as Hash];
  await hand.post("/v1/history", historyRequest.encode({ log: vault, hashes }));
  await hand.post("/v1/proof", proofRequest.encode({ log: rosterLog, from: 1, to: 2 }));
  await hand.post("/v1/account", new Uint8Array(0));
  await hand.post("/v1/bundle", bundleRequest.encode({ ...hand.account(), bundleVersion: 2 }));
  const elsewhere = { log: idFrom.log(randomBytes(16)), from: 0, to: 0 };
  await hand.post("/v1/proof", proofRequest.encode(elsewhere), { "x-forwarded-for": "192.0.2.7" });
  await byWitness(hand);
  await byRestored(hand);
  await hand.post("/v1/session/end", new Uint8Array(0));
  await fetch(`${servers.url}/healthz`);
  await fetch(`${servers.url}/tonight`);
  await fetch(`${servers.url}/index.html`);
  await fetch(`${servers.url}/v1/csp-report`, {
    method: "POST",
    headers: { "content-type": "application/csp-report" },
    body: "{}",
  });
  for (const name of await upgradeHeaders()) observed.replyHeaders.add(name);
  // A flood, until it is held back.
  const pull = (): Promise<unknown> => hand.pull(rosterLog);
  await Promise.all(Array.from({ length: 600 }, pull));
}

/** A witness cosigns a line; then there are more. */
async function byWitness(hand: Hand): Promise<void> {
  const logKey = servers.secrets.logKey as SignPublic;
  const watcher = new Watcher(servers.url, { org: hand.org, logKey });
  await hand.enters(witnessEntry(1, watcher));
  await watcher.enter();
  await watcher.watch();
  const { vault } = await hand.createVault();
  const db = openDatabase<Tables>(servers.databaseUrl);
  const heads = new HeadsLog(db, headSigner(servers.secrets.logSeed));
  for (let i = 0; i < 2; i++) {
    await heads.append(hand.org);
    await hand.write(vault, `record ${i}`);
  }
  await db.destroy();
  await watcher.watch();
  await watcher.heads();
  await hand.post("/v1/heads/lines", headsLinesRequest.encode({ from: 0 }));
}

/** A server that is shown its own signature over what it does not have, is given a part of it, and goes on. */
async function byRestored(hand: Hand): Promise<void> {
  const { vault } = await hand.createVault();
  const frame = hand.commit(vault, "lost");
  const frontier = appendLeaf(hand.frontier(vault), leafHash(frame.bytes));
  const { secret } = headSigner(servers.secrets.logSeed);
  const signed = signAcknowledgement(hand.org, [{ log: vault, ...headOf(frontier) }], secret);
  await hand.post("/v1/healing", healingRequest.encode({ rosterSize: 1, claims: [signed] }));
  const from = hand.frontier(vault).size;
  const box = { vault, epoch: 1, member: hand.member, generation: 1, bytes: randomBytes(112) };
  const given = { log: vault, from, commits: [frame], rest: [], signed, boxes: [] };
  const wrong = { ...given, rest: [randomBytes(32) as Uint8Array as Hash], boxes: [box] };
  await hand.post("/v1/healing/return", returnRequest.encode(wrong));
  await hand.post("/v1/healing/return", returnRequest.encode(given));
  hand.take(vault, frame.bytes);
  const { head } = hand.roster;
  await hand.enters({ is: "reset", log: rosterLog, head, lost: head });
}

/** The headers with which a WebSocket is answered, which no client shows. */
function upgradeHeaders(): Promise<readonly string[]> {
  const { promise, resolve } = Promise.withResolvers<readonly string[]>();
  const headers = {
    connection: "Upgrade",
    upgrade: "websocket",
    "sec-websocket-version": "13",
    "sec-websocket-key": randomBytes(16).toString("base64"),
  };
  request(`${servers.url}/v1/live`, { headers })
    .on("upgrade", (answer, socket) => {
      socket.destroy();
      resolve(Object.keys(answer.headers));
    })
    .end();
  return promise;
}

const listed = (places: object): string[] => Object.keys(places).toSorted();

test("the manifest lists every column of a migrated database, and no other", async () => {
  const rows = await ask(`SELECT table_name || '.' || column_name FROM information_schema.columns
    WHERE table_schema NOT IN ('pg_catalog', 'information_schema')`);
  expect(rows.toSorted()).toEqual(listed(manifest.columns));
});

test("the manifest lists every index, function, sequence, view, trigger and channel of the database", async () => {
  const own = "NOT IN ('pg_catalog', 'information_schema', 'pg_toast')";
  const rows = await ask(`
    SELECT 'index ' || indexname || ' ' || replace(substring(indexdef FROM '\\(.*$'), '"', '')
      FROM pg_indexes WHERE schemaname ${own}
    UNION ALL SELECT 'function ' || proname FROM pg_proc
      JOIN pg_namespace n ON n.oid = pronamespace WHERE nspname ${own}
    UNION ALL SELECT 'sequence ' || sequencename FROM pg_sequences WHERE schemaname ${own}
    UNION ALL SELECT 'view ' || viewname FROM pg_views WHERE schemaname ${own}
    UNION ALL SELECT 'trigger ' || tgname FROM pg_trigger WHERE NOT tgisinternal
    UNION ALL SELECT DISTINCT 'notice ' || name FROM pg_proc
      JOIN pg_namespace n ON n.oid = pronamespace,
      regexp_matches(prosrc, $$pg_notify\\('([^']+)'$$, 'g') AS found(name_), unnest(name_) AS name
      WHERE nspname ${own}`);
  expect(rows.toSorted()).toEqual(listed(manifest.database));
});

test("the manifest lists every route that is registered, and no other", () => {
  const [app] = servers.apps;
  const routes = routesOf(app?.printRoutes({ commonPrefix: false }) ?? "");
  const ours = routes.filter((route) => !/^(GET|HEAD) \/(index\.html)?$/.test(route));
  expect(ours.toSorted()).toEqual(listed(manifest.requests));
  const answered = [...listed(manifest.requests), "moved", "refusal"].toSorted();
  expect(listed(manifest.replies)).toEqual(answered);
});

test("the manifest lists every field that clients send, and no other", () => {
  for (const [route, places] of Object.entries(manifest.requests)) {
    expect([route, named(observed.requests, route)]).toEqual([route, listed(places)]);
  }
});

test("the manifest lists every field that the server answers with, and no other", () => {
  expect(observed.unread).toEqual([]);
  for (const [route, places] of Object.entries(manifest.replies)) {
    expect([route, named(observed.replies, route)]).toEqual([route, listed(places)]);
  }
});

test("the manifest lists every header of a reply, and no other", () => {
  expect([...observed.replyHeaders].toSorted()).toEqual(listed(manifest.replyHeaders));
});

test("the manifest lists every header that programs send", () => {
  const all = new Set(listed(manifest.requestHeaders));
  expect([...observed.requestHeaders].filter((name) => !all.has(name))).toEqual([]);
});

test("the manifest lists every field that the server may log, and a run logs no other", async () => {
  expect(logFields.toSorted()).toEqual(listed(manifest.logFields));
  await servers.stop();
  ({ lines } = servers);
  expect(lines.length).toBeGreaterThan(15);
  const fields = lines.flatMap((line) => Object.keys(JSON.parse(line) as object));
  const all = new Set(listed(manifest.logFields));
  expect(fields.filter((field) => !all.has(field))).toEqual([]);
  const faults = lines.filter((line) => line.includes("fault"));
  expect(faults).toEqual([]);
});

/** The names seen under a route, without what is only an empty value. */
const named = (map: ReadonlyMap<string, ReadonlySet<string>>, route: string): string[] =>
  [...(map.get(route) ?? [])].filter((name) => name !== "").toSorted();

function ask(sql: string): Promise<string[]> {
  return asAdmin(servers.databaseUrl, async (client) => {
    const { rows } = await client.query<string[]>({ text: sql, rowMode: "array" });
    return rows.map(([name]) => name ?? "");
  });
}

/** `METHOD /path` for every line of fastify's own tree: four characters of indentation for each level. */
function routesOf(tree: string): string[] {
  const above: string[] = [];
  return tree.split("\n").flatMap((line) => {
    const found = /^([│├└─ ]*)([^ ]+)(?: \(([A-Z, ]+)\))?$/.exec(line);
    if (found === null || line.trim() === "") return [];
    const [, indent = "", part = "", methods = ""] = found;
    const level = indent.length / 4 - 1;
    const path = (above[level - 1] ?? "") + part;
    above[level] = path;
    return methods
      .split(", ")
      .filter(Boolean)
      .map((method) => `${method} ${path}`);
  });
}
