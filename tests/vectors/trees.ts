import { ed25519, ED25519_TORSION_SUBGROUP } from "@noble/curves/ed25519.js";
import { sha512 } from "@noble/hashes/sha2.js";
import {
  type LogHead,
  type Note,
  type OrgId,
  type SignPublic,
  type Signature,
  acknowledgementMessage,
  checkpointText,
  concat,
  consistencyProof,
  cosign,
  formatNote,
  fromHex,
  headsOrigin,
  headsRoot,
  inclusionProof,
  leafHash,
  parseNote,
  rootOver,
  rosterLog,
  signAcknowledgement,
  signCheckpoint,
  toHex,
  utf8,
  verifyAcknowledgement,
  verifyCheckpoint,
  verifyCosignature,
} from "#crypto";
import { bytesOf, person, vaultId } from "../crypto-log/cast.ts";
import { holds } from "./held.ts";

const org = toHex(bytesOf("organisation")) as OrgId;
const sizes = Array.from({ length: 18 }, (_, size) => size);

/** Roots, paths and growth proofs of every tree of up to 17 leaves; leaf i is the text of i. */
export function trees(): unknown {
  const leaves = sizes.map((i) => leafHash(utf8(String(i))));
  return {
    section: "§1, RFC 9162 §2.1",
    leaf: "leaf i is the decimal text of i",
    trees: sizes.map((size) => ({
      size,
      root: rootOver(leaves.slice(0, size)),
      inclusion: leaves.slice(0, size).map((_, i) => inclusionProof(leaves.slice(0, size), i)),
      consistency: sizes
        .slice(0, size + 1)
        .map((old) => consistencyProof(leaves.slice(0, size), old)),
    })),
  };
}

const keysOf = (name: string) => {
  const { signPublic, signSecret, signSeed } = person(name).identity;
  return { publicKey: signPublic, secret: signSecret, seed: signSeed };
};

/** An acknowledgement, the heads log's checkpoint, two cosignatures, and notes that are not believed. */
export function heads(): unknown {
  const server = keysOf("server");
  const witnesses = ["witness.example/1", "witness.example/2"].map((name) => ({
    ...keysOf(name),
    name,
  }));
  const list: LogHead[] = [
    { log: vaultId("two"), size: 7, root: bytesOf("root two") },
    { log: rosterLog, size: 41, root: bytesOf("root roster") },
    { log: vaultId("one"), size: 0x1_0000_0001, root: bytesOf("root one") },
  ];
  const acknowledgement = signAcknowledgement(org, list, server.secret);
  const head = { size: 1_234, root: bytesOf("heads log") };
  const signed = signCheckpoint(org, head, server);
  const lines = witnesses.map((witness, i) => cosign(signed, 1_800_000_000 + i, witness));
  const [first] = witnesses as [(typeof witnesses)[0]];
  const note: Note = {
    text: signed.text,
    signatures: [...signed.signatures, ...lines, cosign(signed, 1_800_003_600, first)],
  };
  const text = formatNote(note);
  const known = witnesses.map(({ name, publicKey }) => ({ name, key: publicKey }));
  const forged = formatNote(signCheckpoint(org, head, keysOf("thief")));
  const elsewhere = formatNote(signCheckpoint(toHex(bytesOf("another")) as OrgId, head, server));
  const unbelieved = [
    { fault: "another key", note: forged },
    { fault: "another organisation", note: elsewhere },
    { fault: "another size", note: text.replace("\n1234\n", "\n1235\n") },
    { fault: "a leading zero", note: text.replace("\n1234\n", "\n01234\n") },
    { fault: "no signature", note: `${signed.text}\n` },
    { fault: "no empty line", note: text.replace("\n\n", "\n") },
    { fault: "a last line without its end", note: text.slice(0, -1) },
    { fault: "a hyphen for the dash", note: text.replaceAll("\u2014", "-") },
  ];
  for (const one of unbelieved) {
    const read = parseNote(one.note);
    holds(!read.ok || !verifyCheckpoint(org, server.publicKey, read.value).ok);
  }
  const believed = parseNote(text);
  holds(believed.ok && verifyCheckpoint(org, server.publicKey, believed.value).ok);
  holds(verifyAcknowledgement(org, server.publicKey, acknowledgement));
  return {
    section: "§5",
    org,
    logKey: { seed: server.seed, key: server.publicKey },
    acknowledgement: {
      heads: list,
      message: acknowledgementMessage(org, list),
      signature: acknowledgement.signature,
    },
    headsRoot: headsRoot(list),
    checkpoint: { ...head, text: checkpointText({ origin: headsOrigin(org), ...head }) },
    witnesses: witnesses.map(({ name, seed, publicKey }) => ({ name, seed, key: publicKey })),
    note: text,
    seen: Object.fromEntries(known.map((key) => [key.name, verifyCosignature(note, key)])),
    unbelieved,
  };
}

const order = 2n ** 252n + 27742317777372353535851937790883648493n;
const little = (n: bigint): Uint8Array => fromHex(n.toString(16).padStart(64, "0")).toReversed();
const number = (bytes: Uint8Array): bigint => BigInt(`0x${toHex(bytes.toReversed())}`);

/**
 * Signatures in the corners of Ed25519, over an acknowledgement of nothing: every implementation here gives the same
 * answer, and libsodium's is the rule.
 */
export function signatures(): unknown {
  const { seed, publicKey } = keysOf("heron");
  const message = acknowledgementMessage(org, []);
  const secret = ed25519.utils.getExtendedPublicKey(seed);
  const good = ed25519.sign(message, seed);
  const challenge = (r: Uint8Array, key: Uint8Array): bigint =>
    number(sha512(concat(r, key, message))) % order;
  const made = (r: Uint8Array, nonce: bigint, key: Uint8Array = publicKey): Uint8Array =>
    concat(r, little((nonce + challenge(r, key) * secret.scalar) % order));
  const torsion = ED25519_TORSION_SUBGROUP.map((hex) => ed25519.Point.fromHex(hex));
  const nonce = number(bytesOf("nonce")) % order;
  const R = ed25519.Point.BASE.multiply(nonce);
  const mixedKey = ed25519.Point.fromBytes(publicKey)
    .add(torsion[1] as (typeof torsion)[0])
    .toBytes();
  const smallKey = fromHex(ED25519_TORSION_SUBGROUP[1] as string);
  const cases = [
    { what: "as it should be", key: publicKey, signature: good },
    {
      what: "S plus the order of the group",
      key: publicKey,
      signature: concat(good.slice(0, 32), little(number(good.slice(32)) + order)),
    },
    {
      what: "S with its highest bit",
      key: publicKey,
      signature: good.with(63, (good[63] as number) | 0x80),
    },
    { what: "R of order one", key: publicKey, signature: made(little(1n), 0n) },
    {
      what: "R of order eight",
      key: publicKey,
      signature: made((torsion[1] as (typeof torsion)[0]).toBytes(), 0n),
    },
    {
      what: "R with a part of small order",
      key: publicKey,
      signature: made(R.add(torsion[1] as (typeof torsion)[0]).toBytes(), nonce),
    },
    { what: "a key of small order", key: smallKey, signature: concat(little(1n), little(0n)) },
    {
      what: "a key with a part of small order",
      key: mixedKey,
      signature: made(R.toBytes(), nonce, mixedKey),
    },
    { what: "a key that is no point", key: little(2n), signature: good },
    { what: "nothing but zeros", key: publicKey, signature: new Uint8Array(64) },
  ];
  return {
    section: "§1",
    org,
    message,
    cases: cases.map(({ what, key, signature }) => ({
      what,
      key,
      signature,
      holds: verifyAcknowledgement(org, key as SignPublic, {
        heads: [],
        signature: signature as Signature,
      }),
    })),
  };
}
