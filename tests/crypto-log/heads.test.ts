import { describe, expect, test } from "vitest";
import {
  type Hash,
  type Note,
  type NoteKey,
  type SignPublic,
  checkpointText,
  cosign,
  formatNote,
  headsOrigin,
  headsRoot,
  identityFrom,
  inclusionProof,
  headHash,
  noteKeyId,
  parseCheckpoint,
  parseNote,
  rosterLog,
  signAcknowledgement,
  signCheckpoint,
  sortHeads,
  toBase64,
  toHex,
  verifyAcknowledgement,
  verifyCheckpoint,
  verifyCosignature,
  verifyInclusion,
  verifyNote,
} from "#crypto";
import { bytesOf, vaultId } from "./cast.ts";

const org = "ab".repeat(32) as Parameters<typeof headsOrigin>[0];
const keysOf = (name: string) => {
  const { signPublic, signSecret } = identityFrom(1, bytesOf(name), bytesOf(name));
  return { publicKey: signPublic, secret: signSecret };
};
const server = keysOf("server");
const witness = { ...keysOf("witness"), name: "witness.example/1" };
const witnessKey: NoteKey = { name: witness.name, key: witness.publicKey };
const head = { size: 20852163, root: bytesOf("root") };
const parsed = (text: string): Note => {
  const note = parseNote(text);
  if (!note.ok) throw new Error(note.error);
  return note.value;
};

describe("a signed note", () => {
  /** The example of the reference implementation, golang.org/x/mod/sumdb/note. */
  const text =
    "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n";
  const line =
    "— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n";
  const key = Uint8Array.from(atob("ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"), (char) =>
    char.charCodeAt(0),
  ).slice(1) as SignPublic;
  const peter: NoteKey = { name: "PeterNeumann", key };

  test("of the reference implementation verifies, and comes out byte for byte", () => {
    expect(toHex(noteKeyId(peter, "note"))).toBe("c74f20a3");
    const note = parsed(`${text}\n${line}`);
    expect(verifyNote(note, [peter])).toEqual({ ok: true, value: ["PeterNeumann"] });
    expect(formatNote(note)).toBe(`${text}\n${line}`);
  });

  test("is spoiled by a known key that fails, and by the lack of any", () => {
    const other = parsed(`${text.replace("think", "know")}\n${line}`);
    expect(verifyNote(other, [peter])).toEqual({ ok: false, error: "bad-note-signature" });
    const note = parsed(`${text}\n${line}`);
    const stranger = { name: "PeterNeumann", key: server.publicKey };
    expect(verifyNote(note, [stranger])).toEqual({ ok: false, error: "no-known-signature" });
    expect(verifyNote(note, [{ name: "Other", key }])).toEqual({
      ok: false,
      error: "no-known-signature",
    });
  });

  test("may hold empty lines; its signatures follow the last", () => {
    const note = parsed(`one\n\ntwo\n\n${line}`);
    expect(note.text).toBe("one\n\ntwo\n");
    expect(note.signatures).toHaveLength(1);
  });

  test.each([
    ["without signatures", text],
    ["without an empty line", `${text}${line}`],
    ["without a last newline", `${text}\n${line.trimEnd()}`],
    ["with a control character", `a\tb\n\n${line}`],
    ["with a hyphen for the dash", `${text}\n${line.replace("—", "-")}`],
    ["with more on the line", `${text}\n${line.replace("=\n", "= x\n")}`],
    ["with base64 in another form", `${text}\n${line.replace("nAM=", "nAN=")}`],
    ["with base64 without padding", `${text}\n${line.replace("nAM=", "nAM")}`],
    ["with a plus in a name", `${text}\n${line.replace("PeterN", "Peter+N")}`],
    ["with an id alone", `${text}\n— name ${toBase64(new Uint8Array(4))}\n`],
    ["of more than 64 signatures", `${text}\n${line.repeat(65)}`],
    ["of more than 64 KiB", `${"x".repeat(65_536)}\n\n${line}`],
  ])("%s is malformed", (_, note) => {
    expect(parseNote(note)).toEqual({ ok: false, error: "malformed" });
  });
});

describe("a checkpoint", () => {
  test("is three lines, and no fourth", () => {
    const text =
      "example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n";
    const checkpoint = parseCheckpoint(text);
    if (!checkpoint.ok) throw new Error("malformed");
    expect(checkpointText(checkpoint.value)).toBe(text);
    expect(checkpoint.value).toMatchObject({
      origin: "example.com/behind-the-sofa",
      size: 20852163,
    });
    const wrong = [
      `${text}extension\n`,
      text.slice(0, -1),
      `\n${text}`,
      text.replace("20852163", "020852163"),
      text.replace("20852163", "-1"),
      text.replace("20852163", "20852163.0"),
      text.replace("20852163", "99999999999999999"),
      text.replace("CsUY", ""),
    ];
    for (const one of wrong)
      expect(parseCheckpoint(one)).toEqual({ ok: false, error: "malformed" });
  });

  test("is believed under the log key and the organisation's own origin alone", () => {
    const note = parsed(formatNote(signCheckpoint(org, head, server)));
    const origin = headsOrigin(org);
    expect(verifyCheckpoint(org, server.publicKey, note)).toEqual({
      ok: true,
      value: { origin, ...head },
    });
    expect(verifyCheckpoint(org, witness.publicKey, note).ok).toBe(false);
    const otherOrg = "cd".repeat(32) as typeof org;
    expect(verifyCheckpoint(otherOrg, server.publicKey, note).ok).toBe(false);
  });
});

describe("a cosignature", () => {
  const note = signCheckpoint(org, head, server);
  const cosigned = (time: number): Note =>
    parsed(formatNote({ ...note, signatures: [...note.signatures, cosign(note, time, witness)] }));

  test("dates a checkpoint, and leaves the log's signature as it was", () => {
    expect(verifyCosignature(cosigned(1_679_315_147), witnessKey)).toBe(1_679_315_147);
    expect(verifyCheckpoint(org, server.publicKey, cosigned(1)).ok).toBe(true);
  });

  test("has the frame of the specification's example", () => {
    const [, example] = parsed(
      "example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n\n" +
        "— example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=\n" +
        "— witness.example.com/w1 jWbPPwAAAABkGFDLEZMHwSRaJNiIDoe9DYn/zXcrtPHeolMI5OWXEhZCB9dlrDJsX3b2oyin1nPZqhf5nNo0xUe+mbIUBkBIfZ+qnA==\n",
    ).signatures;
    const [, own] = cosigned(1_679_315_147).signatures;
    expect(own?.signature).toHaveLength(example?.signature.length ?? 0);
    expect(own?.signature.slice(0, 8)).toEqual(example?.signature.slice(0, 8));
  });

  test("with another time, over another checkpoint or by another key says nothing", () => {
    const made = cosigned(100);
    const [log, line] = made.signatures;
    if (log === undefined || line === undefined) throw new Error("no cosignature");
    const later = line.signature.with(7, 101);
    const moved = { ...made, signatures: [log, { ...line, signature: later }] };
    expect(verifyCosignature(moved, witnessKey)).toBeUndefined();
    const text = made.text.replace("20852163", "20852164");
    expect(verifyCosignature({ ...made, text }, witnessKey)).toBeUndefined();
    const other = { name: witness.name, key: server.publicKey };
    expect(verifyCosignature(made, other)).toBeUndefined();
    expect(verifyCosignature(parsed(formatNote(note)), witnessKey)).toBeUndefined();
    const short = { ...made, signatures: [log, { ...line, signature: line.signature.slice(1) }] };
    expect(verifyCosignature(short, witnessKey)).toBeUndefined();
  });
});

describe("an acknowledgement", () => {
  const heads = ["a", "b", "c"].map((name, size) => ({
    log: vaultId(name),
    size,
    root: bytesOf(name),
  }));

  test("is over exactly these heads of this organisation, in whatever order they came", () => {
    const made = signAcknowledgement(org, heads, server.secret);
    expect(made.heads).toEqual(sortHeads(heads.toReversed()));
    expect(signAcknowledgement(org, heads.toReversed(), server.secret)).toEqual(made);
    expect(verifyAcknowledgement(org, server.publicKey, made)).toBe(true);
    const [first, ...rest] = made.heads as [(typeof heads)[0], ...typeof heads];
    const others = [
      rest,
      [...made.heads, { log: rosterLog, size: 1, root: bytesOf("roster") }],
      [{ ...first, size: first.size + 1 }, ...rest],
      [{ ...first, root: bytesOf("other") }, ...rest],
      [{ ...first, log: vaultId("other") }, ...rest],
    ];
    for (const list of others) {
      const other = { ...made, heads: list };
      expect(verifyAcknowledgement(org, server.publicKey, other)).toBe(false);
    }
    const elsewhere = "cd".repeat(32) as typeof org;
    expect(verifyAcknowledgement(elsewhere, server.publicKey, made)).toBe(false);
  });

  test("and a checkpoint's list have one root for one set of heads, with a path for each log", () => {
    const root = headsRoot(heads);
    expect(headsRoot(heads.toReversed())).toEqual(root);
    const leaves: Hash[] = sortHeads(heads).map(headHash);
    for (const [index, leaf] of leaves.entries()) {
      const proof = inclusionProof(leaves, index);
      const head_ = { size: leaves.length, root };
      expect(verifyInclusion({ leaf, index, head: head_, proof })).toBe(true);
    }
  });
});
