import {
  type EpochKey,
  type OrgId,
  bucketFor,
  boxHash,
  boxLeaves,
  boxPath,
  boxesRoot,
  contentCommit,
  encodeLeaf,
  envelopeCap,
  keyCommit,
  meaningCommit,
  open,
  openBox,
  parse,
  readLeaf,
  requestHash,
  seal,
  sha256,
  toHex,
  unwrapPrevious,
  wrapPrevious,
} from "#crypto";
import { bytesOf, person, prune, put, recordId, tombstone, vaultId } from "../crypto-log/cast.ts";
import * as secondEnvelope from "../second/envelope.ts";
import * as secondEpoch from "../second/epoch.ts";
import { holds, keyOf, valueOf } from "./held.ts";

const org = toHex(bytesOf("organisation")) as OrgId;
const vault = vaultId("house");
const people = ["heron", "stork", "wren"].map((name) => person(name));

/** Epoch keys: what is committed to, wrapped and boxed; one box with its fault each that does not open. */
export function epochs(): unknown {
  const places = [1, 2].map((epoch) => ({ org, vault, epoch }));
  const [first, next] = places as [(typeof places)[0], (typeof places)[0]];
  const keys = places.map(({ epoch }) => keyOf<EpochKey>(`epoch key ${epoch}`));
  const [key, nextKey] = keys as [EpochKey, EpochKey];
  const previous = wrapPrevious(next, nextKey, key);
  holds(unwrapPrevious(next, nextKey, previous, keyCommit(first, key)).ok);

  const boxes = people.map(({ id, identity }) => {
    const ephemeral = bytesOf(`ephemeral ${id}`);
    const to = { member: id, generation: 1, box: toHex(identity.boxPublic), ephemeral };
    const bytes = secondEpoch.sealBox(first, key, to);
    const box = { vault, epoch: 1, member: id, generation: 1, bytes };
    const opened = openBox(org, box, { member: id, identity }, keyCommit(first, key));
    holds(opened.ok && toHex(opened.value) === toHex(key));
    return { ...box, ephemeral, boxSeed: identity.boxSeed, hash: boxHash(bytes) };
  });
  const leaves = boxLeaves(boxes);
  const [box] = boxes as [(typeof boxes)[0]];
  const sealedTo = (key: Uint8Array, member = box.member, generation = 1): Uint8Array => {
    const { identity } = people[0] as (typeof people)[0];
    const to = { member, generation, box: toHex(identity.boxPublic), ephemeral: box.ephemeral };
    return secondEpoch.sealBox(first, key, to);
  };
  const closed = [
    { fault: "another key than was committed to", bytes: sealedTo(nextKey) },
    { fault: "bound to another member", bytes: sealedTo(key, people[1]?.id ?? box.member) },
    { fault: "bound to another generation", bytes: sealedTo(key, box.member, 2) },
    { fault: "a bit of the seal", bytes: box.bytes.with(60, (box.bytes[60] as number) ^ 1) },
    { fault: "an ephemeral key of small order", bytes: box.bytes.map((b, i) => (i < 32 ? 0 : b)) },
    { fault: "a byte more", bytes: new Uint8Array([...box.bytes, 0]) },
  ];
  for (const { bytes } of closed) {
    const own = { member: box.member, identity: (people[0] as (typeof people)[0]).identity };
    holds(!openBox(org, { ...box, bytes }, own, keyCommit(first, key)).ok);
  }
  const meaning = {
    compartment: "residents",
    house: "5a".repeat(16),
    blind: bytesOf("blind").slice(0, 16),
  };
  return {
    section: "§3",
    org,
    vault,
    epochs: places.map((place, i) => ({
      epoch: place.epoch,
      key: keys[i],
      keyCommit: keyCommit(place, keys[i] as EpochKey),
    })),
    wrapped: previous,
    boxes: boxes.map(({ member, generation, bytes, ephemeral, boxSeed, hash }) => ({
      member,
      generation,
      bytes,
      ephemeral,
      boxSeed,
      hash,
    })),
    boxesRoot: boxesRoot(leaves),
    paths: leaves.map(({ member }) => ({ member, ...boxPath(leaves, member) })),
    closed: { member: box.member, cases: closed },
    meaning: { ...meaning, commit: meaningCommit({ vault, ...meaning }) },
  };
}

/** Payload lengths around each bucket, on Padmé's steps, and the longest that there can be. */
const lengths = [
  0, 1, 363, 364, 365, 1_516, 1_517, 6_124, 6_125, 24_556, 24_557, 30_000, 100_000, 258_028,
];
const frozenUpTo = 1_552;

/** Byte i of a payload of that length. */
const payloadOf = (length: number): Uint8Array =>
  Uint8Array.from({ length }, (_, i) => (31 * i + length) & 255);

/** Leaves of every kind, sizes, envelopes of every bucket, and one fault each that does not open. */
export function envelopes(): unknown {
  const author = (people[0] as (typeof people)[0]).id;
  const epochKey = keyOf<EpochKey>("epoch key 1");
  const at = { org, vault, author, epochKey };
  const cases = lengths.map((length) => {
    const kind = length % 2 === 0 ? ("reseal" as const) : ("put" as const);
    const header = { kind, schema: 7, record: recordId(`${length}`), version: 3, epoch: 1 };
    const content = { blind: bytesOf(`blind ${length}`).slice(0, 16), payload: payloadOf(length) };
    const made = secondEnvelope.seal(at, header, content);
    const leaf = parse(secondEnvelope.leafBytes(made.leaf), readLeaf);
    if (leaf === undefined) throw new Error("not a leaf");
    const opened = valueOf(open(at, leaf, made.envelope));
    holds(toHex(opened.payload) === toHex(content.payload));
    if (kind === "reseal") {
      const resealed = valueOf(seal(at, { ...header, ...content }));
      holds(toHex(resealed.envelope) === toHex(made.envelope));
    }
    const short = made.envelope.length <= frozenUpTo ? { envelope: made.envelope } : {};
    return {
      payloadLength: length,
      blind: content.blind,
      contentCommit: contentCommit({ org, vault, ...header, ...content }),
      recordKey: secondEnvelope.recordKey(at, made.leaf),
      leaf: encodeLeaf(leaf),
      envelopeLength: made.envelope.length,
      envelopeHash: sha256(made.envelope),
      ...short,
    };
  });
  const leaves = [
    put({ record: recordId("a"), version: 2, epoch: 5, schema: 9 }),
    tombstone(recordId("a"), 3, 5),
    put({ record: recordId("b"), kind: "reseal", epoch: 6 }),
    prune(recordId("b"), 1, 5),
    { ...prune(recordId("b"), 1, 5), contentCommit: requestHash(recordId("request")) },
  ];
  return {
    section: "§4",
    org,
    vault,
    author,
    epochKey,
    leaves: leaves.map((leaf) => ({ ...leaf, bytes: encodeLeaf(leaf) })),
    sizes: [1, 384, 385, 1_537, 24_577, 25_000, 33_000, 65_536, 65_537, 131_073, 200_000].map(
      (length) => [length, bucketFor(length)],
    ),
    cap: envelopeCap,
    payload: "byte i is (31 i + payloadLength) mod 256",
    cases,
    closed: closed(at),
  };
}

function closed(at: Parameters<typeof open>[0]): unknown {
  const header = { kind: "put" as const, schema: 7, record: recordId("bad"), version: 1, epoch: 1 };
  const content = { blind: bytesOf("blind").slice(0, 16), payload: payloadOf(100) };
  const good = secondEnvelope.plaintextOf(content);
  const commit = secondEnvelope.contentCommit(at, header, content);
  const bare = { ...header, content: commit };
  const sealed = (plaintext: Uint8Array) => secondEnvelope.sealPlaintext(at, bare, plaintext);
  const withLength = (length: number): Uint8Array => {
    const out = good.slice();
    new DataView(out.buffer).setUint32(0, length);
    return out;
  };
  const wide = new Uint8Array(1_536);
  wide.set(good);
  const right = sealed(good);
  const cases = [
    { fault: "none", ...right },
    { fault: "a pad byte that is not zero", ...sealed(good.with(383, 1)) },
    { fault: "a bucket larger than the smallest", ...sealed(wide) },
    { fault: "a length of 2^32 - 1", ...sealed(withLength(0xffff_ffff)) },
    { fault: "a length past the end", ...sealed(withLength(365)) },
    { fault: "a length that says less", ...sealed(withLength(99)) },
    {
      fault: "another content than was committed to",
      ...sealed(secondEnvelope.plaintextOf({ ...content, payload: payloadOf(101) })),
    },
    {
      fault: "another blind than was committed to",
      ...sealed(secondEnvelope.plaintextOf({ ...content, blind: new Uint8Array(16) })),
    },
    { fault: "no bucket", ...sealed(new Uint8Array(383)) },
    { fault: "nothing inside", ...sealed(new Uint8Array(0)) },
    { fault: "a bit of the tag", leaf: right.leaf, envelope: flipped(right.envelope, 399) },
    { fault: "shorter than a tag", leaf: right.leaf, envelope: right.envelope.slice(0, 15) },
    { fault: "another version", leaf: { ...right.leaf, version: 2 }, envelope: right.envelope },
    {
      fault: "another kind",
      leaf: { ...right.leaf, kind: "reseal" as const },
      envelope: right.envelope,
    },
    {
      fault: "another record",
      leaf: { ...right.leaf, record: recordId("c") },
      envelope: right.envelope,
    },
  ].map((one) => ({ ...one, leaf: secondEnvelope.leafBytes(one.leaf) }));
  const others: (Partial<typeof at> & { readonly fault: string })[] = [
    { fault: "another vault", vault: vaultId("other") },
    { fault: "another author", author: (people[1] as (typeof people)[0]).id },
    { fault: "another organisation", org: toHex(bytesOf("another")) as OrgId },
    { fault: "another epoch key", epochKey: keyOf<EpochKey>("epoch key 2") },
  ];
  const [{ leaf, envelope }] = cases as [(typeof cases)[0]];
  const elsewhere = others.map(({ fault, ...at }) => ({ fault, leaf, envelope, at }));
  return [...cases.map((one) => ({ ...one, at: {} })), ...elsewhere].map((one) => {
    const read = parse(one.leaf, readLeaf);
    const opens = read !== undefined && open({ ...at, ...one.at }, read, one.envelope).ok;
    holds(opens === (one.fault === "none"));
    return { ...one, opens };
  });
}

const flipped = (bytes: Uint8Array, at: number): Uint8Array =>
  bytes.with(at, (bytes[at] as number) ^ 1);
