import { beforeAll, expect, test } from "vitest";
import {
  type Commit,
  type EpochKey,
  type Leaf,
  idFrom,
  randomBytes,
  ready,
  rosterLog,
  seal,
} from "#crypto";
import { Findings } from "#audit/check.ts";
import { SealedContents } from "#audit/sealed.ts";

beforeAll(ready);

/** What an auditor finds where one record's content is gone, and a later commit carries this prune. */
function problemsAfter(prune: (gone: Leaf, other: Leaf) => Leaf): readonly string[] {
  const vault = idFrom.vault(randomBytes(16));
  const findings = new Findings();
  const contents = new SealedContents(vault, findings);
  const [gone, other] = [sealedOne(vault), sealedOne(vault)];
  const leaves = [gone.leaf, other.leaf];
  const take = (position: number, all: readonly Leaf[], envelopes: readonly Uint8Array[]): void =>
    contents.take(commitOf(all), { bytes: new Uint8Array(0), position, envelopes });
  take(0, leaves, [new Uint8Array(0), other.envelope]);
  take(1, [prune(gone.leaf, other.leaf)], []);
  contents.end();
  return findings.outcome("logs", []).problems;
}

function sealedOne(vault: ReturnType<typeof idFrom.vault>) {
  const at = {
    org: idFrom.org(randomBytes(16)),
    vault,
    author: idFrom.member(randomBytes(16)),
    epochKey: randomBytes(32) as EpochKey,
  };
  const record = idFrom.record(randomBytes(16));
  const payload = new Uint8Array(8);
  const made = seal(at, { kind: "put", record, version: 1, epoch: 1, schema: 2, payload });
  if (!made.ok) throw new Error(made.error);
  return made.value;
}

const commitOf = (leaves: readonly Leaf[]): Commit =>
  ({ log: rosterLog, items: { is: "leaves", leaves } }) as unknown as Commit;

test("a content that is gone is none to an auditor who finds the prune that names it", () => {
  expect(problemsAfter((gone) => ({ ...gone, kind: "prune" }))).toEqual([]);
});

test.for<[string, (gone: Leaf, other: Leaf) => Leaf]>([
  ["another record", (gone, { record }) => ({ ...gone, record, kind: "prune" })],
  ["another version", (gone) => ({ ...gone, version: 2, kind: "prune" })],
  ["another key", (gone) => ({ ...gone, epoch: 2, kind: "prune" })],
])("a prune that names the hash of what is gone for %s allows nothing", ([, prune]) => {
  expect(problemsAfter(prune)).toHaveLength(1);
});
