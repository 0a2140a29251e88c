import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  type Acknowledgement,
  type Commit,
  type Entry,
  type Leaf,
  type LogState,
  type Roster,
  type Signature,
  type VaultId,
  Writer,
  applyCommit,
  emptyLog,
  emptyRoster,
  encodeCommit,
  fold,
  formatNote,
  fromHex,
  judge,
  parse,
  parseCommit,
  parseNote,
  readHeads,
  signCheckpoint,
  verifyAcknowledgement,
  verifyCheckpoint,
  verifyCosignature,
  writeHeads,
  cosign,
} from "#crypto";
import { damaged, exchanged } from "../crypto/damage.ts";
import { frozen } from "../vectors/frozen.ts";
import { bytesOf, person } from "./cast.ts";

const long = process.env["LONG"] === "1";

/** The frozen organisation: every kind of entry and leaf, each commit with what stood before it. */
interface Told {
  readonly org: string;
  readonly roster: readonly { readonly bytes: string }[];
  readonly vaults: readonly {
    readonly vault: string;
    readonly commits: readonly { bytes: string }[];
  }[];
}
const told = frozen<Told>("organisation");
const parsed = (bytes: Uint8Array): Commit => {
  const commit = parseCommit(bytes);
  if (!commit.ok) throw new Error(commit.error);
  return commit.value;
};

interface Step {
  readonly bytes: Uint8Array;
  readonly commit: Commit;
  /** What a reader says to other bytes in this place. */
  readonly says: (bytes: Uint8Array) => string;
}

const rosterSteps: Step[] = [];
let roster: Roster = emptyRoster();
for (const { bytes: hex } of told.roster) {
  const bytes = fromHex(hex);
  const [commit, before] = [parsed(bytes), roster];
  const says = (other: Uint8Array): string => {
    const read = parseCommit(other);
    return read.ok ? fold(before, read.value, other).verdict.is : "tree-fault";
  };
  rosterSteps.push({ bytes, commit, says });
  roster = fold(roster, commit, bytes).roster;
}

/** A vault's commits are judged on a copy of the log, read anew so far. */
const vaultSteps: Step[] = told.vaults.flatMap(({ vault, commits }) => {
  const all = commits.map(({ bytes }) => fromHex(bytes));
  return all.map((bytes, at) => {
    const state: LogState = emptyLog(vault as VaultId);
    for (const earlier of all.slice(0, at)) {
      const commit = parsed(earlier);
      const arrived = { roster, state, commit, bytes: earlier, checkSignature: true };
      applyCommit(state, arrived, judge(arrived));
    }
    const says = (other: Uint8Array): string => {
      const read = parseCommit(other);
      if (!read.ok) return "tree-fault";
      return judge({ roster, state, commit: read.value, bytes: other, checkSignature: true }).is;
    };
    return { bytes, commit: parsed(bytes), says };
  });
});
const steps = [...rosterSteps, ...vaultSteps];
const valid = steps.filter(({ says, bytes }) => says(bytes) === "valid");

test("nearly every commit of the frozen organisation is valid where it stands", () => {
  expect(steps.length - valid.length).toBe(2);
  expect(valid.length).toBeGreaterThan(55);
});

describe("no valid commit stays valid", () => {
  test("with any bit changed", () => {
    fc.assert(
      fc.property(fc.noBias(fc.nat()), fc.noBias(fc.nat()), (which, where) => {
        const { bytes, says } = valid[which % valid.length] as Step;
        const bit = where % (bytes.length * 8);
        const at = bit >> 3;
        const changed = bytes.with(at, (bytes[at] as number) ^ (1 << (bit & 7)));
        expect(says(changed)).not.toBe("valid");
      }),
      { numRuns: long ? 200_000 : 3_000 },
    );
  });

  test("cut at any length, or longer by a byte", () => {
    for (const { bytes, says } of valid) {
      const step = long ? 1 : 7;
      for (let length = 0; length < bytes.length; length += step) {
        expect(says(bytes.slice(0, length))).toBe("tree-fault");
      }
      expect(says(new Uint8Array([...bytes, 0]))).toBe("tree-fault");
    }
  });

  test("with any two fields of equal kind and length exchanged, in any of its entries and leaves", () => {
    let tried = 0;
    for (const { commit, says } of valid) {
      const { items } = commit;
      const variants: Commit[] = [...exchanged(commit)];
      if (items.is === "entries") {
        for (const [at, entry] of items.entries.entries()) {
          for (const other of exchanged<Entry>(entry)) {
            variants.push({
              ...commit,
              items: { ...items, entries: items.entries.with(at, other) },
            });
          }
        }
      } else {
        for (const [at, leaf] of items.leaves.entries()) {
          for (const other of exchanged<Leaf>(leaf)) {
            variants.push({ ...commit, items: { ...items, leaves: items.leaves.with(at, other) } });
          }
        }
      }
      const { base, roster: named } = commit;
      variants.push({ ...commit, base: named, roster: base });
      const own = encodeCommit(commit);
      for (const variant of variants) {
        const bytes = encodeCommit(variant);
        if (bytes.every((byte, i) => byte === own[i])) continue;
        expect(says(bytes)).not.toBe("valid");
        tried++;
      }
    }
    expect(tried).toBeGreaterThan(300);
  });

  test("under the signature of any other commit", () => {
    for (const [i, { commit, says }] of valid.entries()) {
      const { signature } = (valid[(i + 1) % valid.length] as Step).commit;
      expect(says(encodeCommit({ ...commit, signature }))).not.toBe("valid");
    }
  });
});

const server = person("server").identity;
const signer = { publicKey: server.signPublic, secret: server.signSecret };
const org = told.org as Roster["org"];

test("no acknowledgement holds with a bit changed, cut, or with heads or fields of heads exchanged", () => {
  const fence = rosterSteps
    .flatMap(({ commit }) => (commit.items.is === "entries" ? commit.items.entries : []))
    .find((entry) => entry.is === "fence");
  if (fence?.is !== "fence") throw new Error("no fence");
  const logKey = rosterSteps[0]?.commit.items;
  if (logKey?.is !== "entries" || logKey.entries[0]?.is !== "genesis")
    throw new Error("no genesis");
  const { logKey: key } = logKey.entries[0];
  const holds = (made: Acknowledgement): boolean => verifyAcknowledgement(org, key, made);
  const good = { heads: fence.heads, signature: fence.serverSignature };
  expect(holds(good)).toBe(true);
  const bytes = writeHeads(new Writer(), good.heads).bytes(good.signature).done();
  for (const other of damaged(bytes)) {
    const read = parse(other, (r) => ({ heads: readHeads(r), signature: r.copy(64) as Signature }));
    if (read !== undefined) expect(holds(read)).toBe(false);
  }
  const [head] = good.heads as [(typeof good.heads)[0]];
  const second = {
    ...head,
    log: roster.vaults.keys().next().value as VaultId,
    size: head.size + 1,
  };
  for (const heads of [[second], [head, second], []]) expect(holds({ ...good, heads })).toBe(false);
});

test("no checkpoint or cosignature holds with any bit of its note changed, or cut", () => {
  const checkpoint = signCheckpoint(org, { size: 12, root: bytesOf("root") }, signer);
  const text = new TextEncoder().encode(formatNote(checkpoint));
  const witness = { ...signer, name: "witness.example/1" };
  const line = cosign(checkpoint, 1_800_000_000, witness);
  const cosigned = new TextEncoder().encode(formatNote({ ...checkpoint, signatures: [line] }));
  const known = { name: witness.name, key: witness.publicKey };
  const read = (bytes: Uint8Array) => parseNote(new TextDecoder().decode(bytes));
  const [whole, dated] = [read(text), read(cosigned)];
  expect(whole.ok && verifyCheckpoint(org, server.signPublic, whole.value).ok).toBe(true);
  expect(dated.ok && verifyCosignature(dated.value, known)).toBe(1_800_000_000);
  for (const other of damaged(text)) {
    const note = read(other);
    if (note.ok) expect(verifyCheckpoint(org, server.signPublic, note.value).ok).toBe(false);
  }
  for (const other of damaged(cosigned)) {
    const note = read(other);
    if (note.ok) expect(verifyCosignature(note.value, known)).toBeUndefined();
  }
});
