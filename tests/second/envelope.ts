import { H, H32, hex, int, join, prefixed, sha, unhex } from "./bytes.ts";
import type { Leaf } from "./commit.ts";
import { cipher, opened } from "./secrets.ts";

/** docs/protocol.md §4. Ids are hex. */
export interface Placing {
  readonly org: string;
  readonly vault: string;
  readonly author: string;
  readonly epochKey: Uint8Array;
}

export interface Content {
  readonly blind: Uint8Array;
  readonly payload: Uint8Array;
}

type Header = Omit<Leaf, "content" | "envelope">;

export const contentCommit = (
  { org, vault }: Pick<Placing, "org" | "vault">,
  { record, schema }: Pick<Leaf, "record" | "schema">,
  { blind, payload }: Content,
): string =>
  hex(
    H32(
      "linden/1/content",
      unhex(org),
      unhex(vault),
      unhex(record),
      int(2, schema),
      blind,
      payload,
    ),
  );

/** The sizes of plaintexts, smallest first: the four buckets, and above them five significant bits at most. */
export function sizeFor(length: number): number {
  for (const bucket of [384, 1_536, 6_144, 24_576]) if (length <= bucket) return bucket;
  const exponent = length.toString(2).length - 1;
  const significant = exponent.toString(2).length;
  const step = 1 << (exponent - significant);
  return length % step === 0 ? length : length - (length % step) + step;
}

const kinds = { put: 1, tombstone: 2, reseal: 3, prune: 4 } as const;

/** The 60 bytes of a leaf that stand before its envelope hash. */
const headerOf = (leaf: Omit<Leaf, "envelope">): Uint8Array =>
  join(
    Uint8Array.of(kinds[leaf.kind], 0),
    int(2, leaf.schema),
    unhex(leaf.record),
    int(4, leaf.version),
    int(4, leaf.epoch),
    unhex(leaf.content),
  );

export const leafBytes = (leaf: Leaf): Uint8Array => join(headerOf(leaf), unhex(leaf.envelope));

const contextOf = (at: Placing, leaf: Omit<Leaf, "envelope">): Uint8Array =>
  prefixed("linden/1/record", unhex(at.org), unhex(at.vault), unhex(at.author), headerOf(leaf));

export const recordKey = (at: Placing, leaf: Omit<Leaf, "envelope">): Uint8Array =>
  H(
    32,
    at.epochKey,
    "linden/1/record",
    unhex(at.org),
    unhex(at.vault),
    unhex(at.author),
    headerOf(leaf),
  );

const zeroNonce = new Uint8Array(24);

/** Seals whatever plaintext it is given: `plaintextOf` makes the one that is right. */
export function sealPlaintext(
  at: Placing,
  header: Omit<Leaf, "envelope">,
  plaintext: Uint8Array,
): { readonly leaf: Leaf; readonly envelope: Uint8Array } {
  const key = recordKey(at, header);
  const envelope = cipher(key, zeroNonce, contextOf(at, header)).encrypt(plaintext);
  return { leaf: { ...header, envelope: hex(sha(envelope)) }, envelope };
}

export function plaintextOf({ blind, payload }: Content): Uint8Array {
  const filled = join(int(4, payload.length), blind, payload);
  return join(filled, new Uint8Array(sizeFor(filled.length) - filled.length));
}

export function seal(at: Placing, header: Header, content: Content) {
  const commit = contentCommit(at, header, content);
  return sealPlaintext(at, { ...header, content: commit }, plaintextOf(content));
}

/** What an envelope says, if it belongs to this leaf, place and author, fills its bucket with zeros, and says what was committed to. */
export function open(at: Placing, leaf: Leaf, envelope: Uint8Array): Content | undefined {
  if (hex(sha(envelope)) !== leaf.envelope || !fitsStore(envelope)) return undefined;
  const plaintext = opened(recordKey(at, leaf), zeroNonce, contextOf(at, leaf), envelope);
  if (plaintext === undefined || plaintext.length < 20) return undefined;
  const length = Number(BigInt(`0x${hex(plaintext.slice(0, 4))}`));
  if (sizeFor(20 + length) !== plaintext.length) return undefined;
  if (plaintext.slice(20 + length).some((byte) => byte !== 0)) return undefined;
  const content = { blind: plaintext.slice(4, 20), payload: plaintext.slice(20, 20 + length) };
  return contentCommit(at, leaf, content) === leaf.content ? content : undefined;
}

/** What the server asks of bytes: a size that an envelope can have, and that they are no text. */
export function fitsStore(envelope: Uint8Array): boolean {
  const length = envelope.length - 16;
  if (length <= 0 || envelope.length > 262_144 || sizeFor(length) !== length) return false;
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(envelope);
    return false;
  } catch {
    return true;
  }
}
