import {
  type BoxPublic,
  type EpochKey,
  type Hash,
  type MemberId,
  type OrgId,
  type VaultId,
  idBytes,
} from "./brand.ts";
import { Writer, equal } from "./bytes.ts";
import { type SealedBox, boxLeaves, boxLength, boxesRoot } from "./boxes.ts";
import type { Entry } from "./entry.ts";
import { H } from "./hash.ts";
import type { Identity } from "./identity.ts";
import { labels } from "./labels.ts";
import { type Result, err, ok } from "./result.ts";
import { aeadOpen, aeadSeal, boxOpen, boxSeal, randomBytes, wipe } from "./sodium.ts";

/** Which generation of which vault's key. */
export interface EpochPlace {
  readonly org: OrgId;
  readonly vault: VaultId;
  readonly epoch: number;
}

/** Somebody who is to hold an epoch's key. */
export interface Holder {
  readonly member: MemberId;
  readonly generation: number;
  readonly boxPublic: BoxPublic;
}

type EpochEntry = Extract<Entry, { readonly is: "epoch" }>;

/** How a new epoch treats the one before it. */
export type LinkChoice =
  | { readonly is: "first" | "cut" | "blind" }
  | { readonly is: "wrapped"; readonly previous: EpochKey };

/** A new epoch: its key, its roster entry, and one box for each holder. */
export interface MadeEpoch {
  readonly key: EpochKey;
  readonly entry: EpochEntry;
  readonly boxes: readonly SealedBox[];
}

/** Draws a key and seals it to exactly these holders. docs/protocol.md §3. */
export function makeEpoch(
  place: EpochPlace,
  holders: readonly Holder[],
  link: LinkChoice,
): MadeEpoch {
  const key = randomBytes(32) as EpochKey;
  const boxes = holders.map((holder) => sealBox(place, key, holder));
  const leaves = boxLeaves(boxes);
  const entry: EpochEntry = {
    is: "epoch",
    vault: place.vault,
    epoch: place.epoch,
    keyCommit: keyCommit(place, key),
    link:
      link.is === "wrapped"
        ? { is: "wrapped", previous: wrapPrevious(place, key, link.previous) }
        : link,
    boxesRoot: boxesRoot(leaves),
    boxesCount: leaves.length,
  };
  return { key, entry, boxes };
}

/** What an epoch's entry says of its key: two keys under one entry are impossible. */
export const keyCommit = (place: EpochPlace, key: EpochKey): Hash =>
  H(32, key, labels.keyCommit, ...placeBytes(place)) as Hash;

/** Seals an epoch's key to one member: in a new epoch, or beside a grant. Throws on a key that no roster accepts. */
export function sealBox(place: EpochPlace, key: EpochKey, to: Holder): SealedBox {
  const inside = new Writer()
    .bytes(key)
    .bytes(binding(place, key, to))
    .done();
  const bytes = boxSeal(to.boxPublic, inside);
  wipe(inside);
  if (bytes === undefined) throw new Error("not a box key");
  const { vault, epoch } = place;
  return { vault, epoch, member: to.member, generation: to.generation, bytes };
}

/** Opens one's own box: the place and holder bound inside, and the key that the epoch's entry committed to. */
export function openBox(
  org: OrgId,
  box: SealedBox,
  own: { readonly member: MemberId; readonly identity: Identity },
  committed: Hash,
): Result<EpochKey, "cannot-open"> {
  if (box.bytes.length !== boxLength) return err("cannot-open");
  const { boxPublic, boxSecret, generation } = own.identity;
  const inside = boxOpen({ publicKey: boxPublic, secret: boxSecret }, box.bytes);
  if (inside?.length !== 64) return err("cannot-open");
  const place = { org, vault: box.vault, epoch: box.epoch };
  const key = inside.slice(0, 32) as EpochKey;
  const bound = binding(place, key, { member: own.member, generation });
  const held = equal(bound, inside.subarray(32)) && equal(keyCommit(place, key), committed);
  wipe(inside);
  if (held) return ok(key);
  wipe(key);
  return err("cannot-open");
}

/** The previous epoch's key sealed under this one's, for `wrapped` epochs and for a `link` entry. */
export const wrapPrevious = (place: EpochPlace, key: EpochKey, previous: EpochKey): Uint8Array =>
  aeadSeal(wrapKeyOf(place, key), zeroNonce, wrapContext(place), previous);

/** Opens what `wrapPrevious` sealed and compares it with the previous epoch's commitment. */
export function unwrapPrevious(
  place: EpochPlace,
  key: EpochKey,
  wrapped: Uint8Array,
  committed: Hash,
): Result<EpochKey, "cannot-open"> {
  const previous = aeadOpen(wrapKeyOf(place, key), zeroNonce, wrapContext(place), wrapped);
  if (previous?.length !== 32) return err("cannot-open");
  const before = { ...place, epoch: place.epoch - 1 };
  return equal(keyCommit(before, previous as EpochKey), committed)
    ? ok(previous as EpochKey)
    : err("cannot-open");
}

/** One wrap for each key that wraps, so its nonce may be constant. */
const zeroNonce = new Uint8Array(24);

const wrapKeyOf = (place: EpochPlace, key: EpochKey): Uint8Array =>
  H(32, key, labels.epochWrap, ...placeBytes(place));

const wrapContext = (place: EpochPlace): Uint8Array =>
  H(32, undefined, labels.epochWrap, ...placeBytes(place));

const placeBytes = ({ org, vault, epoch }: EpochPlace): Uint8Array[] => [
  idBytes(org),
  idBytes(vault),
  new Writer().u32(epoch).done(),
];

const binding = (
  place: EpochPlace,
  key: EpochKey,
  to: Pick<Holder, "member" | "generation">,
): Uint8Array =>
  H(
    32,
    key,
    labels.box,
    ...placeBytes(place),
    idBytes(to.member),
    new Writer().u32(to.generation).done(),
  );
