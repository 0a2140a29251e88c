import { describe, expect, test } from "vitest";
import {
  H,
  goodKey,
  grewFrom,
  hex,
  prefixed,
  rootByPath,
  sha,
  signed,
  text,
  treeRoot,
  unhex,
} from "./bytes.ts";
import { type Leaf, readLeaf } from "./commit.ts";
import * as envelope from "./envelope.ts";
import * as epoch from "./epoch.ts";
import { type Json, frozen } from "./frozen.ts";
import * as letter from "./letter.ts";
import * as paper from "./paper.ts";
import * as secrets from "./secrets.ts";

/** The frozen vectors of what is sealed, read by an implementation that shares no line with the product. */
const long = process.env["LONG"] === "1";

describe("§1", () => {
  const hash = frozen("hash");

  test("hashes", () => {
    for (const one of hash.sha256) expect(hex(sha(text(one.text)))).toBe(one.hash);
    for (const one of hash.labels)
      expect(hex(H(32, undefined, one.label, text("x")))).toBe(one.hash);
    for (const { length, key, label, parts, hash: made } of hash.H) {
      const keyed = key === "" ? undefined : unhex(key);
      expect(hex(H(length, keyed, label, ...parts.map(unhex)))).toBe(made);
    }
  });

  test("trees", () => {
    const { trees } = frozen("merkle");
    const leaves = trees.map((_: Json, i: number) => text(String(i)));
    for (const { size, root, inclusion, consistency } of trees) {
      expect(hex(treeRoot(leaves.slice(0, size)))).toBe(root);
      inclusion.forEach((path: string[], i: number) => {
        const leaf = treeRoot([leaves[i]]);
        expect(hex(rootByPath(leaf, i, size, path.map(unhex)) ?? leaf)).toBe(root);
      });
      consistency.forEach((proof: string[], old: number) => {
        const was = { size: old, root: unhex(trees[old].root) };
        expect(grewFrom(was, { size, root: unhex(root) }, proof.map(unhex))).toBe(true);
        const other = { ...was, root: sha(was.root) };
        expect(grewFrom(other, { size, root: unhex(root) }, proof.map(unhex))).toBe(false);
      });
    }
  });

  test("the corners of Ed25519", () => {
    const { message, cases } = frozen("signature");
    for (const { what, key, signature, holds } of cases) {
      expect([what, signed(key, unhex(message), unhex(signature))]).toEqual([what, holds]);
    }
    expect(goodKey(cases[0].key)).toBe(true);
    for (const { what, key } of cases.filter((one: Json) => one.what.startsWith("a key"))) {
      expect([what, goodKey(key)]).toEqual([what, false]);
    }
  });
});

// Argon2id in JavaScript takes seconds, and more beside other tests.
describe("§2", { timeout: 300_000 }, () => {
  // Each takes seconds here: one in the short run, and the spelling that has to come to the same.
  test.each(frozen("login").cases.slice(0, long ? 4 : 2) as Json[])(
    "login of $passphrase",
    (one) => {
      const login = {
        ...one,
        serverSalt: unhex(one.serverSalt),
        accountKey: unhex(one.accountKey),
      };
      const stretched = secrets.stretch(login);
      expect(hex(stretched)).toBe(one.stretched);
      expect(secrets.loginKeys(stretched, login)).toEqual({ auth: one.authKey, wrap: one.wrapKey });
    },
  );

  test("keys of every login from what was stretched", () => {
    for (const one of frozen("login").cases) {
      const login = { ...one, accountKey: unhex(one.accountKey) };
      const keys = secrets.loginKeys(unhex(one.stretched), login);
      expect(keys).toEqual({ auth: one.authKey, wrap: one.wrapKey });
    }
  });

  const { identity, bundle, local, authenticator, challenges } = frozen("identity");
  const [signSeed, boxSeed] = [unhex(identity.signSeed), unhex(identity.boxSeed)];

  test("identity", () => {
    expect(secrets.publicKeys(signSeed, boxSeed)).toEqual({
      sign: identity.sign,
      box: identity.box,
    });
  });

  test("bundle", () => {
    const { place, wrap, nonce, head, bytes, closed } = bundle;
    const inside = { signSeed: identity.signSeed, boxSeed: identity.boxSeed, head };
    expect(secrets.openBundle(unhex(bytes), place, unhex(wrap))).toEqual(inside);
    const sealed = secrets.sealBundle(inside, { ...place, wrap: unhex(wrap), nonce: unhex(nonce) });
    expect(hex(sealed)).toBe(bytes);
    for (const one of closed) {
      const opened = secrets.openBundle(unhex(one.bytes), one.place, unhex(one.wrap));
      expect([one.fault, opened]).toEqual([one.fault, undefined]);
    }
  });

  test("what a device keeps", () => {
    const key = secrets.localKey(signSeed, boxSeed, unhex(local.device));
    expect(hex(key)).toBe(local.key);
    expect(hex(secrets.openLocal(key, local.name, unhex(local.sealed)) ?? key)).toBe(local.text);
    expect(secrets.openLocal(key, "drafts/move", unhex(local.sealed))).toBeUndefined();
    const sealed = secrets.sealLocal(key, unhex(local.nonce), local.name, unhex(local.text));
    expect(hex(sealed)).toBe(local.sealed);
  });

  test("what a device's authenticator opens", () => {
    const { secret, device, wrap } = authenticator;
    const of = { ...bundle.place, device: unhex(device) };
    expect(secrets.authenticatorKey(unhex(secret), of)).toBe(wrap);
  });

  test("challenges", () => {
    for (const one of challenges) {
      const message = secrets.challengeMessage(one);
      expect(hex(message)).toBe(one.message);
      expect(hex(secrets.sign(signSeed, message))).toBe(one.signature);
    }
  });
});

describe("what is on paper", () => {
  const { accountKeys, organisation, invite, accept, kit, recovery } = frozen("paper");

  test("account keys, codes and words", () => {
    for (const { key, groups } of accountKeys) {
      expect(paper.accountKeyGroups(unhex(key))).toBe(groups);
    }
    expect(paper.organisationWords(organisation.org)).toBe(organisation.words);
    expect(paper.inviteCode(invite.org, unhex(invite.seed), invite.head)).toBe(invite.code);
    expect(paper.kitCode({ ...kit, accountKey: unhex(kit.accountKey) })).toBe(kit.code);
  });

  test("an accept, and its three words", () => {
    const seed = paper.inviteSeedKey(unhex(invite.seed));
    const keys = secrets.publicKeys(seed, seed);
    expect(keys.sign).toBe(invite.key);
    const joiner = secrets.publicKeys(unhex(accept.signSeed), unhex(accept.boxSeed));
    const body = [invite.key, accept.member, joiner.sign, joiner.box]
      .map(unhex)
      .concat(unhex("00000001"), unhex(invite.head.size.toString(16).padStart(16, "0")))
      .concat(unhex(invite.head.root));
    const message = prefixed("linden/1/accept", unhex(invite.org), unhex(body.map(hex).join("")));
    expect(hex(message)).toBe(accept.message);
    const signature = secrets.sign(seed, message);
    expect(hex(signature)).toBe(accept.inviteSignature);
    expect(paper.joiningWords(message, signature)).toBe(accept.words);
  });

  test("recovery: the member of a seed, and any two of three shares", () => {
    const keys = secrets.publicKeys(...paper.recoverySeeds(unhex(recovery.seed)));
    expect(keys).toEqual({ sign: recovery.sign, box: recovery.box });
    expect(paper.recoveryMember(keys.sign)).toBe(recovery.member);
    const shares = recovery.shares.map((line: string) => paper.readShare(line));
    for (const a of shares) {
      for (const b of shares) {
        const seed = paper.joined(a, b);
        expect(seed && hex(seed)).toBe(a === b ? undefined : recovery.seed);
      }
      const again = paper.share(unhex(recovery.seed), unhex(recovery.slope), a.index);
      expect(paper.shareWords(again)).toBe(paper.shareWords(a));
    }
  });
});

describe("§3", () => {
  const { org, vault, epochs, wrapped, boxes, boxesRoot, paths, closed, meaning } = frozen("epoch");
  const at = (number: number) => ({ org, vault, epoch: number });
  const [first, second] = epochs;

  test("keys, and the one before", () => {
    for (const { epoch: number, key, keyCommit } of epochs) {
      expect(epoch.keyCommit(at(number), unhex(key))).toBe(keyCommit);
    }
    expect(hex(epoch.unwrap(at(2), unhex(second.key), unhex(wrapped)) ?? new Uint8Array(0))).toBe(
      first.key,
    );
    expect(hex(epoch.wrap(at(2), unhex(second.key), unhex(first.key)))).toBe(wrapped);
    const { compartment, house, blind, commit } = meaning;
    expect(epoch.meaningCommit(vault, compartment, house, blind)).toBe(commit);
  });

  test("boxes", () => {
    for (const { member, generation, bytes, ephemeral, boxSeed, hash } of boxes) {
      const secret = secrets.boxSecret(unhex(boxSeed));
      const own = { member, generation, secret, committed: first.keyCommit };
      expect(hex(epoch.openBox(at(1), unhex(bytes), own) ?? secret)).toBe(first.key);
      expect(epoch.openBox(at(2), unhex(bytes), own)).toBeUndefined();
      const { box } = secrets.publicKeys(unhex(boxSeed), unhex(boxSeed));
      const to = { member, generation, box, ephemeral: unhex(ephemeral) };
      expect(hex(epoch.sealBox(at(1), unhex(first.key), to))).toBe(bytes);
      expect(hex(sha(unhex(bytes)))).toBe(hash);
    }
    const [{ boxSeed }] = boxes;
    const own = { member: closed.member, generation: 1, committed: first.keyCommit };
    const secret = secrets.boxSecret(unhex(boxSeed));
    for (const { fault, bytes } of closed.cases) {
      const opened = epoch.openBox(at(1), unhex(bytes), { ...own, secret });
      expect([fault, opened]).toEqual([fault, undefined]);
    }
  });

  test("the root over boxes, and each one's path", () => {
    const plain = boxes.map((one: Json) => ({ ...one, bytes: unhex(one.bytes) }));
    expect(epoch.boxesRoot(plain)).toBe(boxesRoot);
    for (const { member, index, path } of paths) {
      const one = plain.find((each: Json) => each.member === member);
      const leaf = unhex(epoch.boxesRoot([one]));
      expect(hex(rootByPath(leaf, index, boxes.length, path.map(unhex)) ?? leaf)).toBe(boxesRoot);
    }
  });
});

describe("§4", () => {
  const { org, vault, author, epochKey, leaves, sizes, cases, closed } = frozen("envelope");
  const place = { org, vault, author, epochKey: unhex(epochKey) };
  const payloadOf = (length: number): Uint8Array =>
    Uint8Array.from({ length }, (_, i) => (31 * i + length) & 255);

  test("leaves", () => {
    for (const { bytes, contentCommit, envelopeHash, ...leaf } of leaves) {
      const same: Leaf = { ...leaf, content: contentCommit, envelope: envelopeHash };
      expect(hex(envelope.leafBytes(same))).toBe(bytes);
      expect(readLeaf(unhex(bytes))).toMatchObject({ record: leaf.record, kind: leaf.kind });
    }
  });

  test("envelopes of every size", () => {
    for (const [length, size] of sizes) expect(envelope.sizeFor(length)).toBe(size);
    for (const one of cases) {
      const leaf = readLeaf(unhex(one.leaf)) as Leaf;
      const content = { blind: unhex(one.blind), payload: payloadOf(one.payloadLength) };
      expect(envelope.contentCommit(place, leaf, content)).toBe(one.contentCommit);
      expect(hex(envelope.recordKey(place, leaf))).toBe(one.recordKey);
      const made = envelope.seal(place, leaf, content);
      expect(made.leaf).toEqual(leaf);
      expect([made.envelope.length, hex(sha(made.envelope))]).toEqual([
        one.envelopeLength,
        one.envelopeHash,
      ]);
      if (one.envelope !== undefined) expect(hex(made.envelope)).toBe(one.envelope);
      expect(envelope.open(place, leaf, made.envelope)).toEqual(content);
    }
  });

  test("what does not open", () => {
    for (const { fault, leaf, envelope: sealed, at, opens } of closed) {
      const elsewhere = { ...at, ...(at.epochKey && { epochKey: unhex(at.epochKey) }) };
      const opened = envelope.open(
        { ...place, ...elsewhere },
        readLeaf(unhex(leaf)) as Leaf,
        unhex(sealed),
      );
      expect([fault, opened !== undefined]).toEqual([fault, opens]);
    }
  });
});

describe("letters", () => {
  const { org, vault, record, letters, closed } = frozen("letter");
  const place = { org, vault, record };

  test("that open", () => {
    for (const { member, generation, boxSeed, ephemeral, text: written, sealed } of letters) {
      const secret = secrets.boxSecret(unhex(boxSeed));
      const opened = letter.openLetter(place, unhex(sealed), { member, generation, secret });
      expect(opened && hex(opened)).toBe(written);
      const { box } = secrets.publicKeys(unhex(boxSeed), unhex(boxSeed));
      const to = { member, generation, box, ephemeral: unhex(ephemeral) };
      expect(hex(letter.sealLetter(place, unhex(written), to))).toBe(sealed);
    }
  });

  test("that do not", () => {
    const [{ boxSeed }] = letters;
    const secret = secrets.boxSecret(unhex(boxSeed));
    for (const { fault, sealed, at, own } of closed) {
      const opened = letter.openLetter(at, unhex(sealed), { ...own, secret });
      expect([fault, opened]).toEqual([fault, undefined]);
    }
  });
});
