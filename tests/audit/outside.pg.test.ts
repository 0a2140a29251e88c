import { mkdtemp, readFile, readdir, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import {
  type Entry,
  type SignPublic,
  contradictionIn,
  encodeInviteCode,
  err,
  formatNote,
  headSigner,
  organisationWords,
  parseNote,
  readEvidence,
  rolesOf,
  signCheckpoint,
  vaultsOf,
  verifyCosignature,
} from "#crypto";
import { passed } from "#audit/check.ts";
import { join as becomeAuditor, joinedAs } from "#audit/join.ts";
import { keepKey, newKey, readKey } from "#audit/key.ts";
import { checkLogs } from "#audit/logs.ts";
import { openSource } from "#audit/open.ts";
import { Progress } from "#audit/progress.ts";
import { beginWatch, lookOnce } from "#audit/watching.ts";
import { look, witnessFiles } from "#audit/witness.ts";
import { readWitnessed } from "#audit/witnessed.ts";
import { HeadsLog } from "#server/heads.ts";
import { openDatabase } from "#server/postgres/database.ts";
import type { Tables } from "#server/store/tables.ts";
import { type Servers, startServers } from "../server/world.ts";
import { type Organisation, invited, organisationOn } from "./organisation.ts";

let servers: Servers;
let organisation: Organisation;
let folder: string;
const progress = new Progress(() => undefined);

beforeAll(async () => {
  servers = await startServers(1, { headsPace: { grownMs: 3_600_000, idleMs: 3_600_000 } });
  organisation = await organisationOn(servers.url);
  folder = await mkdtemp(join(tmpdir(), "linden-outside-"));
}, 60_000);
afterAll(() => servers.stop());

async function link(audit: boolean): Promise<string> {
  const { founder } = organisation;
  const seed = await invited(founder, audit);
  return `${servers.url}/#${encodeInviteCode({ org: founder.org, seed, head: founder.roster.head })}`;
}

/** Has the server publish where all logs stand. */
async function publish(): Promise<void> {
  const db = openDatabase<Tables>(servers.databaseUrl, 1);
  await new HeadsLog(db, headSigner(servers.secrets.logSeed)).append(organisation.founder.org);
  await db.destroy();
}

test("an auditor joins with a key that only signs, holds no vault, and verifies every log from outside", async () => {
  const file = join(folder, "auditor.key");
  const joined = await becomeAuditor(await link(true), { file, name: "auditor.example" });
  if (!joined.ok) throw new Error(joined.error);
  const { founder } = organisation;
  await founder.readRoster();
  const member = joined.value.member?.id;
  if (member === undefined) throw new Error("no member");
  expect(rolesOf(founder.roster, member)).toEqual({ admin: false, audit: true });
  expect(vaultsOf(founder.roster, member)).toEqual([]);
  const told = joinedAs(joined.value, file).join("\n");
  for (const what of [organisationWords(founder.org).join(" "), founder.org, member])
    expect(told).toContain(what);

  await publish();
  const source = await openSource(servers.url, file);
  if (!source.ok) throw new Error(source.error);
  const outcome = await checkLogs(source.value, { progress, earlier: [] });
  await source.value.close();
  expect(outcome.problems).toEqual([]);
  expect(passed(outcome)).toBe(true);
  expect(outcome.looked).toMatchObject({ members: 3, "sealed keys": 3, "sealed contents": 14 });
});

test("an invitation that is not for an auditor makes nobody one, and one that is used works no more", async () => {
  const given = { file: join(folder, "other.key"), name: "auditor.example" };
  const plain = await becomeAuditor(await link(false), given);
  expect(plain.ok || plain.error).toMatch(/not one for an auditor/);
  const used = await link(true);
  expect((await becomeAuditor(used, given)).ok).toBe(true);
  const again = await becomeAuditor(used, { ...given, file: join(folder, "again.key") });
  expect(again.ok || again.error).toMatch(/does not know this key/);
});

test("a witness cosigns what continues what it has seen, and its checkpoint is what an audit compares with", async () => {
  const made = newKey("witness.example");
  const key = made.ok ? await keepKey(join(folder, "witness.key"), made.value) : made;
  if (!key.ok) throw new Error(key.error);
  const { founder, vault } = organisation;
  await founder.readRoster();
  const entry: Entry = {
    is: "witness",
    quorum: 1,
    witnesses: [{ name: key.value.name, key: key.value.publicKey }],
  };
  await founder.enters(entry);
  await publish();
  const state = join(folder, "state");
  const given = { origin: servers.url, org: founder.org, folder: state, logKey: undefined };
  const watch = await beginWatch({ ...given, key: key.value });
  if (!watch.ok) throw new Error(watch.error);

  const first = await lookOnce(watch.value);
  expect(first.problems).toEqual([]);
  await founder.write(vault, "more");
  await publish();
  const second = await lookOnce(watch.value);
  expect(second.problems).toEqual([]);
  expect(second.looked).toMatchObject({ "checkpoints found consistent with the one before": 1 });

  const published = await readFile(join(state, witnessFiles.checkpoint), "utf8");
  const note = parseNote(published);
  const known = { name: "witness.example", key: key.value.publicKey };
  expect(note.ok && verifyCosignature(note.value, known)).toBeTypeOf("number");
  const seen = await readWitnessed(join(state, witnessFiles.checkpoint));
  expect(seen.ok && seen.value[0]?.by).toBe("the witness witness.example");
});

test("a witness signs nothing for a server that contradicts what it has signed, and keeps the proof", async () => {
  const key = await readKey(join(folder, "witness.key"));
  if (!key.ok) throw new Error(key.error);
  const { founder } = organisation;
  const signer = headSigner(servers.secrets.logSeed);
  const server = servers.secrets.logKey as SignPublic;
  const lied = async (size: number): Promise<string> => {
    const state = await mkdtemp(join(tmpdir(), "linden-witness-"));
    const root = new Uint8Array(32).fill(7) as never;
    const note = formatNote(signCheckpoint(founder.org, { size, root }, signer));
    await writeFile(join(state, witnessFiles.checkpoint), note);
    const given = { origin: servers.url, org: founder.org, folder: state, logKey: undefined };
    const watch = await beginWatch({ ...given, key: key.value });
    if (!watch.ok) throw new Error(watch.error);
    const seen = await look(watch.value, new Date());
    const evidence = readEvidence(await readFile(join(state, witnessFiles.evidence), "utf8"));
    expect(evidence?.statements).toHaveLength(2);
    const says = seen.ok ? "" : seen.error.says;
    if (/two different/.test(says) && evidence !== undefined) {
      expect(contradictionIn(evidence, server)).toMatchObject({ size, bySignature: true });
    }
    return says;
  };
  const size = await newestSize();
  expect(await lied(size + 5)).toMatch(/gone back .* Nothing was cosigned/);
  expect(await lied(size)).toMatch(/two different lists .* Nothing was cosigned/);
  expect(await lied(1)).toMatch(/does not continue .* Nothing was cosigned/);
});

test("a server that cannot be asked has not contradicted itself: nothing is kept as a proof", async () => {
  const key = await readKey(join(folder, "witness.key"));
  if (!key.ok) throw new Error(key.error);
  const { founder } = organisation;
  const state = await mkdtemp(join(tmpdir(), "linden-witness-"));
  const root = new Uint8Array(32).fill(7) as never;
  const signer = headSigner(servers.secrets.logSeed);
  const note = formatNote(signCheckpoint(founder.org, { size: 1, root }, signer));
  await writeFile(join(state, witnessFiles.checkpoint), note);
  const given = { origin: servers.url, org: founder.org, folder: state, logKey: undefined };
  const watch = await beginWatch({ ...given, key: key.value });
  if (!watch.ok) throw new Error(watch.error);
  const { calls } = watch.value;
  const ask = calls.ask.bind(calls);
  calls.ask = (path, ...rest) =>
    path === "/v1/heads/proof" ? Promise.resolve(err("no network")) : ask(path, ...rest);
  const seen = await look(watch.value, new Date());
  expect(seen).toEqual(err({ contradicts: false, says: "no network" }));
  expect(await readdir(state)).not.toContain(witnessFiles.evidence);
});

async function newestSize(): Promise<number> {
  const seen = await readWitnessed(join(folder, "state", witnessFiles.checkpoint));
  return seen.ok ? (seen.value[0]?.size ?? 0) : 0;
}
