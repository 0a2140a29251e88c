import { mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { rosterLog } from "#crypto";
import type { PulledCommit } from "#contract/pull.ts";
import { verifyFile } from "#audit/verifying.ts";
import type { BedId } from "#domain/ids.ts";
import type { Audit, CheckedAgain, Engine } from "#vault/engine.ts";
import { Hostile } from "../hostile/hostile.ts";
import { type Servers, startServers } from "../server/world.ts";
import {
  type House,
  arrival,
  colleague,
  done,
  found,
  makeDevice,
  makeHouse,
  passphrase,
  saved,
  until,
} from "./people.ts";

let servers: Servers;
let desk: Engine;
let house: House;
let auditor: Engine;
let hostile: Hostile;

/** An auditor joins on a device. */
async function joinAsAuditor(by: Engine, device: Engine): Promise<void> {
  const invite = { preset: "auditor", houses: [], displayName: "Uma", inPerson: true } as const;
  const { code } = await done(by.invite(invite));
  const seen = await done(device.readInvite(code));
  const joining = {
    code,
    displayName: "Uma",
    passphrase,
    deviceLabel: "Desk",
    sharedDevice: false,
  };
  await done(device.join({ ...joining, loginId: seen.suggestedLoginId }));
  await until("a list of heads", async () => (await device.trust()).heads !== undefined);
}

beforeAll(async () => {
  servers = await startServers(1, { headsPace: { grownMs: 100, idleMs: 3_600_000 } });
  desk = makeDevice(servers.url, { headsEveryMs: 100 }).engine;
  await found(desk);
  house = makeHouse();
  await saved(desk, desk.createHouse(house.input));
  for (const [i, name] of ["Oda", "Perla"].entries()) {
    await saved(desk, desk.act("placeHousehold", arrival(house, house.beds[2 * i] as BedId, name)));
  }
  hostile = new Hostile(servers);
  auditor = makeDevice(servers.url, { ...hostile.ports, headsEveryMs: 100 }).engine;
  await joinAsAuditor(desk, auditor);
});
afterAll(async () => {
  for (const engine of [desk, auditor]) await engine.lock();
  await servers.stop();
});

type Ended<T> = Exclude<T, { is: "looking" }>;

/** Runs a check to its end; says also how often it told how far it was. */
async function toEnd<T extends { readonly is: string }>(
  begin: (call: (now: T) => void) => () => void,
): Promise<{ readonly ended: Ended<T>; readonly told: number }> {
  const all: T[] = [];
  begin((now) => all.push(now));
  await until("an end", () => all.some(({ is }) => is !== "looking"));
  return { ended: all.at(-1) as Ended<T>, told: all.length - 1 };
}
const audited = (by = auditor) => toEnd<Audit>((call) => by.audit(call));
const again = (engine: Engine) => toEnd<CheckedAgain>((call) => engine.checkAgain(call));

/** Waits until the newest line of the heads log has everything: what is checked is what it lists. */
const settled = async (): Promise<void> => {
  const size = async (): Promise<number> => (await auditor.trust()).heads?.size ?? 0;
  const before = await size();
  await saved(
    desk,
    desk.act("placeHousehold", arrival(house, house.beds[3] as BedId, "Runa")),
  ).catch(() => undefined);
  await until("another line", async () => (await size()) > before).catch(() => undefined);
};

test("an auditor's page checks every log, sealed record and key, and signs a report that the command line believes", async () => {
  await settled();
  const { ended, told } = await audited();
  expect(ended).toMatchObject({ is: "done", passed: true, problems: [] });
  if (ended.is !== "done") return;
  expect(told).toBeGreaterThan(1);
  expect(ended.looked).toMatchObject({ organisations: 1, "earlier statements compared": 1 });
  for (const what of [
    "commits",
    "signatures",
    "sealed contents",
    "sealed keys",
    "signed checkpoints",
  ]) {
    expect(ended.looked[what]).toBeGreaterThan(0);
  }
  const folder = await mkdtemp(join(tmpdir(), "linden-audit-"));
  await writeFile(join(folder, "report.json"), ended.json);
  await writeFile(join(folder, "report.note"), ended.note);
  const read = await verifyFile(folder, ended.key);
  expect(read).toMatchObject({ ok: true, value: { holds: true } });
});

test("keys that were given after the newest list are nobody's ghosts, and what came after it is said", async () => {
  const slow = await startServers(1, { headsPace: { grownMs: 3_600_000, idleMs: 3_600_000 } });
  const director = makeDevice(slow.url);
  await found(director.engine);
  const listed = () => director.engine.trust();
  await until("a list", async () => (await listed()).heads !== undefined);
  const elm = makeHouse("Elm");
  await saved(director.engine, director.engine.createHouse(elm.input));
  const given = { displayName: "Bea", preset: "staff", house: elm } as const;
  const staff = makeDevice(slow.url);
  await colleague(director.engine, staff, given);
  const outside = makeDevice(slow.url);
  await joinAsAuditor(director.engine, outside.engine);
  const { ended } = await audited(outside.engine);
  expect(ended).toMatchObject({ is: "done", passed: true, problems: [] });
  const notes = ended.is === "done" ? ended.notes.join() : "";
  expect(notes).toMatch(/\d+ commits came after the newest list of all logs/);
  for (const { engine } of [director, staff, outside]) await engine.lock();
  await slow.stop();
});

test("a server that lies to the auditor's page fails it with a sentence", async () => {
  const lies: readonly [RegExp, () => void][] = [
    [
      /not the one that was signed: its bytes were changed/,
      () =>
        hostile.reply("/v1/pull", (page) => ({
          ...page,
          commits: page.commits.map(({ bytes, envelopes }) => ({
            bytes,
            envelopes: envelopes.map((one) => one.map((byte, at) => (at === 40 ? byte ^ 1 : byte))),
          })),
        })),
    ],
    [
      /is missing|taken out|does not continue/,
      () =>
        hostile.reply("/v1/pull", (page) =>
          page.log === rosterLog ? undefined : { ...page, commits: page.commits.slice(0, -1) },
        ),
    ],
    [
      /does not continue|changed/,
      () =>
        hostile.reply("/v1/pull", (page) =>
          page.log === rosterLog ? undefined : { ...page, commits: page.commits.toReversed() },
        ),
    ],
    [/ghost|sealed key|key/i, () => hostile.reply("/v1/boxes", () => ({ boxes: [] }))],
  ];
  for (const [sentence, lie] of lies) {
    hostile.honest();
    lie();
    const { ended } = await audited();
    const says = ended.is === "done" ? ended.problems.join("\n") : ended.why;
    expect(ended.is === "done" && ended.passed).toBe(false);
    expect(says).toMatch(sentence);
  }
  hostile.honest();
  expect((await audited()).ended).toMatchObject({ is: "done", passed: true });
});

test("a check that is refused on its way says that it says nothing", async () => {
  hostile.before("/v1/boxes", () => ({
    status: 500,
    bytes: new TextEncoder().encode('{"code":"our-fault"}'),
  }));
  const { ended } = await audited();
  hostile.honest();
  expect(ended).toMatchObject({ is: "failed" });
  expect(ended.is === "failed" && ended.why).toMatch(/did not answer/);
});

test("whoever holds keys checks everything again, and what does not agree is an alarm", async () => {
  const { ended } = await again(desk);
  expect(ended).toMatchObject({ is: "done", wrong: [] });
  if (ended.is !== "done") return;
  const { vaults } = await desk.trust();
  expect(ended.logs).toBe(vaults.length + 1);
  expect(ended.envelopes).toBeGreaterThan(10);
  hostile.reply("/v1/pull", (page) =>
    page.log === rosterLog || page.from > 0
      ? undefined
      : {
          ...page,
          commits: page.commits.map((one, i) =>
            i === 0 ? { ...one, bytes: one.bytes.with(one.bytes.length - 1, 7) } : one,
          ),
        },
  );
  const lied = await again(auditor);
  hostile.honest();
  expect(lied.ended.is === "done" && lied.ended.wrong.length).toBeGreaterThan(0);
  // It signs for all of a log and shows its first commit alone, and then nothing, or the same for ever.
  for (const then of [0, 1]) {
    const shown = new Map<string, readonly PulledCommit[]>();
    hostile.reply("/v1/pull", (page) => {
      if (page.log === rosterLog) return undefined;
      if (page.from === 0) shown.set(page.log, page.commits.slice(0, 1));
      const from = then === 1 ? 0 : page.from;
      const commits = page.from === 0 || then === 1 ? (shown.get(page.log) ?? []) : [];
      return { ...page, from, commits };
    });
    const kept = await again(auditor);
    hostile.honest();
    expect(kept.ended).toMatchObject({ is: "done", wrong: ["log-malformed"] });
  }
});
