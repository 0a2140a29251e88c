import { afterAll, beforeAll, expect, test } from "vitest";
import {
  type Leaf,
  type SignPublic,
  appendLeaf,
  headOf,
  headSigner,
  idFrom,
  leafHash,
  noHash,
  randomBytes,
  seal,
  signAcknowledgement,
} from "#crypto";
import { healingRequest } from "#contract/healing.ts";
import { HeadsLog } from "#server/heads.ts";
import { openDatabase as openKysely } from "#server/postgres/database.ts";
import type { Tables } from "#server/store/tables.ts";
import { checkDatabase } from "#audit/database.ts";
import { openDatabase } from "#audit/open.ts";
import { Progress } from "#audit/progress.ts";
import { asAdmin } from "../template.ts";
import { Watcher, witnessEntry } from "../server/watcher.ts";
import { type Servers, startServers } from "../server/world.ts";
import { type Organisation, invited, organisationOn } from "./organisation.ts";

let servers: Servers;
let organisation: Organisation;

beforeAll(async () => {
  servers = await startServers(1, { headsPace: { grownMs: 3_600_000, idleMs: 3_600_000 } });
  organisation = await organisationOn(servers.url);
}, 60_000);
afterAll(() => servers.stop());

async function publish(): Promise<void> {
  const db = openKysely<Tables>(servers.databaseUrl, 1);
  await new HeadsLog(db, headSigner(servers.secrets.logSeed)).append(organisation.founder.org);
  await db.destroy();
}

const counted = (table: string): Promise<number> =>
  asAdmin(servers.databaseUrl, async (client) => {
    const { rows } = await client.query<{ n: string }>(`SELECT count(*) AS n FROM ${table}`);
    return Number(rows[0]?.n);
  });

async function problems(): Promise<readonly string[]> {
  const opened = await openDatabase(servers.databaseUrl);
  if (!opened.ok) throw new Error(opened.error);
  const progress = new Progress(() => undefined);
  const outcome = await checkDatabase(opened.value, { progress, earlier: [] });
  await opened.value.close();
  return outcome.problems;
}

test("the lines and sessions of witnesses, named now or before, are the server's own", async () => {
  const { founder } = organisation;
  const logKey = servers.secrets.logKey as SignPublic;
  const names = ["witness.example/w1", "witness.example/w2"];
  for (const name of names) {
    const watcher = new Watcher(servers.url, { org: founder.org, logKey }, name);
    await founder.enters(witnessEntry(1, watcher));
    await publish();
    await watcher.enter();
    expect((await watcher.watch()).status).toBeLessThan(300);
  }
  expect(await counted("sessions WHERE witness IS NOT NULL")).toBe(2);
  expect(await counted("heads WHERE cosigned > 0")).toBeGreaterThan(0);
  expect(await problems()).toEqual([]);
});

test("what waits to be dropped was named by a prune that somebody signed", async () => {
  const { founder, vault } = organisation;
  const { org, member: author } = founder;
  const epochKey = founder.keys.get(vault);
  if (epochKey === undefined) throw new Error("no key");
  const record = idFrom.record(randomBytes(16));
  const sealed = (version: number) => {
    const payload = new TextEncoder().encode(`version ${version}`);
    const of = { kind: "put", record, version, epoch: 1, schema: 1, payload } as const;
    const made = seal({ org, vault, author, epochKey }, of);
    if (!made.ok) throw new Error(made.error);
    return made.value;
  };
  const write = async (leaf: Leaf, envelopes: readonly Uint8Array[]): Promise<void> => {
    const { bytes } = founder.sign(vault, { is: "leaves", leaves: [leaf] });
    const chains = [{ log: vault, commits: [{ bytes, envelopes }] }];
    expect((await founder.append({ chains, boxes: [] })).code).toBeUndefined();
    founder.take(vault, bytes);
  };
  const [first, second] = [sealed(1), sealed(2)];
  for (const { leaf, envelope } of [first, second]) await write(leaf, [envelope]);
  await write({ ...first.leaf, kind: "prune", contentCommit: noHash }, []);
  expect(await counted("prunes")).toBe(1);
  expect(await problems()).toEqual([]);
});

test("what is asked for again after a restore is as the server keeps it", async () => {
  const { founder, vault } = organisation;
  const frame = founder.commit(vault, "lost");
  const frontier = appendLeaf(founder.frontier(vault), leafHash(frame.bytes));
  const { secret } = headSigner(servers.secrets.logSeed);
  const signed = signAcknowledgement(founder.org, [{ log: vault, ...headOf(frontier) }], secret);
  await founder.post("/v1/healing", healingRequest.encode({ rosterSize: 1, claims: [signed] }));
  expect([await counted("claims"), await counted("healing")]).toEqual([1, 1]);
  expect(await problems()).toEqual([]);
});

test("an invitation that waits is no ghost, and neither is who opened it", async () => {
  await invited(organisation.founder, true);
  expect(await problems()).toEqual([]);
  expect(await counted("sessions WHERE invite IS NOT NULL")).toBeGreaterThan(0);
});
