import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  type Entry,
  type LogHead,
  Reader,
  Writer,
  concat,
  encodeCommit,
  entryBody,
  entryKinds,
  equal,
  idFrom,
  parse,
  parseCommit,
  readEntry,
  rosterLog,
  writeEntry,
} from "#crypto";
import { bytesOf, person, put, recordId, vaultId } from "./cast.ts";
import { stage as rightsStage, table } from "./rights-table.ts";
import { World } from "./world.ts";

/** At least one entry of every kind, taken from the table of rights. */
function everyEntry(): Entry[] {
  const shared = rightsStage();
  return table.flatMap((row) => row.entries(shared, shared.people.manage));
}

const bytesOfEntry = (entry: Entry): Uint8Array => {
  const writer = new Writer();
  writeEntry(writer, entry);
  return writer.done();
};

describe("an entry", () => {
  test("of every kind reads back as it was written", () => {
    const entries = everyEntry();
    expect(new Set(entries.map((entry) => entry.is))).toEqual(new Set(entryKinds));
    for (const entry of entries) expect(parse(bytesOfEntry(entry), readEntry)).toEqual(entry);
  });

  test("cut off at any length, or with a byte more, does not read", () => {
    for (const entry of everyEntry()) {
      const bytes = bytesOfEntry(entry);
      for (let length = 0; length < bytes.length; length++) {
        expect(parse(bytes.slice(0, length), readEntry)).toBeUndefined();
      }
      expect(parse(concat(bytes, Uint8Array.of(0)), readEntry)).toBeUndefined();
      const longer = new Writer().u8(bytes[0] as number);
      longer.block(concat(entryBody(entry), Uint8Array.of(0)));
      expect(parse(longer.done(), readEntry)).toBeUndefined();
    }
  });

  test("with any bit changed reads as another entry or not at all", () => {
    const ambiguous: string[] = [];
    for (const entry of everyEntry()) {
      const bytes = bytesOfEntry(entry);
      for (let bit = 0; bit < bytes.length * 8; bit++) {
        const changed = bytes.slice();
        changed[bit >> 3] = (changed[bit >> 3] as number) ^ (1 << (bit & 7));
        const read = parse(changed, readEntry);
        if (read !== undefined && !equal(bytesOfEntry(read), changed)) {
          ambiguous.push(`${entry.is} ${bit}`);
        }
      }
    }
    expect(ambiguous).toEqual([]);
  });

  test("has one form only: lists sorted, without a double, and no vault under the roster's id", () => {
    const vaults = [vaultId("a"), vaultId("b")].toSorted();
    const wishes = vaults.map((vault) => ({ vault, right: 1 as const }));
    const invite = { is: "invite", invite: person("x").identity.signPublic } as const;
    const roles = { admin: false, audit: false };
    const reads = (entry: Entry): boolean => parse(bytesOfEntry(entry), readEntry) !== undefined;
    expect(reads({ ...invite, roles, wishes })).toBe(true);
    expect(reads({ ...invite, roles, wishes: wishes.toReversed() })).toBe(false);
    expect(reads({ ...invite, roles, wishes: [...wishes, ...wishes.slice(1)] })).toBe(false);
    expect(reads({ ...invite, roles, wishes: [{ ...wishes[0], right: 0 } as never] })).toBe(false);
    const world = new World();
    const heads = vaults.map((log): LogHead => ({ log, size: 1, root: bytesOf(log) }));
    const fence = world.fenceAt(world.founder, heads);
    expect(reads(fence)).toBe(true);
    expect(reads({ ...fence, heads: fence.heads.toReversed() })).toBe(false);
    const create = { is: "create-vault", meaning: bytesOf("m"), writeOnce: false } as const;
    expect(reads({ ...create, vault: idFrom.vault(new Uint8Array(16)) })).toBe(false);
  });
});

describe("a commit", () => {
  test("reads back as it was written", () => {
    const world = new World();
    const vault = world.createVault("house");
    for (const bytes of [...world.rosterCommits, ...(world.commits.get(vault) ?? [])]) {
      const commit = parseCommit(bytes);
      if (!commit.ok) throw new Error(commit.error);
      expect(encodeCommit(commit.value)).toEqual(bytes);
    }
  });

  test("carries at least one item, at most 1,024, and is at most 1 MiB long", () => {
    const world = new World();
    const vault = world.createVault("house");
    const leaves = Array.from({ length: 1_025 }, (_, i) => put({ record: recordId(`${i}`) }));
    const reads = (count: number) =>
      parseCommit(world.signLeaves(vault, world.founder, leaves.slice(0, count)).bytes).ok;
    expect([reads(0), reads(1), reads(1_024), reads(1_025)]).toEqual([false, true, true, false]);
    expect(parseCommit(new Uint8Array((1 << 20) + 1)).ok).toBe(false);
  });

  test("that claims more items than it has bytes for is refused before any of them is read", () => {
    const world = new World();
    const vault = world.createVault("house");
    const { bytes } = world.signLeaves(vault, world.founder, [put({ record: recordId("a") })]);
    for (const count of [2, 1_024, 0xffff]) {
      const claim = bytes.slice();
      new DataView(claim.buffer).setUint16(116, count);
      expect(parseCommit(claim)).toEqual({ ok: false, error: "malformed" });
    }
  });

  test("is never read from random bytes, whatever they are", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => {
        expect(parseCommit(bytes).ok).toBe(false);
        bytes[0] = 1;
        const commit = parseCommit(bytes);
        if (commit.ok) expect(encodeCommit(commit.value)).toEqual(bytes);
      }),
    );
  });

  test("for one log has no joint list, and for several a sorted one", () => {
    const world = new World();
    const vault = world.createVault("house");
    const parts = [rosterLog, vault].map((log) => ({ log, itemsHash: bytesOf(log) }));
    const reads = (joint: typeof parts) =>
      parseCommit(
        world.signLeaves(vault, world.founder, [put({ record: recordId("a") })], { joint }).bytes,
      ).ok;
    expect(reads(parts)).toBe(true);
    expect(reads(parts.toReversed())).toBe(false);
    expect(reads(parts.slice(1))).toBe(false);
    expect(reads([...parts, ...parts.slice(1)])).toBe(false);
  });
});

test("a 64-bit size at or above 2^53 is malformed", () => {
  const large = new Writer().u32(0x20_0000).u32(0).done();
  expect(parse(large, (reader: Reader) => reader.u64())).toBeUndefined();
  const largest = new Writer().u64(Number.MAX_SAFE_INTEGER).done();
  expect(parse(largest, (reader: Reader) => reader.u64())).toBe(Number.MAX_SAFE_INTEGER);
});
