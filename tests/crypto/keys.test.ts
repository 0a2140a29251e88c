import fc from "fast-check";
import { beforeAll, expect, test } from "vitest";
import {
  type EpochKey,
  type LocalKey,
  type WrapKey,
  accountKeyGroups,
  checkSuite,
  encodeInviteCode,
  encodeKitCode,
  emptyHead,
  idFrom,
  joinShares,
  localKey,
  loginKeys,
  makeAccountKey,
  makeEpoch,
  makeIdentity,
  makePassphrase,
  makeRecoverySeed,
  openBox,
  openBundle,
  openLocal,
  randomBytes,
  readAccountKey,
  readInviteCode,
  readKitCode,
  readShare,
  ready,
  sealBundle,
  sealLocal,
  shareWords,
  splitSeed,
  stretch,
  suite,
  unwrapPrevious,
  verifyBoxPath,
  boxLeaves,
  boxPath,
} from "#crypto";
import { damaged } from "./damage.ts";

beforeAll(ready);

const org = () => idFrom.org(randomBytes(32));
const member = () => idFrom.member(randomBytes(16));
const vault = () => idFrom.vault(randomBytes(16));
const wrapKey = () => randomBytes(32) as WrapKey;

test("an account key survives being written down in any case, spacing and confusable letters", () => {
  for (let i = 0; i < 200; i++) {
    const key = makeAccountKey();
    const typed = accountKeyGroups(key)
      .toLowerCase()
      .replaceAll("0", "o")
      .replaceAll("1", "l")
      .replaceAll(" ", "-");
    expect(readAccountKey(typed)).toEqual({ ok: true, value: key });
  }
});

test("one mistyped character of an account key is noticed far more often than not", () => {
  let noticed = 0;
  for (let i = 0; i < 500; i++) {
    const groups = accountKeyGroups(makeAccountKey()).split("");
    const at = (i * 7) % groups.length;
    if (groups[at] === " ") continue;
    groups[at] = groups[at] === "7" ? "8" : "7";
    if (readAccountKey(groups.join("")).ok === false) noticed++;
    else noticed--;
  }
  expect(noticed).toBeGreaterThan(350);
});

test("a passphrase is made of six words or six groups of four digits", () => {
  expect(makePassphrase("english").split(" ")).toHaveLength(6);
  expect(makePassphrase("french").split(" ")).toHaveLength(6);
  expect(makePassphrase("digits")).toMatch(/^(\d{4} ){5}\d{4}$/);
});

test("one salt for all logins still stretches differently for each organisation and login", () => {
  const serverSalt = new Uint8Array(16);
  const [a, b] = [org(), org()];
  const stretched = [
    stretch({ passphrase: "same words", org: a, loginId: "heron", serverSalt }),
    stretch({ passphrase: "same words", org: b, loginId: "heron", serverSalt }),
    stretch({ passphrase: "same words", org: a, loginId: "stork", serverSalt }),
    stretch({ passphrase: " Same  WORDS ", org: a, loginId: "heron", serverSalt }),
  ].map((result) => (result.ok ? result.value.join() : "refused"));
  expect(new Set(stretched.slice(0, 3)).size).toBe(3);
  expect(stretched[3]).toBe(stretched[0]);
});

test("a salt of any other length is refused before any work", () => {
  for (const length of [0, 1, 8, 15, 17, 32, 65_536]) {
    const input = { passphrase: "x", org: org(), loginId: "y", serverSalt: new Uint8Array(length) };
    expect(stretch(input)).toEqual({ ok: false, error: "bad-salt" });
  }
});

test("a server can name no cost: there is one suite, and any other number is refused before any work", () => {
  expect(checkSuite(1)).toEqual({ ok: true, value: suite });
  expect(suite.argon).toEqual({ passes: 3, memory: 64 * 1024 * 1024 });
  for (const number of [0, 2, 255, 1.5, -1, 0xffff_ffff, Number.NaN]) {
    expect(checkSuite(number)).toEqual({ ok: false, error: "unknown-suite" });
  }
});

test("login and wrap key differ and depend on both secrets and the member", () => {
  const [stretched, accountKey, who] = [randomBytes(32), makeAccountKey(), member()];
  const keys = loginKeys({ stretched, accountKey, member: who });
  const others = [
    loginKeys({ stretched: randomBytes(32), accountKey, member: who }),
    loginKeys({ stretched, accountKey: makeAccountKey(), member: who }),
    loginKeys({ stretched, accountKey, member: member() }),
  ];
  const all = [keys, ...others].flatMap((k) => [k.authKey.join(), k.wrapKey.join()]);
  expect(new Set(all).size).toBe(8);
});

test("a damaged bundle does not open, and neither does another's, an older or another organisation's", () => {
  const identity = makeIdentity(3);
  const key = wrapKey();
  const place = { org: org(), member: member(), bundleVersion: 2, generation: 3 };
  const bytes = sealBundle({ identity, head: emptyHead() }, place, key);
  const opened = openBundle(bytes, place, key);
  expect(opened.ok && opened.value.identity.signPublic).toEqual(identity.signPublic);
  const no = { ok: false, error: "cannot-open" };
  for (const copy of damaged(bytes)) expect(openBundle(copy, place, key)).toEqual(no);
  expect(openBundle(bytes, place, wrapKey())).toEqual(no);
  expect(openBundle(bytes, { ...place, member: member() }, key)).toEqual(no);
  expect(openBundle(bytes, { ...place, org: org() }, key)).toEqual(no);
  expect(openBundle(bytes, { ...place, bundleVersion: 1 }, key)).toEqual(no);
  expect(openBundle(bytes, { ...place, generation: 2 }, key)).toEqual(no);
});

test("an epoch's box opens for its holder alone, in its place alone, to the committed key alone", () => {
  const [mine, hers] = [makeIdentity(1), makeIdentity(1)];
  const me = { member: member(), generation: 1, boxPublic: mine.boxPublic };
  const her = { member: member(), generation: 1, boxPublic: hers.boxPublic };
  const place = { org: org(), vault: vault(), epoch: 1 };
  const made = makeEpoch(place, [me, her], { is: "first" });
  const own = { member: me.member, identity: mine };
  const box = made.boxes.find((b) => b.member === me.member);
  if (box === undefined) throw new Error("no box");
  expect(openBox(place.org, box, own, made.entry.keyCommit)).toEqual({ ok: true, value: made.key });

  const no = { ok: false, error: "cannot-open" };
  for (const bytes of damaged(box.bytes)) {
    expect(openBox(place.org, { ...box, bytes }, own, made.entry.keyCommit)).toEqual(no);
  }
  expect(openBox(org(), box, own, made.entry.keyCommit)).toEqual(no);
  expect(openBox(place.org, { ...box, vault: vault() }, own, made.entry.keyCommit)).toEqual(no);
  expect(openBox(place.org, { ...box, epoch: 2 }, own, made.entry.keyCommit)).toEqual(no);
  expect(openBox(place.org, box, { ...own, member: her.member }, made.entry.keyCommit)).toEqual(no);
  expect(
    openBox(place.org, box, { ...own, identity: { ...mine, generation: 2 } }, made.entry.keyCommit),
  ).toEqual(no);
  const other = makeEpoch(place, [me], { is: "first" });
  expect(openBox(place.org, box, own, other.entry.keyCommit)).toEqual(no);
});

test("a box stands under the boxes root with its path, and no other box does", () => {
  const place = { org: org(), vault: vault(), epoch: 1 };
  const holders = Array.from({ length: 7 }, () => {
    const identity = makeIdentity(1);
    return { member: member(), generation: 1, boxPublic: identity.boxPublic };
  });
  const { entry, boxes } = makeEpoch(place, holders, { is: "first" });
  const leaves = boxLeaves(boxes);
  for (const leaf of leaves) {
    const path = boxPath(leaves, leaf.member);
    if (path === undefined) throw new Error("no path");
    expect(verifyBoxPath(entry, leaf, path)).toBe(true);
    expect(verifyBoxPath(entry, { ...leaf, generation: 2 }, path)).toBe(false);
    expect(verifyBoxPath(entry, { ...leaf, member: member() }, path)).toBe(false);
  }
});

test("a later epoch opens the one before it, and only with the right key", () => {
  const place = { org: org(), vault: vault(), epoch: 1 };
  const me = { member: member(), generation: 1, boxPublic: makeIdentity(1).boxPublic };
  const first = makeEpoch(place, [me], { is: "first" });
  const next = { ...place, epoch: 2 };
  const second = makeEpoch(next, [me], { is: "wrapped", previous: first.key });
  if (second.entry.link.is !== "wrapped") throw new Error("not wrapped");
  const wrapped = second.entry.link.previous;
  expect(unwrapPrevious(next, second.key, wrapped, first.entry.keyCommit)).toEqual({
    ok: true,
    value: first.key,
  });
  const no = { ok: false, error: "cannot-open" };
  expect(unwrapPrevious(next, randomBytes(32) as EpochKey, wrapped, first.entry.keyCommit)).toEqual(
    no,
  );
  expect(unwrapPrevious(next, second.key, wrapped, second.entry.keyCommit)).toEqual(no);
  for (const copy of damaged(wrapped))
    expect(unwrapPrevious(next, second.key, copy, first.entry.keyCommit)).toEqual(no);
});

test("what a device keeps opens under its own name and key alone", () => {
  const identity = makeIdentity(1);
  const [here, there] = [localKey(identity, randomBytes(16)), localKey(identity, randomBytes(16))];
  const sealed = sealLocal(here, "drafts/arrival", new Uint8Array([1, 2, 3]));
  expect(openLocal(here, "drafts/arrival", sealed)).toEqual({
    ok: true,
    value: new Uint8Array([1, 2, 3]),
  });
  for (const copy of damaged(sealed))
    expect(openLocal(here, "drafts/arrival", copy).ok).toBe(false);
  expect(openLocal(there, "drafts/arrival", sealed).ok).toBe(false);
  expect(openLocal(here, "drafts/move", sealed).ok).toBe(false);
});

test("codes of invites and kits are read back, and one changed character is noticed", () => {
  const invite = { org: org(), seed: randomBytes(16), head: emptyHead() };
  const kit = {
    org: org(),
    member: member(),
    loginId: "heron-4821",
    accountKey: makeAccountKey(),
    head: emptyHead(),
  };
  const [inviteText, kitText] = [encodeInviteCode(invite), encodeKitCode(kit)];
  expect(readInviteCode(`https://example.org/join#${inviteText}`)).toEqual({
    ok: true,
    value: invite,
  });
  expect(readKitCode(kitText)).toEqual({ ok: true, value: kit });
  expect(readKitCode(inviteText).ok).toBe(false);
  for (let at = 0; at < kitText.length; at++) {
    const changed =
      kitText.slice(0, at) + (kitText[at] === "A" ? "B" : "A") + kitText.slice(at + 1);
    expect(readKitCode(changed).ok).toBe(false);
    expect(readKitCode(kitText.slice(0, at)).ok).toBe(false);
  }
  // The last character carries bits that no byte takes: they are zero, so that a code has one form.
  const last = inviteText.at(-1) as string;
  const beside = String.fromCharCode(last.charCodeAt(0) + 1);
  for (let at = 0; at < inviteText.length; at++) {
    expect(readInviteCode(inviteText.slice(0, at)).ok).toBe(false);
  }
  expect(readInviteCode(inviteText.slice(0, -1) + beside).ok).toBe(false);
});

test("no text whatever throws in a reader of codes, keys or shares", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (text) => {
      readInviteCode(text);
      readKitCode(text);
      readAccountKey(text);
      readShare(text);
    }),
  );
});

test("any two of three shares give the seed back, one alone or one of another seed does not", () => {
  for (let i = 0; i < 20; i++) {
    const seed = makeRecoverySeed();
    const shares = splitSeed(seed).map((share) => {
      const read = readShare(shareWords(share));
      if (!read.ok) throw new Error("not read back");
      return read.value;
    });
    for (const a of shares) {
      for (const b of shares) {
        if (a.index !== b.index) expect(joinShares(a, b)).toEqual({ ok: true, value: seed });
        else expect(joinShares(a, b).ok).toBe(false);
      }
    }
    const [stranger] = splitSeed(makeRecoverySeed());
    expect(joinShares(stranger, shares[1] as (typeof shares)[0]).ok).toBe(false);
  }
});

test("a word changed or two swapped in a share are noticed", () => {
  const words = shareWords(splitSeed(makeRecoverySeed())[0]).split(" ");
  let noticed = 0;
  for (let at = 0; at + 1 < words.length; at++) {
    const swapped = [...words];
    [swapped[at], swapped[at + 1]] = [swapped[at + 1] as string, swapped[at] as string];
    if (words[at] === words[at + 1] || !readShare(swapped.join(" ")).ok) noticed++;
    const changed = [...words];
    changed[at] = changed[at] === "zoo" ? "abandon" : "zoo";
    if (!readShare(changed.join(" ")).ok) noticed++;
  }
  expect(noticed).toBe(2 * (words.length - 1));
});

test("keys of different kinds do not stand for one another", () => {
  const needs = (key: EpochKey): number => key.length;
  // @ts-expect-error A WrapKey is not an EpochKey.
  expect(needs(wrapKey())).toBe(32);
  // @ts-expect-error A LocalKey is not an EpochKey.
  expect(needs(randomBytes(32) as LocalKey)).toBe(32);
});
