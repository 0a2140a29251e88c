import { expect, test } from "vitest";
import type { Trust } from "../../vault/engine.ts";
import { checksOf } from "./checks.ts";

const vault = (over: Partial<Trust["vaults"][number]> = {}): Trust["vaults"][number] =>
  ({
    vault: "v",
    entries: 100,
    records: 40,
    sealed: 0,
    unreadable: 0,
    signaturesVerified: 100,
    verifiedAt: 7,
    inDanger: false,
    blind: false,
    torn: 0,
    ...over,
  }) as Trust["vaults"][number];
const trust = (over: Partial<Trust> = {}): Trust => ({
  resealing: { left: 0, done: 0, toPrune: 0, is: "done" },
  rosterSize: 9,
  members: 3,
  vaults: [vault(), vault({ entries: 20, signaturesVerified: 20, verifiedAt: 9 })],
  witness: { is: "nobody" },
  witnesses: { needed: 0, named: [] },
  firstSeen: { rosterSize: 2, on: "2026-05-02" },
  past: [],
  heads: { words: ["copper", "ladder"], size: 70, logs: 3, seenAt: 5, checkedAt: 12 },
  headsCheckedAt: 11,
  skipped: [],
  ...over,
});
const states = (value: Trust): readonly string[] => checksOf(value).map((check) => check.state);

test("everything checked and nothing found is four marks, with the engine's own numbers", () => {
  const checks = checksOf(trust());
  expect(checks.map((check) => check.state)).toEqual(["done", "done", "done", "done"]);
  expect(checks[0]).toMatchObject({ values: { entries: 120, records: 80, vaults: 2 }, at: 11 });
  expect(checks[3]).toMatchObject({ values: { signatures: 120 }, at: 9 });
});

test("an auditor's records are counted as what they are: sealed", () => {
  const audited = trust({ vaults: [vault({ records: 0, sealed: 40 })] });
  expect(checksOf(audited)[0]).toMatchObject({
    detail: "trust.inLog.sealed",
    state: "done",
    values: { sealed: 40, entries: 100, vaults: 1 },
  });
  const damaged = trust({ vaults: [vault({ records: 0, sealed: 39, unreadable: 1 })] });
  expect(checksOf(damaged)[0]).toMatchObject({ detail: "trust.inLog.bad", state: "bad" });
});

test("authorship is not said to be checked while a signature is not", () => {
  const half = trust({ vaults: [vault({ signaturesVerified: 60 })] });
  expect(checksOf(half)[3]).toMatchObject({ state: "going", detail: "trust.allowed.going" });
});

test("a skipped entry and an unreadable record are never shown as good", () => {
  expect(states(trust({ vaults: [vault({ unreadable: 1 })] }))[0]).toBe("bad");
  const skipped = [{ vault: vault().vault, position: 3, code: "no-right" }];
  expect(states(trust({ skipped }))[3]).toBe("bad");
});

test("the signed list of all logs counts once it has come, and not against an alarm", () => {
  expect(checksOf(trust())[2]).toMatchObject({
    state: "done",
    values: { size: 70, logs: 3, seen: 5 },
    at: 12,
  });
  const { heads: _, ...before } = trust();
  expect(checksOf(before)[2]).toMatchObject({ state: "going", detail: "trust.listed.going" });
  const alarm = { code: "heads-rolled-back", grade: "alarm", at: 3 } as const;
  expect(checksOf(trust(), [alarm])[2]).toMatchObject({ state: "bad" });
  const notice = { code: "witness-stale", grade: "notice", at: 3 } as const;
  expect(checksOf(trust(), [notice])[2]).toMatchObject({ state: "done" });
});

test("no time is given for what was never compared", () => {
  const { headsCheckedAt: _, ...never } = trust();
  expect(checksOf(never)[0]).not.toHaveProperty("at");
});
