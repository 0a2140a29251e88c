import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { encodeInviteCode, headSigner } from "#crypto";
import { passed } from "#audit/check.ts";
import { join as becomeAuditor } from "#audit/join.ts";
import { keyLine, newKey } from "#audit/key.ts";
import { checkLogs } from "#audit/logs.ts";
import { openSource } from "#audit/open.ts";
import { Progress } from "#audit/progress.ts";
import { writeReport } from "#audit/report.ts";
import { keepOutcome, readEarlier } from "#audit/results.ts";
import type { EarlierHead } from "#audit/source.ts";
import { HeadsLog } from "#server/heads.ts";
import { openDatabase } from "#server/postgres/database.ts";
import type { Tables } from "#server/store/tables.ts";
import { type Servers, startServers } from "../server/world.ts";
import { asAdmin } from "../template.ts";
import { writeDump } from "./dump.ts";
import { type Organisation, invited, organisationOn } from "./organisation.ts";

let servers: Servers;
let organisation: Organisation;
let folder: string;
/** Dumps of before and after two more records, of which no list tells. */
let before: string;
let after: string;
let outside: string;
const progress = new Progress(() => undefined);
const made = newKey("auditor.example");
if (!made.ok) throw new Error(made.error);
const key = made.value;

beforeAll(async () => {
  servers = await startServers(1, { headsPace: { grownMs: 3_600_000, idleMs: 3_600_000 } });
  organisation = await organisationOn(servers.url);
  folder = await mkdtemp(join(tmpdir(), "linden-since-"));
  const { founder, vault } = organisation;
  const seed = await invited(founder, true);
  const code = encodeInviteCode({ org: founder.org, seed, head: founder.roster.head });
  outside = join(folder, "outside.key");
  const given = { file: outside, name: "auditor.example" };
  const joined = await becomeAuditor(`${servers.url}/#${code}`, given);
  if (!joined.ok) throw new Error(joined.error);
  await founder.readRoster();
  const db = openDatabase<Tables>(servers.databaseUrl, 1);
  await new HeadsLog(db, headSigner(servers.secrets.logSeed)).append(founder.org);
  await db.destroy();
  before = await dump("before.sql");
  await founder.write(vault, "after the list");
  await founder.write(vault, "and another");
  after = await dump("after.sql");
}, 60_000);
afterAll(async () => {
  await servers.stop();
  await rm(folder, { recursive: true });
});

async function dump(name: string): Promise<string> {
  const file = join(folder, name);
  await asAdmin(servers.databaseUrl, (client) => writeDump(client, file));
  return file;
}

async function look(place: string, earlier: readonly EarlierHead[] = []) {
  const opened = await openSource(place, outside);
  if (!opened.ok) throw new Error(opened.error);
  const outcome = await checkLogs(opened.value, { progress, earlier });
  await opened.value.close();
  return outcome;
}

/** The report of a visit, and what a later one reads in it. */
async function visit(place: string) {
  const out = await mkdtemp(join(folder, "visit-"));
  await keepOutcome(out, await look(place), { from: place, began: new Date() });
  await writeReport(out, { key, wanted: ["logs"] });
  const report = join(out, "report.json");
  const read = await readEarlier(report);
  if (!read.ok) throw new Error(read.error);
  return { report, earlier: read.value.heads };
}

test("commits that an earlier visit saw and that are gone are noticed, also where no list had them yet", async () => {
  const { earlier } = await visit(after);
  const same = await look(after, earlier);
  expect(same.problems).toEqual([]);
  expect(passed(same)).toBe(true);
  expect(same.looked).toMatchObject({ "logs compared with an earlier visit": 3 });
  const gone = await look(before, earlier);
  expect(gone.problems).toHaveLength(1);
  expect(gone.problems[0]).toMatch(
    /^Vault \w+ had 15 commits when the visit of [\d-]+ saw it, and has 13 now: what was there is gone\.$/,
  );
  expect((await look(after, (await visit(before)).earlier)).problems).toEqual([]);
});

test("a log that is another than an earlier visit saw, or is gone, is noticed", async () => {
  const [one] = (await visit(after)).earlier;
  if (one?.logs === undefined) throw new Error("nothing seen");
  const root = new Uint8Array(32).fill(7) as never;
  const other = { ...one, logs: one.logs.map((log) => ({ ...log, root })) };
  expect((await look(after, [other])).problems.join("\n")).toMatch(
    /The first \d+ commits of the roster are not those that the visit of [\d-]+ saw/,
  );
  const more = { log: "ab".repeat(16) as never, size: 4, root };
  // From outside a log that no list has yet is not there for anybody.
  const shown = await look(servers.url, [{ ...one, logs: [more] }]);
  expect([shown.problems, shown.notes.join()]).toEqual([
    [],
    expect.stringMatching(/1 logs cannot/),
  ]);
  expect((await look(after, [{ ...one, logs: [more] }])).problems).toEqual([
    expect.stringMatching(/^Vault abababab had 4 commits when the visit of [\d-]+ saw it, and is/),
  ]);
});

test("how many commits came after the newest list is said of a dump as it is from outside", async () => {
  const { notes } = await look(after);
  expect(notes.join()).toMatch(/^2 commits came after the newest list of all logs/);
  expect((await look(before)).notes.join()).not.toMatch(/came after/);
  const shown = await look(servers.url, (await visit(after)).earlier);
  expect(shown.problems).toEqual([]);
  expect(shown.notes.join()).toMatch(/At least 2 commits came after the newest list/);
  expect(shown.notes.join()).toMatch(/1 logs cannot yet be compared/);
});

test("an earlier report is believed with its signature alone, and an edited one is refused", async () => {
  const { report } = await visit(after);
  const read = await readEarlier(report, keyLine(key, "note"));
  expect(read.ok && read.value.note).toContain(keyLine(key, "note"));
  const other = newKey("auditor.example");
  if (!other.ok) throw new Error(other.error);
  const foreign = await readEarlier(report, keyLine(other.value, "note"));
  expect(foreign.ok || foreign.error).toMatch(/not signed by auditor\.example/);
  const json = await readFile(report, "utf8");
  await writeFile(report, json.replace('"size": 15', '"size": 13'));
  const edited = await readEarlier(report);
  expect(edited.ok || edited.error).toMatch(/was changed after it was signed/);
  await writeFile(report, json);
  await rm(report.replace(".json", ".note"));
  const bare = await readEarlier(report);
  expect(bare.ok || bare.error).toMatch(/is missing: an earlier report is believed/);
});
