import { beforeAll, expect, test } from "vitest";
import {
  fileDifferences,
  formatFiles,
  formatNote,
  formatNoteKey,
  formatNoteSecret,
  noteSigner,
  readFiles,
  readNoteKey,
  readNoteKeys,
  readNoteSecret,
  readServedFiles,
  ready,
  signNote,
  utf8,
} from "#crypto";

beforeAll(ready);

const files = new Map([
  ["index.html", "a".repeat(64)],
  ["assets/index-Ab_1.js", "b".repeat(64)],
]);
const text = formatFiles({ version: "0.2.0", files });
const signer = (name = "linden.example/release", seed = 7) =>
  noteSigner(name, new Uint8Array(32).fill(seed));
const signed = (by = signer(), of = text): string =>
  formatNote({ text: of, signatures: [signNote(of, by)] });

test("a list of files reads as it was written, sorted, in the form of sha256sum", () => {
  expect(text.split("\n")).toEqual([
    "linden/1/files",
    "0.2.0",
    `${"b".repeat(64)}  assets/index-Ab_1.js`,
    `${"a".repeat(64)}  index.html`,
    "",
  ]);
  const read = readFiles(text);
  expect(read.ok && [...read.value.files]).toEqual([...files].toReversed());
});

test("a list that is unsorted, doubled, empty, climbing out of its folder or cut is not read", () => {
  const [title = "", version = "", one = "", two = ""] = text.split("\n");
  const bad = [
    [title, version, two, one, ""],
    [title, version, one, one, two, ""],
    [title, version, ""],
    [title, version, `${"a".repeat(64)}  ../index.html`, ""],
    [title, version, `${"a".repeat(64)}  /index.html`, ""],
    [title, version, `${"A".repeat(64)}  index.html`, ""],
    [title, version, one, two],
    [title, "next", one, two, ""],
    ["linden/2/files", version, one, two, ""],
  ];
  expect(bad.filter((lines) => readFiles(lines.join("\n")).ok)).toEqual([]);
});

test("a bare list is read and believed by nobody", () => {
  const served = readServedFiles(utf8(text), [signer()]);
  expect(served).toMatchObject({ ok: true, value: { signedBy: [], note: undefined } });
});

test("a signed list names the known keys that signed it, and passes over the others", () => {
  const read = readServedFiles(utf8(signed()), [signer(), signer("other", 8)]);
  expect(read).toMatchObject({ ok: true, value: { signedBy: ["linden.example/release"] } });
  const unknown = readServedFiles(utf8(signed()), [signer("other", 8)]);
  expect(unknown).toMatchObject({ ok: true, value: { signedBy: [] } });
});

test("a list of which any character was changed is not signed any more", () => {
  const whole = signed();
  for (let at = 0; at < whole.length; at++) {
    const other = whole[at] === "a" ? "b" : "a";
    const read = readServedFiles(utf8(whole.slice(0, at) + other + whole.slice(at + 1)), [
      signer(),
    ]);
    expect([at, read.ok && read.value.signedBy.length > 0]).toEqual([at, false]);
  }
});

test("a file that is changed, missing or not listed is told by its path", () => {
  const list = { version: "0.2.0", files };
  const found = new Map([
    ["index.html", "c".repeat(64)],
    ["more.js", "d".repeat(64)],
  ]);
  expect(fileDifferences(list, found)).toEqual([
    { path: "index.html", is: "changed" },
    { path: "assets/index-Ab_1.js", is: "missing" },
    { path: "more.js", is: "unlisted" },
  ]);
  expect(fileDifferences(list, files)).toEqual([]);
});

test("keys read as they were written, and not with any character changed", () => {
  const line = formatNoteKey(signer());
  expect(readNoteKey(line)).toEqual({ name: signer().name, key: signer().key });
  const secret = formatNoteSecret("linden.example/release", new Uint8Array(32).fill(7));
  expect(readNoteSecret(secret)).toEqual(signer());
  for (const [text, read] of [
    [line, readNoteKey],
    [secret, readNoteSecret],
  ] as const) {
    for (let at = 0; at < text.length; at++) {
      const other = text[at] === "1" ? "2" : "1";
      const changed = text.slice(0, at) + other + text.slice(at + 1);
      expect([at, read(changed)]).toEqual([at, undefined]);
    }
  }
});

test("the verifier key that c2sp.org/signed-note gives as its example is read", () => {
  const example = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
  const key = readNoteKey(example);
  expect(key?.name).toBe("PeterNeumann");
  expect(key && formatNoteKey(key)).toBe(example);
});

test("a file of keys may hold words for people, and nothing else that is no key", () => {
  expect(readNoteKeys(`# who signs\n\n${formatNoteKey(signer())}\n`)).toHaveLength(1);
  expect(readNoteKeys("# nobody\n")).toEqual([]);
  expect(readNoteKeys(`${formatNoteKey(signer())} \nlinden.example/release\n`)).toBeUndefined();
});
