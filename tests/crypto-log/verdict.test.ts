import { describe, expect, test } from "vitest";
import {
  type Challenge,
  type Commit,
  type Hash,
  type OrgId,
  type LogState,
  type Signed,
  concat,
  emptyHead,
  encodeUnsigned,
  itemsHash,
  parseCommit,
  signCommit,
  signChallenge,
  unsignedPart,
  verifyChallenge,
} from "#crypto";
import { bytesOf, person, put, recordId, vaultId } from "./cast.ts";
import { next, parsed, skipped, stage, stopped } from "./stage.ts";

describe("what does not continue the log stops every reader there:", () => {
  test("a commit dropped, at every position", () => {
    const { world, vault, commits } = stage();
    for (let at = 0; at < commits.length - 1; at++) {
      const { verdicts } = world.readAgain(vault, commits.toSpliced(at, 1));
      expect(verdicts).toHaveLength(at + 1);
      expect(verdicts.at(-1)).toEqual(stopped("wrong-base-size"));
    }
  });

  test("a commit twice, at every position", () => {
    const { world, vault, commits } = stage();
    for (let at = 0; at < commits.length; at++) {
      const twice = commits.toSpliced(at, 0, commits[at] as Signed);
      const { verdicts } = world.readAgain(vault, twice);
      expect(verdicts).toHaveLength(at + 2);
      expect(verdicts.at(-1)).toEqual(stopped("wrong-base-size"));
    }
  });

  test("any two commits exchanged", () => {
    const { world, vault, commits } = stage();
    for (let i = 0; i < commits.length; i++) {
      for (let j = i + 1; j < commits.length; j++) {
        const swapped = commits.with(i, commits[j] as Signed).with(j, commits[i] as Signed);
        const { verdicts, state } = world.readAgain(vault, swapped);
        expect(verdicts.at(-1)).toEqual(stopped("wrong-base-size"));
        expect(state.frontier.size).toBe(i);
      }
    }
  });

  test("a true commit of another history put in, at every position", () => {
    const { world, vault, commits, writer } = stage();
    for (let at = 0; at <= commits.length; at++) {
      const base = { size: at, root: bytesOf("another history") };
      const foreign = world.signLeaves(vault, writer, [next], { base });
      const { verdicts } = world.readAgain(vault, commits.toSpliced(at, 0, foreign));
      expect(verdicts).toHaveLength(at + 1);
      expect(verdicts.at(-1)).toEqual(stopped("wrong-base-root"));
    }
  });

  test("a commit of another log", () => {
    const { world, vault, commits } = stage();
    const other = world.createVault("other");
    const { verdicts } = world.readAgain(other, commits);
    expect(verdicts).toEqual([stopped("wrong-log")]);
    expect(world.readAgain(vault, commits).verdicts).toEqual(commits.map(() => ({ is: "valid" })));
  });

  test("a commit that names more of the roster than was delivered", () => {
    const { world, vault, writer } = stage();
    const roster = { size: world.roster.head.size + 1, root: bytesOf("later") };
    const ahead = world.signLeaves(vault, writer, [next], { roster });
    expect(world.judge(vault, ahead)).toEqual(stopped("roster-not-delivered"));
  });
});

describe("every byte of a commit counts:", () => {
  test("cut off at any length it does not parse", () => {
    const { commits } = stage(1);
    const { bytes } = commits[1] as Signed;
    for (let length = 0; length < bytes.length; length++) {
      expect(parseCommit(bytes.slice(0, length))).toEqual({ ok: false, error: "malformed" });
    }
    expect(parseCommit(concat(bytes, Uint8Array.of(0))).ok).toBe(false);
  });

  test("with any bit changed it is malformed, stops the reader or is skipped", () => {
    const { world, vault, commits } = stage(1);
    const [first, second] = commits as [Signed, Signed];
    for (let bit = 0; bit < second.bytes.length * 8; bit++) {
      const bytes = second.bytes.slice();
      bytes[bit >> 3] = (bytes[bit >> 3] as number) ^ (1 << (bit & 7));
      const commit = parseCommit(bytes);
      if (!commit.ok) continue;
      const { verdicts } = world.readAgain(vault, [first, { commit: commit.value, bytes }]);
      expect(verdicts[1]?.is, `bit ${bit}`).not.toBe("valid");
    }
  });

  test("with any two fields of equal length exchanged it is not valid", () => {
    const { world, vault, commits } = stage(1);
    const [first, second] = commits as [Signed, Signed];
    const exchange = (x: number, y: number, length: number): Uint8Array => {
      const bytes = second.bytes.slice();
      bytes.copyWithin(x, y, y + length);
      bytes.set(second.bytes.subarray(x, x + length), y);
      return bytes;
    };
    // log 1, base 17, roster 57, author 97, joint 113, kind and count 115, leaf 118: record 122, hashes 146 and 178.
    const pairs = [
      [1, 97, 16],
      [1, 122, 16],
      [97, 122, 16],
      [17, 57, 40],
      [25, 65, 32],
      [25, 146, 32],
      [65, 146, 32],
      [146, 178, 32],
      [138, 142, 4],
    ] as const;
    for (const [x, y, length] of pairs) {
      const bytes = exchange(x, y, length);
      if (bytes.every((byte, i) => byte === second.bytes[i])) continue;
      const commit = parseCommit(bytes);
      if (!commit.ok) continue;
      const { verdicts } = world.readAgain(vault, [first, { commit: commit.value, bytes }]);
      expect(verdicts[1]?.is, `${x} and ${y}`).not.toBe("valid");
    }
  });
});

describe("a signature", () => {
  test("by another member's key is refused", () => {
    const { world, vault, writer } = stage();
    const forged = world.signLeaves(vault, { ...world.founder, id: writer.id }, [next]);
    expect(world.judge(vault, forged)).toEqual(skipped("bad-signature"));
  });

  test("moved by the order of the group is refused", () => {
    const { world, vault, writer } = stage();
    const { bytes } = world.signLeaves(vault, writer, [next]);
    const malleable = addGroupOrder(bytes);
    expect(world.judge(vault, parsed(malleable))).toEqual(skipped("bad-signature"));
  });

  test("made for another organisation is refused", () => {
    const { world, vault, writer } = stage();
    const { commit } = world.signLeaves(vault, writer, [next]);
    const other = signCommit("ab".repeat(32) as OrgId, commit, writer.identity);
    expect(world.judge(vault, other)).toEqual(skipped("bad-signature"));
  });

  test("over a login challenge is no commit, and the reverse", () => {
    const { world, vault, writer } = stage();
    const { commit } = world.signLeaves(vault, writer, [next]);
    const unsigned = encodeUnsigned(commit);
    const challenge: Challenge = {
      org: world.org,
      host: "127.0.0.1",
      action: "session",
      subject: { is: "member", member: writer.id },
      nonce: bytesOf("challenge"),
      expiry: 1,
    };
    const login = signChallenge(writer.identity, challenge);
    expect(world.judge(vault, parsed(concat(unsigned, login)))).toEqual(skipped("bad-signature"));
    const { signature } = commit;
    expect(verifyChallenge(writer.identity.signPublic, challenge, signature)).toBe(false);
  });

  test("left for later is the only thing that the quick verdict lets pass, with the base's root", () => {
    const { world, vault, writer } = stage();
    const forged = world.signLeaves(vault, { ...world.founder, id: writer.id }, [next]);
    expect(world.judge(vault, forged, false)).toEqual({ is: "valid" });
    const base = { size: world.headOf(vault).size, root: bytesOf("fork") };
    const forked = world.signLeaves(vault, writer, [next], { base });
    expect(world.judge(vault, forked, false)).toEqual({ is: "valid" });
    expect(world.judge(vault, forked, true)).toEqual(stopped("wrong-base-root"));
  });
});

describe("the roster that a commit names", () => {
  test("lies on the reader's roster", () => {
    const { world, vault, writer } = stage();
    const roster = { size: world.roster.head.size, root: bytesOf("another roster") };
    const other = world.signLeaves(vault, writer, [next], { roster });
    expect(world.judge(vault, other)).toEqual(skipped("not-on-roster"));
  });

  test("is never smaller than in an earlier commit of the log", () => {
    const { world, vault, writer } = stage();
    const before = world.roster.head;
    world.join(person("newcomer"));
    expect(world.write(vault, writer, [next])).toEqual({ is: "valid" });
    const back = world.signLeaves(vault, writer, [put({ record: recordId("b") })], {
      roster: before,
    });
    expect(world.judge(vault, back)).toEqual(skipped("roster-went-back"));
  });

  test("knows the author, with at least append, and the vault", () => {
    const { world, vault, writer } = stage();
    const reader = person("reader");
    const early = world.roster.head;
    world.join(reader);
    expect(world.judge(vault, world.signLeaves(vault, reader, [next]))).toEqual(
      skipped("no-right"),
    );
    world.grant(vault, reader, 1);
    expect(world.judge(vault, world.signLeaves(vault, reader, [next]))).toEqual(
      skipped("no-right"),
    );
    const stranger = world.signLeaves(vault, reader, [next], { roster: early });
    expect(world.judge(vault, stranger)).toEqual(skipped("unknown-member"));
    const other = world.createVault("other");
    const tooEarly = world.signLeaves(other, writer, [next], { roster: early });
    expect(world.judge(other, tooEarly)).toEqual(skipped("unknown-vault"));
  });
});

describe("of a joint append", () => {
  test("each commit names itself truly", () => {
    const { world, vault, writer } = stage();
    const items = { is: "leaves", leaves: [next] } as const;
    const other = { log: vaultId("other"), itemsHash: bytesOf("other") };
    const joint = (own: Hash): Commit["joint"] =>
      [{ log: vault, itemsHash: own }, other].toSorted((x, y) => (x.log < y.log ? -1 : 1));
    const lying = world.signLeaves(vault, writer, [next], { joint: joint(bytesOf("else")) });
    expect(world.judge(vault, lying)).toEqual(skipped("wrong-joint"));
    const true_ = world.signLeaves(vault, writer, [next], { joint: joint(itemsHash(items)) });
    expect(world.judge(vault, true_)).toEqual({ is: "valid" });
  });
});

test("a chain of commits signed ahead is judged like any other", () => {
  const { world, vault, writer } = stage(0);
  const state = world.logs.get(vault) as LogState;
  const before = state.frontier.size;
  for (let version = 1; version <= 5; version++) {
    expect(world.write(vault, writer, [put({ record: next.record, version })])).toEqual({
      is: "valid",
    });
  }
  expect(state.frontier.size).toBe(before + 5);
});

test("a commit that is no roster's names no roster entries, and the reverse", () => {
  const { world, vault, writer } = stage(0);
  const { commit } = world.signLeaves(vault, writer, [next]);
  const entries = { is: "entries", entries: [world.genesis] } as const;
  const wrong = signCommit(world.org, { ...commit, items: entries }, writer.identity);
  expect(parseCommit(wrong.bytes).ok).toBe(false);
  const head = emptyHead();
  const items = { is: "leaves", leaves: [next] } as const;
  const roster = world.sign(writer, [world.genesis]).commit;
  const other = signCommit(
    world.org,
    { ...roster, items, base: head, roster: head },
    writer.identity,
  );
  expect(parseCommit(other.bytes).ok).toBe(false);
});

/** The same signature with S + L instead of S: accepted only by those who do not check S < L. RFC 8032 §5.1.7. */
function addGroupOrder(bytes: Uint8Array): Uint8Array {
  const order = 2n ** 252n + 27742317777372353535851937790883648493n;
  const at = unsignedPart(bytes).length + 32;
  let s = 0n;
  for (let i = 31; i >= 0; i--) s = (s << 8n) | BigInt(bytes[at + i] as number);
  s += order;
  const out = bytes.slice();
  for (let i = 0; i < 32; i++, s >>= 8n) out[at + i] = Number(s & 255n);
  return out;
}
