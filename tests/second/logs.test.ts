import { describe, expect, test } from "vitest";
import { hex, signed, text, treeRoot, unhex } from "./bytes.ts";
import { readCommit } from "./commit.ts";
import * as envelope from "./envelope.ts";
import * as epoch from "./epoch.ts";
import { type Json, frozen } from "./frozen.ts";
import * as heads from "./heads.ts";
import { type Log, emptyLog, liveOf, read } from "./log.ts";
import { type Roster, next, nothing, summaryOf } from "./roster.ts";
import * as secrets from "./secrets.ts";

test("heads", () => {
  const all = frozen("heads");
  const { org, logKey, acknowledgement, checkpoint, witnesses, note, seen, unbelieved } = all;
  const message = heads.acknowledgementMessage(org, acknowledgement.heads);
  expect(hex(message)).toBe(acknowledgement.message);
  expect(signed(logKey.key, message, unhex(acknowledgement.signature))).toBe(true);
  expect(hex(heads.headsRoot(acknowledgement.heads))).toBe(all.headsRoot);
  expect(heads.checkpointText(org, checkpoint.size, checkpoint.root)).toBe(checkpoint.text);
  const known = { logKey: logKey.key, witnesses };
  const { size, root } = checkpoint;
  expect(heads.readCheckpoint(note, org, known)).toEqual({ size, root, seen });
  for (const one of unbelieved) {
    expect([one.fault, heads.readCheckpoint(one.note, org, known)]).toEqual([one.fault, undefined]);
  }
  const own = secrets.sign(unhex(logKey.seed), text(checkpoint.text));
  const lines = [heads.signatureLine(`linden/1/heads/${org}`, logKey.key, 1, own)];
  witnesses.forEach(({ name, seed, key }: Json, i: number) => {
    const time = 1_800_000_000 + i;
    const made = secrets.sign(unhex(seed), heads.cosignatureMessage(checkpoint.text, time));
    const dated = unhex(time.toString(16).padStart(16, "0") + hex(made));
    lines.push(heads.signatureLine(name, key, 4, dated));
  });
  expect(note.startsWith(`${checkpoint.text}\n${lines.join("")}`)).toBe(true);
});

/** The frozen logs, read by an implementation that shares no line with the product. */
describe("an organisation", () => {
  const told = frozen("organisation");
  const rosters: Roster[] = [nothing()];
  for (const { bytes } of told.roster)
    rosters.push(next(rosters.at(-1) as Roster, unhex(bytes)).roster);
  const whole = rosters.at(-1) as Roster;

  test("folds to the same after each of its commits", () => {
    told.roster.forEach(({ bytes, verdict, after }: Json, i: number) => {
      const folded = next(rosters[i] as Roster, unhex(bytes));
      expect([i, folded.class]).toEqual([i, verdict.is]);
      expect(summaryOf(folded.roster)).toEqual(after);
    });
    expect(whole.moments.at(-1)?.org).toBe(told.org);
  });

  const logs: Record<string, Log[]> = {};
  for (const { vault, commits } of told.vaults) {
    const list = [emptyLog(vault)];
    for (const { bytes } of commits) list.push(read(whole, list.at(-1) as Log, unhex(bytes)).log);
    logs[vault] = list;
  }

  test("has the same commits, and the same newest versions, in every log", () => {
    for (const { vault, commits, size, root, live } of told.vaults) {
      commits.forEach(({ bytes, verdict }: Json, i: number) => {
        const { class: is } = read(whole, (logs[vault] as Log[])[i] as Log, unhex(bytes));
        expect([vault, i, is]).toEqual([vault, i, verdict.is]);
      });
      const last = logs[vault]?.at(-1) as Log;
      expect([last.commits.length, hex(treeRoot(last.commits))]).toEqual([size, root]);
      expect(liveOf(last)).toEqual(live);
    }
  });

  test("refuses each bad commit, in the same class", () => {
    for (const { code, class: is, rosterSize, logSize, log, bytes } of told.bad) {
      const roster = rosters[rosterSize] as Roster;
      const verdict =
        log === "0".repeat(32)
          ? next(roster, unhex(bytes)).class
          : read(roster, (logs[log] as Log[])[logSize] as Log, unhex(bytes)).class;
      expect([code, verdict]).toEqual([code, is]);
    }
  });

  test("has boxes and envelopes that its people can open", () => {
    const people = told.people.map((one: Json) => ({
      ...one,
      secret: secrets.boxSecret(unhex(one.boxSeed)),
    }));
    const vaults = whole.moments.at(-1)?.vaults ?? {};
    const keys = new Map<string, Uint8Array>();
    let opened = 0;
    for (const { vault, epoch: number, member, generation, bytes } of told.boxes) {
      const committed = vaults[vault]?.epochs[number - 1]?.keyCommit ?? "";
      const at = { org: told.org, vault, epoch: number };
      for (const one of people.filter((each: Json) => each.member === member)) {
        const key = epoch.openBox(at, unhex(bytes), { member, generation, ...one, committed });
        if (key === undefined) continue;
        keys.set(`${vault} ${number}`, key);
        opened++;
      }
    }
    expect(opened).toBeGreaterThan(20);
    let said = 0;
    for (const { vault, commits } of told.vaults) {
      for (const { bytes } of commits) {
        const commit = readCommit(unhex(bytes));
        for (const leaf of commit?.leaves ?? []) {
          const found = told.envelopes.find((one: Json) => one.hash === leaf.envelope);
          const epochKey = keys.get(`${vault} ${leaf.epoch}`);
          if (found === undefined || epochKey === undefined) continue;
          const at = { org: told.org, vault, author: commit?.author ?? "", epochKey };
          const content = envelope.open(at, leaf, unhex(found.bytes));
          if (leaf.kind !== "prune")
            expect(content && JSON.parse(Buffer.from(content.payload).toString())).toBeTypeOf(
              "object",
            );
          said++;
        }
      }
    }
    expect(said).toBeGreaterThan(15);
  });
});
