import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  type EpochKey,
  type Hash,
  type LocalKey,
  type WrapKey,
  Writer,
  entryKinds,
  idFrom,
  joinShares,
  makeIdentity,
  openBox,
  openBundle,
  openLocal,
  parse,
  parseCheckpoint,
  parseCommit,
  parseNote,
  randomBytes,
  readAccountKey,
  readEntry,
  readEvidence,
  readHeads,
  readInviteCode,
  readKitCode,
  readLeaf,
  readShare,
  rosterLog,
  shareWords,
  splitSeed,
  unwrapPrevious,
  writeHead,
} from "#crypto";
import { frozen } from "../vectors/frozen.ts";
import { bytesOf, person, vaultId } from "../crypto-log/cast.ts";

const org = idFrom.org(bytesOf("organisation"));
const own = { member: person("heron").id, identity: makeIdentity(1) };
const key = randomBytes(32);
const place = { org, member: own.member, bundleVersion: 1, generation: 1 };
const epoch = { org, vault: vaultId("house"), epoch: 2 };
const boxOf = (bytes: Uint8Array) => ({ ...epoch, member: own.member, generation: 1, bytes });
const hash = bytesOf("hash") as Hash;

/** Everything that takes bytes from outside: what it says where it says no. */
const readers: Readonly<Record<string, (bytes: Uint8Array) => unknown>> = {
  "a bundle": (bytes) => openBundle(bytes, place, key as WrapKey),
  "a box": (bytes) => openBox(org, boxOf(bytes), own, hash),
  "a wrapped key": (bytes) => unwrapPrevious(epoch, key as EpochKey, bytes, hash),
  "what a device keeps": (bytes) => openLocal(key as LocalKey, "name", bytes),
  "a commit": parseCommit,
};
const parsers: Readonly<Record<string, (bytes: Uint8Array) => unknown>> = {
  "a leaf": (bytes) => parse(bytes, readLeaf),
  "an entry": (bytes) => parse(bytes, readEntry),
  "a list of heads": (bytes) => parse(bytes, readHeads),
};

describe("any bytes up to 200 are refused as", () => {
  const bytes = fc.uint8Array({ maxLength: 200, size: "max" });

  test.each(Object.entries(readers))("%s, with a typed error", (what, read) => {
    const error = what === "a commit" ? "malformed" : "cannot-open";
    fc.assert(fc.property(bytes, (blob) => void expect(read(blob)).toEqual({ ok: false, error })));
    for (let length = 0; length <= 200; length++) {
      for (const fill of [0, 0xff]) {
        expect(read(new Uint8Array(length).fill(fill))).toEqual({ ok: false, error });
      }
    }
  });

  test.each(Object.entries(parsers))("%s, or read as exactly what they are", (what, read) => {
    fc.assert(
      fc.property(bytes, (blob) => {
        const value = read(blob);
        if (what === "a leaf" && value !== undefined) expect(blob).toHaveLength(92);
      }),
    );
    expect(read(new Uint8Array(200).fill(0xff))).toBeUndefined();
  });
});

describe("a length of 2^32 - 1 is refused before anything is made of it,", () => {
  const start = (): Writer => {
    const head = { size: 0, root: hash };
    const writer = new Writer().u8(1).bytes(new Uint8Array(16));
    return writeHead(writeHead(writer, head), head).bytes(new Uint8Array(16));
  };

  test.each(entryKinds.map((kind, i) => [kind, i + 1] as const))("in %s", (_, type) => {
    expect(idFrom.log(new Uint8Array(16))).toBe(rosterLog);
    const before = process.memoryUsage().arrayBuffers;
    for (const length of [0xffff_ffff, 0x7fff_ffff, 0x1_0000, 262_145]) {
      const bytes = start()
        .u16(0)
        .u8(2)
        .u16(1)
        .u8(type)
        .u32(length)
        .bytes(new Uint8Array(100))
        .done();
      expect(parseCommit(bytes)).toEqual({ ok: false, error: "malformed" });
    }
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(8 * 1024 * 1024);
  });

  test("in lists of logs, leaves and entries", () => {
    for (const count of [0xffff, 1_025, 1_024]) {
      const joint = start().u16(count).bytes(new Uint8Array(100)).done();
      const entries = start().u16(0).u8(2).u16(count).bytes(new Uint8Array(100)).done();
      expect(parseCommit(joint).ok).toBe(false);
      expect(parseCommit(entries).ok).toBe(false);
      expect(
        parse(new Writer().u16(count).bytes(new Uint8Array(100)).done(), readHeads),
      ).toBeUndefined();
    }
  });
});

test("no text whatever throws in a reader of notes, checkpoints or evidence", () => {
  const text = fc.oneof(
    fc.string({ unit: "binary", maxLength: 200 }),
    fc
      .array(
        fc.constantFrom("\n", "\u2014 ", "linden/1/evidence", "commit ", "12", "AAAA", "=", " "),
        {
          maxLength: 20,
        },
      )
      .map((parts) => parts.join("")),
  );
  fc.assert(
    fc.property(text, (one) => {
      const note = parseNote(one);
      if (note.ok) expect(one.startsWith(note.value.text)).toBe(true);
      parseCheckpoint(one);
      readEvidence(one);
    }),
    { numRuns: 300 },
  );
});

describe("what is on paper is refused", () => {
  const paper = frozen<{
    readonly accountKeys: readonly { readonly groups: string }[];
    readonly invite: { readonly code: string };
    readonly kit: { readonly code: string };
    readonly recovery: { readonly shares: readonly string[] };
  }>("paper");

  test("where any bit of a code is another, or any part of it missing", () => {
    for (const [code, read] of [
      [paper.invite.code, readInviteCode],
      [paper.kit.code, readKitCode],
    ] as const) {
      const bytes = Buffer.from(code, "base64url");
      expect(read(code).ok).toBe(true);
      for (let bit = 0; bit < bytes.length * 8; bit++) {
        const other = Buffer.from(bytes);
        other[bit >> 3] = (other[bit >> 3] as number) ^ (1 << (bit & 7));
        expect(read(other.toString("base64url")).ok).toBe(false);
      }
      for (let length = 0; length < bytes.length; length++) {
        expect(read(bytes.subarray(0, length).toString("base64url")).ok).toBe(false);
      }
    }
  });

  test("where a group of an account key is missing, and where a word of a share is", () => {
    const groups = (paper.accountKeys[2]?.groups ?? "").split(" ");
    expect(readAccountKey(groups.join(" ")).ok).toBe(true);
    for (let at = 0; at < groups.length; at++) {
      expect(readAccountKey(groups.toSpliced(at, 1).join(" ")).ok).toBe(false);
    }
    for (const line of paper.recovery.shares) {
      const words = line.split(" ");
      expect(readShare(line).ok).toBe(true);
      for (let at = 0; at < words.length; at++) {
        expect(readShare(words.toSpliced(at, 1).join(" ")).ok).toBe(false);
        expect(readShare(words.toSpliced(at, 0, "zoo").join(" ")).ok).toBe(false);
      }
    }
  });

  test("where a share with any bit changed is joined with a true one", () => {
    const seed = bytesOf("seed");
    const [a, b] = splitSeed(seed);
    expect(joinShares(a, b)).toEqual({ ok: true, value: seed });
    for (let bit = 0; bit < 256; bit++) {
      const at = bit >> 3;
      const value = a.value.with(at, (a.value[at] as number) ^ (1 << (bit & 7)));
      expect(joinShares({ ...a, value }, b)).toEqual({ ok: false, error: "shares-differ" });
      const again = readShare(shareWords({ ...a, value }));
      expect(again.ok && joinShares(again.value, b).ok).toBe(false);
    }
    for (let bit = 0; bit < 32; bit++) {
      const at = bit >> 3;
      const seedCheck = a.seedCheck.with(at, (a.seedCheck[at] as number) ^ (1 << (bit & 7)));
      expect(joinShares({ ...a, seedCheck }, b)).toEqual({ ok: false, error: "shares-differ" });
    }
    expect(joinShares({ ...a, index: 3 }, b)).toEqual({ ok: false, error: "shares-differ" });
  });
});
